import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { fingerprintOf } from '../src/core/environment.ts';
import type { Run } from '../src/core/run.ts';
import { decodeRun, encodeRun } from '../src/suites/document.ts';
import { bareRemote, git } from '../test/harness/git.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');

/** A bare repository that allows filters, and a clone of it: what a job has. */
export interface StoreSite {
  readonly home: string;
  readonly remote: string;
  readonly clone: string;
}

/** Makes a site in a directory of its own below `parent`. */
export async function makeSite(parent: string, name: string): Promise<StoreSite> {
  const home = join(parent, name);
  await mkdir(home);
  const remote = await bareRemote(home);
  const clone = join(home, 'clone');
  await git(home, 'clone', '--quiet', remote, clone);
  return { home, remote, clone };
}

/**
 * Records documents as a job does: the product's own command, in a process of its own. Seconds that
 * it took.
 */
export async function record(
  { home, clone }: StoreSite,
  documents: readonly string[],
): Promise<number> {
  const begin = performance.now();
  const command = [
    join(root, 'bin/storage-gate'),
    'record',
    ...documents,
    '--baseline',
    'git:baselines',
  ];
  await run(process.execPath, command, {
    cwd: clone,
    env: { ...process.env, XDG_CACHE_HOME: join(home, 'cache') },
  });
  return (performance.now() - begin) / 1000;
}

/** Writes run documents that differ, and returns their paths. */
export async function writeDocuments(
  { home }: StoreSite,
  count: number,
): Promise<readonly string[]> {
  const template = await templateRun();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const path = join(home, `${index}.json`);
      await writeFile(path, encodeRun(variantOf(template, { index, series: 0 })));
      return path;
    }),
  );
}

/**
 * The documents that a ref holds. Throws where the repository is damaged or its history is no
 * single line.
 */
export async function countDocuments({ remote }: StoreSite): Promise<number> {
  await git(remote, 'fsck', '--strict');
  const merges = await git(remote, 'rev-list', '--min-parents=2', 'baselines');
  if (merges !== '') throw new Error(`the history has merges: ${merges}`);
  return (await git(remote, 'ls-tree', '-r', '--name-only', 'baselines', 'runs/')).split('\n')
    .length;
}

/** A run of eight rounds, made of the two that the product measured (fixtures/runs/fio.json). */
export async function templateRun(): Promise<Run> {
  const decoded = decodeRun(
    JSON.parse(await readFile(join(root, 'fixtures/runs/fio.json'), 'utf8')),
  );
  if (!decoded.ok) throw new Error('fixtures/runs/fio.json is no run document');
  const { plan, rounds, looks } = decoded.value;
  const eight = <T>(some: readonly T[]): T[] =>
    Array.from({ length: 8 }, (_, index) => some[index % some.length] as T);
  return {
    ...decoded.value,
    // Its looks were declared for the rounds that were measured.
    plan: { ...plan, gate: undefined, rounds: 8, order: eight(plan.order) },
    rounds: eight(rounds).map((round, index) => ({ ...round, index })),
    looks,
  };
}

/** What makes a run another one. */
interface Variant {
  readonly index: number;
  readonly series: number;
  /** A made up one where it is undefined. */
  readonly commit?: string | undefined;
}

/** Another run of a series: values, start and commit of its own. */
export function variantOf(
  template: Run,
  { index, series, commit = madeUpCommit(index, series) }: Variant,
): Run {
  const environment = {
    ...template.environment,
    cpuModel: `${template.environment.cpuModel} ${series}`,
  };
  return {
    ...template,
    startedAt: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000 + series).toISOString(),
    randomSeed: index,
    environment,
    fingerprint: fingerprintOf(environment),
    arms: template.arms.map(arm => (arm.side === 'head' ? { ...arm, commit } : arm)),
    rounds: template.rounds.map(round => ({
      ...round,
      measurements: round.measurements.map(one => ({
        ...one,
        value: one.value * (0.9 + 0.2 * Math.random()),
      })),
    })),
  };
}

function madeUpCommit(index: number, series: number): string {
  return (index * 2654435761 + series).toString(16).padStart(12, '0').padEnd(40, '0');
}
