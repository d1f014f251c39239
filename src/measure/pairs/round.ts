import type { LimitReading } from '../../core/limit.ts';
import { offsetSeed } from '../../core/order.ts';
import type { Difference, Draw, Pair, Slices } from '../../core/pair.ts';
import type { Caveat, Failure } from '../../core/reason.ts';
import type { Attestation, Measurement } from '../../core/run.ts';
import type { Shape } from '../../suites/shape.ts';
import type { Bench } from '../bench.ts';
import { type SettledMoment, unsettledCaveats } from '../cache-state.ts';
import type { ArmDisk } from '../guest-disk.ts';
import { proveAgain } from '../proof.ts';
import { imageReasons, limitReasons, limitsOf, type Moment, unreadLimits } from './guards.ts';
import type { PairJob, PairRunner } from './instrument.ts';
import type { PluggedPair } from './runner.ts';
import {
  armOf,
  drain,
  labelOf,
  mostWrites,
  pairsSuiteOf,
  pluggedPair,
  runJob,
  setPairCaches,
  valuesOf,
  warmUpOf,
  watchProcessors,
} from './work.ts';

/** What is measured in a round, and on which disks: by the arm's index in the plan. */
export interface PairsRequest {
  readonly index: number;
  readonly disks: ReadonlyMap<number, ArmDisk>;
}

/** A round's pairs. */
export interface MeasuredPairs {
  readonly measurements: Measurement[];
  readonly differences: Difference[];
  /** Why some have no value, and what is to be doubted of those that have one. */
  readonly failures: Failure[];
  readonly doubts: Failure[];
  readonly caveats: Caveat[];
  /** After measuring, by the arm's index; joined with those after attaching. */
  readonly attestations: Map<number, Attestation>;
  /** The write budget did not allow what comes next. */
  cut: boolean;
}

/** One pair in one round. */
interface PairTurn {
  readonly index: number;
  readonly round: number;
  readonly pair: Pair;
  readonly draw: Draw;
  readonly plugged: PluggedPair & { readonly runner: PairRunner };
  readonly limits: LimitReading;
  /** Number of its first measurement among those of the round. */
  readonly firstOrder: number;
}

/**
 * Measures the pairs of a plan in freshly booted guests, in the round's order. A workload that
 * fails leaves a failure and no value: its cell is missing.
 */
export async function measurePairs(bench: Bench, request: PairsRequest): Promise<MeasuredPairs> {
  const { plan } = bench;
  const measured: MeasuredPairs = {
    measurements: [],
    differences: [],
    failures: [],
    doubts: [],
    caveats: [],
    attestations: new Map(),
    cut: false,
  };
  let limits: LimitReading | undefined;
  for (const [turn, index] of (plan.order[request.index] ?? []).entries()) {
    const [pair, draw] = [plan.pairs?.[index], plan.draws?.[request.index]?.[index]];
    if (pair === undefined || draw === undefined)
      throw new RangeError(`round ${request.index} names pair ${index}, which the plan lacks`);
    const plugged = pluggedPair(bench, pair, request.disks);
    limits ??= await limitsOf(bench, request.disks);
    const firstOrder = turn * plan.suite.workloads.length;
    const round = request.index;
    await measurePair(bench, measured, { index, round, pair, draw, plugged, limits, firstOrder });
    if (measured.cut) break;
  }
  if (limits !== undefined) measured.caveats.push(...unreadLimits(limits));
  const isSound = (cell: { readonly pair?: number | undefined; readonly workload: string }) =>
    !measured.failures.some(
      ({ pair, workload = cell.workload }) => pair === cell.pair && workload === cell.workload,
    );
  // What can't be believed has no value, whoever reads the document.
  return {
    ...measured,
    measurements: measured.measurements.filter(isSound),
    differences: measured.differences.filter(isSound),
  };
}

async function measurePair(bench: Bench, measured: MeasuredPairs, turn: PairTurn): Promise<void> {
  const { plan, stopwatch, onProgress } = bench;
  const { pair, plugged, index, round } = turn;
  const look = async (moment: Moment): Promise<void> => {
    const reasons = await stopwatch.time('prepare', () => imageReasons(plugged, moment));
    measured.failures.push(...reasons.map(reason => ({ pair: index, reason })));
  };
  await stopwatch.time('prepare', () => setPairCaches(bench, pair, plugged));
  await look('before');
  const settled: SettledMoment[] = [];
  const throughput: Record<string, number> = {};
  const { workloads } = pairsSuiteOf(plan);
  const steps = (plan.pairs?.length ?? 0) * workloads.length;
  for (const [place, workload] of workloads.entries()) {
    const slices = pair.slices?.[place];
    if (slices?.workload !== workload.name)
      throw new RangeError(`the pair ${index} has no slices of ${workload.name}`);
    const most = mostWrites(bench, { index, workload, slices });
    if (most > 0 && bench.writes.total() + most > plan.writeBudget) {
      measured.cut = true;
      return;
    }
    onProgress({
      kind: 'measuring',
      round: round + 1,
      rounds: plan.rounds,
      arm: labelOf(bench, pair),
      workload: workload.title,
      done: round * steps + turn.firstOrder + place,
      total: plan.rounds * steps,
    });
    const value = await measureWorkload(bench, measured, {
      ...turn,
      workload,
      slices,
      place,
      most,
    });
    if (value !== undefined) throughput[workload.name] = value;
    settled.push(...(await drain(bench, workload)));
  }
  await look('after');
  await provePair(bench, measured, turn);
  measured.caveats.push(...unsettledCaveats(settled, { round, arm: armOf(bench, pair.head) }));
  onProgress({ kind: 'measured', round: round + 1, arm: labelOf(bench, pair), throughput });
}

interface WorkloadTurn extends PairTurn {
  readonly workload: Shape;
  readonly slices: Slices;
  /** Its place in the suite. */
  readonly place: number;
  /** Bytes that it may write. */
  readonly most: number;
}

/** Measures one workload of a pair; the head's throughput, or undefined where it failed. */
async function measureWorkload(
  bench: Bench,
  measured: MeasuredPairs,
  turn: WorkloadTurn,
): Promise<number | undefined> {
  const { pair, index, workload, slices, plugged } = turn;
  const startedAt = new Date().toISOString();
  const used = await watchProcessors(plugged);
  const reading = await runJob(bench, { ...plugged, job: jobOf(bench, turn), most: turn.most });
  const name = `${index} ${workload.name}`;
  const { most } = bench.writes;
  if (turn.most > 0) most.set(name, Math.max(most.get(name) ?? 0, reading.written));
  const cell = { pair: index, workload: workload.name };
  if (!reading.ok) {
    const said = reading.rejections
      .map(({ problem }) => problem)
      .join('; ')
      .slice(0, 500);
    measured.failures.push({ ...cell, reason: { kind: 'tool-failed', said } });
    return undefined;
  }
  const { a, b, log, error, ratios, doubts } = reading.value;
  const reasons = limitReasons(turn.limits, {
    pair: plugged,
    workload,
    head: a,
    against: b,
    processors: await used(),
    sliceSeconds: slices.milliseconds / 1000,
  });
  measured.failures.push(...reasons.missing.map(reason => ({ ...cell, reason })));
  const bound = doubts.map(kind => ({ kind }));
  measured.doubts.push(...[...reasons.doubts, ...bound].map(reason => ({ ...cell, reason })));
  measured.differences.push({ ...cell, log, error, ratios });
  const common = { ...cell, order: turn.firstOrder + turn.place, startedAt };
  for (const [own, side] of [
    [pair.head, a],
    [pair.against, b],
  ] as const) {
    const { seconds, bytes } = side;
    const place = { ...common, arm: own, seconds, bytes };
    measured.measurements.push(...valuesOf(side, slices).map(value => ({ ...place, ...value })));
  }
  return a.bytes / a.seconds;
}

function jobOf({ plan }: Bench, { pair, draw, workload, slices }: WorkloadTurn): PairJob {
  const { milliseconds, blocks, synced, drained } = slices;
  return {
    workload,
    milliseconds,
    blocks,
    synced,
    drained,
    warmUp: warmUpOf(slices, { ...pairsSuiteOf(plan), ...workload }),
    first: draw.first === 'head' ? 'a' : 'b',
    seed: offsetSeed({ randomSeed: draw.seed, round: 0, workload: workload.name }),
    halves: pair.place === 'one file' ? 'exchanged' : 'whole',
    swapped: draw.places,
  };
}

/** Whether the modes were in force to the end of a pair's turn. */
async function provePair(bench: Bench, measured: MeasuredPairs, turn: PairTurn): Promise<void> {
  const { pair, plugged, round } = turn;
  for (const [index, plug] of [
    [pair.head, plugged.head],
    [pair.against, plugged.against],
  ] as const) {
    // The host's own file has no mode that could not be in force.
    if (plug.guest === undefined) continue;
    const turnOf = { arm: armOf(bench, index), round, known: measured.attestations.get(index) };
    const { attestation, caveats } = await proveAgain(bench, plug, turnOf);
    measured.attestations.set(index, attestation);
    measured.caveats.push(...caveats);
  }
}
