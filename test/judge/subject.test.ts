import { expect, test } from 'vitest';
import { parseDiskSpec } from '../../src/config/disk-spec.ts';
import type { RunArm } from '../../src/core/run.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { diskSpec } from '../../src/disk/spec.ts';
import { diskSpecBefore, subjectChanges } from '../../src/judge/subject.ts';
import { diskArm, hostArm } from '../harness/run-builder.ts';

test('a disk mode that did not change has no changes', () => {
  expect(subjectChanges(diskArm('prod'), diskArm('prod'))).toEqual([]);
});

test('every changed property of a disk mode is named with old and new', () => {
  const to = diskArm('prod', {
    cache: 'directsync',
    iothread: true,
    size: 42,
    format: 'qcow2',
    aio: 'native',
    bus: 'nvme',
    clusterSize: 4096,
    preallocation: 'falloc',
    lazyRefcounts: true,
    numQueues: 2,
    discard: 'unmap',
    detectZeroes: 'unmap',
    logicalBlockSize: 4096,
    physicalBlockSize: 4096,
  });
  expect(
    subjectChanges(diskArm('prod', { cache: 'none' }), to).map(
      ({ what, from, to: now }) => `${what} ${from} -> ${now}`,
    ),
  ).toEqual([
    'format raw -> qcow2',
    'cache none -> directsync',
    'aio threads -> native',
    'bus virtio-blk -> nvme',
    'iothread off -> on',
    'num-queues one for each CPU -> 2',
    'discard ignore -> unmap',
    'detect-zeroes off -> unmap',
    'logical_block_size 512 -> 4096',
    'physical_block_size 512 -> 4096',
    'cluster_size 65536 -> 4096',
    'preallocation off -> falloc',
    'lazy_refcounts off -> on',
    'size 1073741824 bytes -> 42 bytes',
  ]);
});

test('a part given by input is named with its digest, since two builds may share a version', () => {
  const from = diskArm('prod');
  const sha256 = 'ab'.repeat(32);
  const to = { ...from, subject: { ...from.subject, qemu: { version: '9.0.0', sha256 } } };
  const again = {
    ...from,
    subject: { ...from.subject, qemu: { version: '9.0.0', sha256: 'cd'.repeat(32) } },
  };
  expect(subjectChanges(from, to)).toEqual([
    { arm: 'prod', what: 'QEMU', from: 'of the host', to: '9.0.0 (sha256 abababababab)' },
  ]);
  expect(subjectChanges(to, again)).toMatchObject([
    { what: 'QEMU', to: '9.0.0 (sha256 cdcdcdcdcdcd)' },
  ]);
});

test('a kernel or an archive that came or went is named too', () => {
  const from = diskArm('prod');
  const sha256 = 'ab'.repeat(32);
  const kernel = { version: '6.12.0', sha256 };
  const initrd = { version: 'given', sha256 };
  expect(subjectChanges(from, { ...from, subject: { ...from.subject, kernel, initrd } })).toEqual([
    { arm: 'prod', what: 'kernel', from: "the distribution's", to: '6.12.0 (sha256 abababababab)' },
    { arm: 'prod', what: 'initrd', from: 'none', to: 'given (sha256 abababababab)' },
  ]);
});

test('a disk that became a host directory is a change of target', () => {
  const changes = subjectChanges(diskArm('x'), { ...hostArm('host'), name: 'x' });
  expect(changes[0]).toEqual({ arm: 'x', what: 'target', from: 'disk', to: 'host, buffered' });
});

test('a field that now says what QEMU did anyway is no change', () => {
  expect(
    subjectChanges(diskArm('prod'), diskArm('prod', { discard: 'ignore', logicalBlockSize: 512 })),
  ).toEqual([]);
});

test('a null disk that changed its size, or became one, is told', () => {
  const arm = (size: number) => ({
    ...diskArm('null'),
    subject: { target: { kind: 'null', size } as const },
  });
  expect(subjectChanges(arm(512), arm(1024))).toEqual([
    { arm: 'null', what: 'size', from: '512 bytes', to: '1024 bytes' },
  ]);
  expect(subjectChanges(diskArm('null'), arm(512))[0]).toMatchObject({
    from: 'disk',
    to: 'null disk without storage',
  });
});

const rich: Partial<DiskMode> = {
  format: 'qcow2',
  cache: 'cache.direct=on,cache.no-flush=on,write-cache=on',
  bus: 'nvme',
  size: 3 * 2 ** 29,
  clusterSize: 2 ** 21,
  preallocation: 'falloc',
  lazyRefcounts: true,
  discard: 'unmap',
  logicalBlockSize: 4096,
  physicalBlockSize: 4096,
};

test.each([
  ['plain to rich', {}, rich],
  ['rich to plain', rich, {}],
  ['one field', { cache: 'none' }, { cache: 'directsync' }],
  ['queues', { numQueues: 2 }, { numQueues: 4 }],
  ['queues that nobody had named', {}, { numQueues: 4 }],
] as const)('what a disk was before can be given as a SPEC again: %s', (_, before, after) => {
  const [from, to] = [diskArm('prod', before), diskArm('prod', after)];
  if (from.subject.target.kind !== 'disk' || to.subject.target.kind !== 'disk')
    throw new Error('these are disks');
  const spec = diskSpecBefore('prod', to.subject.target.mode, subjectChanges(from, to));
  const again = parseDiskSpec('x', spec ?? '', 1);
  if (!again.ok || again.value.arm.target.kind !== 'disk') throw new Error(`${spec} is no SPEC`);
  expect(diskSpec('prod', again.value.arm.target.mode)).toBe(
    diskSpec('prod', from.subject.target.mode),
  );
});

test('a disk whose mode is what it was has no SPEC of before', () => {
  const { target } = diskArm('prod').subject;
  if (target.kind !== 'disk') throw new Error('this is a disk');
  const changes = [{ arm: 'prod', what: 'QEMU', from: 'of the host', to: '9.0.0' }];
  expect(diskSpecBefore('prod', target.mode, changes)).toBeUndefined();
  expect(
    diskSpecBefore('prod', target.mode, [{ ...changes[0], what: 'cache', arm: 'other' } as never]),
  ).toBeUndefined();
});

test('of an own image digest, depth and options of its layers are named', () => {
  const layer = (clusterSize: string) => ({
    format: 'qcow2' as const,
    size: 512,
    options: { cluster_size: clusterSize, extended_l2: 'off' },
  });
  const ownArm = (digest: string, clusters: readonly string[]): RunArm => {
    const arm = diskArm('golden');
    const image = { on: 'copy' as const, digest, bytes: 1, data: 1, used: 1 };
    const { target } = arm.subject;
    if (target.kind !== 'disk') throw new TypeError('no disk');
    const own = { ...target, image: { ...image, layers: clusters.map(layer) } };
    return { ...arm, subject: { target: own } };
  };
  const before = ownArm('a'.repeat(64), ['65536', '65536']);
  const said = (from: RunArm, to: RunArm) =>
    subjectChanges(from, to).map(({ what, from: was, to: is }) => `${what} ${was} -> ${is}`);
  expect(said(before, ownArm('b'.repeat(64), ['65536', '2097152', '65536']))).toEqual([
    'image sha256 aaaaaaaaaaaa -> sha256 bbbbbbbbbbbb',
    'depth 2 -> 3',
    'layer 2 cluster_size 65536 -> 2097152',
    'layer 3 format (not applicable) -> qcow2',
    'layer 3 cluster_size (not applicable) -> 65536',
    'layer 3 extended_l2 (not applicable) -> off',
  ]);
  expect(said(before, before)).toEqual([]);
  expect(said(diskArm('golden'), before)[0]).toBe('image made by the gate -> sha256 aaaaaaaaaaaa');
});
