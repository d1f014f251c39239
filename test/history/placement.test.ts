import { describe, expect, test } from 'vitest';
import type { Ancestry } from '../../src/core/commit.ts';
import type { Run } from '../../src/core/run.ts';
import { historyOf } from '../../src/history/history.ts';
import { doubtText } from '../../src/report/caveats.ts';
import { buildRun, diskArm } from '../harness/run-builder.ts';

const commits = ['a', 'b', 'c', 'd', 'e', 'f', '9'].map(digit => digit.repeat(40));
const [a = '', b = '', c = '', d = ''] = commits;

function runAt(commit: string | null, others: Parameters<typeof buildRun>[0] = {}): Run {
  return buildRun({ arms: [{ ...diskArm('prod'), commit }], ...others });
}

/** Runs of these commits, the newest first, a day apart. */
const runsAt = (...of: readonly (string | null)[]): readonly Run[] =>
  of.map((commit, index) => runAt(commit, { startedAt: `2026-03-${20 - index}T00:00:00Z` }));

const judged = runAt(b, { startedAt: '2026-04-01T00:00:00Z' });
const placed = (runs: readonly Run[], ancestry?: Ancestry) => {
  const found = historyOf(judged, { runs, acknowledgements: [] }, { ancestry });
  return { ...found, caveats: found.caveats.map(doubtText) };
};
const elsewhereAt = (commit: string, startedAt: string): Run =>
  runAt(commit, { startedAt, environment: { cpuModel: 'another' } });

describe('the runs at and before the base commit', () => {
  test('stay, and those that came later are left out', () => {
    const stored = runsAt(d, c, b, a);
    const { runs, leftOut, caveats } = placed(stored, { commit: b, commits: [b, a] });
    expect(runs).toEqual(stored.slice(2));
    expect([...leftOut]).toEqual([['other-commit', stored.slice(0, 2)]]);
    expect(caveats).toEqual([]);
  });

  test('are all where none is at or before the commit, and the newest that there are get named', () => {
    const stored = runsAt(...commits.slice(1));
    const { runs, caveats } = placed(stored, { commit: a, commits: [a] });
    expect(runs).toEqual(stored);
    expect(caveats).toEqual([
      'no stored run is of aaaaaaaaaaaa or one of its ancestors, so the newest are the baseline, of bbbbbbbbbbbb, cccccccccccc, dddddddddddd, eeeeeeeeeeee, ffffffffffff and 1 more: what differs may be part of the change',
    ]);
  });

  test('are not counted where they can be no baseline: it would leave nothing to compare with', () => {
    const [first, second, third] = ['2026-03-03', '2026-03-02', '2026-03-01'].map(day => ({
      startedAt: `${day}T00:00:00Z`,
    }));
    const stored = [
      runAt(c, first),
      runAt(a, { ...second, unattested: true }),
      runAt(a, { ...third, stop: 'trouble' }),
    ];
    const { runs, leftOut, caveats } = placed(stored, { commit: b, commits: [b, a] });
    expect(runs).toEqual(stored.slice(0, 1));
    expect([...leftOut.keys()]).toEqual(['unattested', 'trouble']);
    expect(caveats).toHaveLength(1);
  });

  test('are all where the history is not known, which is said', () => {
    const { caveats } = placed([runAt(c)], { commit: b, commits: [] });
    expect(caveats).toEqual([
      expect.stringMatching(/^the commits before bbbbbbbbbbbb are not known here/),
    ]);
  });

  test('are no matter where no run of this environment is stored, or none names a commit', () => {
    const elsewhere = elsewhereAt(c, '2026-03-01T00:00:00Z');
    const ancestry = { commit: b, commits: [b, a] };
    const { runs, nearest, caveats } = placed([elsewhere], ancestry);
    expect({ runs, nearest, caveats }).toEqual({ runs: [], nearest: elsewhere, caveats: [] });
    expect(placed([runAt(null)], ancestry).caveats).toEqual([]);
  });

  test('leave those of other environments in, for what differs to be told', () => {
    const elsewhere = elsewhereAt(c, '2026-03-25T00:00:00Z');
    const [own, later] = runsAt(a, d);
    const { runs, leftOut } = placed(
      [elsewhere, own, later].flatMap(run => run ?? []),
      {
        commit: b,
        commits: [b, a],
      },
    );
    expect(runs).toEqual([own]);
    expect(leftOut.get('other-environment')).toEqual([elsewhere]);
  });

  test('are all where no commit is given', () => {
    const stored = runsAt(c, a);
    expect(placed(stored)).toMatchObject({ runs: stored, caveats: [] });
  });

  test('have beside them, for the accepted level, what began before all of them', () => {
    const at = (day: number) => ({ startedAt: `2026-03-0${day}T00:00:00Z` });
    const [first, disturbed] = [runAt(c, at(1)), runAt(c, { ...at(2), unattested: true })];
    const elsewhere = elsewhereAt(c, '2026-03-01T00:00:00Z');
    const [old, recent] = [runAt(a, at(3)), runAt(b, at(5))];
    const stored = [first, disturbed, old, recent, runAt(d, at(4)), elsewhere];
    const { runs, branch, caveats } = placed(stored, { commit: b, commits: [b, a] });
    expect(runs).toEqual([recent, old]);
    expect(branch.runs).toEqual([recent, old, first]);
    expect(caveats).toEqual([]);
  });

  test('are all where a shallow clone cut the history off, which is said', () => {
    const stored = runsAt(d, b, a);
    const ancestry = { commit: b, commits: [b], isIncomplete: true };
    const { runs, caveats } = placed(stored, ancestry);
    expect(runs).toEqual(stored);
    expect(caveats).toEqual([
      'the checkout is shallow, so it is not known which stored runs are older than bbbbbbbbbbbb: the newest are the baseline, including dddddddddddd, aaaaaaaaaaaa',
    ]);
    expect(placed([runAt(b)], ancestry).caveats).toEqual([]);
  });
});
