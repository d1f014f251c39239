import { describe, expect, it } from 'vitest';
import { twinPlan, wiringPlan } from '../../src/config/plan.ts';
import { requireSettings } from '../../src/config/settings.ts';

const disks = ['name=prod,cache=none,size=2GiB', 'name=fast,cache=unsafe,size=64MiB', 'host'];
const { plan } = requireSettings({
  raw: { disks, suite: 'fio', rounds: '4' },
  origin: 'cli',
  randomSeed: 7,
  workspace: '/',
});

describe('a plan of twins', () => {
  const twins = twinPlan(plan);

  it('has a base for each disk that is the disk itself, and no host arm that was asked for', () => {
    const sides = twins.arms.slice(0, 4).map(({ name, side, target }) => ({ name, side, target }));
    const [prod, fast] = plan.arms.map(({ name, target }) => ({ name, target }));
    expect(sides).toEqual([
      { ...prod, side: 'head' },
      { ...fast, side: 'head' },
      { ...prod, side: 'base' },
      { ...fast, side: 'base' },
    ]);
  });

  it('keeps suite, rounds, limits and seed, and orders each round', () => {
    const { suite, budget, writeBudget, randomSeed } = plan;
    expect(twins).toMatchObject({
      suite,
      budget,
      writeBudget,
      randomSeed,
      rounds: 4,
    });
    expect(twins.order).toHaveLength(4);
    for (const round of twins.order.slice(1))
      expect(round.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
  });
});

describe('a wiring plan', () => {
  const [disk] = plan.arms;
  if (disk === undefined) throw new TypeError('the plan has a disk');
  const wiring = wiringPlan(plan, { disk, workload: 'randread-4k-qd1', speed: 10e6, rounds: 16 });
  const sideOf = (side: string) =>
    wiring.arms.find(arm => arm.side === side && arm.target.kind === 'disk');

  it('lets the base through far less than the host does, and the head 80 % of it', () => {
    expect(sideOf('base')?.throttle).toBe(3e6);
    expect(sideOf('head')?.throttle).toBe(2.4e6);
  });

  it('measures one workload on one small disk whose mode is the user’s', () => {
    expect(wiring.suite.workloads.map(({ name }) => name)).toEqual(['randread-4k-qd1']);
    expect(sideOf('head')?.target).toMatchObject({ mode: { cache: 'none', size: 256 * 2 ** 20 } });
    expect(wiring.arms.map(({ name }) => name)).toEqual(['prod', 'prod']);
  });
});
