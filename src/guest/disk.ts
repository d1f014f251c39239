import { GateError } from '../errors.ts';
import type { GuestAgent } from './agent.ts';

/** Seconds within which a plugged disk must appear in the guest. */
const appearance = 5;

/**
 * Prints the name of the disk with serial $1 and sets its elevator to none, so that no scheduler of the guest stands
 * between tool and QEMU. virtio-blk and NVMe have a serial attribute (NVMe's is filled with spaces, which `read` takes
 * away), SCSI has it in page 0x80 of its vital product data, after a header of 4 bytes.
 */
const findScript = `
read -r start _ </proc/uptime
now=$start
while [ "\${now%.*}" -le "$((\${start%.*} + ${appearance}))" ]; do
  for disk in /sys/block/*; do
    serial=
    for file in "$disk/serial" "$disk/device/serial"; do
      [ -e "$file" ] && read -r serial <"$file"
    done
    [ -e "$disk/device/vpd_pg80" ] && serial=$(tail -c +5 "$disk/device/vpd_pg80")
    if [ "$serial" = "$1" ] && [ -b "/dev/\${disk##*/}" ]; then
      echo none >"$disk/queue/scheduler" && echo "\${disk##*/}"
      exit
    fi
  done
  sleep 0.05
  read -r now _ </proc/uptime
done
exit 3
`;

/**
 * Device of the disk with that serial, `/dev/vdc`, never guessed from its letter: the guest enumerates disks in any
 * order. Waits up to 5 s for it to appear; `agent-failed` where it does not.
 */
export async function findDisk(agent: GuestAgent, serial: string): Promise<string> {
  const { exitCode, stdout, stderr } = await agent.execute({
    argv: ['/bin/sh', '-c', findScript, 'find-disk', serial],
    timeout: appearance + 25,
  });
  const name = stdout.trim();
  if (exitCode === 0 && name !== '') return `/dev/${name}`;
  throw new GateError('agent-failed', {
    problem: `no disk with serial ${serial} appeared in the guest within ${appearance} s`,
    exitCode,
    stderrTail: stderr,
  });
}

/** Mounts the ext4 file system on `device` at `path`, which is made; reading writes no access times. */
export async function mountDisk(agent: GuestAgent, { device, path }: DiskMount): Promise<void> {
  const script = 'mkdir -p "$2" && mount -t ext4 -o noatime "$1" "$2"';
  await run(agent, ['/bin/sh', '-c', script, 'mount-disk', device, path], `cannot mount ${device} at ${path}`);
}

/** Which disk to mount, and where. */
export interface DiskMount {
  readonly device: string;
  readonly path: string;
}

/** Unmounts what is mounted at `path`, which writes back everything. */
export async function unmountDisk(agent: GuestAgent, path: string): Promise<void> {
  await run(agent, ['umount', path], `cannot unmount ${path}`);
}

async function run(agent: GuestAgent, argv: readonly string[], problem: string): Promise<void> {
  const { exitCode, stderr } = await agent.execute({ argv, timeout: 120 });
  if (exitCode === 0) return;
  throw new GateError('agent-failed', { problem: `${problem} in the guest`, argv, exitCode, stderrTail: stderr });
}
