import type { Caveat } from '../core/reason.ts';
import { defaultDiskMode } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { GateError } from '../errors.ts';
import type { SuiteFiles } from '../suites/suite.ts';
import type { Bench } from './bench.ts';
import { type BootedGuest, bootGuest } from './boot.ts';
import { executeIn, type GuestDisk, mounted, plugDisk } from './guest-disk.ts';
import { withGuestInErrors } from './guest-name.ts';
import type { GuestSetup } from './guest-setup.ts';
import { noteRetries } from './round-guests.ts';

/**
 * Longest that preparing one image or directory may take, in seconds: a slow disk writes 256 MiB at
 * 2 MiB/s in it.
 */
const preparationTimeoutSeconds = 180;

/**
 * Boots a guest and lets the suite's tool write its files onto an image that has a filesystem;
 * returns what to doubt.
 */
export async function prepareInGuest(
  bench: Bench,
  { path, size, files }: { path: string; size: number; files: SuiteFiles },
): Promise<Caveat[]> {
  const { scratch, signal, stopwatch } = bench;
  const { qemu, ...parts } = headGuest(bench);
  const caveats: Caveat[] = [];
  const onRetry = noteRetries(bench, caveats);
  // Nothing is measured here and a lost image is made anew, so the fastest mode will do; copying
  // reads what it wrote.
  const mode: DiskMode = { ...defaultDiskMode(size), cache: 'unsafe' };
  const disks: GuestDisk[] = [];
  const prepare = async (booted: BootedGuest): Promise<void> => {
    disks[0] = await plugDisk(booted, { id: 'master', image: path, mode, port: 0 });
  };
  const machine = { ...parts, qemu: qemu.path, scratch, rootPorts: 1, signal, onRetry, prepare };
  await using guest = await stopwatch.time('boot', () =>
    withGuestInErrors(bench.guests.length > 1 ? 'head' : undefined, () => bootGuest(machine)),
  );
  const [disk] = disks;
  if (disk === undefined) throw new TypeError('a guest was booted without its disk');
  await using _mount = await mounted(guest, disk);
  const argv = files.prepare({ direct: true });
  const limits = { expectedSeconds: 1, timeout: preparationTimeoutSeconds, signal };
  const output = await executeIn(guest, { argv, directory: disk.mountPoint, ...limits });
  if (output.exitCode === 0) return caveats;
  throw new GateError('tool-failed', {
    problem: `${argv[0] ?? 'the tool'} could not write the suite's files onto the image in the guest`,
    argv,
    exitCode: output.exitCode,
    stderrTail: output.stderr || output.stdout,
    consoleTail: await guest.vm.consoleTail(),
  });
}

/**
 * Whose guest writes the files does not matter: both sides' images are copies of the same master.
 */
function headGuest({ guests: [guest] }: Bench): GuestSetup {
  if (guest === undefined)
    throw new TypeError('the plan has virtual disks but no guest was prepared');
  return guest;
}
