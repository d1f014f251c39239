import { describe, expect, it } from 'vitest';
import { twinPlan } from '../../src/config/plan.ts';
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
