import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultDiskMode, diskModeKey } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { provideGuest } from '../../src/guest/artifacts.ts';
import { type BootedGuest, bootGuest } from '../../src/measure/boot.ts';
import { type GuestDisk, plugDisk } from '../../src/measure/guest-disk.ts';
import { findQemu } from '../../src/qemu/binary.ts';
import { measureCounterRate } from '../../src/qemu/counter-rate.ts';
import { createImage, layOutImages } from '../../src/qemu/image.ts';
import { guestCache } from './guest-setup.ts';

// Writes 200 blocks with an fdatasync after each in every cache mode, and prints who flushed how
// often as JSON. The last word is the directory in which the images are made; in a mount namespace
// it is a filesystem of our own.
const directory = process.argv.at(-1) ?? '';
const size = 8 * 2 ** 20;
const writes = 200;

const qemu = await findQemu();
const artifacts = await provideGuest({
  tools: ['fio'],
  cacheDirectory: guestCache,
  onProgress: () => undefined,
});
const master = join(directory, 'master.raw');
await createImage({ path: master, size });

const counts = [];
{
  await using guest = await bootGuest({
    qemu: qemu.path,
    artifacts,
    accelerator: 'tcg',
    counterRate: await measureCounterRate({ qemu: qemu.path }),
    scratch: directory,
    rootPorts: 6,
  });
  const caches = ['writeback', 'none', 'writethrough', 'directsync', 'unsafe'] as const;
  for (const [port, cache] of caches.entries()) counts.push(await countFlushes(guest, cache, port));
}
console.log(JSON.stringify(counts));

async function countFlushes(guest: BootedGuest, cache: DiskMode['cache'], port: number) {
  const mode: DiskMode = { ...defaultDiskMode(size), cache };
  const image = join(directory, `${cache}.raw`);
  await layOutImages([{ master, path: image, mode }], { direct: false });
  const disk = await plugDisk(guest, { id: cache, image, mode, port });
  const before = { guest: await flushOperations(guest, disk), host: await hostFlushes(image) };
  await writeWithFlushes(guest, disk);
  const after = { guest: await flushOperations(guest, disk), host: await hostFlushes(image) };
  return {
    key: diskModeKey(mode),
    cache,
    attested: disk.attestation.ok,
    guest: after.guest - before.guest,
    host: after.host - before.host,
  };
}

async function writeWithFlushes({ agent }: BootedGuest, { device }: GuestDisk): Promise<void> {
  const job = [
    '--rw=randwrite',
    '--bs=4k',
    `--io_size=${writes * 4096}`,
    '--ioengine=psync',
    '--direct=1',
  ];
  const argv = [
    'fio',
    '--name=flushes',
    `--filename=${device}`,
    `--size=${size}`,
    '--fdatasync=1',
    ...job,
  ];
  const { exitCode, stdout, stderr } = await agent.execute({ argv, timeout: 120 });
  if (exitCode !== 0 || !stdout.includes(`total=0,${writes},0,`))
    throw new Error(`fio failed: ${stderr}${stdout}`);
}

/** How many flushes the guest has asked QEMU for. */
async function flushOperations({ vm }: BootedGuest, { id }: GuestDisk): Promise<number> {
  const answer = (await vm.qmp.execute('query-blockstats')) as {
    qdev?: string;
    stats: { flush_operations: number };
  }[];
  const disk = answer.find(({ qdev }) => qdev?.split('/').includes(id));
  if (disk === undefined) throw new Error(`no disk ${id} in ${JSON.stringify(answer)}`);
  return disk.stats.flush_operations;
}

/**
 * Flush requests that the drive under a file has completed (Documentation/admin-guide/iostats.rst,
 * field 16).
 */
async function hostFlushes(path: string): Promise<number> {
  const { dev } = await stat(path);
  const device = `${(dev >> 8) & 0xfff} ${(dev & 0xff) | ((dev >> 12) & 0xfff00)}`;
  const lines = (await readFile('/proc/diskstats', 'utf8'))
    .split('\n')
    .map(line => line.trim().split(/\s+/));
  const line = lines.find(([major, minor]) => `${major} ${minor}` === device);
  return Number(line?.[18] ?? Number.NaN);
}
