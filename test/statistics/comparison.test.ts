import { expect, test } from 'vitest';
import { valuesOf } from '../../src/core/sample.ts';
import type { CellNumbers, EarlierRun } from '../../src/judge/cell-numbers.ts';
import { type CellDecision, decideCells } from '../../src/judge/look.ts';
import { normalQuantile } from '../../src/statistics/normal.ts';
import { randomFrom } from '../../src/statistics/random.ts';
import { studentTQuantile } from '../../src/statistics/student-t.ts';
import { halfWidthOf, historyOf, ownPart } from '../../src/statistics/uncertainty.ts';
import { normalFrom } from '../harness/run-builder.ts';

const tolerance = 0.05;

function earlier(...runs: (readonly number[])[]): EarlierRun[] {
  return runs.map(head => ({ head }));
}

/** One gated cell with one look, at the end, and the whole budget of 1 %. */
function decided(cell: Omit<CellNumbers, 'tolerance' | 'gated'>): CellDecision {
  const rounds = cell.head.length;
  const cells = [{ ...cell, tolerance, gated: true }];
  const [decision] = decideCells({ cells, looks: { at: [rounds], rounds }, falseAlarm: 0.01 });
  if (decision === undefined) throw new RangeError('no decision');
  return decision;
}

test('the change is the ratio of geometric means, and every earlier run counts once, however many rounds it has', () => {
  const logs = (value: number, rounds: number) =>
    Array.from({ length: rounds }, () => Math.log(value));
  expect(
    decided({ head: logs(90, 3), earlier: earlier(logs(100, 3)) }).comparison.change,
  ).toBeCloseTo(-0.1, 12);
  const uneven = earlier(logs(100, 2), logs(400, 6));
  expect(decided({ head: logs(200, 2), earlier: uneven }).comparison.change).toBeCloseTo(0, 12);
});

test('with few earlier runs the interval is that of the formula, worked by hand', () => {
  const run = [0, 0.1, 0.2];
  // Each side's rounds have two degrees of freedom of their own.
  const within = studentTQuantile(0.01, 2) ** 2 * 0.01 * (1 / 3 + 1 / 3);
  const between = normalQuantile(0.01) ** 2 * 0.1 ** 2 * 2;
  const history = historyOf([run], 3);
  const own = ownPart({ variance: 0.01, freedom: 2 }, { n: 3, history });
  expect(halfWidthOf([own, ...history.parts], 0.01)).toBeCloseTo(Math.sqrt(within + between), 12);
});

test('from five earlier runs on it is the prediction interval of a new run among them', () => {
  const centres = [0, 0.03, -0.03, 0.01, -0.01];
  const runs = centres.map(centre => [centre - 0.02, centre + 0.02]);
  const history = historyOf(runs, 2);
  const prediction =
    -studentTQuantile(0.01, 4) * valuesOf(centres).logDeviation * Math.sqrt(1 + 1 / 5);
  const usual = ownPart({ variance: 0.0008, freedom: 4 }, { n: 2, history });
  expect(halfWidthOf([usual, ...history.parts], 0.01)).toBeCloseTo(prediction, 12);
  const noisier = ownPart({ variance: 0.0018, freedom: 6 }, { n: 2, history });
  const beyond = studentTQuantile(0.01, 6) ** 2 * (0.0009 - 0.0004);
  expect(halfWidthOf([noisier, ...history.parts], 0.01)).toBeCloseTo(
    Math.sqrt(prediction ** 2 + beyond),
    12,
  );
});

test('earlier runs count by as many of their first rounds as this run has', () => {
  const runs = [1, 2, 3, 4, 5].map(run => [run, run, run + 100]);
  expect(historyOf(runs, 2).level).toBe(3);
  expect(historyOf(runs, 3).level).toBeGreaterThan(30);
});

test('a head that is much noisier than its history gets a wider interval than its history would give', () => {
  const runs = earlier(
    ...Array.from({ length: 6 }, (_, run) => [run / 1000, run / 1000 + 0.001, run / 1000 - 0.001]),
  );
  expect(decided({ head: [0, 0.001, -0.001], earlier: runs }).comparison.mde).toBeLessThan(0.07);
  expect(decided({ head: [0, 0.2, -0.2], earlier: runs }).comparison.mde).toBeGreaterThan(0.5);
});

test('values that never vary leave only the assumed deviation between runs, and none of it after five runs', () => {
  const head = [4, 4, 4];
  const few = decided({ head, earlier: earlier(head) }).comparison;
  expect(few.blocking.high).toBeCloseTo(Math.exp(-normalQuantile(0.01) * 0.1 * Math.SQRT2) - 1, 12);
  expect(few.betweenShare).toBe(1);
  const many = decided({ head, earlier: earlier(head, head, head, head, head) });
  expect(many.comparison.blocking).toEqual({ low: 0, high: 0 });
  expect(many).toMatchObject({ verdict: 'unchanged', comparison: { betweenShare: 0 } });
});

test('an enormous change stays a finite number', () => {
  const { blocking, change } = decided({
    head: [690, -690],
    earlier: earlier([-690, 690]),
  }).comparison;
  expect(
    Number.isFinite(change) && Number.isFinite(blocking.low) && Number.isFinite(blocking.high),
  ).toBe(true);
});

test('against a base of the same rounds, what a round did to both cancels', () => {
  const base = [0, 0.5, -0.4, 0.2];
  const noise = [0.01, -0.01, 0.02, -0.02];
  const head = base.map((round, index) => round - 0.1 + (noise[index] ?? 0));
  const { change, blocking, betweenShare } = decided({ head, base, earlier: [] }).comparison;
  const half = (-studentTQuantile(0.01, 3) * valuesOf(noise).logDeviation) / 2;
  expect(change).toBeCloseTo(Math.exp(-0.1) - 1, 12);
  expect(blocking.low).toBeCloseTo(Math.exp(-0.1 - half) - 1, 12);
  expect(betweenShare).toBe(0);
});

interface Case {
  readonly earlier: number;
  readonly rounds: number;
  readonly within: number;
  readonly between: number;
  /** How much noisier the head's rounds are than the history's. */
  readonly headFactor?: number;
  /** Every run has a noise of its own, log-normal with this deviation. */
  readonly noiseDeviation?: number;
  readonly cells?: number;
}

/**
 * Judges `runs` runs of some cells, head and base drawn alike but for `loss`, and counts verdicts
 * by run and by cell.
 */
function simulate(situation: Case, runs: number, loss = 0) {
  const {
    earlier: stored,
    rounds,
    within,
    between,
    headFactor = 1,
    noiseDeviation = 0,
    cells: cellsOfRun = 4,
  } = situation;
  const normal = normalFrom(randomFrom(stored * 101 + rounds * 7 + within * 1e4));
  const draw = (deviation: number, mean: number): number[] => {
    const run = mean + between * normal();
    const noise =
      noiseDeviation === 0 ? deviation : deviation * Math.exp(noiseDeviation * normal());
    return Array.from({ length: rounds }, () => run + noise * normal());
  };
  const counts = { redRuns: 0, red: 0, unchanged: 0 };
  const effects: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const cells = Array.from({ length: cellsOfRun }, () => ({
      earlier: Array.from({ length: stored }, () => ({ head: draw(within, 0) })),
      head: draw(headFactor * within, Math.log(1 - loss)),
      tolerance,
      gated: true,
    }));
    const decisions = decideCells({ cells, looks: { at: [rounds], rounds }, falseAlarm: 0.01 });
    const having = (verdict: string) =>
      decisions.filter(decision => decision.verdict === verdict).length;
    effects.push(...decisions.map(({ comparison }) => comparison.mde));
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

// The claim of this version: normal noise, an SD between runs of 10 % at most until it can be
// estimated and any SD after that, and a head whose rounds may be noisier than the history's.
test.each([
  { earlier: 1, rounds: 3, within: 0.03, between: 0.1 },
  { earlier: 1, rounds: 2, within: 0.15, between: 0.1 },
  { earlier: 4, rounds: 3, within: 0.15, between: 0.1 },
  { earlier: 5, rounds: 3, within: 0.1, between: 0.02 },
  { earlier: 5, rounds: 10, within: 0.03, between: 0.2 },
  { earlier: 10, rounds: 3, within: 0.1, between: 0.05 },
  { earlier: 30, rounds: 6, within: 0.05, between: 0.05 },
  { earlier: 3, rounds: 3, within: 0.05, between: 0.05, headFactor: 3 },
  { earlier: 10, rounds: 10, within: 0.05, between: 0.02, headFactor: 3 },
  { earlier: 30, rounds: 3, within: 0.05, between: 0.02, headFactor: 1.41 },
  { earlier: 30, rounds: 2, within: 0.05, between: 0.02, headFactor: 2 },
  { earlier: 10, rounds: 3, within: 0.05, between: 0.02, headFactor: 2, cells: 24 },
  { earlier: 30, rounds: 3, within: 0.05, between: 0.02, noiseDeviation: 0.5, cells: 24 },
  { earlier: 2, rounds: 3, within: 0.05, between: 0.05, noiseDeviation: 0.5, cells: 24 },
])('an unchanged run reads regressed at most once in a hundred: %o', situation => {
  // 1 % of 1000 is 10; 22 is exceeded with a probability below 0.1 %.
  expect(simulate(situation, 1000).redRuns).toBeLessThanOrEqual(22);
});

test('a loss just beyond the tolerance is certified as unchanged at most once in twenty', () => {
  for (const situation of [
    { earlier: 2, rounds: 6, within: 0.03, between: 0.1 },
    { earlier: 5, rounds: 6, within: 0.03, between: 0.02 },
    { earlier: 30, rounds: 6, within: 0.03, between: 0.02 },
  ]) {
    expect(simulate(situation, 1000, 0.0501).certified).toBeLessThan(0.06);
  }
});

test('a loss as large as the stated minimum detectable effect is caught about nine times in ten', () => {
  for (const situation of [
    { earlier: 1, rounds: 6, within: 0.05, between: 0.1 },
    { earlier: 10, rounds: 6, within: 0.05, between: 0.03 },
    { earlier: 30, rounds: 10, within: 0.03, between: 0.02 },
  ]) {
    const { effects } = simulate(situation, 200);
    const typical = effects.toSorted((a, b) => a - b)[effects.length / 2] ?? 0;
    const { power } = simulate(situation, 500, typical);
    expect(power).toBeGreaterThan(0.83);
    expect(power).toBeLessThan(0.99);
  }
});
