import { readFileSync } from 'node:fs';
import { GateError } from '../errors.ts';
import type { GuestAgent } from './agent.ts';

/** Seconds within which a plugged disk must appear in the guest, as the script has it too. */
const appearanceTimeoutSeconds = 5;

/**
 * Prints a line for each disk whose serial is among the arguments, and sets its elevator to none,
 * so that no scheduler of the guest stands between tool and QEMU. virtio-blk and NVMe have a serial
 * attribute (NVMe's is filled with spaces, which `read` takes away), SCSI has it in page 0x80 of
 * its vital product data, after a header of 4 bytes. A disk has its name some time before its queue
 * (device_add_disk() in the kernel), and is taken when that lets its elevator be set. One program
 * for all disks: to start one costs tens of milliseconds under emulation.
 */
const findScript = readFileSync(new URL('find-disks.sh', import.meta.url), 'utf8');

/**
 * The devices (`/dev/vdc`) of the disks with those serials, in their order; never guessed from
 * letters: the guest enumerates disks in any order. Waits up to 5 s for them to appear;
 * `agent-failed` where one does not.
 */
export async function findDisks(
  agent: GuestAgent,
  serials: readonly string[],
): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await agent.execute({
    argv: ['/bin/sh', '-c', findScript, 'find-disks', ...serials],
    timeout: appearanceTimeoutSeconds + 55,
  });
  const lines = stdout.split('\n').map(line => line.split('|'));
  const found = new Map(lines.map(([serial, name]) => [serial, name]));
  return serials.map(serial => {
    const name = found.get(serial);
    if (name !== undefined) return `/dev/${name}`;
    throw new GateError('agent-failed', {
      problem: `no disk with serial ${serial} appeared in the guest within ${appearanceTimeoutSeconds} s`,
      exitCode,
      stderrTail: stderr,
    });
  });
}

/**
 * Mounts the ext4 filesystem on `device` at `path`, which is made; reading writes no access times.
 */
export async function mountDisk(
  agent: GuestAgent,
  { device, path }: { readonly device: string; readonly path: string },
): Promise<void> {
  const script = 'mkdir -p "$2" && mount -t ext4 -o noatime "$1" "$2"';
  await run(
    agent,
    ['/bin/sh', '-c', script, 'mount-disk', device, path],
    `cannot mount ${device} at ${path}`,
  );
}

/** Unmounts what is mounted at `path`, which writes back everything. */
export async function unmountDisk(agent: GuestAgent, path: string): Promise<void> {
  await run(agent, ['umount', path], `cannot unmount ${path}`);
}

async function run(agent: GuestAgent, argv: readonly string[], problem: string): Promise<void> {
  const { exitCode, stderr } = await agent.execute({ argv, timeout: 120 });
  if (exitCode === 0) return;
  throw new GateError('agent-failed', {
    problem: `${problem} in the guest`,
    argv,
    exitCode,
    stderrTail: stderr,
  });
}
