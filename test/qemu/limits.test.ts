import { expect, test } from 'vitest';
import { defaultDiskMode } from '../../src/disk/fields.ts';
import { attachDisk } from '../../src/qemu/disk.ts';
import { limitsOfDisk, qemuLimits } from '../../src/qemu/limits.ts';
import type { Qmp } from '../../src/qemu/qmp.ts';
import { startPausedQemu } from '../harness/paused-qemu.ts';

const image = { driver: 'null-co' } as const;
const mode = defaultDiskMode(2 ** 20);
const none = { bps: 0, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 };

test('a QEMU without limits has none, and all was read', async () => {
  await using qemu = await startPausedQemu();
  await attachDisk(qemu, { id: 'head', image, mode, port: 0 });
  await attachDisk(qemu, { id: 'base', image, mode: { ...mode, bus: 'nvme' }, port: 1 });
  expect(await qemuLimits(qemu.qmp)).toEqual({ limits: [], unknown: [] });
});

test('limits of devices and of throttle nodes are read with their bursts, each by its disk', async () => {
  await using qemu = await startPausedQemu();
  const { qmp } = qemu;
  const bus = 'virtio-scsi' as const;
  await attachDisk(qemu, { id: 'head', image, mode: { ...mode, bus }, port: 0 });
  await attachDisk(qemu, { id: 'base', image, mode, port: 1 });
  const burst = { bps_max: 6e6, bps_max_length: 3, iops_size: 4096 };
  const limits = { ...none, bps: 5_000_000, iops_rd: 100, ...burst };
  await qmp.execute('block_set_io_throttle', { id: 'head', ...limits });
  // The device of virtio-blk is a part of the one that was plugged.
  const device = '/machine/peripheral/base/virtio-backend';
  await qmp.execute('block_set_io_throttle', { id: device, ...none, bps: 7_000_000 });
  const group = { 'iops-total': 800, 'iops-total-max': 1600, 'iops-total-max-length': 10 };
  await qmp.execute('object-add', { 'qom-type': 'throttle-group', id: 'g.1', limits: group });
  await qmp.execute('blockdev-add', { driver: 'null-co', 'node-name': 'below', size: 4096 });
  const node = { driver: 'throttle', 'node-name': 'filter', 'throttle-group': 'g.1' };
  await qmp.execute('blockdev-add', { ...node, file: 'below' });
  const read = await qemuLimits(qmp);
  const ofHead = { source: 'QEMU', node: 'head-disk' } as const;
  const all = [
    {
      ...ofHead,
      what: 'bytes',
      direction: 'both',
      perSecond: 5_000_000,
      burst: { perSecond: 6_000_000, seconds: 3 },
    },
    { ...ofHead, what: 'requests', direction: 'read', perSecond: 100 },
    { ...ofHead, what: 'bytes', direction: 'read', perSecond: 409_600 },
    { source: 'QEMU', node: 'base-disk', what: 'bytes', direction: 'both', perSecond: 7_000_000 },
    {
      source: 'QEMU',
      node: 'g.1',
      what: 'requests',
      direction: 'both',
      perSecond: 800,
      burst: { perSecond: 1600, seconds: 10 },
    },
  ];
  expect(read.unknown).toEqual([]);
  expect(read.limits).toHaveLength(all.length);
  expect(read.limits).toEqual(expect.arrayContaining(all));
  const nodesOf = (id: string) => limitsOfDisk(read.limits, id).map(({ node: at }) => at);
  expect(new Set(nodesOf('head'))).toEqual(new Set(['head-disk', 'g.1']));
  expect(new Set(nodesOf('base'))).toEqual(new Set(['base-disk', 'g.1']));
});

test.each(['file', 'disk', 'throttle'])('a limit of a %s node is of its own disk alone', part => {
  const limit = { source: 'QEMU', what: 'bytes', direction: 'both', perSecond: 9 } as const;
  const limits = ['head', 'head-2'].map(id => ({ ...limit, node: `${id}-${part}` }));
  const nodesOf = (id: string) => limitsOfDisk(limits, id).map(({ node }) => node);
  expect(nodesOf('head')).toEqual([`head-${part}`]);
  expect(nodesOf('head-2')).toEqual([`head-2-${part}`]);
  expect(nodesOf('base')).toEqual([]);
});

/** A monitor that answers with these. */
function answering(answers: Readonly<Record<string, unknown>>): Qmp {
  const never = () => Promise.reject(new Error('nobody asks'));
  return {
    lost: false,
    execute: async command => answers[command],
    event: never,
    watch: () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

test('what is not as QEMU says it is told as unknown, and never as no limit', async () => {
  const blocks = [
    { inserted: { 'node-name': 'head-disk', ...none, iops: 'many' } },
    { inserted: { 'node-name': 'base-disk', bps: 0 } },
    { inserted: {} },
    {},
  ];
  const objects = [
    { name: 'silent', type: 'child<throttle-group>' },
    { name: 'head-io', type: 'child<iothread>' },
  ];
  const answers = { 'query-block': blocks, 'qom-list': objects };
  expect(await qemuLimits(answering(answers))).toEqual({
    limits: [],
    unknown: ['head-disk', 'base-disk', 'a device', 'silent'].map(
      name => `throttle of ${name} in QEMU`,
    ),
  });
  await expect(qemuLimits(answering({ 'query-block': 'x' }))).rejects.toMatchObject({
    code: 'qemu-failed',
    facts: { problem: expect.stringContaining('query-block') },
  });
});
