import type { DiskMode } from '../core/disk-mode.ts';
import type { Attestation } from '../core/run.ts';
import { findDisk, mountDisk, unmountDisk } from '../guest/disk.ts';
import { attestDisk } from '../qemu/attestation.ts';
import { attachDisk } from '../qemu/disk.ts';
import type { BootedGuest } from './boot.ts';

/** A disk that hangs in a running guest: where the guest sees it, and the proof of its mode. */
export interface GuestDisk {
  /** Device in the guest, found by serial. */
  readonly device: string;
  /** Where its filesystem is mounted while the arm is measured. */
  readonly mountPoint: string;
  readonly attestation: Attestation;
}

interface DiskRequest {
  /** Names the disk in QEMU, and in the guest as its serial: at most 20 characters on virtio-blk. */
  readonly id: string;
  readonly image: string;
  readonly mode: DiskMode;
  /** Number of the root port it is plugged into. */
  readonly port: number;
}

/** Hot-plugs a disk, finds it in the guest by its serial and reads back whether its mode is in force. */
export async function plugDisk({ vm, agent }: BootedGuest, request: DiskRequest): Promise<GuestDisk> {
  const { id, image, mode, port } = request;
  await attachDisk(vm, { id, serial: id, image, mode, port });
  const device = await findDisk(agent, id);
  const { stdout: guestWriteCache } = await agent.execute({
    argv: ['cat', `/sys/block/${device.replace('/dev/', '')}/queue/write_cache`],
    timeout: 10,
  });
  const attestation = await attestDisk(vm, { id, mode, image, guestWriteCache });
  return { device, mountPoint: `/mnt/${id}`, attestation };
}

/** Mounts a disk for as long as the returned scope lives. */
export async function mounted({ agent }: BootedGuest, disk: GuestDisk): Promise<AsyncDisposable> {
  await mountDisk(agent, { device: disk.device, path: disk.mountPoint });
  // A guest that is lost or busy ends with the round anyway, and whatever made it so is the error to tell.
  return { [Symbol.asyncDispose]: () => unmountDisk(agent, disk.mountPoint).catch(() => undefined) };
}

interface GuestCall {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly expectedSeconds: number;
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Runs a program in a directory of the guest; the guest agent itself knows no working directory. */
export function executeIn({ agent }: BootedGuest, call: GuestCall): ReturnType<typeof agent.execute> {
  const { argv, directory, ...limits } = call;
  const inDirectory = ['/bin/sh', '-c', 'cd "$0" && exec "$@"', directory, ...argv];
  return agent.execute({ argv: inDirectory, ...limits });
}
