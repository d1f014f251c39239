import { expect, test } from 'vitest';
import type { Policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import {
  type BuiltRun,
  buildHistory,
  buildRun,
  diskArm,
  gatingPolicy,
  noise,
  type ValueOfCell,
} from '../harness/run-builder.ts';

const mebibyte = 2 ** 20;

function judged(run: Run, baseline: readonly Run[] = [], policy: Partial<Policy> = {}): Judgement {
  return judge({
    run,
    baseline: baselineOf(run, baseline),
    policy: { ...gatingPolicy, ...policy },
  });
}

/** One disk at `level` MiB/s with noise of a given deviation. */
function disk(
  level: number,
  seed: number,
  built: BuiltRun & { readonly deviation?: number } = {},
): Run {
  const factor = noise(seed, built.deviation ?? 0.005);
  return buildRun({ rounds: 6, value: () => level * mebibyte * factor(), ...built });
}

const bothSides = [diskArm('prod'), diskArm('prod', {}, 'base')];
const verdicts = ({ cells }: Judgement) => [...new Set(cells.map(({ verdict }) => verdict))];

/** Numbers of a judgement that are none: a report would show "NaN %". */
function brokenNumbers(judgement: Judgement, run: Run): string[] {
  const content = { run, judgement, claims: judgeClaims(run) };
  const reports = [
    renderMarkdown({ ...content, limit: 65_536 }),
    renderText({ ...content, color: false }),
  ];
  const wrong = judgement.cells.filter(({ change, interval, mde }) =>
    [change, interval?.low, interval?.high, mde].some(
      value => value !== undefined && !Number.isFinite(value),
    ),
  );
  return [
    ...wrong.map(({ workload }) => workload),
    ...reports.filter(text => /NaN|Infinity/.test(text)),
  ];
}

test('a single stored run of a single round is a baseline like any other: its numbers are numbers', () => {
  const earlier = disk(100, 3, { rounds: 1, startedAt: '2026-02-01T00:00:00.000Z' });
  const run = disk(98, 1, { deviation: 0.02 });
  const judgement = judged(run, [earlier]);
  expect(judgement).toMatchObject({ verdict: 'inconclusive', passed: true });
  expect(judgement.cells[0]).toMatchObject({ baseRuns: 1, change: expect.closeTo(-0.02, 1) });
  expect(brokenNumbers(judgement, run)).toEqual([]);
  // A loss beyond an SD of 10 % between runs, which is assumed, is found all the same.
  expect(judged(disk(30, 1), [earlier]).verdict).toBe('regressed');
});

test('one round on either side decides nothing and breaks nothing', () => {
  const earlier = disk(100, 3, { rounds: 1, startedAt: '2026-02-01T00:00:00.000Z' });
  for (const [run, baseline] of [
    [disk(50, 1, { rounds: 1 }), [earlier]],
    [disk(50, 1, { rounds: 1, arms: bothSides }), []],
  ] as const) {
    const judgement = judged(run, baseline);
    expect(judgement).toMatchObject({ verdict: 'inconclusive', passed: true });
    expect(brokenNumbers(judgement, run)).toEqual([]);
  }
});

test.each([
  { level: 100, verdict: 'unchanged' },
  { level: 80, verdict: 'regressed' },
  { level: 120, verdict: 'improved' },
])(
  'without any variance a level of $level % is $verdict, by both references',
  ({ level, verdict }) => {
    const value: ValueOfCell = ({ arm }) => (arm.side === 'head' ? level : 100) * mebibyte;
    const live = buildRun({ arms: bothSides, rounds: 10, value });
    const history = buildHistory(6, startedAt => buildRun({ rounds: 6, startedAt }));
    const stored = buildRun({ rounds: 6, value });
    for (const [run, baseline] of [
      [live, []],
      [stored, history],
    ] as const) {
      const judgement = judged(run, baseline);
      expect(verdicts(judgement)).toEqual([verdict]);
      expect(brokenNumbers(judgement, run)).toEqual([]);
    }
  },
);

test.each([
  ['no value', () => undefined],
  ['zero', () => 0],
  ['NaN', () => Number.NaN],
] satisfies [string, () => number | undefined][])(
  '%s of one cell on the base side alone makes that cell missing, and the run red',
  (_, broken) => {
    const value: ValueOfCell = ({ arm, workload, round }): number | undefined =>
      arm.side === 'base' && workload === 'seqrd' && round === 4 ? broken() : 1e8;
    const judgement = judged(buildRun({ arms: bothSides, rounds: 6, value }));
    expect(judgement).toMatchObject({ verdict: 'missing', passed: false });
    expect(judgement.cells.find(({ workload }) => workload === 'seqrd')).toMatchObject({
      verdict: 'missing',
      reason: { kind: 'other-arm', reason: expect.objectContaining({ round: 4 }) },
    });
    expect(judgement.cells.filter(({ verdict }) => verdict === 'unchanged')).toHaveLength(3);
  },
);

test('of a history of mixed environments only the runs of this one count', () => {
  const here = buildHistory(5, (startedAt, index) => disk(100, index + 5, { startedAt }));
  const elsewhere = buildHistory(5, (startedAt, index) =>
    disk(300, index + 50, {
      startedAt: startedAt.replace('T12', 'T13'),
      environment: { cpuCores: 64 },
    }),
  );
  const judgement = judged(disk(100, 1), [...elsewhere, ...here]);
  expect(judgement.verdict).toBe('unchanged');
  expect(judgement.baseline).toHaveLength(5);
});

test('a slow run stays in its history: it widens the interval, and makes no other run red', () => {
  const history = (slow: number) =>
    buildHistory(6, (startedAt, index) => disk(index === 2 ? slow : 100, index + 5, { startedAt }));
  const width = (judgement: Judgement): number => {
    const { low = 0, high = 0 } = judgement.cells[0]?.interval ?? {};
    return high - low;
  };
  const [calm, disturbed] = [judged(disk(100, 1), history(100)), judged(disk(100, 1), history(80))];
  expect(disturbed.baseline).toHaveLength(6);
  expect(width(disturbed)).toBeGreaterThan(2 * width(calm));
  expect(verdicts(disturbed)).not.toContain('regressed');
});

test('tolerance 0 catches a loss, certifies nothing, and breaks nothing', () => {
  const history = buildHistory(6, (startedAt, index) => disk(100, index + 5, { startedAt }));
  for (const [level, verdict] of [
    [80, 'regressed'],
    [100, 'inconclusive'],
    [120, 'improved'],
  ] as const) {
    const run = disk(level, 1);
    const judgement = judged(run, history, { tolerance: 0 });
    expect(judgement.verdict).toBe(verdict);
    expect(brokenNumbers(judgement, run)).toEqual([]);
  }
});

test('of 500 cells the one that lost is red, and the report fits a comment', () => {
  const arms = Array.from({ length: 125 }, (_, index) => diskArm(`disk-${index}`));
  const build = (seed: number, built: BuiltRun, lost?: string): Run => {
    const factor = noise(seed, 0.01);
    const value: ValueOfCell = ({ arm, workload }) =>
      1e8 * factor() * (arm.name === lost && workload === 'rndwr' ? 0.8 : 1);
    return buildRun({ arms, rounds: 6, value, ...built });
  };
  const history = buildHistory(5, (startedAt, index) => build(index + 9, { startedAt }));
  const run = build(1, {}, 'disk-77');
  const judgement = judged(run, history);
  expect(judgement.gatedCells).toBe(500);
  const red = judgement.cells.filter(({ verdict }) => verdict === 'regressed');
  expect(red.map(({ arm, workload }) => `${arm} ${workload}`)).toEqual(['disk-77 rndwr']);
  const report = renderMarkdown({ run, judgement, claims: judgeClaims(run), limit: 65_536 });
  expect(report.length).toBeLessThanOrEqual(65_536);
  expect(report).toContain('disk-77');
});
