import { expect, test } from 'vitest';
import { valuesOf } from '../../src/core/sample.ts';
import { type CellDecision, type CellSeries, decideCells } from '../../src/judge/look.ts';
import { centreOf, sideLevelsOf } from '../../src/statistics/centre.ts';
import type { Comparison } from '../../src/statistics/comparison.ts';
import { normalQuantile } from '../../src/statistics/normal.ts';
import { randomFrom } from '../../src/statistics/random.ts';
import { studentTQuantile } from '../../src/statistics/student-t.ts';
import { predictionOf } from '../../src/statistics/uncertainty.ts';
import { normalFrom } from '../harness/run-builder.ts';

/** One gated cell with one look, at the end, and the whole budget of 1 %. */
function decided(
  cell: Omit<CellSeries, 'tolerance' | 'gated' | 'reference'>,
): CellDecision & { readonly comparison: Comparison } {
  const rounds = cell.series.length;
  const reference = cell.stored === undefined ? 'live' : 'stored';
  const cells = [{ ...cell, reference, tolerance: 0.05, gated: true } as const];
  const [decision] = decideCells({ cells, looks: { at: [rounds], rounds }, falseAlarm: 0.01 });
  if (decision?.comparison === undefined) throw new RangeError('no comparison');
  return { ...decision, comparison: decision.comparison };
}

test('the change is the ratio of geometric means, and every earlier run counts once, however many rounds it has', () => {
  const logs = (value: number, rounds: number) =>
    Array.from({ length: rounds }, () => Math.log(value));
  expect(decided({ series: logs(90, 3), stored: [logs(100, 3)] }).comparison.change).toBeCloseTo(
    -0.1,
    12,
  );
  const uneven = [logs(100, 2), logs(400, 6)];
  expect(decided({ series: logs(200, 2), stored: uneven }).comparison.change).toBeCloseTo(0, 12);
});

test('with few earlier runs an SD of 10 % between runs is assumed, or what they show', () => {
  const z = -normalQuantile(0.01);
  const few = predictionOf([0, 0.1, 0.2], [[0, 0.1, 0.2], [0.1]]);
  const rounds = studentTQuantile(0.01, 2) ** 2 * (0.01 / 3);
  expect(few.halfWidth(0.01)).toBeCloseTo(Math.sqrt(z ** 2 * 0.1 ** 2 * 1.5 + rounds), 12);
  const apart = predictionOf([0, 0], [[0], [1]]);
  expect(apart.halfWidth(0.01)).toBeCloseTo(-studentTQuantile(0.01, 1) * Math.sqrt(0.5 * 1.5), 9);
});

test('from five earlier runs on it is the prediction interval of a new run among them', () => {
  const centres = [0, 0.03, -0.03, 0.01, -0.01];
  const runs = centres.map(centre => [centre - 0.02, centre + 0.02]);
  const spread = -studentTQuantile(0.01, 4) * valuesOf(centres).logDeviation * Math.sqrt(1 + 1 / 5);
  expect(predictionOf([0.0001, -0.0001], runs).halfWidth(0.01)).toBeCloseTo(spread, 12);
  const wild = [1, -1];
  const own = studentTQuantile(0.01, 1) ** 2 * 1;
  const usual = studentTQuantile(0.01, 4) ** 2 * 0.0004;
  expect(predictionOf(wild, runs).halfWidth(0.01)).toBeCloseTo(
    Math.sqrt(spread ** 2 + own - usual),
    9,
  );
});

test('earlier runs count by as many of their first rounds as this run has', () => {
  const runs = [1, 2, 3, 4, 5].map(run => [run, run, run + 100]);
  expect(predictionOf([0, 0], runs).value).toBe(-3);
  expect(predictionOf([0, 0, 0], runs).value).toBeLessThan(-30);
});

test('values that never vary leave only the assumed deviation between runs, and none of it after five runs', () => {
  const series = [4, 4, 4];
  const few = decided({ series, stored: [series] }).comparison;
  expect(few.interval.high).toBeCloseTo(Math.exp(-normalQuantile(0.01) * 0.1 * Math.SQRT2) - 1, 12);
  expect(few.betweenShare).toBe(1);
  const many = decided({ series, stored: [series, series, series, series, series] });
  expect(many.comparison.interval).toEqual({ low: 0, high: 0 });
  expect(many).toMatchObject({ verdict: 'unchanged', comparison: { betweenShare: 0 } });
});

test('an enormous change stays a finite number', () => {
  const { interval, change, mde } = decided({
    series: [690, -690],
    stored: [[-690, 690]],
  }).comparison;
  for (const value of [interval.low, interval.high, change, mde]) expect(value).not.toBeNaN();
  expect(Number.isFinite(interval.high) && Number.isFinite(change)).toBe(true);
});

test('against the other disk of the same rounds it is the t interval of the differences', () => {
  const noise = [0.01, -0.01, 0.02, -0.02];
  const series = noise.map(one => one - 0.1);
  const { change, interval, betweenShare } = decided({ series }).comparison;
  const half = (-studentTQuantile(0.01, 3) * valuesOf(noise).logDeviation) / 2;
  expect(change).toBeCloseTo(Math.exp(-0.1) - 1, 12);
  expect(interval.low).toBeCloseTo(Math.exp(-0.1 - half) - 1, 12);
  expect(betweenShare).toBe(0);
});

test('the levels that are shown agree with the change between them, whatever is set aside', () => {
  const normal = normalFrom(randomFrom(5));
  const head = Array.from(
    { length: 14 },
    (_, round) => 18 + 0.2 * normal() - (round === 3 ? 2 : 0),
  );
  const differences = head.map(() => -0.1 + 0.05 * normal());
  const levels = sideLevelsOf(head, differences);
  const { change } = decided({ series: differences }).comparison;
  expect(Math.expm1(levels.head - levels.base)).toBeCloseTo(change, 12);
  expect(levels.head).toBe(centreOf(head).centre);
});

interface Case {
  readonly earlier: number;
  readonly rounds: number;
  readonly within: number;
  readonly between: number;
  /** How much noisier the head's rounds are than the history's. */
  readonly headFactor?: number;
  readonly cells?: number;
}

/** Judges runs of some cells against stored runs, all drawn alike but for `loss` in the head. */
function simulate(situation: Case, runs: number, loss = 0) {
  const { earlier, rounds, within, between, headFactor = 1, cells: cellsOfRun = 4 } = situation;
  const normal = normalFrom(randomFrom(earlier * 101 + rounds * 7 + within * 1e4));
  const draw = (deviation: number, mean: number): number[] => {
    const run = mean + between * normal();
    return Array.from({ length: rounds }, () => run + deviation * normal());
  };
  const counts = { redRuns: 0, red: 0, unchanged: 0 };
  const effects: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const cells = Array.from({ length: cellsOfRun }, () => ({
      stored: Array.from({ length: earlier }, () => draw(within, 0)),
      series: draw(headFactor * within, Math.log(1 - loss)),
      reference: 'stored' as const,
      tolerance: 0.05,
      gated: true,
    }));
    const decisions = decideCells({ cells, looks: { at: [rounds], rounds }, falseAlarm: 0.01 });
    const having = (verdict: string) =>
      decisions.filter(decision => decision.verdict === verdict).length;
    effects.push(...decisions.map(({ comparison }) => comparison?.mde ?? 1));
    counts.redRuns += having('regressed') > 0 ? 1 : 0;
    counts.red += having('regressed');
    counts.unchanged += having('unchanged');
  }
  const cells = runs * cellsOfRun;
  return {
    redRuns: counts.redRuns,
    certified: counts.unchanged / cells,
    power: counts.red / cells,
    effects,
  };
}

// Normal noise, an SD between runs of 10 % at most until it can be estimated and any SD after that,
// and a head whose rounds may be noisier than the history's.
test.each([
  { earlier: 1, rounds: 3, within: 0.03, between: 0.1 },
  { earlier: 5, rounds: 3, within: 0.1, between: 0.02 },
  { earlier: 5, rounds: 10, within: 0.03, between: 0.2 },
  { earlier: 30, rounds: 6, within: 0.05, between: 0.05 },
  { earlier: 3, rounds: 3, within: 0.05, between: 0.05, headFactor: 3 },
  { earlier: 10, rounds: 10, within: 0.05, between: 0.02, headFactor: 3 },
  { earlier: 10, rounds: 3, within: 0.05, between: 0.02, headFactor: 2, cells: 24 },
])('an unchanged run reads regressed at most once in a hundred: %o', situation => {
  // 1 % of 1000 is 10; 22 is exceeded with a probability below 0.1 %.
  expect(simulate(situation, 1000).redRuns).toBeLessThanOrEqual(22);
});

test('a loss just beyond the tolerance is certified as unchanged at most once in twenty', () => {
  for (const situation of [
    { earlier: 5, rounds: 6, within: 0.03, between: 0.02 },
    { earlier: 30, rounds: 6, within: 0.03, between: 0.02 },
  ]) {
    expect(simulate(situation, 1000, 0.0501).certified).toBeLessThan(0.06);
  }
});

test('a loss as large as the stated minimum detectable effect is caught about nine times in ten', () => {
  for (const situation of [
    { earlier: 10, rounds: 6, within: 0.05, between: 0.03 },
    { earlier: 30, rounds: 10, within: 0.03, between: 0.02 },
  ]) {
    const { effects } = simulate(situation, 200);
    const typical = effects.toSorted((a, b) => a - b)[effects.length / 2] ?? 0;
    const { power } = simulate(situation, 500, typical);
    expect(power).toBeGreaterThan(0.8);
    expect(power).toBeLessThan(0.99);
  }
});
