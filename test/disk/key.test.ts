import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diskModeKey, withDefaults } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { decodeRun } from '../../src/suites/document.ts';

const mode: DiskMode = {
  format: 'raw',
  cache: 'none',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size: 512,
};

describe('the canonical key', () => {
  it('is the same whatever order the fields were written in', () => {
    const reversed = Object.fromEntries(Object.entries(mode).toReversed()) as unknown as DiskMode;
    expect(diskModeKey(reversed)).toBe(diskModeKey(mode));
  });

  it('tells every field apart', () => {
    const others: DiskMode[] = [
      { ...mode, format: 'qcow2' },
      { ...mode, cache: 'unsafe' },
      { ...mode, aio: 'native' },
      { ...mode, bus: 'nvme' },
      { ...mode, iothread: true },
      { ...mode, size: 1024 },
      { ...mode, clusterSize: 4096 },
      { ...mode, preallocation: 'falloc' },
      { ...mode, lazyRefcounts: true },
      { ...mode, numQueues: 1 },
      { ...mode, discard: 'unmap' },
      { ...mode, detectZeroes: 'on' },
      { ...mode, logicalBlockSize: 4096 },
      { ...mode, physicalBlockSize: 4096 },
      { ...mode, queueSize: 64 },
      { ...mode, iothreadVqMapping: 2 },
      { ...mode, throttleNode: true },
      { ...mode, rawNode: false },
      { ...mode, l2CacheSize: 2 ** 20 },
      { ...mode, extendedL2: true },
    ];
    expect(new Set([mode, ...others].map(diskModeKey)).size).toBe(others.length + 1);
  });

  it('leaves out what QEMU would do anyway, so that keys outlive fields that come later', () => {
    expect(diskModeKey(withDefaults(mode))).toBe(diskModeKey(mode));
    expect(diskModeKey(mode)).toBe(
      'format=raw,cache=none,aio=threads,bus=virtio-blk,iothread=off,size=512',
    );
  });

  it("spells a cache without a name by its flags, and what is not the default in QEMU's words", () => {
    const cache = 'cache.direct=on,cache.no-flush=on,write-cache=on';
    expect(
      diskModeKey({ ...mode, format: 'qcow2', cache, lazyRefcounts: true, numQueues: 2 }),
    ).toBe(
      `format=qcow2,${cache},aio=threads,bus=virtio-blk,iothread=off,num-queues=2,lazy_refcounts=on,size=512`,
    );
  });

  it('is that of documents from before a field existed', () => {
    const run = decodeRun(JSON.parse(readFileSync('fixtures/runs/first.json', 'utf8')));
    if (!run.ok) throw new Error(JSON.stringify(run.rejections));
    const disks = run.value.arms.flatMap(arm => (arm.subject.target.kind === 'disk' ? [arm] : []));
    expect(disks.length).toBeGreaterThan(3);
    for (const { subject, key } of disks) {
      expect(subject.target.kind === 'disk' && diskModeKey(subject.target.mode)).toBe(key);
    }
  });
});
