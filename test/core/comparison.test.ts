import { expect, test } from 'vitest';
import { compare, comparePaired } from '../../src/core/comparison.ts';
import { decide } from '../../src/core/decision.ts';
import { normalQuantile } from '../../src/core/normal.ts';
import { randomFrom } from '../../src/core/random.ts';
import { type Values, valuesOf } from '../../src/core/sample.ts';
import { studentTQuantile } from '../../src/core/student-t.ts';
import { errorPartsOf, halfWidthOf } from '../../src/core/uncertainty.ts';
import { normalFrom } from './run-builder.ts';

const terms = { better: 'higher', tolerance: 0.05, errorShare: 0.01 } as const;

function sample(...values: number[]): Values {
  return valuesOf(values.map(Math.log));
}

test('the change is the ratio of geometric means, turned towards better', () => {
  const head = sample(90, 90, 90);
  const base = [sample(100, 100, 100)];
  expect(compare(head, base, terms).change).toBeCloseTo(-0.1, 12);
  expect(compare(head, base, { ...terms, better: 'lower' }).change).toBeCloseTo(1 / 0.9 - 1, 12);
});

test('every base run counts once, however many rounds it has', () => {
  const base = [sample(100, 100), sample(400, 400, 400, 400, 400, 400)];
  expect(compare(sample(200, 200), base, terms).change).toBeCloseTo(0, 12);
});

test('with few earlier runs the interval is that of the formula, worked by hand', () => {
  const head = valuesOf([0, 0.1, 0.2]);
  const base = [valuesOf([0, 0.1, 0.2])];
  // Each side's rounds have two degrees of freedom of their own.
  const within = studentTQuantile(0.01, 2) ** 2 * 0.01 * (1 / 3 + 1 / 3);
  const between = normalQuantile(0.01) ** 2 * 0.1 ** 2 * 2;
  expect(halfWidthOf(errorPartsOf(head, base), 0.01)).toBeCloseTo(Math.sqrt(within + between), 12);
});

test('with five earlier runs it is the prediction interval of a new run among them, widened by the rounds of the head', () => {
  const centres = [0, 0.03, -0.03, 0.01, -0.01];
  const base = centres.map(centre => valuesOf([centre - 0.02, centre + 0.02]));
  const deviation = valuesOf(centres).logDeviation;
  const prediction = studentTQuantile(0.01, 4) ** 2 * deviation ** 2 * (1 + 1 / 5);
  const rounds = (studentTQuantile(0.01, 1) ** 2 * valuesOf([0.48, 0.52]).logDeviation ** 2) / 2;
  expect(halfWidthOf(errorPartsOf(valuesOf([0.48, 0.52]), base), 0.01)).toBeCloseTo(Math.sqrt(prediction + rounds), 12);
});

test('a head that is much noisier than its history gets a wider interval than its history would give', () => {
  const base = Array.from({ length: 6 }, (_, run) => valuesOf([run / 1000, run / 1000 + 0.001, run / 1000 - 0.001]));
  const calm = compare(valuesOf([0, 0.001, -0.001]), base, terms);
  const disturbed = compare(valuesOf([0, 0.2, -0.2]), base, terms);
  expect(calm.mde).toBeLessThan(0.07);
  expect(disturbed.mde).toBeGreaterThan(0.5);
});

test('values that never vary leave only the assumed deviation between runs, and none of it after five runs', () => {
  const head = sample(100, 100, 100);
  const few = compare(head, [head], terms);
  expect(few.blocking.high).toBeCloseTo(Math.exp(-normalQuantile(0.01) * 0.1 * Math.SQRT2) - 1, 12);
  const many = compare(head, [head, head, head, head, head], terms);
  expect(many.blocking).toEqual({ low: 0, high: 0 });
  expect(decide(many, 0.05).verdict).toBe('unchanged');
});

test('an enormous change stays a finite number', () => {
  const { blocking, change } = compare(sample(1e300, 1e-300), [sample(1e-300, 1e300)], terms);
  expect(Number.isFinite(change) && Number.isFinite(blocking.low) && Number.isFinite(blocking.high)).toBe(true);
});

test('against a base of the same rounds, what a round did to both cancels', () => {
  const rounds = [0, 0.5, -0.4, 0.2];
  const noise = [0.01, -0.01, 0.02, -0.02];
  const base = valuesOf(rounds);
  const head = valuesOf(rounds.map((round, index) => round - 0.1 + (noise[index] ?? 0)));
  const { change, blocking } = comparePaired(head, base, terms);
  const half = (-studentTQuantile(0.01, 3) * valuesOf(noise).logDeviation) / 2;
  expect(change).toBeCloseTo(Math.exp(-0.1) - 1, 12);
  expect(blocking.low).toBeCloseTo(Math.exp(-0.1 - half) - 1, 12);
  expect(comparePaired(head, base, { ...terms, better: 'lower' }).change).toBeCloseTo(Math.exp(0.1) - 1, 12);
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

/** Judges `runs` runs of some cells, head and base drawn alike but for `loss`, and counts verdicts by run and by cell. */
function simulate(situation: Case, runs: number, loss = 0) {
  const { earlier, rounds, within, between, headFactor = 1, noiseDeviation = 0, cells: cellsOfRun = 4 } = situation;
  const normal = normalFrom(randomFrom(earlier * 101 + rounds * 7 + within * 1e4));
  const draw = (deviation: number, mean: number): Values => {
    const run = mean + between * normal();
    const noise = noiseDeviation === 0 ? deviation : deviation * Math.exp(noiseDeviation * normal());
    return valuesOf(Array.from({ length: rounds }, () => run + noise * normal()));
  };
  let redRuns = 0;
  let certifiedCells = 0;
  let redCells = 0;
  const effects: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    let isRed = false;
    for (let cell = 0; cell < cellsOfRun; cell += 1) {
      const base = Array.from({ length: earlier }, () => draw(within, 0));
      const head = draw(headFactor * within, Math.log(1 - loss));
      const comparison = compare(head, base, { ...terms, errorShare: 0.01 / cellsOfRun });
      const { verdict } = decide(comparison, terms.tolerance);
      effects.push(comparison.mde);
      isRed ||= verdict === 'regressed';
      if (verdict === 'regressed') redCells += 1;
      if (verdict === 'unchanged') certifiedCells += 1;
    }
    if (isRed) redRuns += 1;
  }
  const cells = runs * cellsOfRun;
  return { redRuns, certified: certifiedCells / cells, power: redCells / cells, effects };
}

// The claim of this version: normal noise, an SD between runs of 10 % at most until it can be estimated and any SD after
// that, and a head whose rounds may be noisier than the history's.
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
  // 1 % of 2000 is 20; 36 is exceeded with a probability below 0.1 %.
  expect(simulate(situation, 2000).redRuns).toBeLessThanOrEqual(36);
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
