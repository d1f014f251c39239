import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { historyOf } from '../../src/history/history.ts';
import type { Branch } from '../../src/history/level.ts';
import { judgeBranch } from '../../src/judge/branch-level.ts';
import { judge } from '../../src/judge/judge.ts';
import { levelHistory, said } from '../harness/level-history.ts';
import { gatingPolicy as policy } from '../harness/run-builder.ts';
import { worded } from '../harness/worded.ts';

const { runAt, steady, slower } = levelHistory();
const judged = (run: Run, documents: Branch, isDefaultBranch: boolean) => {
  const history = historyOf(run, documents, { policy });
  const judgement = judge({ run, baseline: history, policy });
  return worded(judgeBranch(judgement, { run, history, policy, isDefaultBranch }));
};
describe('a run of the default branch', () => {
  test('is red in each cell that is below its accepted level, though it equals the runs before it', () => {
    const { verdict, passed, cells } = judged(
      runAt(25, 80),
      { runs: [...steady, ...slower], acknowledgements: [] },
      true,
    );
    expect({ verdict, passed }).toEqual({ verdict: 'regressed', passed: false });
    expect(cells[0]?.reason).toMatch(
      /^-(19|20|21)\.\d % to the level that its first runs had between 0{11}e and 0{11}f; fix it, or acknowledge it$/,
    );
  });

  test('is green again once the level is acknowledged', () => {
    const branch = { runs: [...steady, ...slower], acknowledgements: [said(slower.slice(-5))] };
    const { verdict, passed, caveats } = judged(runAt(25, 80), branch, true);
    expect(passed).toBe(true);
    expect(verdict).not.toBe('regressed');
    expect(caveats.filter(caveat => /level/.test(caveat))).toEqual([]);
  });

  test('stays missing where it has no value', () => {
    const branch = { runs: [...steady, ...slower], acknowledgements: [] };
    expect(judged(runAt(25, 80, { value: () => undefined }), branch, true).verdict).not.toBe(
      'regressed',
    );
  });

  test('tells a change of level by the run that made it visible, with the commits between which it lies', () => {
    const tellings = slower.map((run, index) => {
      const branch = { runs: [...steady, ...slower.slice(0, index)], acknowledgements: [] };
      return judged(run, branch, true).caveats.filter(caveat =>
        caveat.startsWith('the level changed'),
      );
    });
    expect(tellings.flat()).toEqual([
      expect.stringMatching(
        /^the level changed between 0{11}e and 0{11}f: prod rndrd -(19|20|21)\.\d %$/,
      ),
    ]);
  });
});

describe('an acknowledgement whose clock was ahead of the runs', () => {
  const ahead = said(slower.slice(0, 5), '2031-01-01T00:00:00Z');

  test('counts from the runs on that it names, and not before them', () => {
    const branch = { runs: [...steady, ...slower], acknowledgements: [ahead] };
    expect(judged(runAt(25, 80), branch, true).passed).toBe(true);
    expect(historyOf(runAt(25, 80), branch, { policy }).runs).toEqual(slower.toReversed());
  });

  test('ends with the next one, whatever the time that this one has', () => {
    const back = Array.from({ length: 8 }, (_, day) => runAt(25 + day, 100));
    const lost = Array.from({ length: 8 }, (_, day) => runAt(33 + day, 80));
    const branch = {
      runs: [...steady, ...slower, ...back, ...lost],
      acknowledgements: [ahead, said(back)],
    };
    const { cells } = judged(runAt(41, 80), branch, true);
    expect(cells[0]?.reason).toMatch(/^-\d\d\.\d % to the level that Ada acknowledged/);
  });
});

describe('a pull request', () => {
  test('is not red for what the default branch lost before, and says so in one line', () => {
    const { verdict, caveats } = judged(
      runAt(25, 80),
      { runs: [...steady, ...slower], acknowledgements: [] },
      false,
    );
    expect(verdict).not.toBe('regressed');
    expect(caveats.filter(caveat => /accepted level/.test(caveat))).toEqual([
      expect.stringMatching(
        /^the default branch is below its accepted level between .* \(not caused by this change\): prod rndrd -/,
      ),
    ]);
  });
});

test('a run that is judged again is held to what was known when it began', () => {
  const branch = { runs: [...steady, ...slower], acknowledgements: [] };
  expect(
    judged(runAt(9, 100, { startedAt: '2026-01-10T12:00:00.000Z' }), branch, true).verdict,
  ).not.toBe('regressed');
});
