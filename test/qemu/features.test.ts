import { expect, test } from 'vitest';
import { aioEngines, buses, type DiskMode } from '../../src/disk/mode.ts';
import { findQemu } from '../../src/qemu/binary.ts';
import { missingFeatures, requireFeatures } from '../../src/qemu/features.ts';

const mode: DiskMode = {
  format: 'raw',
  cache: 'none',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size: 1,
};

test("the distribution's QEMU has every bus and every engine", async () => {
  const { path } = await findQemu();
  const modes = buses.flatMap(bus =>
    aioEngines.map(aio => ({ ...mode, bus, aio, iothread: bus !== 'nvme' })),
  );
  expect(await missingFeatures({ qemu: path, modes })).toEqual([]);
});

test("the distribution's QEMU has every option that a mode can set", async () => {
  const { path } = await findQemu();
  const sizes = { logicalBlockSize: 4096, physicalBlockSize: 4096 };
  const all = { discard: 'unmap', detectZeroes: 'unmap', ...sizes, format: 'qcow2' } as const;
  const modes = buses.map(bus => ({
    ...mode,
    ...all,
    bus,
    ...(bus !== 'nvme' && { numQueues: 2 }),
  }));
  expect(await missingFeatures({ qemu: path, modes, nullDisks: true })).toEqual([]);
});

test('a QEMU is asked for what is between its queues and its file', async () => {
  const { path } = await findQemu();
  const sized = { l2CacheSize: 2 ** 20, throttleNode: true, queueSize: 64 };
  const modes: DiskMode[] = [
    { ...mode, ...sized, format: 'qcow2' },
    { ...mode, rawNode: false, throttleNode: true, bus: 'virtio-scsi', queueSize: 64 },
  ];
  expect(await missingFeatures({ qemu: path, modes: [...modes, ...modes] })).toEqual([]);
});

test('a QEMU without a mapping of queues to threads refuses one', async () => {
  const { path, version } = await findQemu();
  const spread = { ...mode, numQueues: 2, iothreadVqMapping: 2 };
  const has = Number.parseInt(version, 10) >= 9;
  const lack = 'its device virtio-blk-pci has no property iothread-vq-mapping';
  expect(await missingFeatures({ qemu: path, modes: [spread] })).toEqual(has ? [] : [lack]);
});

test('what a QEMU lacks is said in one sentence, before anything boots', async () => {
  const { path } = await findQemu();
  // An nvme device with an iothread is refused by the configuration; here it shows that properties
  // are really asked for.
  const modes = [mode, { ...mode, bus: 'nvme', iothread: true } as const];
  await expect(requireFeatures({ qemu: path, modes })).rejects.toMatchObject({
    code: 'qemu-failed',
    facts: {
      problem: `${path} does not support what these disks need: its device nvme has no property iothread`,
    },
  });
});

test.each([
  [{ discard: 'sometimes' }, /sometimes/],
  [{ format: 'qcow9' }, /qcow9/],
  [{ format: 'qcow2', detectZeroes: 'maybe' }, /maybe/],
])('%j is lacking, in the words of QEMU', async (changes, words) => {
  const { path } = await findQemu();
  const asked = { ...mode, ...changes } as DiskMode;
  expect(await missingFeatures({ qemu: path, modes: [asked, asked] })).toEqual([
    expect.stringMatching(words),
  ]);
});

test('a QEMU that ends at once is an error', async () => {
  await expect(missingFeatures({ qemu: '/bin/false', modes: [mode] })).rejects.toMatchObject({
    code: 'qemu-failed',
  });
});
