import type { Pair, Slices } from '../../core/pair.ts';
import type { Plan } from '../../core/plan.ts';
import type { Caveat } from '../../core/reason.ts';
import { accept, type Outcome } from '../../core/rejection.ts';
import { cacheFlags } from '../../disk/cache.ts';
import type { DiskMode } from '../../disk/mode.ts';
import { GateError } from '../../errors.ts';
import { pilotJob, type SlicesLimits, slicesOf } from '../../suites/pairs/pilot.ts';
import type { SlicesReading } from '../../suites/pairs/reading.ts';
import type { Shape } from '../../suites/shape.ts';
import type { Bench } from '../bench.ts';
import { countWork } from '../budget.ts';
import { bootWithDisks } from '../guest-disk.ts';
import type { Images } from '../images.ts';
import { imagesCost } from '../places.ts';
import { describeRound, fitRounds, type Piloted } from './fit.ts';
import { drain, pairsSuiteOf, pluggedPair, runJob, setPairCaches, writeCapOf } from './work.ts';

/**
 * Milliseconds of a slice where what a side put off must be paid inside its own time, longest
 * first. Unlike short ones they tell page cache and direct writes, and an iothread, right.
 */
const longSlices = [500, 250, 125, 60, 30] as const;

/** A plan whose pairs have their slices. */
export interface PilotedPlan {
  readonly plan: Plan;
  /** Bytes that a round of it writes, as a short run of the disks shows; undefined without one. */
  readonly roundWrites?: number | undefined;
  readonly caveats: readonly Caveat[];
}

/**
 * The plan with the slices of each pair, from a short run of both its disks in a guest of its own:
 * fixed before the first number. Blocks of write workloads are as many as the write budget allows
 * in all planned rounds. Nothing is run where the plan has slices already. `tool-failed`,
 * `bad-argument`.
 */
export async function pilotPairs(bench: Bench, images: Images): Promise<PilotedPlan> {
  const { plan, onProgress, stopwatch, writes } = bench;
  const { pairs } = plan;
  if (pairs === undefined || pairs.every(({ slices }) => slices !== undefined))
    return { plan, caveats: [] };
  onProgress({ kind: 'phase', text: 'looking how long the slices of each pair must be' });
  await countWork(writes, imagesCost(plan).round, () =>
    stopwatch.time('prepare', () => images.layOut(0)),
  );
  await using booted = await bootWithDisks(bench, { images, round: 0 });
  const found: Piloted[] = [];
  for (const [index, pair] of pairs.entries()) {
    const plugged = pluggedPair(bench, pair, booted.disks);
    await stopwatch.time('prepare', () => setPairCaches(bench, pair, plugged));
    for (const workload of pairsSuiteOf(plan).workloads) {
      found.push(await pilotWorkload(bench, { ...plugged, pair, index, workload }));
      await drain(bench, workload);
    }
  }
  const spent = { bytes: writes.total(), seconds: stopwatch.elapsed() };
  const imageWrites = imagesCost(plan).round;
  const { chosen, round } = fitRounds(found, {
    plan,
    suite: pairsSuiteOf(plan),
    spent,
    imageWrites,
  });
  for (const { pair, workload, bytes } of chosen)
    writes.most.set(`${pair} ${workload.name}`, bytes);
  onProgress({ kind: 'phase', text: describeRound(chosen, round) });
  const slicesIn = (pair: number): Slices[] =>
    chosen.flatMap(one => (one.pair === pair ? [one.slices] : []));
  const withSlices = pairs.map((pair, index) => ({ ...pair, slices: slicesIn(index) }));
  return {
    plan: { ...plan, pairs: withSlices },
    roundWrites: round.bytes,
    caveats: booted.caveats,
  };
}

type PilotRequest = ReturnType<typeof pluggedPair> & {
  readonly pair: Pair;
  readonly index: number;
  readonly workload: Shape;
};

async function pilotWorkload(
  bench: Bench,
  { pair, index, workload, ...plugged }: PilotRequest,
): Promise<Piloted> {
  const suite = pairsSuiteOf(bench.plan);
  const synced = needsLongSlices(bench.plan, pair, workload);
  const halves = pair.place === 'one file' ? 'exchanged' : 'whole';
  const seed = bench.plan.draws?.[0]?.[index]?.seed ?? 0;
  const short = pilotJob({ workload, a: '', b: '', halves, seed });
  // What is written wears the drive, and tells its rate in less.
  const milliseconds = workload.blockSize >= 2 ** 20 ? 10 : short.milliseconds;
  const job =
    workload.read === 1 ? short : { ...short, milliseconds, blocks: 3, warmUp: 0, synced };
  const most = workload.read === 1 ? 0 : suite.writeCap;
  const reading = await runJob(bench, { ...plugged, job, most });
  if (!reading.ok) {
    await plugged.head.guest.vm.ioErrors.requireSpace();
    throw refusal(bench, { pair, workload }, reading);
  }
  const limits = { workload, seconds: suite.seconds, ...(synced && { long: longSlices[0] }) };
  const within = (writeCap: number) => slicesWithin(reading.value, { ...limits, writeCap });
  const chosen = within(writeCapOf(suite, { synced }));
  if (!chosen.ok) throw refusal(bench, { pair, workload }, chosen);
  return { pair: index, workload, reading: reading.value, slices: chosen.value, within };
}

/**
 * Where pairs mix page cache and direct writes one side pays for what the other put off, and with
 * an iothread on one side short slices tell another difference than long ones.
 */
export function needsLongSlices(
  { arms }: Pick<Plan, 'arms'>,
  { head, against }: Pick<Pair, 'head' | 'against'>,
  { read }: Pick<Shape, 'read'>,
): boolean {
  const [one, other] = [arms[head]?.target, arms[against]?.target];
  if (one?.kind !== 'disk' || other === undefined || other.kind === 'null') return false;
  // The host's own file is direct, and no thread serves it.
  const { cache, iothread }: Partial<DiskMode> = other.kind === 'disk' ? other.mode : {};
  const mixes = cacheFlags(one.mode.cache).direct !== cacheFlags(cache ?? 'none').direct;
  return (mixes && read < 1) || one.mode.iothread !== iothread;
}

/**
 * The longest of long slices that the cap on writes allows. Where it allows none, of any length,
 * twice the cap and more: the write budget decides what that leaves of the rounds.
 */
function slicesWithin(reading: SlicesReading, limits: SlicesLimits): Outcome<Slices> {
  const lengths = limits.long === undefined ? [undefined] : longSlices;
  const tries = [1, 2, 4, 8].flatMap(times =>
    lengths.map(long => ({ ...limits, writeCap: times * limits.writeCap, long })),
  );
  let chosen = slicesOf(reading, limits);
  for (const wanted of tries) if (!chosen.ok) chosen = slicesOf(reading, wanted);
  return chosen.ok ? accept(chosen.value.slices) : chosen;
}

function refusal(
  { plan: { arms } }: Bench,
  { pair, workload }: { readonly pair: Pair; readonly workload: Shape },
  { rejections }: Extract<Outcome<unknown>, { ok: false }>,
): GateError {
  const [first] = rejections;
  return new GateError('tool-failed', {
    problem: `a short run of ${workload.name} on the disk ${arms[pair.head]?.name} and its ${arms[pair.against]?.side} failed: ${first?.problem}`,
    remedy: first?.remedy,
  });
}
