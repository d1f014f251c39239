import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { environmentSchema } from '../../src/core/environment.ts';
import type { Run } from '../../src/core/run.ts';
import { logDifferences } from '../../src/suites/ratio.ts';
import { differencesOf } from '../pairs/figures.ts';
import type { DiskPair } from '../pairs/kinds.ts';

/** Where what was measured is kept, a file for each pair. */
export const knownDirectory = resolve(import.meta.dirname, '../../fixtures/known');

/** Twelve pairs whose difference is known, or can be had by long blocks; base, then head. */
export const knownPairs: Readonly<Record<string, Pick<DiskPair, 'head' | 'base'>>> = {
  'none, writeback': { base: 'cache=none', head: 'cache=writeback' },
  'none, directsync': { base: 'cache=none', head: 'cache=directsync' },
  'writeback, writethrough': { base: 'cache=writeback', head: 'cache=writethrough' },
  'none, unsafe': { base: 'cache=none', head: 'cache=unsafe' },
  'raw, qcow2': { base: 'cache=none', head: 'cache=none,format=qcow2' },
  'iothread off, on': { base: 'cache=none', head: 'cache=none,iothread=on' },
  'virtio-blk, virtio-scsi': { base: 'cache=none', head: 'cache=none,bus=virtio-scsi' },
  'aio threads, native': { base: 'cache=none', head: 'cache=none,aio=native' },
  'queues 1, 4': { base: 'cache=none,num-queues=1', head: 'cache=none,num-queues=4' },
  'qcow2 clusters 64 KiB, 4 KiB': {
    base: 'cache=none,format=qcow2',
    head: 'cache=none,format=qcow2,cluster_size=4KiB',
  },
  'discard ignore, unmap': { base: 'cache=none', head: 'cache=none,discard=unmap' },
  'preallocation off, full': { base: 'cache=none', head: 'cache=none,preallocation=full' },
};

/** The ways in which each pair is measured; `bias`: its head beside itself, as chosen. */
export const ways = ['chosen', 'long', 'fio', 'bias'] as const;
export type Way = (typeof ways)[number];

const measuredSchema = z.strictObject({
  startedAt: z.string(),
  environment: environmentSchema,
  cells: z.array(
    z.strictObject({
      workload: z.string(),
      /** Mean length of a slice; absent for fio. */
      milliseconds: z.number().optional(),
      /** Of each round, head over base. */
      logs: z.array(z.number()),
    }),
  ),
});

const knownSchema = z.strictObject({
  schema: z.literal(1),
  pair: z.string(),
  head: z.string(),
  base: z.string(),
  command: z.string(),
  ways: z.partialRecord(z.enum(ways), measuredSchema),
});

/** What one pair came to, by each way in which it was measured so far. */
export type Known = z.infer<typeof knownSchema>;

/** What a run says of its only pair, as it is kept. */
export function measuredBy({
  startedAt,
  environment,
  plan,
  ...run
}: Run): z.infer<typeof measuredSchema> {
  const whole = { startedAt, environment, plan, ...run };
  const arm = (wanted: string): number => plan.arms.findIndex(({ side }) => side === wanted);
  const cells = plan.suite.workloads.map(({ name: workload }) => {
    const slices = plan.pairs?.[0]?.slices?.find(one => one.workload === workload);
    if (slices !== undefined) {
      const logs = differencesOf(whole, workload).map(({ log }) => shortened(log));
      return { workload, milliseconds: slices.milliseconds, logs };
    }
    const found = logDifferences(whole, { over: arm('head'), under: arm('base'), workload });
    return { workload, logs: found.kind === 'values' ? found.logs.map(shortened) : [] };
  });
  return { startedAt, environment, cells };
}

function shortened(log: number): number {
  return Number(log.toFixed(6));
}

/** What is kept of a pair; throws for a file that is none. */
export function readKnown(directory: string, pair: string): Known | undefined {
  const path = fileOf(directory, pair);
  return existsSync(path) ? knownSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/** All pairs of which something is kept, in the order in which they are measured. */
export function readAllKnown(directory: string): Known[] {
  const count = existsSync(directory) ? readdirSync(directory).length : 0;
  const found = Object.keys(knownPairs).flatMap(pair => readKnown(directory, pair) ?? []);
  if (found.length < count)
    throw new Error(`${directory} has files that are of no pair of bench/known/known.ts`);
  return found;
}

/** Written whole or not at all. */
export async function writeKnown(directory: string, known: Known): Promise<void> {
  const path = fileOf(directory, known.pair);
  await mkdir(directory, { recursive: true });
  await writeFile(`${path}.part`, `${JSON.stringify(known, undefined, 1)}\n`);
  await rename(`${path}.part`, path);
}

function fileOf(directory: string, pair: string): string {
  return join(directory, `${pair.replaceAll(/[^\w-]+/g, '-')}.json`);
}
