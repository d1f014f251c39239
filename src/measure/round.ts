import { countSteps, workloadsOfArm } from '../core/arm-workloads.ts';
import type { Plan, PlannedArm } from '../core/plan.ts';
import type { Attestation, Caveat, Measurement, Round } from '../core/run.ts';
import { watchLoad } from '../host/load.ts';
import { settle } from '../host/page-cache.ts';
import { nullDiskMode } from '../qemu/disk-nodes.ts';
import { measureArm } from './arm.ts';
import type { Bench } from './bench.ts';
import { type BootedGuest, bootGuest } from './boot.ts';
import { describeLoad } from './contamination.ts';
import { attestPlugged, type GuestDisk, plugDisks } from './guest-disk.ts';
import type { HostFiles } from './host-files.ts';
import type { Images } from './images.ts';
import { requireGuest } from './preparation.ts';
import { doubtsOf, joinAttestations } from './proof.ts';

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
}

/** One pass over all arms and workloads in a freshly booted guest, in the plan's order. */
export async function measureRound(bench: Bench, request: RoundRequest): Promise<MeasuredRound> {
  const { plan, report, stopwatch } = bench;
  // What preparation left in memory would reach the drive during the round, and nobody would know that it was ours.
  await stopwatch.time('prepare', () => settle({ signal: bench.signal }));
  const load = await watchLoad({ directory: bench.scratch });
  report({ kind: 'phase', text: `round ${request.index + 1} of ${plan.rounds}: fresh images and a fresh boot` });
  let bytesWritten = await stopwatch.time('prepare', () => request.images.layOut());
  await using guest = await bootForRound(bench, request);
  const disks = guest === undefined ? new Map<number, GuestDisk>() : await plugArms(bench, guest, request);
  const measurements: Measurement[] = [];
  const caveats: Caveat[] = [...(guest?.caveats ?? []), ...doubtsAboutDisks(bench, disks, request)];
  const attestations = new Map([...disks].map(([index, { attestation }]) => [index, attestation]));
  const order = plan.order[request.index] ?? [];
  for (const [turn, index] of order.entries()) {
    const measured = await measureTurn(bench, { ...request, guest, disks, armIndex: index, turn });
    measurements.push(...measured.measurements);
    caveats.push(...measured.caveats);
    bytesWritten += measured.bytesWritten;
    const proof = await proveAgain(bench, { ...request, guest, disks, armIndex: index, turn });
    if (proof !== undefined) attestations.set(index, proof.attestation);
    caveats.push(...(proof?.caveats ?? []));
  }
  const contamination = describeLoad(await load.read(), plan.contamination);
  const boots = guest === undefined ? [] : [{ guest: 'head', seconds: guest.seconds }];
  return {
    round: { index: request.index, boots, measurements, contamination },
    attestations,
    caveats,
    bytesWritten,
  };
}

async function bootForRound(
  bench: Bench,
  { index }: RoundRequest,
): Promise<(BootedGuest & { readonly caveats: readonly Caveat[] }) | undefined> {
  if (bench.guest === undefined) return undefined;
  const { plan, scratch, signal, stopwatch, report } = bench;
  const { qemu, artifacts, accelerator } = requireGuest(bench);
  const rootPorts = plan.arms.filter(({ target }) => target.kind !== 'host').length;
  const caveats: Caveat[] = [];
  const onRetry = (error: Error): void => {
    const text = `round ${index + 1}: the guest was booted twice, since its first boot failed: ${error.message}`;
    caveats.push({ code: 'boot-retried', text: text.slice(0, 500) });
    report({ kind: 'caveat', text });
  };
  const machine = { qemu: qemu.path, artifacts, accelerator, scratch, rootPorts, signal, onRetry };
  const guest = await stopwatch.time('boot', () => bootGuest(machine));
  return { ...guest, caveats };
}

/** The disks of all arms, by the arm's index in the plan. */
async function plugArms(
  { plan }: Bench,
  guest: BootedGuest,
  { index, images }: RoundRequest,
): Promise<Map<number, GuestDisk>> {
  const wanted = plan.arms.flatMap(({ target }, arm) => (target.kind === 'host' ? [] : [{ arm, target }]));
  const requests = wanted.map(({ arm, target }, port) =>
    target.kind === 'null'
      ? { id: `arm${arm}`, port, image: { driver: 'null-co' } as const, mode: nullDiskMode(target.size) }
      : { id: `arm${arm}`, port, image: images.imageOf(arm, index), mode: target.mode },
  );
  const disks = await plugDisks(guest, requests);
  return new Map(disks.flatMap((disk, place) => (wanted[place] === undefined ? [] : [[wanted[place].arm, disk]])));
}

function doubtsAboutDisks({ plan }: Bench, disks: ReadonlyMap<number, GuestDisk>, { index }: RoundRequest): Caveat[] {
  return [...disks].flatMap(([arm, { attestation }]) =>
    doubtsOf(attestation, { arm: plan.arms[arm]?.name ?? '', round: index, moment: 'after attaching' }),
  );
}

/**
 * Whether the mode was in force to the end of the arm's turn; undefined for host arms. `no-space` where the host had no
 * space for what the guest wrote: its tool may have failed by that, or not have noticed.
 */
async function proveAgain(bench: Bench, { guest, disks, armIndex, index }: TurnRequest) {
  const disk = disks.get(armIndex);
  if (guest === undefined || disk === undefined) return undefined;
  await guest.vm.ioErrors.requireSpace();
  const measured = await bench.stopwatch.time('prepare', () => attestPlugged(guest, disk, { used: true }));
  const where = { arm: bench.plan.arms[armIndex]?.name ?? '', round: index, moment: 'after measuring' } as const;
  return { attestation: joinAttestations(disk.attestation, measured), caveats: doubtsOf(measured, where) };
}

interface TurnRequest extends RoundRequest {
  readonly guest: BootedGuest | undefined;
  readonly disks: ReadonlyMap<number, GuestDisk>;
  readonly armIndex: number;
  /** Place of the arm in the order of this round. */
  readonly turn: number;
}

function imageFile({ image }: GuestDisk): string | undefined {
  return typeof image === 'string' ? image : undefined;
}

async function measureTurn(bench: Bench, request: TurnRequest): ReturnType<typeof measureArm> {
  const { plan, report } = bench;
  const { index, armIndex, turn, guest, disks, hosts } = request;
  const arm = plan.arms[armIndex];
  const disk = disks.get(armIndex);
  if (arm === undefined)
    throw new RangeError(`the order of round ${index} names arm ${armIndex}, which the plan lacks`);
  const place =
    disk === undefined || guest === undefined
      ? ({ kind: 'host', directory: hosts.directoryOf(arm) } as const)
      : ({ kind: 'disk', guest, disk, image: imageFile(disk) } as const);
  const stepsIn = (rounds: Plan['order']): number => countSteps(plan, rounds.flat());
  const firstOrder = countSteps(plan, (plan.order[index] ?? []).slice(0, turn));
  const measured = await measureArm(bench, {
    arm,
    index: armIndex,
    round: index,
    place,
    firstOrder,
    onWorkload: workload =>
      report({
        kind: 'measuring',
        round: index + 1,
        rounds: plan.rounds,
        arm: labelOf(arm),
        workload: workload.title,
        done:
          stepsIn(plan.order.slice(0, index)) +
          firstOrder +
          workloadsOfArm(plan.suite, arm).findIndex(({ name }) => name === workload.name),
        total: stepsIn(plan.order),
      }),
  });
  const throughput = measured.measurements.filter(({ metric }) => metric === 'throughput');
  report({
    kind: 'measured',
    round: index + 1,
    arm: labelOf(arm),
    throughput: Object.fromEntries(throughput.map(({ workload, value }) => [workload, value])),
  });
  return measured;
}

/** Sides may share a name, so those that are not looked at first say theirs. */
function labelOf({ name, side }: PlannedArm): string {
  return side === 'base' || side === 'control' ? `${name} (${side})` : name;
}
