import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Plan, PlannedArm } from '../../src/core/plan.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { directoryNeeds } from '../../src/measure/host-files.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { canMount, inMountNamespace } from '../harness/mount-namespace.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const program = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const size = 2 ** 26;
const mode: DiskMode = {
  format: 'raw',
  cache: 'writeback',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size,
};
const disk = (cache: DiskMode['cache']): PlannedArm => ({
  name: cache,
  side: 'head',
  target: { kind: 'disk', mode: { ...mode, cache } },
});
const host = (name: string, direct: boolean, side: PlannedArm['side'] = 'host'): PlannedArm => ({
  name,
  side,
  target: { kind: 'host', direct },
});
const elsewhere = (name: string, direct: boolean): PlannedArm => ({
  ...host(name, direct),
  ownDirectory: true,
});

function needsOf(
  arms: readonly PlannedArm[],
  hostDirectories: Readonly<Record<string, string>> = {},
) {
  const limits = { budget: 60, writeBudget: 2 ** 40 };
  const plan: Plan = {
    suite: fioSuite('quick'),
    arms,
    rounds: 1,
    randomSeed: 1,
    order: [],
    ...limits,
  };
  return directoryNeeds({
    plan,
    site: { directory: '/images', hostDirectories, allowTmpfs: false },
  });
}

describe('a directory needs', () => {
  test('space for each image, for what they are copied from, and for the files of the host arms in it', () => {
    const bytes = (...arms: readonly PlannedArm[]) =>
      needsOf(arms).map(({ bytesNeeded }) => bytesNeeded);
    expect(bytes(disk('writeback'), disk('unsafe'))).toEqual([3 * size]);
    expect(bytes(disk('writeback'), host('host', false), host('host-direct', true))).toEqual([
      3 * size,
    ]);
  });

  test('space for the files of its own host arms alone, where those name it', () => {
    const arms = [disk('writeback'), elsewhere('other', true), elsewhere('same', false)];
    const needs = needsOf(arms, { other: '/mnt/other', same: '/mnt/other' });
    expect(needs).toEqual([
      { path: '/images', bytesNeeded: 2 * size, allowTmpfs: false, direct: false },
      { path: '/mnt/other', bytesNeeded: size, allowTmpfs: false, direct: true },
    ]);
  });

  test('O_DIRECT where a disk or a host arm uses it, and not for what the fio suite adds to disks', () => {
    const direct = (...arms: readonly PlannedArm[]) => needsOf(arms).map(need => need.direct);
    for (const cache of ['none', 'directsync'] as const)
      expect(direct(disk(cache))).toEqual([true]);
    for (const cache of ['writeback', 'unsafe'] as const)
      expect(direct(disk(cache))).toEqual([false]);
    expect(direct(host('host-direct', true))).toEqual([true]);
    const added = host('host-direct', true);
    expect(direct(disk('writeback'), added)).toEqual([false]);
    expect(direct(disk('none'), added)).toEqual([true]);
    const needs = needsOf([disk('writeback'), elsewhere('fast', true)], { fast: '/mnt' });
    expect(needs.map(need => need.direct)).toEqual([false, true]);
  });
});

describe.skipIf(!(await canMount()))(
  'a run where nothing has O_DIRECT (skipped where we may not mount)',
  () => {
    test.each([
      ['none', /is on ramfs, where files can't be opened with O_DIRECT/],
      // ramfs tells of no free space, which comes next.
      ['writeback', /has 0 bytes free/],
    ])('with --disk %s ends with 2 before anything is filled', async (cache, said) => {
      await using directory = await temporaryDirectory();
      const words = [
        'measure',
        '--directory',
        directory.path,
        '--allow-tmpfs',
        '--disk',
        cache,
        '--suite',
        'sysbench',
      ];
      const end = await inMountNamespace('mount -t ramfs none "$3"', { driver: program, words });
      expect(end.stderr).toMatch(said);
      expect(end.stderr).toContain(directory.path);
      expect(end.exitCode).toBe(2);
    });
  },
);
