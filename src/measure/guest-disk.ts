import type { DiskMode } from '../core/disk-mode.ts';
import type { Attestation } from '../core/run.ts';
import { type FoundDisk, findDisks, mountDisk, unmountDisk } from '../guest/disk.ts';
import { programPortPath } from '../guest/init-script.ts';
import { attestDisk, type GuestQueue } from '../qemu/attestation.ts';
import { attachDisk } from '../qemu/disk.ts';
import type { DiskImage } from '../qemu/disk-nodes.ts';
import type { BootedGuest } from './boot.ts';

/** A disk that hangs in a running guest: where the guest sees it, and the proof of its mode. */
export interface GuestDisk {
  readonly id: string;
  /** Device in the guest, found by serial. */
  readonly device: string;
  /** Where its filesystem is mounted while the arm is measured. */
  readonly mountPoint: string;
  readonly mode: DiskMode;
  readonly image: DiskImage;
  readonly throttle: number | undefined;
  /** As it was when the disk had just been plugged. */
  readonly attestation: Attestation;
}

/** A disk to be plugged into a running guest. */
export interface PlugDisk {
  /**
   * Names the disk in QEMU, and in the guest as its serial: at most 20 characters on virtio-blk.
   */
  readonly id: string;
  readonly image: DiskImage;
  readonly mode: DiskMode;
  /** Number of the root port it is plugged into. */
  readonly port: number;
  /** Bytes per second that are let through, where that is limited. */
  readonly throttle?: number | undefined;
}

/**
 * Hot-plugs a disk, finds it in the guest by its serial and reads back whether its mode is in
 * force.
 */
export async function plugDisk(guest: BootedGuest, request: PlugDisk): Promise<GuestDisk> {
  const [disk] = await plugDisks(guest, [request]);
  if (disk === undefined) throw new TypeError('one request plugs one disk');
  return disk;
}

/** As plugDisk does, for several disks: while the guest takes one in, the next one is attached. */
export async function plugDisks(
  guest: BootedGuest,
  requests: readonly PlugDisk[],
): Promise<GuestDisk[]> {
  const found = await attachDisks(guest, requests);
  return Promise.all(
    requests.map(async ({ id, image, mode, throttle }, index) => {
      const { device = '', queue } = found[index] ?? {};
      const disk = { id, device, mountPoint: `/mnt/${id}`, mode, image, throttle };
      return { ...disk, attestation: await attestPlugged(guest, disk, { used: false, queue }) };
    }),
  );
}

/** Hot-plugs disks and waits until the guest has them all. */
export async function attachDisks(
  { vm, agent }: BootedGuest,
  requests: readonly PlugDisk[],
): Promise<readonly FoundDisk[]> {
  for (const request of requests) await attachDisk(vm, { ...request, serial: request.id });
  return findDisks(
    agent,
    requests.map(({ id }) => id),
  );
}

/** What is known of a disk that is to be attested. */
interface Occasion {
  /** Whether the guest may have written to it. */
  readonly used: boolean;
  /** What the guest just said of it; it is asked where left out. */
  readonly queue?: GuestQueue | undefined;
}

/** Reads back whether the mode of a plugged disk is in force. */
export async function attestPlugged(
  { vm, agent }: BootedGuest,
  { id, mode, image, throttle, device }: Omit<GuestDisk, 'attestation'>,
  { used, queue }: Occasion,
): Promise<Attestation> {
  return attestDisk(vm, {
    id,
    mode,
    image,
    throttle,
    used,
    guestQueue: queue ?? (await readQueue(agent, device)),
  });
}

/** Where the guest tells nothing, the attestation finds that out. */
async function readQueue(agent: BootedGuest['agent'], device: string): Promise<GuestQueue> {
  const files = ['write_cache', 'logical_block_size', 'physical_block_size'];
  const paths = files.map(file => `/sys/block/${device.replace('/dev/', '')}/queue/${file}`);
  const { stdout } = await agent.execute({ argv: ['cat', ...paths], timeout: 10 });
  const [writeCache = '', logicalBlockSize = '', physicalBlockSize = ''] = stdout.split('\n');
  return { writeCache, logicalBlockSize, physicalBlockSize };
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
  if (call.expectedSeconds < leastTold)
    return agent.execute({ argv: ['/bin/sh', '-c', inDirectory, directory, ...argv], ...limits });
  const ended = (signal: AbortSignal): Promise<void> =>
    vm.programEnded({ timeout: call.timeout, signal });
  const holding = `${inDirectory} 3>${programPortPath}`;
  return agent.execute({ argv: ['/bin/sh', '-c', holding, directory, ...argv], ended, ...limits });
}

const inDirectory = 'cd "$0" && exec "$@"';

/** Seconds from which the end of a program is told: QEMU tells one change of a port a second. */
const leastTold = 2;
