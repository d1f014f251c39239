import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadOrder, type ModuleIndex } from '../../src/guest/kernel-modules.ts';

let index: ModuleIndex;

beforeAll(async () => {
  const read = (suffix: string) =>
    readFile(`fixtures/guest/modules-6.1.0-56-cloud-amd64.${suffix}`, 'utf8');
  index = { dependencies: await read('dep'), builtin: await read('builtin') };
});

test("Debian's cloud kernel loads each module after all that it depends on", () => {
  const order = loadOrder(index, ['virtio_pci', 'virtio_blk', 'virtio_scsi', 'sd_mod']).map(path =>
    basename(path, '.ko'),
  );
  expect(order).toHaveLength(10);
  const before = (first: string, second: string) =>
    order.indexOf(first) < order.indexOf(second) && order.includes(first);
  expect(before('virtio_ring', 'virtio')).toBe(true);
  expect(before('virtio', 'virtio_pci')).toBe(true);
  expect(before('virtio_pci_modern_dev', 'virtio_pci')).toBe(true);
  expect(before('scsi_common', 'scsi_mod')).toBe(true);
  expect(before('scsi_mod', 'sd_mod')).toBe(true);
  expect(new Set(order).size).toBe(order.length);
});

test('what is built into the kernel needs no file', () => {
  expect(loadOrder(index, ['nvme', 'ext4'])).toEqual([]);
});

test('compressed modules with dashes in their names are found under the names that the kernel uses', () => {
  const dependencies =
    'kernel/drivers/virtio-blk.ko.zst: kernel/drivers/virtio.ko.zst\nkernel/drivers/virtio.ko.zst:\n';
  const order = loadOrder({ dependencies, builtin: '' }, ['virtio_blk']);
  expect(order).toEqual(['kernel/drivers/virtio.ko.zst', 'kernel/drivers/virtio-blk.ko.zst']);
});

test('a module that the kernel has in no form is named in the error', () => {
  expect(() => loadOrder(index, ['virtio_teleport'])).toThrow(
    expect.objectContaining({
      code: 'guest-build',
      message: expect.stringContaining('virtio_teleport'),
    }),
  );
});
