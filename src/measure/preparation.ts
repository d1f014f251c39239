import type { DiskMode } from '../core/disk-mode.ts';
import { GateError } from '../errors.ts';
import { sysbenchArgv } from '../tools/sysbench.ts';
import type { Bench } from './bench.ts';
import { bootGuest } from './boot.ts';
import { executeIn, mounted, plugDisk } from './guest-disk.ts';
import { namingGuest } from './guest-name.ts';
import type { GuestSetup } from './guest-setup.ts';

/** Longest that preparing one image or directory may take, in seconds: a slow disk writes 256 MiB at 2 MiB/s in it. */
const preparationTimeout = 180;

/** Boots a guest and lets the suite's tool write its files onto an image that has a filesystem. */
export async function prepareInGuest(bench: Bench, { path, size }: { path: string; size: number }): Promise<void> {
  const { scratch, signal, stopwatch, plan } = bench;
  const { qemu, ...parts } = headGuest(bench);
  const machine = { ...parts, qemu: qemu.path, scratch, rootPorts: 1, signal };
  await using guest = await stopwatch.time('boot', () =>
    namingGuest(bench.guests.length > 1 ? 'head' : undefined, () => bootGuest(machine)),
  );
  // Nothing is measured here and a lost image is made anew, so the fastest mode will do; copying reads what it wrote.
  const mode: DiskMode = { format: 'raw', cache: 'unsafe', aio: 'threads', bus: 'virtio-blk', iothread: false, size };
  const disk = await plugDisk(guest, { id: 'master', image: path, mode, port: 0 });
  await using _mount = await mounted(guest, disk);
  if (plan.suite.name !== 'seed') throw new TypeError(`the ${plan.suite.name} suite has no files to be written`);
  const argv = sysbenchArgv({ suite: plan.suite, command: 'prepare', direct: true });
  const limits = { expectedSeconds: 1, timeout: preparationTimeout, signal };
  const output = await executeIn(guest, { argv, directory: disk.mountPoint, ...limits });
  if (output.exitCode === 0) return;
  throw new GateError('tool-failed', {
    problem: `sysbench could not write the suite's files onto the image in the guest`,
    argv,
    exitCode: output.exitCode,
    stderrTail: output.stderr || output.stdout,
    consoleTail: await guest.vm.consoleTail(),
  });
}

/** Whose guest writes the files does not matter: both sides' images are copies of the same master. */
function headGuest({ guests: [guest] }: Bench): GuestSetup {
  if (guest === undefined) throw new TypeError('the plan has virtual disks but no guest was prepared');
  return guest;
}
