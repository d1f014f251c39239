import { furthestOf, isFurther } from '../../core/metric.ts';
import type { Pair, Slices } from '../../core/pair.ts';
import { imageFileOf, type Plan, type PlannedArm } from '../../core/plan.ts';
import type { Outcome } from '../../core/rejection.ts';
import { cacheFlags } from '../../disk/cache.ts';
import { coldFiles } from '../../host/page-cache.ts';
import { processorTime } from '../../host/process-activity.ts';
import { readDiskTraffic } from '../../qemu/disk.ts';
import type { SideReading } from '../../suites/pairs/estimate.ts';
import { warmUp } from '../../suites/pairs/pilot.ts';
import type { SlicesReading } from '../../suites/pairs/reading.ts';
import { type PairsSuite, pairsSuiteSchema } from '../../suites/pairs/suite.ts';
import type { Shape } from '../../suites/shape.ts';
import type { Bench } from '../bench.ts';
import { type SettledMoment, setCacheState, settleAfter } from '../cache-state.ts';
import type { ArmDisk } from '../guest-disk.ts';
import { imagePath } from '../images.ts';
import { pairMode } from '../places.ts';
import type { PairJob, PairRunner } from './instrument.ts';

import { type HostDisk, type PluggedPair, runnerFor } from './runner.ts';

/** The suite of a plan with pairs; a ZodError where that is another one. */
export function pairsSuiteOf({ suite }: Pick<Plan, 'suite'>): PairsSuite {
  return pairsSuiteSchema.parse(suite);
}

/** The two disks of a pair among those that are plugged in, and what alternates between them. */
export function pluggedPair(
  bench: Bench,
  { head, against }: Pair,
  disks: ReadonlyMap<number, ArmDisk>,
): PluggedPair & { readonly runner: PairRunner } {
  const onHost = bench.plan.arms[against]?.target.kind === 'host';
  const one = disks.get(head);
  const other = onHost ? hostDiskOf(bench, against) : disks.get(against);
  if (one === undefined || other === undefined)
    throw new RangeError(`the pair of the arms ${head} and ${against} lacks a plugged disk`);
  const dataOf = (index: number) => imageFileOf(bench.site, armOf(bench, index))?.extents;
  const plugged = { head: one, against: other, dataA: dataOf(head), dataB: dataOf(against) };
  return { ...plugged, runner: runnerFor(bench, plugged) };
}

/** The host's own file that an arm is. */
function hostDiskOf({ plan, scratch }: Bench, arm: number): HostDisk | undefined {
  const mode = pairMode(plan, arm);
  if (mode === undefined) return undefined;
  const image = imagePath(scratch, arm, { mode });
  return { disk: { id: `arm${arm}`, device: image, image, mode } };
}

/**
 * Milliseconds that a job throws away on each side: one block at least where writes are dear, and
 * the conditioning of a suite that measures what a drive takes after its burst.
 */
export function warmUpOf(
  { burst }: Pick<Slices, 'burst'>,
  { conditioning = 0, read }: Pick<PairsSuite, 'conditioning'> & Pick<Shape, 'read'>,
): number {
  return Math.max(burst ? 0 : warmUp, read < 1 ? (conditioning * 1000) / 2 : 0);
}

/** Seconds that a job should last. */
function jobSeconds(job: Pick<PairJob, 'milliseconds' | 'blocks' | 'warmUp'>): number {
  const block = (4 * job.milliseconds) / 1000;
  return job.blocks * block + Math.max((2 * job.warmUp) / 1000, block);
}

/** Bytes that a workload may write in a round, its warm-up apart. */
export function writeCapOf({ writeCap }: PairsSuite, { synced }: Pick<Slices, 'synced'>): number {
  // Long blocks write as long as it takes until what was put off is paid.
  return synced ? 4 * writeCap : writeCap;
}

/** A workload of the pair with that index in the plan. */
export interface CappedWork {
  readonly index: number;
  readonly workload: Shape;
  readonly slices: Slices;
}

/**
 * Bytes that a workload may write: the most that it did so far, or was found to in the pilot; else
 * twice its cap, since the warm-up is not in it.
 */
export function mostWrites(
  { plan, writes }: Bench,
  { index, workload, slices }: CappedWork,
): number {
  if (workload.read === 1) return 0;
  return writes.most.get(`${index} ${workload.name}`) ?? 2 * writeCapOf(pairsSuiteOf(plan), slices);
}

export interface JobRequest extends PluggedPair {
  readonly runner: PairRunner;
  readonly job: PairJob;
  /** What it may write at most, in bytes; 0 for one that only reads. */
  readonly most: number;
}

/**
 * Runs a job, and counts what it wrote: as much as QEMU counted on both disks, warm-up and failure
 * included.
 */
export async function runJob(
  { stopwatch, writes }: Bench,
  { head, against, runner, job, most }: JobRequest,
): Promise<Outcome<SlicesReading> & { readonly written: number }> {
  const count = async (): Promise<number> => {
    if (most === 0) return 0;
    const both = [head, against].flatMap(({ guest, disk }) =>
      guest === undefined ? [] : [readDiskTraffic(guest.vm, disk.id)],
    );
    return (await Promise.all(both)).reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  };
  const before = await count();
  const settle = writes.reserve(most);
  const reading = await stopwatch.time('measure', () => runner.run(job, jobSeconds(job)));
  // What is written on the host only the programs count.
  const told = reading.ok ? reading.value.bytesWritten : most;
  const written = against.guest === undefined ? told : (await count()) - before;
  settle(written);
  return { ...reading, written };
}

/** Dirty pages of a workload must not bleed into the next one; reads leave none. */
export async function drain(bench: Bench, { name, read }: Shape): Promise<SettledMoment[]> {
  return read === 1 ? [] : [await settleAfter(bench, name)];
}

/** Puts the page cache into the state in which each disk of a pair shall find its image. */
export async function setPairCaches(
  bench: Bench,
  { head, against }: Pair,
  plugged: PluggedPair,
): Promise<void> {
  const isOne = plugged.head.disk.image === plugged.against.disk.image;
  const isDevice = plugged.head.disk.begin !== undefined;
  const both = [[head, plugged.head] as const, [against, plugged.against] as const];
  // What lets go of a device's pages lets go of all: who wants none goes first.
  const warm = both.filter(([, { disk }]) => !cacheFlags(disk.mode.cache).direct);
  const inTurn = isDevice ? [...both.filter(one => !warm.includes(one)), ...warm] : both;
  for (const [index, { guest, disk }] of isOne && !isDevice ? both.slice(0, 1) : inTurn) {
    const arm = bench.plan.arms[index];
    const image = typeof disk.image === 'string' ? disk.image : undefined;
    if (guest === undefined) await coldFiles(image === undefined ? [] : [image], bench.signal);
    else if (arm !== undefined)
      await setCacheState(bench, { arm, place: { kind: 'disk', guest, disk, image } });
  }
}

/** Processors that the QEMUs of a pair keep busy from here to the call of the returned function. */
export async function watchProcessors({
  head,
  against,
}: PluggedPair): Promise<() => Promise<number>> {
  const pids = [...new Set([head.guest.vm.pid, (against.guest ?? head.guest).vm.pid])];
  const look = async () => ({
    used: (await Promise.all(pids.map(processorTime))).reduce((sum, used) => sum + used, 0),
    at: performance.now() / 1000,
  });
  const before = await look();
  return async () => {
    const after = await look();
    return (after.used - before.used) / (after.at - before.at);
  };
}

/** What a disk of a pair is measured by, without percentiles of which so few requests tell. */
export function valuesOf({ bytes, requests, seconds, latency }: SideReading, { furthest }: Slices) {
  const all = [
    { metric: 'throughput', value: bytes / seconds },
    { metric: 'iops', value: requests / seconds },
    ...(['mean', 'p50', 'p95', 'p99', 'p999'] as const).map(name => {
      return { metric: `latency-${name}` as const, value: latency[name] };
    }),
  ] as const;
  const told = furthestOf(requests);
  return all.filter(({ metric }) => !isFurther(metric, told) && !isFurther(metric, furthest));
}

/** An arm of the plan, for caveats. */
export function armOf({ plan }: Bench, index: number): PlannedArm {
  const arm = plan.arms[index];
  if (arm === undefined) throw new RangeError(`the plan has no arm ${index}`);
  return arm;
}

/** What a pair is called while it is measured. */
export function labelOf({ plan }: Bench, { head, against }: Pair): string {
  return `${plan.arms[head]?.name} / ${plan.arms[against]?.side}`;
}
