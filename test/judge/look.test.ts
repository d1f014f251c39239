import { expect, test } from 'vitest';
import { looksFor } from '../../src/core/gate-plan.ts';
import { type CellSeries, decideAtLooks, decideCells } from '../../src/judge/look.ts';
import { randomFrom } from '../../src/statistics/random.ts';
import { normalFrom } from '../harness/run-builder.ts';

const random = randomFrom(21);
const normal = normalFrom(random);
const noise = (deviation: number, rounds: number) =>
  Array.from({ length: rounds }, () => deviation * normal());

interface Built {
  readonly change?: number;
  readonly deviation?: number;
  readonly rounds?: number;
  readonly gated?: boolean;
  readonly stalls?: number;
  readonly sums?: number;
}

/** A cell of a pair, its two sides alike but for `change`; `stalls` is what its sums lost. */
function cell({
  change = 0,
  deviation = 0.01,
  rounds = 16,
  gated = true,
  stalls = 0,
  sums,
}: Built = {}): CellSeries {
  return {
    gated,
    tolerance: 0.05,
    reference: 'live',
    series: noise(deviation, rounds).map(log => log + Math.log1p(change)),
    ...(sums !== undefined && {
      sums: noise(sums, rounds).map(log => log + Math.log1p(change) + Math.log1p(-stalls)),
    }),
  };
}

const six = (first: CellSeries) => [
  first,
  ...Array.from({ length: 5 }, () => cell({ rounds: first.series.length })),
];
const looks = { at: looksFor(16), rounds: 16 };
const budget = { looks, falseAlarm: 0.01 };

test('a look sees the rounds up to it and no later ones', () => {
  const whole = six(cell({ change: -0.1, deviation: 0.05, sums: 0.1 }));
  const cut = whole.map(one => ({
    ...one,
    series: one.series.slice(0, 9),
    ...(one.sums !== undefined && { sums: one.sums.slice(0, 9) }),
  }));
  const all = decideAtLooks({ cells: whole, ...budget });
  const early = decideAtLooks({ cells: cut, ...budget });
  expect(early.map(({ at }) => at)).toEqual([6, 7, 8, 9]);
  expect(early).toEqual(all.slice(0, 4));
});

test.each([
  [1, 8],
  [6, 10],
  [30, 12],
])('of %d gated cells a calm one that lost reads regressed from round %d on', (count, at) => {
  const cells = [cell({ change: -0.1 }), ...Array.from({ length: count - 1 }, () => cell())];
  const rows = decideAtLooks({ cells, ...budget });
  const first = rows.find(({ decisions }) => decisions[0]?.verdict === 'regressed');
  expect(first?.at).toBe(at);
  expect(rows.at(-1)?.decisions[0]).toMatchObject({ verdict: 'regressed', decidedAt: at });
});

test('before so many rounds as a red takes, a loss is not called nothing', () => {
  const [decision] = decideCells({ cells: six(cell({ change: -0.2, rounds: 9 })), ...budget });
  expect(decision).toMatchObject({
    verdict: 'inconclusive',
    reason: { kind: 'too-few-rounds', fewest: 10 },
  });
});

test('one round is no verdict, and no look is an error', () => {
  const one = [cell({ rounds: 1, change: -0.5 })];
  expect(decideCells({ cells: one, looks: { at: [1], rounds: 1 }, falseAlarm: 0.01 })).toEqual([
    { verdict: 'inconclusive', reason: { kind: 'one-round' } },
  ]);
  expect(() => decideCells({ cells: [cell({ rounds: 5 })], ...budget })).toThrow(
    'no look was taken',
  );
});

test('a plan that ends before any red could be has an MDE of all', () => {
  const at = (rounds: number) =>
    decideCells({
      cells: six(cell({ rounds })),
      looks: { at: [rounds], rounds },
      falseAlarm: 0.01,
    })[0]?.comparison?.mde;
  expect(at(9)).toBe(1);
  expect(at(10)).toBeLessThan(0.08);
});

test('a cell that was decided stays so when later rounds leave it open, and says when it was', () => {
  const quiet = Array.from({ length: 8 }, (_, round) => 0.001 * (round % 3));
  const wild = [0.4, -0.5, 0.45, -0.35, 0.5, -0.4, 0.3, -0.6];
  const cells = [{ ...cell(), series: [...quiet, ...wild] }];
  const [decision] = decideCells({ cells, ...budget });
  expect(decision).toMatchObject({
    verdict: 'unchanged',
    reason: { kind: 'decided-at', rounds: 6 },
    decidedAt: 6,
  });
});

test('stalls on one side are red by themselves, however calm the slices are', () => {
  const stalled = cell({ sums: 0.03, stalls: 0.18 });
  const rows = decideAtLooks({ cells: six(stalled), ...budget });
  expect(rows[0]?.decisions[0]).toMatchObject({
    verdict: 'inconclusive',
    reason: { kind: 'perhaps-stalls' },
  });
  const end = rows.at(-1)?.decisions[0];
  expect(end).toMatchObject({ verdict: 'regressed', reason: { kind: 'stalls' } });
  expect(Math.abs(end?.comparison?.change ?? 1)).toBeLessThan(0.02);
});

test('cells that do not gate take no share, and stay open without an end', () => {
  const open = cell({ deviation: 0.3, gated: false });
  const one = cell({ deviation: 0.001 });
  const together = decideCells({ cells: [one, open], ...budget });
  expect(together[0]).toEqual(decideCells({ cells: [one], ...budget })[0]);
  expect(together[1]?.verdict).toBe('inconclusive');
  expect(together.map(({ decidedAt }) => decidedAt !== undefined)).toEqual([true, false]);
});

test('tolerance 0 catches a loss and never certifies a cell as unchanged', () => {
  const cells = [-0.3, 0, 0.3].map(change => ({ ...cell({ change }), tolerance: 0 }));
  const verdicts = decideCells({ cells, ...budget }).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(['regressed', 'inconclusive', 'improved']);
});

test('500 cells are decided, each with its five-hundredth of the budget', () => {
  const cells = Array.from({ length: 500 }, (_, index) => cell({ change: index === 7 ? -0.3 : 0 }));
  const decisions = decideCells({ cells, ...budget });
  expect(
    decisions.flatMap(({ verdict }, index) => (verdict === 'regressed' ? [index] : [])),
  ).toEqual([7]);
});

/** A cell against six stored runs; `level` and `ratio` are what they are now. */
function stored({ level = 0, ratio }: { readonly level?: number; readonly ratio?: number }) {
  const runs = (deviation: number) =>
    Array.from({ length: 6 }, (_, run) => noise(deviation / 10, 16).map(log => log + run * 0.001));
  return {
    gated: true,
    tolerance: 0.05,
    reference: 'stored',
    series: noise(0.001, 16).map(log => log + level),
    stored: runs(0.01),
    ...(ratio !== undefined && {
      storedRatio: { series: noise(0.001, 16).map(log => log + ratio), stored: runs(0.01) },
    }),
  } as const;
}

test.each([
  ['both lost', { level: -0.2, ratio: -0.2 }, 'regressed', undefined],
  ['the host moved', { level: -0.2, ratio: 0 }, 'unchanged', 'host-moved'],
  ['the ratio alone lost', { level: 0, ratio: -0.2 }, 'inconclusive', 'level-disagrees'],
  ['nothing moved', { level: 0, ratio: 0 }, 'unchanged', undefined],
  ['no ratio, and the level lost', { level: -0.2 }, 'regressed', undefined],
  ['no ratio, and nothing moved', {}, 'unchanged', undefined],
] as const)('against stored runs: %s', (_name, built, verdict, kind) => {
  const cells = [stored(built)];
  const rows = decideAtLooks({ cells, ...budget });
  const end = rows.at(-1)?.decisions[0];
  expect(end?.verdict).toBe(verdict);
  expect(end?.reason?.kind).toBe(kind);
  // What the stored runs would say before the end ends no run.
  const decided = rows.map(({ decisions }) => decisions[0]?.decidedAt !== undefined);
  expect(decided.slice(0, -1)).not.toContain(true);
  expect(decided.at(-1)).toBe(verdict !== 'inconclusive');
});

// Fixed seeds; docs/statistics.md has the same with many more runs for each case (npm run
// bench:verdict).
test.each([
  { name: 'normal', draw: (deviation: number) => noise(deviation, 16) },
  {
    name: 'two clusters',
    draw: (deviation: number) =>
      noise(deviation / 10, 16).map(log => log + (random() < 0.5 ? -deviation : deviation)),
  },
])(
  'an unchanged run reads regressed at most once in a hundred, whenever it is stopped: $name',
  ({ draw }) => {
    const runs = 600;
    let red = 0;
    for (let run = 0; run < runs; run += 1) {
      const cells = [0.01, 0.06, 0.1, 0.15].map(deviation => ({
        ...cell(),
        series: draw(deviation),
      }));
      const rows = decideAtLooks({ cells, ...budget });
      if (rows.some(({ decisions }) => decisions.some(({ verdict }) => verdict === 'regressed')))
        red += 1;
    }
    // 1 % of 600 is 6; 16 is exceeded with a probability below 0.1 %.
    expect(red).toBeLessThanOrEqual(16);
  },
);

test('at an SD of 6 % and six cells a loss of 8 % is caught within sixteen rounds', () => {
  const runs = 150;
  let caught = 0;
  for (let run = 0; run < runs; run += 1) {
    const cells = six(cell({ change: -0.08, deviation: 0.06, sums: 0.1 }));
    if (decideCells({ cells, ...budget })[0]?.verdict === 'regressed') caught += 1;
  }
  expect(caught / runs).toBeGreaterThan(0.8);
});
