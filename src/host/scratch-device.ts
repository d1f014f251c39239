import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../core/digest.ts';
import { formatBytes } from '../core/quantity.ts';
import { GateError, hasCode, messageOf } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { describeDevice, mountsIn, numberOf } from './drive.ts';

/** What a block device is, and what of it is somebody's. */
export interface ScratchDevice {
  readonly path: string;
  /** Bytes; 0 where nothing can have any. */
  readonly size: number;
  /** Why nothing may be written to it; empty where it may be scratch. */
  readonly refusals: readonly string[];
  /** Whose mark it carries, and whether its first bytes are zero; undefined where nobody knows. */
  readonly mark: 'ours' | 'of another host' | 'none';
  readonly isBlank: boolean | undefined;
}

/** Bytes at the start of a device that hold the mark; nothing is measured there. */
const markBytes = 2 ** 20;
/** Two halves, each as large as the least disk that is measured, and the mark. */
const leastBytes = 2 * 64 * 2 ** 20 + markBytes;
const words = 'qemu-storage-gate scratch 1';

/**
 * Looks at a device and writes nothing: no mount, holder, partition, swap or signature may be on
 * it, and nobody may have it open.
 */
export async function inspectDevice(path: string, signal: AbortSignal): Promise<ScratchDevice> {
  const nothing = { path, size: 0, mark: 'none', isBlank: undefined } as const;
  const looked = await Promise.all([lstat(path), stat(path)]).catch((error: unknown) =>
    hasCode(error, 'ENOENT') ? 'there is nothing of that name' : messageOf(error),
  );
  if (typeof looked === 'string') return { ...nothing, refusals: [looked] };
  const [link, facts] = looked;
  // Such a name is made by udev or the device mapper, and follows the device.
  if (link.isSymbolicLink() && !/^\/dev\/(?:disk|mapper|zvol)\//.test(path))
    return {
      ...nothing,
      refusals: ['it is a link outside of /dev/disk, /dev/mapper and /dev/zvol'],
    };
  if (!facts.isBlockDevice()) return { ...nothing, refusals: ['it is not a block device'] };
  const refusals = await usesOf(facts.rdev);
  const { stdout } = await runTool({
    argv: ['wipefs', '--no-act', '--noheadings', '--output', 'TYPE', path],
    accept: [0, 1],
    signal,
  });
  const probed = await runTool({ argv: ['blkid', '-p', path], accept: [0, 2, 4, 8], signal });
  const signature = stdout.trim() || (probed.exitCode === 2 ? '' : 'of several kinds');
  if (signature !== '')
    refusals.push(`it carries a signature: ${signature.replaceAll(/\s+/g, ', ')}`);
  const { found, size, refused } = await exclusively(path, facts.rdev, async (file, bytes) => {
    const head = await file.read({ buffer: Buffer.alloc(markBytes), position: 0 });
    return { head: head.buffer, bytes };
  }).then(
    ({ head, bytes }) => ({ found: head, size: bytes, refused: undefined }),
    (error: unknown) => ({ found: undefined, size: 0, refused: messageOf(error) }),
  );
  if (refused !== undefined) refusals.push(`it can't be opened alone: ${refused}`);
  else if (size < leastBytes)
    refusals.push(`it has ${formatBytes(size)}, and ${formatBytes(leastBytes)} are needed`);
  const [first = '', , host] = found?.toString('latin1', 0, 256).split('\n') ?? [];
  const isMarked = first === words;
  const mark = !isMarked ? 'none' : host === (await hostDigest()) ? 'ours' : 'of another host';
  if (mark === 'of another host') refusals.push('it carries the mark of another host');
  return { path, size, refusals, mark, isBlank: found?.every(byte => byte === 0) };
}

/** What of this host uses a device or a part of it. */
async function usesOf(rdev: number): Promise<string[]> {
  const number = numberOf(rdev);
  const directory = `/sys/dev/block/${number}`;
  const listed = await readdir(directory);
  const textOf = (name: string) => readFile(join(directory, name), 'utf8').catch(() => '');
  const parts = await Promise.all(
    listed.map(async name =>
      (await textOf(`${name}/partition`)) === '' ? [] : textOf(`${name}/dev`),
    ),
  );
  const own = new Set([number, ...parts.flat().map(text => text.trim())]);
  const mounts = mountsIn(await readFile('/proc/self/mountinfo', 'utf8'));
  const swaps = (await readFile('/proc/swaps', 'utf8')).split('\n').slice(1);
  const swapped = await Promise.all(
    swaps.map(line =>
      stat(line.split(/\s/)[0] || '/').then(
        ({ rdev: one }) => numberOf(one),
        () => '',
      ),
    ),
  );
  const holders = await readdir(join(directory, 'holders')).catch(() => []);
  return [
    (await textOf('ro')).trim() === '1' && 'it is read-only',
    own.size > 1 && 'it has partitions',
    holders.length > 0 && `it is held by ${holders.join(', ')}`,
    mounts.some(({ device }) => own.has(device)) && 'it is mounted',
    swapped.some(one => own.has(one)) && 'it is swap',
  ].filter(problem => problem !== false);
}

/** Does `work` on a device that nobody else has open, and that is still the same one. */
async function exclusively<T>(
  path: string,
  rdev: number,
  work: (file: FileHandle, bytes: number) => Promise<T>,
): Promise<T> {
  await using file = await open(path, constants.O_RDWR | constants.O_EXCL);
  const facts = await file.stat();
  if (!facts.isBlockDevice() || facts.rdev !== rdev)
    throw new Error('another device took its place');
  // The file is closed when this is left.
  return await work(file, await sizeOf(numberOf(rdev)));
}

/** What tells this host from others, without its id. */
async function hostDigest(): Promise<string> {
  const id = await readFile('/etc/machine-id', 'utf8');
  return sha256Hex(`storage-gate ${id.trim()}`);
}

/**
 * Puts our mark on a device that nobody uses, so that runs may write to it; `bad-argument` where
 * one may not, or where it holds anything that was not said to be worthless.
 */
export async function claimDevice(
  { path, refusals, mark, isBlank }: ScratchDevice,
  { isWorthless }: { readonly isWorthless: boolean },
): Promise<void> {
  if (mark === 'ours' && refusals.length === 0) return;
  const isSomebodys = isBlank === false && !isWorthless;
  const faults = isSomebodys ? [...refusals, 'its first bytes are not zero'] : refusals;
  if (faults.length > 0)
    throw new GateError('bad-argument', {
      problem: `${path} is not claimed: ${faults.join('; ')}`,
      remedy: 'name a device that nobody needs; --yes says that what it holds is worthless',
    });
  const { rdev } = await stat(path);
  const block = Buffer.alloc(4096);
  block.write(`${words}\n${randomBytes(16).toString('hex')}\n${await hostDigest()}\n`);
  await exclusively(path, rdev, async file => {
    await file.write(block, 0, block.length, 0);
    await file.sync();
  });
}

/** A device that nobody else can take while we hold it. */
export interface HeldDevice extends AsyncDisposable {
  readonly path: string;
  readonly size: number;
  /** major:minor. */
  readonly number: string;
  /** Kind, scheduler and limits, never a serial. */
  readonly kind: string;
}

/** Takes a device that carries our mark for itself; else says why it may not be written to. */
export async function holdDevice(path: string, signal: AbortSignal): Promise<HeldDevice | string> {
  const { refusals, mark, size } = await inspectDevice(path, signal);
  if (refusals.length > 0) return refusals.join('; ');
  if (mark !== 'ours') return 'it does not carry the mark of this host (storage-gate device claim)';
  const { rdev } = await stat(path);
  const file = await open(path, constants.O_RDWR | constants.O_EXCL);
  const number = numberOf(rdev);
  const device = {
    path,
    size,
    number,
    kind: await describeBlock(number),
    [Symbol.asyncDispose]: () => file.close(),
  };
  if ((await isSameDevice(device, signal)) && (await file.stat()).rdev === rdev) return device;
  await file.close();
  return 'another device took its place';
}

/** Whether the device is there, and can be read past the page cache: its mark is. */
export async function isSameDevice(
  { path, number, size }: Omit<HeldDevice, keyof AsyncDisposable | 'kind'>,
  signal: AbortSignal,
): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  if (facts?.isBlockDevice() !== true || numberOf(facts.rdev) !== number) return false;
  if ((await sizeOf(number)) !== size) return false;
  const argv = ['dd', `if=${path}`, 'iflag=direct', 'bs=4096', 'count=1', 'status=none'];
  const { stdout, exitCode } = await runTool({ argv, accept: [0, 1], timeout: 60, signal });
  return exitCode === 0 && stdout.startsWith(words);
}

async function sizeOf(number: string): Promise<number> {
  const sectors = await readFile(`/sys/dev/block/${number}/size`, 'utf8').catch(() => '');
  return Number(sectors) * 512;
}

/** What of a device may change its numbers. */
async function describeBlock(number: string): Promise<string> {
  const kind = await describeDevice({ device: number, source: '' });
  const parts = ['scheduler', 'logical_block_size', 'physical_block_size', 'discard_granularity'];
  const limits = parts.map(async name => {
    // A partition has the queue of its disk.
    const [own, above] = ['queue', '../queue'].map(queue =>
      readFile(`/sys/dev/block/${number}/${queue}/${name}`, 'utf8').catch(() => ''),
    );
    const text = ((await own) || (await above) || '').trim();
    return `${name} ${/\[(\S+)\]/.exec(text)?.[1] ?? text}`;
  });
  return [kind, ...(await Promise.all(limits))].join(', ');
}

/** Where the owner of a host says which devices are scratch; nobody else may write to it. */
const devicesFile = '/etc/storage-gate/devices';

/**
 * Scratch devices by the names that the owner of this host gave them: lines of `NAME PATH`.
 * `bad-config` where anybody but root may have written them.
 */
export async function namedDevices(
  path = process.env['STORAGE_GATE_DEVICES'] ?? devicesFile,
): Promise<ReadonlyMap<string, string>> {
  const refuse = (problem: string) =>
    new GateError('bad-config', {
      problem: `${path} ${problem}`,
      remedy: 'let root own it and alone write to it, with lines of NAME /dev/disk/by-id/…',
    });
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (file === undefined) return new Map();
  await using _file = file;
  const { uid, mode } = await file.stat();
  if (uid !== 0 || (mode & 0o022) !== 0) throw refuse('may be written by others than root');
  const lines = (await file.readFile('utf8')).split('\n').map(line => line.trim());
  return new Map(
    lines
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => {
        const [, name = '', device = ''] = /^([\w.-]{1,64})\s+(\/dev\/\S+)$/.exec(line) ?? [];
        if (name === '') throw refuse(`has a line that is not NAME PATH: ${line.slice(0, 80)}`);
        return [name, device] as const;
      }),
  );
}
