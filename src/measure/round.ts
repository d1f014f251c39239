import type { Plan, PlannedArm } from '../core/plan.ts';
import type { Caveat } from '../core/reason.ts';
import type { Attestation, Measurement, Round } from '../core/run.ts';
import type { Workload } from '../core/suite.ts';
import { watchLoad } from '../host/load.ts';
import { measureArm } from './arm.ts';
import type { Bench } from './bench.ts';
import { countWork } from './budget.ts';
import { settleAfter, unsettledCaveats } from './cache-state.ts';
import { type ArmDisk, bootWithDisks, type GuestDisk } from './guest-disk.ts';
import type { HostFiles } from './host-files.ts';
import type { Images } from './images.ts';
import { type MeasuredPairs, measurePairs } from './pairs/round.ts';
import { imagesCost } from './places.ts';
import { doubtsOf, proveAgain } from './proof.ts';
import { withRoundGuestInErrors } from './round-guests.ts';

/** What a round is measured on. */
export interface RoundRequest {
  readonly index: number;
  readonly images: Images;
  readonly hosts: HostFiles;
}

export interface MeasuredRound {
  readonly round: Round;
  /** By the arm's index in the plan. */
  readonly attestations: ReadonlyMap<number, Attestation>;
  readonly caveats: readonly Caveat[];
  readonly bytesWritten: number;
  /**
   * The write budget ended it before its end: it holds part of its measurements and is no round.
   */
  readonly cut: boolean;
}

/**
 * One pass over all arms and workloads in freshly booted guests, in the plan's order. It is cut
 * before a workload that may write more than the budget has left.
 */
export async function measureRound(bench: Bench, request: RoundRequest): Promise<MeasuredRound> {
  const { plan, onProgress, stopwatch } = bench;
  // What preparation left in memory would reach the drive during the round, and nobody would know
  // that it was ours.
  const settled = await stopwatch.time('prepare', () => settleAfter(bench, 'preparation'));
  const load = await watchLoad({
    directory: bench.scratch,
    alsoUsed: [
      ...Object.values(bench.site.hostDirectories),
      ...[...bench.devices.values()].map(({ path }) => path),
    ],
  });
  onProgress({
    kind: 'phase',
    text: `round ${request.index + 1} of ${plan.rounds}${freshOf(bench, request)}`,
  });
  const writtenBefore = bench.writes.total();
  await countWork(bench.writes, imagesCost(plan).round, () =>
    stopwatch.time('prepare', () => request.images.layOut(request.index)),
  );
  await using booted = await bootWithDisks(bench, { images: request.images, round: request.index });
  const { disks } = booted;
  const caveats: Caveat[] = [
    ...unsettledCaveats([settled], { round: request.index }),
    ...booted.caveats,
    ...doubtsAboutDisks(bench, disks, request),
  ];
  const attached = [...disks].map(([index, { disk }]) => [index, disk.attestation] as const);
  const measured = await (plan.pairs === undefined
    ? measureTurns(bench, request, disks)
    : measurePairs(bench, { index: request.index, disks }));
  const { measurements, differences = [], failures = [], doubts = [] } = measured;
  const { seconds: _, ...shares } = await load.read();
  const paired = {
    ...(differences.length > 0 && { differences }),
    ...(failures.length > 0 && { failures }),
    ...(doubts.length > 0 && { doubts }),
  };
  return {
    round: { index: request.index, boots: booted.boots, measurements, ...paired, load: shares },
    attestations: new Map([...attached, ...measured.attestations]),
    caveats: [
      ...caveats,
      ...measured.caveats,
      ...(shares.ioRate === undefined ? [{ kind: 'unseen', what: 'drive' } as const] : []),
    ],
    bytesWritten: bench.writes.total() - writtenBefore,
    cut: measured.cut,
  };
}

/** What a round's turns found; those of pairs also how the two differ. */
type Turns = Pick<MeasuredPairs, 'measurements' | 'caveats' | 'attestations' | 'cut'> &
  Partial<MeasuredPairs>;

/** The turns of arms that are measured one after the other. */
async function measureTurns(
  bench: Bench,
  request: RoundRequest,
  disks: ReadonlyMap<number, ArmDisk>,
): Promise<Turns> {
  const measurements: Measurement[] = [];
  const caveats: Caveat[] = [];
  const attestations = new Map<number, Attestation>();
  let cut = false;
  for (const [turn, index] of (bench.plan.order[request.index] ?? []).entries()) {
    const measured = await measureTurn(bench, {
      ...request,
      plugged: disks.get(index),
      armIndex: index,
      turn,
    });
    measurements.push(...measured.measurements);
    caveats.push(...measured.caveats);
    const [plugged, arm] = [disks.get(index), bench.plan.arms[index]];
    if (plugged !== undefined && arm !== undefined) {
      const proof = await proveAgain(bench, plugged, { arm, round: request.index });
      attestations.set(index, proof.attestation);
      caveats.push(...proof.caveats);
    }
    cut = measured.cut;
    if (cut) break;
  }
  return { measurements, caveats, attestations, cut };
}

/**
 * What is new in a round: images that are made once change places from then on.
 */
function freshOf({ plan, guests }: Bench, { index }: RoundRequest): string {
  if (guests.length === 0) return '';
  const hasFresh = imagesCost(plan).round > 0 || (plan.pairs === undefined && index === 0);
  return hasFresh ? ': fresh images and a fresh boot' : ': a fresh boot';
}

function doubtsAboutDisks(
  { plan }: Bench,
  disks: ReadonlyMap<number, ArmDisk>,
  { index }: RoundRequest,
): Caveat[] {
  return [...disks].flatMap(([armIndex, { disk }]) => {
    const arm = plan.arms[armIndex];
    return arm === undefined ? [] : doubtsOf(disk.attestation, { arm, round: index, used: false });
  });
}

interface TurnRequest extends RoundRequest {
  /** The arm's disk; undefined for host arms. */
  readonly plugged: ArmDisk | undefined;
  readonly armIndex: number;
  /** Place of the arm in the order of this round. */
  readonly turn: number;
}

function imageFile({ image }: GuestDisk): string | undefined {
  return typeof image === 'string' ? image : undefined;
}

async function measureTurn(bench: Bench, request: TurnRequest): ReturnType<typeof measureArm> {
  const { plan, onProgress } = bench;
  const { index, armIndex, turn, plugged, hosts } = request;
  const arm = plan.arms[armIndex];
  if (arm === undefined)
    throw new RangeError(`the order of round ${index} names arm ${armIndex}, which the plan lacks`);
  const place =
    plugged === undefined
      ? ({ kind: 'host', directory: hosts.directoryOf(arm) } as const)
      : ({ kind: 'disk', ...plugged, image: imageFile(plugged.disk) } as const);
  const { workloads } = plan.suite;
  const stepsIn = (rounds: Plan['order']): number => rounds.flat().length * workloads.length;
  const firstOrder = turn * workloads.length;
  const measuring = {
    arm,
    index: armIndex,
    round: index,
    place,
    firstOrder,
    onWorkload: (workload: Workload) =>
      onProgress({
        kind: 'measuring',
        round: index + 1,
        rounds: plan.rounds,
        arm: labelOf(arm),
        workload: workload.title,
        done:
          stepsIn(plan.order.slice(0, index)) +
          firstOrder +
          workloads.findIndex(({ name }) => name === workload.name),
        total: stepsIn(plan.order),
      }),
  };
  const measure = () => measureArm(bench, measuring);
  const measured = await (plugged === undefined
    ? measure()
    : withRoundGuestInErrors(plugged.guest, measure));
  const throughput = measured.measurements.filter(({ metric }) => metric === 'throughput');
  onProgress({
    kind: 'measured',
    round: index + 1,
    arm: labelOf(arm),
    throughput: Object.fromEntries(throughput.map(({ workload, value }) => [workload, value])),
  });
  return measured;
}

/** Sides may share a name, so those that are not looked at first say theirs. */
function labelOf({ name, side }: PlannedArm): string {
  return side === 'base' || side === 'yardstick' ? `${name} (${side})` : name;
}
