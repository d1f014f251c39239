import { expect, test } from 'vitest';
import { judge } from '../../src/judge/judge.ts';
import type { CellJudgement, Judgement } from '../../src/judge/judgement.ts';
import { errorSources, intervalLegend } from '../../src/report/labels.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildHistory, buildRun, diskArm, gatingPolicy, noise } from '../harness/run-builder.ts';

const judged = (sides: 'one' | 'two', rounds = 10): Judgement => {
  const arms = sides === 'two' ? [diskArm('prod'), diskArm('prod', {}, 'base')] : [diskArm('prod')];
  const build = (seed: number, built = {}) => {
    const factor = noise(seed, 0.02);
    return buildRun({ arms, rounds, value: () => 1e8 * factor(), ...built });
  };
  const baseline =
    sides === 'two' ? [] : buildHistory(3, (startedAt, day) => build(day + 2, { startedAt }));
  const run = build(1);
  return judge({ run, baseline: baselineOf(run, baseline), policy: gatingPolicy });
};

test('within one run all error is from round to round; against stored runs the larger part is not', () => {
  expect(errorSources(judged('two').cells).at(-1)).toBe(
    'all uncertainty is round-to-round (more rounds help)',
  );
  expect(errorSources(judged('one').cells).at(-1)).toMatch(
    /^(nearly all|9\d.* of the) uncertainty is run-to-run/,
  );
  const mixed = [0.2, 0.75].map(betweenShare => ({
    ...(judged('one').cells[0] as CellJudgement),
    betweenShare,
  }));
  expect(errorSources(mixed).at(-1)).toBe(
    '20 % to 75 % of the uncertainty is run-to-run (more rounds do not help), the rest is round-to-round (more rounds help)',
  );
});

test('it is said after how many rounds cells were decided, and how many were not', () => {
  const [cell] = judged('two').cells;
  const at = (decidedAt: number | undefined): CellJudgement => ({
    ...(cell as CellJudgement),
    verdict: decidedAt === undefined ? 'inconclusive' : 'unchanged',
    decidedAt,
  });
  expect(errorSources([at(6), at(9)])[0]).toBe('decided after 6 to 9 rounds');
  expect(errorSources([at(6), at(undefined)])[0]).toBe('decided after 6 rounds, 1 cell undecided');
  expect(errorSources([at(undefined)])[0]).toBe('1 cell undecided');
  expect(errorSources([{ ...at(6), betweenShare: undefined }])).toEqual([]);
});

test('the price of several gated cells is said, and none for a single one', () => {
  expect(intervalLegend({ ...judged('two'), gatedCells: 4 })).toContain(
    '1 % of unchanged runs are flagged; 4 gated cells share that 1 %',
  );
  expect(intervalLegend({ ...judged('two'), gatedCells: 1 })).not.toContain('share');
});

test('why unchanged may stand beside an interval beyond the tolerance is said where it does, and nowhere else', () => {
  const found = judged('two');
  const [cell] = found.cells;
  const having = (verdict: 'unchanged' | 'inconclusive', low: number): string =>
    intervalLegend({
      ...found,
      cells: [{ ...(cell as CellJudgement), verdict, interval: { low, high: 0.86 } }],
    });
  expect(having('unchanged', -0.17)).toContain(
    '; unchanged: shown by a separate, narrower 95 % bound',
  );
  expect(having('unchanged', -0.04)).not.toContain('narrower 95 % bound');
  expect(having('inconclusive', -0.17)).not.toContain('narrower 95 % bound');
});
