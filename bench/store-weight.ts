/**
 * `npm run bench:weight`: what the runs of a year weigh in the ref that keeps them, packed as a
 * server packs them, and what of that a clone moves. Documents are those of fixtures/runs with as
 * many rounds as a profile has, and every measured number another one in each: nothing that a real
 * host would not repeat is repeated.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Run } from '../src/core/run.ts';
import { createScratch } from '../src/process/scratch.ts';
import { randomFrom } from '../src/statistics/random.ts';
import { bareRemote, git } from '../test/harness/git.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import { figureOf } from './figure.ts';

/** Runs of a year at 20 a day, and how many documents are packed to know what one weighs. */
const year = 365 * 20;
const sampled = 400;
const ref = 'refs/storage-gate/baselines';

/** Rounds of the profile `standard`; of the blog post's suite its own. */
const kinds = [
  { file: 'pairs', rounds: 12 },
  { file: 'fio', rounds: 16 },
  { file: 'first', rounds: 3 },
] as const;

await conclude(benchWeight);

async function benchWeight(): Promise<BenchDocument> {
  await using scratch = await createScratch({ parent: tmpdir() });
  const names = await weighNames(scratch.path);
  const figures = [figureOf(`names and trees of ${year} runs`, 'MB', [names.packed / 1e6])];
  let heaviest = 0;
  for (const kind of kinds) {
    const { raw, packed } = await weighDocuments(scratch.path, kind);
    const slim = await weighDocuments(scratch.path, { ...kind, isSlim: true });
    const whole = (packed * year + names.packed) / 1e6;
    heaviest = Math.max(heaviest, whole);
    const title = `${kind.file}, ${kind.rounds} rounds`;
    figures.push(
      figureOf(`${title}: a document as it is written`, 'MB', [raw / 1e6]),
      figureOf('  packed', 'MB', [packed / 1e6]),
      figureOf('  packed, without what only proves it', 'MB', [slim.packed / 1e6]),
      figureOf('  a year of 20 runs a day', 'MB', [whole]),
    );
  }
  return {
    bench: 'weight',
    host: { git: (await git('/', 'version')).replace('git version ', '') },
    figures,
    bars: [
      { name: 'a clone moves for it', value: names.cloned / 1e6, unit: 'MB', atMost: 0 },
      { name: 'the heaviest year', value: heaviest, unit: 'MB', atMost: 1000 },
    ],
  };
}

/**
 * Names and trees of a year: a commit for each run, with a document of a few bytes. Bytes that a
 * clone has more than one of a repository without them are `cloned`.
 */
async function weighNames(parent: string) {
  const path = join(parent, 'names');
  const remote = await repositoryOf(path, year, index => `${index}\n`);
  const clone = join(path, 'clone');
  await git(path, 'clone', '--quiet', `file://${remote}`, clone);
  return { packed: await packedBytes(remote), cloned: await packedBytes(join(clone, '.git')) };
}

/** Bytes of a document, alone and in the pack of many. */
async function weighDocuments(
  parent: string,
  { file, rounds, isSlim = false }: (typeof kinds)[number] & { readonly isSlim?: boolean },
) {
  const fixture = resolve(import.meta.dirname, `../fixtures/runs/${file}.json`);
  const run = JSON.parse(await readFile(fixture, 'utf8'));
  const next = randomFrom(7);
  let raw = 0;
  const path = join(parent, `${file}-${isSlim}`);
  const remote = await repositoryOf(path, sampled, () => {
    const some = Array.from({ length: rounds }, (_, index) => ({
      ...(varied(run.rounds[index % run.rounds.length], next) as Round),
      index,
    }));
    const text = `${JSON.stringify({ ...run, rounds: isSlim ? some.map(slimmed) : some }, undefined, 2)}\n`;
    raw = Buffer.byteLength(text);
    return text;
  });
  return { raw, packed: (await packedBytes(remote)) / sampled };
}

type Round = Run['rounds'][number];

/** A value with every number in it another one, of as many digits. */
function varied(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.map(one => varied(one, next));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        ['arm', 'pair', 'order', 'index'].includes(key) ? one : varied(one, next),
      ]),
    );
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))
    return new Date(Date.parse(value) + Math.floor(next() * 1e10)).toISOString();
  if (typeof value !== 'number' || Math.abs(value) < 1e-12) return value;
  const moved = value * (0.95 + 0.1 * next());
  return Number.isInteger(value) ? (value > 1000 ? Math.round(moved) : value) : moved;
}

/** A round with no more than judging takes. */
function slimmed({ measurements, ...round }: Round) {
  return {
    ...round,
    measurements: measurements.map(({ arm, pair, workload, metric, value }) => ({
      arm,
      pair,
      workload,
      metric,
      value,
    })),
  };
}

/** A bare repository whose ref has a commit for each document, as a store's has. */
async function repositoryOf(path: string, count: number, contentOf: (index: number) => string) {
  await promisify(execFile)('mkdir', [path]);
  const remote = await bareRemote(path);
  const child = execFile('git', ['fast-import', '--quiet'], { cwd: remote });
  const ended = new Promise<void>((done, fail) => {
    child.on('close', code => (code === 0 ? done() : fail(new Error(`git ended with ${code}`))));
  });
  for (let index = 0; index < count; index += 1) {
    const content = contentOf(index);
    const digest = Array.from({ length: 2 }, () =>
      Math.floor(Math.random() * 2 ** 48)
        .toString(16)
        .padStart(12, '0'),
    ).join('-');
    const start = new Date(1.76e12 + index * 4_320_000).toISOString().replaceAll(/[-:]/g, '');
    const text = [
      `commit ${ref}`,
      `committer qemu-storage-gate <qemu-storage-gate@localhost> ${1_760_000_000 + index * 4320} +0000`,
      'data 13\nRecord a run\n',
      `M 100644 inline runs/0123456789abcdef0123456789abcdef/${start}-${digest}.json`,
      `data ${Buffer.byteLength(content)}\n${content}\n`,
    ].join('\n');
    if (child.stdin?.write(text) === false)
      await new Promise(ready => child.stdin?.once('drain', ready));
  }
  child.stdin?.end();
  await ended;
  await git(remote, 'gc', '--quiet');
  return remote;
}

async function packedBytes(repository: string): Promise<number> {
  const folder = join(repository, 'objects/pack');
  const sizes = (await readdir(folder)).map(async name =>
    name.endsWith('.pack') ? (await stat(join(folder, name))).size : 0,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
