import { expect, test } from 'vitest';
import { defaultDiskMode } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { diskParts } from '../../src/disk/parts.ts';

const mode: DiskMode = {
  format: 'raw',
  cache: 'none',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size: 2 ** 20,
};
const parts = (changes: Partial<DiskMode> = {}) =>
  diskParts({
    id: 'arm0',
    image: '/a, b/x.raw',
    mode: { ...mode, ...changes },
    port: 3,
  });

test('both nodes name their driver, say the cache flags themselves and hide no write', () => {
  const shared = {
    cache: { direct: true, 'no-flush': false },
    'read-only': false,
    discard: 'ignore',
    'detect-zeroes': 'off',
  };
  const file = {
    'node-name': 'arm0-file',
    driver: 'file',
    filename: '/a, b/x.raw',
    aio: 'native',
    locking: 'on',
  };
  expect(parts({ format: 'qcow2', aio: 'native' }).nodes).toEqual([
    { ...file, ...shared },
    { 'node-name': 'arm0-disk', driver: 'qcow2', file: 'arm0-file', ...shared },
  ]);
});

test.each([
  ['writeback', false, false, 'on'],
  ['none', true, false, 'on'],
  ['writethrough', false, false, 'off'],
  ['directsync', true, false, 'off'],
  ['unsafe', false, true, 'on'],
] as const)(
  'cache=%s sets direct %s, no-flush %s and write-cache %s',
  (cache, direct, noFlush, writeCache) => {
    const { nodes, devices } = parts({ cache });
    for (const node of nodes)
      expect(node).toMatchObject({ cache: { direct, 'no-flush': noFlush } });
    expect(devices[0]).toMatchObject({ 'write-cache': writeCache });
  },
);

test('a virtio-blk disk reports its errors, and the guest can not change its cache mode', () => {
  expect(parts().devices).toEqual([
    {
      driver: 'virtio-blk-pci',
      id: 'arm0',
      bus: 'port3',
      drive: 'arm0-disk',
      serial: 'arm0',
      'write-cache': 'on',
      'config-wce': false,
      werror: 'report',
      rerror: 'report',
    },
  ]);
});

test('a virtio-scsi disk hangs on a controller of its own, which has the iothread', () => {
  const { devices, objects } = parts({ bus: 'virtio-scsi', iothread: true });
  expect(objects).toEqual([{ 'qom-type': 'iothread', id: 'arm0-io' }]);
  expect(devices).toEqual([
    { driver: 'virtio-scsi-pci', id: 'arm0-hba', bus: 'port3', iothread: 'arm0-io' },
    expect.objectContaining({ driver: 'scsi-hd', id: 'arm0', bus: 'arm0-hba.0', werror: 'report' }),
  ]);
});

test('an nvme disk has no property that this device does not know', () => {
  const device = {
    driver: 'nvme',
    id: 'arm0',
    bus: 'port3',
    drive: 'arm0-disk',
    serial: 'arm0',
    'write-cache': 'on',
  };
  expect(parts({ bus: 'nvme' }).devices).toEqual([device]);
});

test('discard reaches through both nodes, and zeroes are looked for once', () => {
  const { nodes } = parts({ discard: 'unmap', detectZeroes: 'unmap' });
  expect(nodes).toMatchObject([
    { 'node-name': 'arm0-file', discard: 'unmap', 'detect-zeroes': 'off' },
    { 'node-name': 'arm0-disk', discard: 'unmap', 'detect-zeroes': 'unmap' },
  ]);
});

test('queues and block sizes stand where each bus has them, and nowhere unless asked for', () => {
  const asked = { numQueues: 2, logicalBlockSize: 4096, physicalBlockSize: 4096 };
  const sizes = { logical_block_size: 4096, physical_block_size: 4096 };
  expect(parts(asked).devices).toMatchObject([{ 'num-queues': 2, ...sizes }]);
  expect(parts({ ...asked, bus: 'virtio-scsi' }).devices).toMatchObject([{ num_queues: 2 }, sizes]);
  expect(parts({ physicalBlockSize: 4096, bus: 'nvme' }).devices).toMatchObject([
    { physical_block_size: 4096 },
  ]);
});

test('a null disk is a raw disk whose file node has no file', () => {
  const image = { driver: 'null-co' } as const;
  const { nodes } = diskParts({
    id: 'n',
    image,
    mode: defaultDiskMode(2 ** 20),
    port: 0,
  });
  expect(nodes[0]).toMatchObject({
    driver: 'null-co',
    size: 2 ** 20,
    'latency-ns': 0,
    'read-zeroes': false,
  });
  expect(nodes[0]).not.toHaveProperty('aio');
  expect(nodes[1]).toMatchObject({ driver: 'raw', file: 'n-file' });
});

test('a disk that shares its file says so on the device, and leaves the file locked', () => {
  for (const bus of ['virtio-blk', 'virtio-scsi', 'nvme'] as const) {
    const disk = { id: 'arm0', image: '/x.raw', mode: { ...mode, bus }, port: 3 };
    const { nodes, devices } = diskParts({ ...disk, shared: true });
    expect(nodes[0]).toMatchObject({ locking: 'on' });
    expect(devices.at(-1)).toMatchObject({ drive: 'arm0-disk', 'share-rw': true });
    expect(diskParts(disk).devices.at(-1)).not.toHaveProperty('share-rw');
  }
});

test('layers lie between file and format, and pass on all that those say', () => {
  const disk = { id: 'arm0', image: '/x', mode: { ...mode, discard: 'unmap' }, port: 3 } as const;
  const [file, one, two, format, ...none] = diskParts({ ...disk, layers: 2 }).nodes;
  const said = { cache: { direct: true, 'no-flush': false }, discard: 'unmap' };
  expect(file).toMatchObject({ 'node-name': 'arm0-file' });
  expect(one).toMatchObject({ driver: 'raw', 'node-name': 'arm0-l0', file: 'arm0-file', ...said });
  expect(two).toMatchObject({ driver: 'raw', 'node-name': 'arm0-l1', file: 'arm0-l0', ...said });
  expect(format).toMatchObject({ 'node-name': 'arm0-disk', file: 'arm0-l1', ...said });
  expect(none).toEqual([]);
});

test('each image below an own one has nodes of its own, read-only, with its cache flags and aio', () => {
  const own: DiskMode = { ...mode, format: 'qcow2', aio: 'native' };
  const backing = [
    { path: '/mid', format: 'qcow2' },
    { path: '/low', format: 'raw' },
  ] as const;
  const { nodes } = diskParts({ id: 'a', image: '/top', mode: own, port: 1, backing });
  const said = nodes.map(
    ({ 'node-name': name, driver, filename, file, backing: below, ...rest }) => {
      expect(rest).toMatchObject({ cache: { direct: true, 'no-flush': false } });
      return [name, driver, filename ?? file, below, rest['read-only'], rest['aio']];
    },
  );
  expect(said).toEqual([
    ['a-b1-file', 'file', '/low', undefined, true, 'native'],
    ['a-b1', 'raw', 'a-b1-file', undefined, true, undefined],
    ['a-b0-file', 'file', '/mid', undefined, true, 'native'],
    ['a-b0', 'qcow2', 'a-b0-file', 'a-b1', true, undefined],
    ['a-file', 'file', '/top', undefined, false, 'native'],
    ['a-disk', 'qcow2', 'a-file', 'a-b0', false, undefined],
  ]);
  const flat = diskParts({ id: 'a', image: '/top', mode: own, port: 1, backing: [] });
  expect(flat.nodes.at(-1)).toMatchObject({ 'node-name': 'a-disk', backing: null });
});
