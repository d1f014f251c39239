import type { Attestation, Caveat, Measurement, Round } from '../core/run.ts';
import { watchLoad } from '../host/load.ts';
import { measureArm } from './arm.ts';
import type { Bench } from './bench.ts';
import { type BootedGuest, bootGuest } from './boot.ts';
import { describeLoad } from './contamination.ts';
import { type GuestDisk, plugDisk } from './guest-disk.ts';
import type { Images } from './images.ts';
import { type HostFiles, requireGuest } from './preparation.ts';

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
  const load = await watchLoad({ directory: bench.scratch });
  report({ kind: 'phase', text: `round ${request.index + 1} of ${plan.rounds}: fresh images and a fresh boot` });
  let bytesWritten = await stopwatch.time('prepare', () => request.images.layOut());
  await using guest = await bootForRound(bench, request);
  const disks = guest === undefined ? new Map<number, GuestDisk>() : await plugDisks(bench, guest, request);
  const measurements: Measurement[] = [];
  const caveats: Caveat[] = [...(guest?.caveats ?? [])];
  const order = plan.order[request.index] ?? [];
  for (const [turn, index] of order.entries()) {
    const measured = await measureTurn(bench, { ...request, guest, disks, armIndex: index, turn });
    measurements.push(...measured.measurements);
    caveats.push(...measured.caveats);
    bytesWritten += measured.bytesWritten;
  }
  const contamination = describeLoad(await load.read(), plan.contamination);
  const boots = guest === undefined ? [] : [{ guest: 'head', seconds: guest.seconds }];
  return {
    round: { index: request.index, boots, measurements, contamination },
    attestations: new Map([...disks].map(([index, { attestation }]) => [index, attestation])),
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
  const rootPorts = plan.arms.filter(({ target }) => target.kind === 'disk').length;
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

async function plugDisks(
  bench: Bench,
  guest: BootedGuest,
  { index, images }: RoundRequest,
): Promise<Map<number, GuestDisk>> {
  const disks = new Map<number, GuestDisk>();
  for (const [arm, { target }] of bench.plan.arms.entries()) {
    if (target.kind !== 'disk') continue;
    const request = { id: `arm${arm}`, image: images.imageOf(arm, index), mode: target.mode, port: disks.size };
    disks.set(arm, await plugDisk(guest, request));
  }
  return disks;
}

interface TurnRequest extends RoundRequest {
  readonly guest: BootedGuest | undefined;
  readonly disks: ReadonlyMap<number, GuestDisk>;
  readonly armIndex: number;
  /** Place of the arm in the order of this round. */
  readonly turn: number;
}

async function measureTurn(bench: Bench, request: TurnRequest): ReturnType<typeof measureArm> {
  const { plan, report } = bench;
  const { index, armIndex, turn, guest, disks, images, hosts } = request;
  const arm = plan.arms[armIndex];
  const disk = disks.get(armIndex);
  if (arm === undefined)
    throw new RangeError(`the order of round ${index} names arm ${armIndex}, which the plan lacks`);
  const place =
    disk === undefined || guest === undefined
      ? ({ kind: 'host', directory: hosts.directoryOf(arm.name) } as const)
      : ({ kind: 'disk', guest, disk, image: images.imageOf(armIndex, index) } as const);
  const workloads = plan.suite.workloads.length;
  const stepsPerRound = plan.arms.length * workloads;
  const firstOrder = turn * workloads;
  const measured = await measureArm(bench, {
    arm,
    index: armIndex,
    place,
    firstOrder,
    onWorkload: workload =>
      report({
        kind: 'measuring',
        round: index + 1,
        rounds: plan.rounds,
        arm: arm.name,
        workload: workload.title,
        done: index * stepsPerRound + firstOrder + plan.suite.workloads.indexOf(workload),
        total: plan.rounds * stepsPerRound,
      }),
  });
  const throughput = measured.measurements.filter(({ metric }) => metric === 'throughput');
  report({
    kind: 'measured',
    round: index + 1,
    arm: arm.name,
    throughput: Object.fromEntries(throughput.map(({ workload, value }) => [workload, value])),
  });
  return measured;
}
