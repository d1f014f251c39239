import { GateError } from '../errors.ts';
import type { GuestAgent } from './agent.ts';

/** Seconds within which a plugged disk must appear in the guest. */
const appearance = 5;

/**
 * Prints a line for each disk whose serial is among the arguments, and sets its elevator to none,
 * so that no scheduler of the guest stands between tool and QEMU. virtio-blk and NVMe have a serial
 * attribute (NVMe's is filled with spaces, which `read` takes away), SCSI has it in page 0x80 of
 * its vital product data, after a header of 4 bytes. A disk has its name some time before its queue
 * (device_add_disk() in the kernel), and is taken when that lets its elevator be set. One program
 * for all disks: to start one costs tens of milliseconds under emulation.
 */
function findScript(files: readonly string[]): string {
  return `
serial_of() {
  serial=
  for file in "$1/serial" "$1/device/serial"; do
    [ -e "$file" ] && read -r serial <"$file"
  done
  [ -e "$1/device/vpd_pg80" ] && serial=$(tail -c +5 "$1/device/vpd_pg80")
}
take() {
  echo none 2>/dev/null >"$disk/queue/scheduler" || return 1
  line="$serial|\${disk##*/}"
  for file in ${files.join(' ')}; do
    value=
    [ -e "$disk/queue/$file" ] && read -r value <"$disk/queue/$file"
    line="$line|$value"
  done
  echo "$line"
  taken="$taken\${disk##*/} "
  left=$((left - 1))
}
read -r start _ </proc/uptime
now=$start left=$# taken=' '
while [ "\${now%.*}" -le "$((\${start%.*} + ${appearance}))" ]; do
  for disk in /sys/block/*; do
    case $taken in *" \${disk##*/} "*) continue ;; esac
    serial_of "$disk"
    for wanted; do
      [ "$serial" = "$wanted" ] && [ -b "/dev/\${disk##*/}" ] && take && break
    done
  done
  [ "$left" -gt 0 ] || exit 0
  sleep 0.02
  read -r now _ </proc/uptime
done
exit 3
`;
}

/** A disk as the guest has it. */
export interface FoundDisk {
  /** `/dev/vdc` */
  readonly device: string;
  /** Contents of files in /sys/block/X/queue/ by name, empty where they can't be read. */
  readonly queue: Readonly<Record<string, string>>;
}

/**
 * The disks with those serials, in their order; never guessed from letters: the guest enumerates
 * disks in any order. Waits up to 5 s for them to appear; `agent-failed` where one does not. Each comes
 * with the contents of those files of its queue.
 */
export async function findDisks(
  agent: GuestAgent,
  serials: readonly string[],
  queueFiles: readonly string[] = [],
): Promise<readonly FoundDisk[]> {
  const { exitCode, stdout, stderr } = await agent.execute({
    argv: ['/bin/sh', '-c', findScript(queueFiles), 'find-disks', ...serials],
    timeout: appearance + 55,
  });
  const found = new Map(stdout.split('\n').map(line => parseFound(line, queueFiles)));
  return serials.map(serial => {
    const disk = found.get(serial);
    if (disk !== undefined) return disk;
    throw new GateError('agent-failed', {
      problem: `no disk with serial ${serial} appeared in the guest within ${appearance} s`,
      exitCode,
      stderrTail: stderr,
    });
  });
}

function parseFound(line: string, queueFiles: readonly string[]): readonly [string, FoundDisk] {
  const [serial = '', name = '', ...values] = line.split('|');
  const queue = Object.fromEntries(queueFiles.map((file, index) => [file, values[index] ?? '']));
  return [serial, { device: `/dev/${name}`, queue }];
}

/**
 * Mounts the ext4 file system on `device` at `path`, which is made; reading writes no access times.
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
