import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultDiskMode } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import type { Disk } from '../../src/disk/parts.ts';
import { attachDisk } from '../../src/qemu/disk.ts';
import { createImage, layOutImages } from '../../src/qemu/image.ts';
import { startPausedQemu } from '../harness/paused-qemu.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const size = 2 ** 20;

/** Two requests for one new image. */
async function pairOn(directory: string, changes: Partial<DiskMode> = {}) {
  const mode = { ...defaultDiskMode(size), cache: 'none', ...changes } as const;
  const [master, converted] = [join(directory, 'x.raw'), join(directory, 'x.qcow2')];
  await createImage({ path: master, size });
  if (mode.format === 'qcow2')
    await layOutImages([{ master, path: converted, mode }], { direct: false });
  const image = mode.format === 'qcow2' ? converted : master;
  const head: Disk = { id: 'head', image, mode, port: 0 };
  return [head, { ...head, id: 'base', port: 1 }] as const;
}

test.each<Partial<DiskMode>>([
  { bus: 'virtio-blk' },
  { bus: 'nvme' },
  { cache: 'writeback' },
  { rawNode: false },
  { throttleNode: true },
])(
  'two disks with %j share a raw file where both say so, and one that does not is refused',
  async changes => {
    await using directory = await temporaryDirectory();
    const [head, base] = await pairOn(directory.path, changes);
    await using qemu = await startPausedQemu();
    await attachDisk(qemu, { ...head, shared: true });
    const inUse = { code: 'qemu-failed', facts: { problem: expect.stringContaining('in use') } };
    await expect(attachDisk(qemu, base)).rejects.toMatchObject(inUse);
    await attachDisk(qemu, { ...base, id: 'second', port: 2, shared: true });
    await using foreign = await startPausedQemu();
    await expect(attachDisk(foreign, base)).rejects.toMatchObject(inUse);
  },
);

test('disks of a controller of their own share a raw file, too', async () => {
  await using directory = await temporaryDirectory();
  const [head, base] = await pairOn(directory.path, { bus: 'virtio-scsi', iothread: true });
  await using qemu = await startPausedQemu();
  await attachDisk(qemu, { ...head, shared: true });
  await attachDisk(qemu, { ...base, shared: true });
  expect(await qemu.qmp.execute('query-block')).toHaveLength(2);
});

test('a disk that does not share is not joined by one that would', async () => {
  await using directory = await temporaryDirectory();
  const [head, base] = await pairOn(directory.path);
  await using qemu = await startPausedQemu();
  await attachDisk(qemu, head);
  await expect(attachDisk(qemu, { ...base, shared: true })).rejects.toMatchObject({
    facts: { problem: expect.stringContaining('in use') },
  });
});

test('a qcow2 image is never shared', async () => {
  await using directory = await temporaryDirectory();
  const [head, base] = await pairOn(directory.path, { format: 'qcow2' });
  await using qemu = await startPausedQemu();
  await attachDisk(qemu, { ...head, shared: true });
  await expect(attachDisk(qemu, { ...base, shared: true })).rejects.toMatchObject({
    facts: { problem: expect.stringContaining('in use') },
  });
});

test.each(['raw', 'qcow2'] as const)('a %s disk takes thirty layers', async format => {
  await using directory = await temporaryDirectory();
  const [head] = await pairOn(directory.path, { format });
  await using qemu = await startPausedQemu();
  await attachDisk(qemu, { ...head, layers: 30 });
  const nodes = await qemu.qmp.execute('query-named-block-nodes', { flat: true });
  expect(nodes).toHaveLength(32);
});
