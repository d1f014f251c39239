import type { PlannedArm } from '../core/plan.ts';
import type { Attestation } from '../core/run.ts';
import { askedOf, expectationsOf } from '../disk/evidence.ts';
import { defaultDiskMode } from '../disk/fields.ts';
import type { Disk } from '../disk/parts.ts';
import { findDisks, mountDisk, unmountDisk } from '../guest/disk.ts';
import { programPortPath } from '../guest/init-script.ts';
import { attestDisk } from '../qemu/attestation.ts';
import { attachDisk } from '../qemu/disk.ts';
import type { Bench } from './bench.ts';
import type { BootedGuest } from './boot.ts';
import { guestFor } from './guest-name.ts';
import { pinThreads } from './pinning.ts';
import { type ArmImages, pluggingOrder } from './places.ts';
import { bootForRound, type RoundGuest } from './round-guests.ts';

/** A disk that hangs in a running guest: where the guest sees it, and the proof of its mode. */
export interface GuestDisk extends Disk {
  /** Device in the guest, found by serial. */
  readonly device: string;
  /** Where its filesystem is mounted while the arm is measured. */
  readonly mountPoint: string;
  /** As it was when the disk had just been plugged. */
  readonly attestation: Attestation;
}

/** The disk of an arm, and the guest that it hangs in. */
export interface ArmDisk {
  readonly guest: RoundGuest;
  readonly disk: GuestDisk;
}

/** One arm in one round: where it is measured. */
export type ArmPlace =
  /** `image` is undefined for a null disk. */
  | {
      readonly kind: 'disk';
      readonly guest: BootedGuest;
      readonly disk: GuestDisk;
      readonly image: string | undefined;
    }
  | { readonly kind: 'host'; readonly directory: string };

/** An arm in its place. */
export interface PlacedArm {
  readonly arm: PlannedArm;
  readonly place: ArmPlace;
}

/** Boots the guests of a round with their disks; those are by the arm's index in the plan. */
export async function bootWithDisks(
  bench: Bench,
  request: { readonly images: ArmImages; readonly round: number },
) {
  const disks = new Map<number, ArmDisk>();
  const guests = await bootForRound(bench, request.round, async guest => {
    for (const [arm, disk] of await plugArms(bench, guest, request)) disks.set(arm, disk);
    await pinThreads(bench.site.pin, guest.vm);
  });
  return { ...guests, disks };
}

/** Plugs into a guest the disks of its side's arms in a round; by the arm's index in the plan. */
async function plugArms(
  { plan, guests }: Bench,
  guest: RoundGuest,
  { images, round }: { readonly images: ArmImages; readonly round: number },
): Promise<ReadonlyMap<number, ArmDisk>> {
  const wanted = pluggingOrder(plan, round)
    .flatMap(arm => (plan.arms[arm] === undefined ? [] : [[arm, plan.arms[arm]] as const]))
    .filter(([, arm]) => guestFor(guests, arm)?.name === guest.name)
    .flatMap(([arm, planned], port) => {
      const storage = storageOf(planned, () => images.imageOf(arm, round));
      const { layers } = planned;
      const shared = images.isShared(arm) || undefined;
      const backing = images.backingOf(arm);
      const begin = images.beginOf(arm, round);
      return storage === undefined
        ? []
        : [{ arm, disk: { id: `arm${arm}`, port, layers, shared, backing, begin, ...storage } }];
    });
  const disks = await plugDisks(
    guest,
    wanted.map(({ disk }) => disk),
  );
  return new Map(
    disks.flatMap((disk, place) => {
      const arm = wanted[place]?.arm;
      return arm === undefined ? [] : [[arm, { guest, disk }] as const];
    }),
  );
}

/** What an arm's disk is made of; undefined for arms of the host. */
function storageOf(
  { target }: PlannedArm,
  image: () => string,
): Pick<Disk, 'image' | 'mode'> | undefined {
  switch (target.kind) {
    case 'host':
      return undefined;
    case 'null':
      return { image: { driver: 'null-co' }, mode: defaultDiskMode(target.size) };
    case 'disk':
      return { image: image(), mode: target.mode };
    default:
      return target satisfies never;
  }
}

/**
 * Hot-plugs a disk, finds it in the guest by its serial and reads back whether its mode is in
 * force.
 */
export async function plugDisk(guest: BootedGuest, wanted: Disk): Promise<GuestDisk> {
  const [disk] = await plugDisks(guest, [wanted]);
  if (disk === undefined) throw new TypeError('one request plugs one disk');
  return disk;
}

/** As plugDisk does, for several disks: while the guest takes one in, the next one is attached. */
export async function plugDisks(guest: BootedGuest, wanted: readonly Disk[]): Promise<GuestDisk[]> {
  const devices = await attachDisks(guest, wanted);
  const plugged = wanted.map((disk, index) => {
    return { ...disk, device: devices[index] ?? '', mountPoint: `/mnt/${disk.id}` };
  });
  const attestations = await attestDisks(guest, plugged, { used: false });
  return plugged.flatMap((disk, index) => {
    const attestation = attestations[index];
    return attestation === undefined ? [] : [{ ...disk, attestation }];
  });
}

/** Hot-plugs disks and waits until the guest has them all; their devices in it. */
export async function attachDisks(
  { vm, agent }: BootedGuest,
  disks: readonly Disk[],
): Promise<readonly string[]> {
  for (const disk of disks) await attachDisk(vm, disk);
  return findDisks(
    agent,
    disks.map(({ id }) => id),
  );
}

/**
 * Reads back whether the mode of a plugged disk is in force. `used`: whether the guest may have
 * written to it.
 */
export async function attestPlugged(
  guest: BootedGuest,
  disk: Omit<GuestDisk, 'attestation'>,
  occasion: { readonly used: boolean },
): Promise<Attestation> {
  const [attestation] = await attestDisks(guest, [disk], occasion);
  return attestation ?? { ok: false, evidence: [] };
}

/** One program in the guest for all disks: to start one costs tens of milliseconds if emulated. */
async function attestDisks(
  { vm, agent }: BootedGuest,
  disks: readonly Omit<GuestDisk, 'attestation'>[],
  { used }: { readonly used: boolean },
): Promise<Attestation[]> {
  const asked = disks.map(disk => {
    const directory = `/sys/block/${disk.device.replace('/dev/', '')}/queue`;
    const names = askedOf('/sys/block/X/queue/ in the guest', expectationsOf(disk));
    return { disk, files: names.map(name => ({ name, path: `${directory}/${name}` })) };
  });
  const paths = asked.flatMap(({ files }) => files.map(({ path }) => path));
  // Prints each file's name in front of its content; what can't be read is found by its absence.
  const { stdout } = await agent.execute({ argv: ['grep', '-H', '', ...paths], timeout: 10 });
  const lines = stdout.split('\n').map(line => line.split(':', 2));
  const said = new Map(lines.map(([path, content]) => [path, content]));
  return Promise.all(
    asked.map(({ disk, files }) => {
      const queue = Object.fromEntries(files.map(({ name, path }) => [name, said.get(path) ?? '']));
      return attestDisk(vm, disk, { guestQueue: queue, used });
    }),
  );
}

/** Mounts a disk for as long as the returned scope lives. */
export async function mounted({ agent }: BootedGuest, disk: GuestDisk): Promise<AsyncDisposable> {
  await mountDisk(agent, { device: disk.device, path: disk.mountPoint });
  // A guest that is lost or busy ends with the round anyway, and whatever made it so is the error
  // to tell.
  return {
    [Symbol.asyncDispose]: () => unmountDisk(agent, disk.mountPoint).catch(() => undefined),
  };
}

interface GuestCall {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly expectedSeconds: number;
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Runs a program in a directory of the guest; the guest agent itself knows no working directory.
 * One that runs for seconds holds a port open as long as it lives: QEMU
 * tells its end at once, and nobody has to ask the guest while it measures.
 */
export function executeIn(
  { agent, vm }: BootedGuest,
  call: GuestCall,
): ReturnType<typeof agent.execute> {
  const { argv, directory, ...limits } = call;
  if (call.expectedSeconds < leastToldSeconds)
    return agent.execute({
      argv: ['/bin/sh', '-c', directoryScript, directory, ...argv],
      ...limits,
    });
  const ended = (signal: AbortSignal): Promise<void> =>
    vm.programEnded({ timeout: call.timeout, signal });
  const holding = `${directoryScript} 9>${programPortPath}`;
  return agent.execute({ argv: ['/bin/sh', '-c', holding, directory, ...argv], ended, ...limits });
}

const directoryScript = 'cd "$0" && exec "$@"';

/** Seconds from which the end of a program is told: QEMU tells one change of a port a second. */
const leastToldSeconds = 2;
