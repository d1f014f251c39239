import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Run } from '../../src/core/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { type KindName, kindNames } from './kinds.ts';

/** Where the traces lie that docs and `bench:verdict` are made of. */
export const tracesDirectory = resolve(import.meta.dirname, '../../fixtures/traces/pairs');

const headSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.enum(kindNames),
  /** Of its kind in its sitting, from 1. */
  number: z.int().positive(),
  /** When the sitting began, to the minute: runs of one share the state of their host. */
  sitting: z.string().regex(/^\d{8}-\d{4}$/),
  load: z.enum(['left alone', 'busy loops']),
  /** Of one minute, before the run. */
  loadAverage: z.number().nonnegative(),
  command: z.string(),
});

/** A run of real guests by the product, with what is known of it. It names no host and no path. */
export interface PairsTrace extends z.infer<typeof headSchema> {
  /** Its document, without the measurements that no figure needs. */
  readonly run: Run;
}

/** Which run is meant. */
export type RunName = Pick<PairsTrace, 'kind' | 'number' | 'sitting' | 'load'>;

/** The file of a run. */
export function traceName({ kind, number, sitting, load }: RunName): string {
  const busy = load === 'busy loops' ? '-busy' : '';
  return `${sitting}-${kind}${busy}-${String(number).padStart(2, '0')}.json`;
}

/** Written whole or not at all, a line for each round. */
export async function writeTrace(directory: string, trace: PairsTrace): Promise<string> {
  const { run, ...head } = trace;
  const { rounds, ...rest } = run;
  const path = join(directory, traceName(trace));
  const lines = rounds.map(round => JSON.stringify(slim(round)));
  const opening = JSON.stringify({ ...head, run: rest }, shortened).slice(0, -1);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, `${opening},"rounds":[\n${lines.join(',\n')}\n]}\n`);
  await rename(`${path}.part`, path);
  return path;
}

/** Throughput alone: the ratio of sums is made of it. */
function slim(round: Run['rounds'][number]): Run['rounds'][number] {
  const measurements = round.measurements.filter(({ metric }) => metric === 'throughput');
  return JSON.parse(JSON.stringify({ ...round, measurements }, shortened)) as typeof round;
}

/** Six digits are more than any figure has; whole numbers stay, since seeds are some. */
function shortened(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value)
    ? Number(value.toPrecision(6))
    : value;
}

/** A trace as it was written; throws for whatever is none, with the name of its file. */
export function parseTrace(text: string, name: string): PairsTrace {
  const { run, rounds, ...head } = z
    .looseObject({ run: z.looseObject({}), rounds: z.array(z.unknown()) })
    .parse(JSON.parse(text));
  const decoded = decodeRun({ ...run, rounds });
  if (!decoded.ok)
    throw new Error(`${name}: ${decoded.rejections.map(({ problem }) => problem).join('; ')}`);
  return { ...headSchema.parse(head), run: decoded.value };
}

/** All traces of a directory, oldest first; none where there is no such directory. */
export function readTraces(directory: string): PairsTrace[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter(name => name.endsWith('.json'))
    .toSorted()
    .map(name => parseTrace(readFileSync(join(directory, name), 'utf8'), name));
}

/** A finished run, undefined where it is none yet. */
export async function finishedTrace(
  directory: string,
  name: RunName,
): Promise<PairsTrace | undefined> {
  const path = join(directory, traceName(name));
  return existsSync(path) ? parseTrace(await readFile(path, 'utf8'), traceName(name)) : undefined;
}

/** The sitting that was begun last, undefined where none was. */
export async function lastSitting(directory: string): Promise<string | undefined> {
  if (!existsSync(directory)) return undefined;
  const names = await readdir(directory);
  return names
    .flatMap(name => /^\d{8}-\d{4}(?=-.*\.json$)/.exec(name) ?? [])
    .toSorted()
    .at(-1);
}

/** Which kind a text names; RangeError where it is none. */
export function kindNamed(text: string): KindName {
  const kind = kindNames.find(name => name === text);
  if (kind === undefined)
    throw new RangeError(`--kind: ${text} is none of ${kindNames.join(', ')}`);
  return kind;
}
