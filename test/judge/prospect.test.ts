import { describe, expect, it } from 'vitest';
import { looksFor } from '../../src/core/gate-plan.ts';
import { decideCells } from '../../src/judge/look.ts';
import { prospectOf, roundsNeeded } from '../../src/judge/prospect.ts';
import { randomFrom } from '../../src/statistics/random.ts';
import { normalFrom } from '../harness/run-builder.ts';

const normal = normalFrom(randomFrom(3));
const logs = Array.from({ length: 40 }, () => normal());
const request = (deviation: number) => ({
  differences: logs.map(log => deviation * log),
  tolerance: 0.05,
  falseAlarm: 0.01,
  gatedCells: 2,
});
const after = (rounds: number) => ({ at: looksFor(rounds), rounds });

describe('the rounds that a loss needs', () => {
  it('are the fewest whose MDE it reaches', () => {
    const rounds = roundsNeeded(request(0.05), 0.1) ?? Number.NaN;
    expect(prospectOf(request(0.05), after(rounds)).mde).toBeLessThanOrEqual(0.1);
    expect(prospectOf(request(0.05), after(rounds - 1)).mde).toBeGreaterThan(0.1);
  });

  it('are fewer for a greater loss, and none are enough on a wild host or for a loss within the tolerance', () => {
    expect(roundsNeeded(request(0.05), 0.2)).toBeLessThan(roundsNeeded(request(0.05), 0.1) ?? 0);
    expect(roundsNeeded(request(1), 0.2)).toBeUndefined();
    expect(roundsNeeded(request(0.001), 0.05)).toBeUndefined();
  });
});

it('the tolerance that decides grows with the noise, and shrinks with the rounds', () => {
  const tolerance = (deviation: number, rounds: number) =>
    prospectOf(request(deviation), after(rounds)).tolerance;
  expect(tolerance(0.1, 8)).toBeGreaterThan(tolerance(0.05, 8));
  expect(tolerance(0.1, 16)).toBeLessThan(tolerance(0.1, 8));
});

it.each([0.01, 0.05, 0.2])(
  'the MDE of a noise of %d is that of a run with this noise at its last look',
  deviation => {
    const asked = {
      ...request(deviation),
      differences: request(deviation).differences.slice(0, 8),
    };
    const cell = {
      head: asked.differences,
      base: asked.differences.map(() => 0),
      earlier: [],
      tolerance: 0.05,
      gated: true,
    };
    const [decision] = decideCells({
      cells: [cell],
      looks: after(8),
      falseAlarm: 0.01,
      gatedCells: 2,
    });
    expect(prospectOf(asked, after(8)).mde).toBeCloseTo(decision?.comparison.mde ?? 0, 12);
  },
);
