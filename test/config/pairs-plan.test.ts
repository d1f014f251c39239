import { describe, expect, it } from 'vitest';
import { twinPlan, withStoredBases } from '../../src/config/plan.ts';
import { requireSettings, resolveSettings } from '../../src/config/settings.ts';
import type { Run } from '../../src/core/run.ts';
import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { buildRun, diskArm } from '../harness/run-builder.ts';

/** What `buildRun` makes of another suite, as a run of pairs. */
function ofPairs(run: Run): Run {
  return { ...run, plan: { ...run.plan, suite: pairsSuite('standard') } };
}

describe('a plan of pairs', () => {
  const planOf = (
    raw: Readonly<Record<string, string | string[]>>,
    facts: { readonly kept?: boolean } = {},
  ) => {
    const request = { raw: { suite: 'pairs', ...raw }, origin: 'cli', ...facts } as const;
    return requireSettings({ ...request, randomSeed: 7, workspace: '/' }).plan;
  };
  const namesOf = ({ arms, pairs = [] }: ReturnType<typeof planOf>) =>
    pairs.map(({ head, against, place }) =>
      [arms[head]?.name, arms[against]?.side, arms[against]?.name, place].join(' '),
    );
  const two = ['name=a,cache=none', 'name=b,cache=writeback,format=qcow2'];

  it('measures each head with its base, and no host row, control or yardstick', () => {
    const plan = planOf({ disks: two, baseDisks: ['name=b', 'name=a,cache=none,aio=native'] });
    expect(namesOf(plan)).toEqual(['a base a one file', 'b base b new images']);
    expect(plan.arms.map(({ side, name }) => `${side} ${name}`)).toEqual([
      'head a',
      'head b',
      'base b',
      'base a',
    ]);
  });

  it('adds the yardstick where the run is kept, and for a disk without a base', () => {
    const baseDisks = ['name=a,cache=none'];
    expect(namesOf(planOf({ disks: two, baseDisks }))).toEqual([
      'a base a one file',
      'b yardstick yardstick new images',
    ]);
    expect(namesOf(planOf({ disks: two, baseDisks }, { kept: true }))).toEqual([
      'a base a one file',
      'a yardstick yardstick one file',
      'b yardstick yardstick new images',
    ]);
  });

  it('has a yardstick of each size of a disk, always the same plain one', () => {
    const { arms } = planOf({ disks: ['name=a,size=1GiB', 'name=b,iothread=on'] });
    expect(arms.slice(2)).toEqual(
      [['yardstick-1GiB', 2 ** 30] as const, ['yardstick', 2 ** 28] as const].map(
        ([name, size]) => ({
          name,
          side: 'yardstick',
          target: {
            kind: 'disk',
            mode: {
              format: 'raw',
              cache: 'none',
              aio: 'threads',
              bus: 'virtio-blk',
              iothread: false,
              size,
            },
          },
        }),
      ),
    );
  });

  it('gives the yardstick the sectors of its disk, and refuses a base with others', () => {
    const disks = ['name=a,logical_block_size=4096,physical_block_size=4096'];
    const [, yardstick] = planOf({ disks }).arms;
    expect(yardstick).toMatchObject({
      name: 'yardstick-4096B',
      target: { mode: { logicalBlockSize: 4096, physicalBlockSize: 4096 } },
    });
    expect(() => planOf({ disks, baseDisks: ['name=a'] })).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({
          problem: expect.stringMatching(/^--base-disk: disk "a": .*sectors of 4096 and 512 bytes/),
        }),
      }),
    );
  });

  it('orders the pairs of each round, and draws for each', () => {
    const { order, draws = [] } = planOf({ disks: two, rounds: '3' });
    expect(order).toHaveLength(3);
    for (const round of order) expect(round.toSorted((x, y) => x - y)).toEqual([0, 1]);
    expect(draws.map(round => round.length)).toEqual([2, 2, 2]);
  });

  it('shares no file between guests that may be two', () => {
    const raw = { disks: ['name=a,cache=none'], 'base-qemu': '/opt/qemu' };
    expect(namesOf(planOf(raw))).toEqual(['a base a new images']);
  });

  it("has the host's own file as the yardstick where a part of the guest is given", () => {
    const raw = { disks: ['name=a,cache=none,size=128MiB'] };
    for (const part of ['qemu', 'kernel', 'initrd', 'base-qemu']) {
      const plan = planOf({ ...raw, [part]: '/opt/part' }, { kept: true });
      expect(namesOf(plan).at(-1)).toBe('a yardstick yardstick-128MiB new images');
      expect(plan.arms.at(-1)?.target).toEqual({ kind: 'host', direct: true });
    }
    expect(planOf(raw, { kept: true }).arms.at(-1)?.target.kind).toBe('disk');
  });

  it('holds 1 disk and 30', () => {
    const names = Array.from({ length: 30 }, (_, index) => `name=d${index},cache=none`);
    const plan = planOf({ disks: names, baseDisks: names }, { kept: true });
    expect([plan.arms.length, plan.pairs?.length]).toEqual([61, 60]);
    expect(planOf({ disks: names.slice(0, 1), rounds: '1' })).toMatchObject({
      order: [[0]],
      pairs: [{ head: 0, against: 1 }],
    });
  });

  it('takes 6 minutes and writes 16 GiB where nobody says so', () => {
    expect(planOf({})).toMatchObject({ budget: 360, writeBudget: 2 ** 34, rounds: 12 });
  });

  it('refuses host rows and null disks, with the suite that has them', () => {
    const refused = resolveSettings({
      raw: { suite: 'pairs', disks: ['host', 'null,name=bare'] },
      origin: 'cli',
      randomSeed: 1,
      workspace: '/',
    });
    const remedy = 'leave it out, or measure with suite';
    const [host, bare] = ['"host": the suite pairs has no host rows', 'has no null disks'];
    expect(refused).toMatchObject({
      rejections: [
        { problem: expect.stringContaining(host), remedy: `${remedy} sysbench or fio` },
        { problem: expect.stringContaining(bare), remedy: `${remedy} fio` },
      ],
    });
  });

  it('takes the base side that it lacks from the newest stored run that proved the disk', () => {
    const size = 2 ** 28;
    const built = [
      buildRun({ arms: [diskArm('a', { cache: 'unsafe', size })], unattested: true }),
      buildRun({
        arms: [diskArm('a', { cache: 'writeback', size }), diskArm('b', { cache: 'none', size })],
        startedAt: '2026-02-01T00:00:00.000Z',
      }),
      buildRun({ arms: [diskArm('a', { cache: 'directsync', size })] }),
    ];
    // Another suite's disks are of another size, and are no base.
    const other = buildRun({ arms: [diskArm('a', { cache: 'writethrough', size })] });
    const stored = [other, ...built.map(ofPairs)];
    const plan = planOf({ disks: two, baseDisks: ['name=b'] });
    const completed = withStoredBases(plan, { runs: stored, kept: true });
    expect(namesOf(completed)).toEqual([
      'a base a new images',
      'b base b new images',
      'a yardstick yardstick one file',
      'b yardstick yardstick new images',
    ]);
    expect(completed.arms.filter(({ side }) => side === 'base')).toMatchObject([
      { name: 'b', target: { mode: { cache: 'writeback' } } },
      {
        name: 'a',
        target: { mode: { cache: 'writeback' } },
        asStored: { startedAt: '2026-02-01T00:00:00.000Z', commit: 'c0ffee'.padEnd(40, '0') },
      },
    ]);
    expect(completed.draws?.[0]).toHaveLength(4);
    expect(namesOf(withStoredBases(plan, { runs: stored, kept: false }))).toHaveLength(2);
  });

  it('stays as it is where what is stored is the same disk, another one, or no match for it', () => {
    const plan = planOf({ disks: ['name=a,cache=none'] });
    const storedAs = (...arms: Parameters<typeof diskArm>[]) =>
      withStoredBases(plan, {
        runs: [ofPairs(buildRun({ arms: arms.map(arm => diskArm(...arm)) }))],
        kept: true,
      });
    expect(storedAs(['a', { cache: 'none', size: 2 ** 28 }])).toBe(plan);
    expect(storedAs(['b', { cache: 'writeback' }])).toBe(plan);
    expect(storedAs(['a', { logicalBlockSize: 4096 }])).toBe(plan);
    expect(storedAs(['a', { cache: 'none' }])).not.toBe(plan);
    expect(withStoredBases(plan, { runs: [], kept: true })).toBe(plan);
    const given = planOf({ disks: ['name=a,cache=none'], qemu: '/opt/qemu' });
    const before = [ofPairs(buildRun({ arms: [diskArm('a', { cache: 'writeback' })] }))];
    expect(withStoredBases(given, { runs: before, kept: true })).toBe(given);
  });

  it('becomes one of twins without a yardstick', () => {
    const plan = planOf({ disks: two }, { kept: true });
    expect(namesOf(twinPlan(plan))).toEqual(['a base a one file', 'b base b new images']);
  });
});
