import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Mount } from './mount.ts';

/**
 * What kind of drive a mount lies on: `Samsung SSD 990 PRO 2TB (non-rotational)`, `virtio_blk (rotational)`. Model or
 * driver only, never a serial, a volume's name or a path: it goes to a public document. `unknown` where the kernel says
 * nothing (overlay, network and memory filesystems).
 */
export async function describeDevice(mount: Mount): Promise<string> {
  const device = await deviceNumber(mount);
  const kinds = device === undefined ? [] : await kindsOf(join('/sys/dev/block', device));
  return kinds.length === 0 ? 'unknown' : [...new Set(kinds)].sort().join(' + ').slice(0, 500);
}

/** major:minor of the block device; btrfs and its like have a number of their own, so their source is asked. */
async function deviceNumber({ device, source }: Mount): Promise<string | undefined> {
  if (!device.startsWith('0:')) return device;
  if (!source.startsWith('/dev/')) return undefined;
  const facts = await stat(source).catch(() => undefined);
  if (!facts?.isBlockDevice()) return undefined;
  // Linux's encoding of a device number: 12 bits of major above 8 of minor; more minor bits lie above.
  return `${(facts.rdev >> 8) & 0xfff}:${(facts.rdev & 0xff) | ((facts.rdev >> 12) & 0xfff00)}`;
}

/** The drives at the bottom of a device: those of which a volume, an array or a loop is made, or its own. */
async function kindsOf(directory: string): Promise<readonly string[]> {
  const whole = await wholeDisk(directory);
  if (whole === undefined) return [];
  const slaves = await readdir(join(whole, 'slaves')).catch(() => []);
  if (slaves.length > 0) return (await Promise.all(slaves.map(slave => kindsOf(join(whole, 'slaves', slave))))).flat();
  const name =
    (await readText(join(whole, 'device/model'))) ??
    (await linkName(join(whole, 'device/driver'))) ??
    kernelName(whole);
  const rotational = await readText(join(whole, 'queue/rotational'));
  return [`${name} (${rotational === '1' ? 'rotational' : 'non-rotational'})`];
}

/** A partition's directory lies in that of its disk. */
async function wholeDisk(directory: string): Promise<string | undefined> {
  const real = await realpath(directory).catch(() => undefined);
  if (real === undefined) return undefined;
  return (await readText(join(real, 'partition'))) === undefined ? real : dirname(real);
}

async function readText(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().replace(/\s+/g, ' ') || undefined;
}

async function linkName(path: string): Promise<string | undefined> {
  return realpath(path).then(basename, () => undefined);
}

/** `loop` for loop3: the kernel's own kind, without the number. */
function kernelName(directory: string): string {
  return basename(directory).replace(/\d+$/, '');
}
