import { expect, test } from 'vitest';
import { subjectChanges } from '../../src/core/subject.ts';
import { diskArm, hostArm } from './run-builder.ts';

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
    'size 1073741824 bytes -> 42 bytes',
  ]);
});

test('a part given by input is named with its digest, since two builds may share a version', () => {
  const from = diskArm('prod');
  const sha256 = 'ab'.repeat(32);
  const to = { ...from, subject: { ...from.subject, qemu: { version: '9.0.0', sha256 } } };
  const again = { ...from, subject: { ...from.subject, qemu: { version: '9.0.0', sha256: 'cd'.repeat(32) } } };
  expect(subjectChanges(from, to)).toEqual([
    { arm: 'prod', what: 'QEMU', from: 'of the host', to: '9.0.0 (sha256 abababababab)' },
  ]);
  expect(subjectChanges(to, again)).toMatchObject([{ what: 'QEMU', to: '9.0.0 (sha256 cdcdcdcdcdcd)' }]);
});

test('a disk that became a host directory is a change of target', () => {
  const changes = subjectChanges(diskArm('x'), { ...hostArm('host'), name: 'x' });
  expect(changes[0]).toEqual({ arm: 'x', what: 'target', from: 'disk', to: 'host, buffered' });
});
