import { describe, expect, test } from 'vitest';
import { placeRuns } from '../../src/core/ancestry.ts';
import type { Run } from '../../src/core/run.ts';
import { buildRun, diskArm } from './run-builder.ts';

const commits = ['a', 'b', 'c', 'd', 'e', 'f', '9'].map(digit => digit.repeat(40));
const [a = '', b = '', c = '', d = ''] = commits;

function runAt(commit: string | null, others: Parameters<typeof buildRun>[0] = {}): Run {
  return buildRun({ arms: [{ ...diskArm('prod'), commit }], ...others });
}

const judged = runAt(b, { startedAt: '2026-04-01T00:00:00Z' });

describe('placeRuns', () => {
  test('keeps the runs at the commit and before it, and drops what came later', () => {
    const stored = [runAt(d), runAt(c), runAt(b), runAt(a)];
    const placed = placeRuns(stored, { run: judged, ancestry: { commit: b, commits: [b, a] } });
    expect(placed).toEqual({ runs: [stored[2], stored[3]], before: [], caveats: [] });
  });

  test('keeps all where none is at or before the commit, and names the newest that there are', () => {
    const stored = commits.slice(1).map(commit => runAt(commit));
    const placed = placeRuns(stored, { run: judged, ancestry: { commit: a, commits: [a] } });
    expect(placed.runs).toEqual(stored);
    expect(placed.caveats).toEqual([
      'no stored run is of aaaaaaaaaaaa or one of its ancestors, so the newest stored runs are the baseline, of bbbbbbbbbbbb, cccccccccccc, dddddddddddd, eeeeeeeeeeee, ffffffffffff and 1 more: what differs between may be in the change',
    ]);
  });

  test('does not count a run that can be no baseline: it would leave nothing to compare with', () => {
    const stored = [runAt(c), runAt(a, { contaminated: 3 }), runAt(a, { stop: 'trouble' })];
    const placed = placeRuns(stored, { run: judged, ancestry: { commit: b, commits: [b, a] } });
    expect(placed.runs).toEqual(stored);
    expect(placed.caveats).toHaveLength(1);
  });

  test('says so where the history is not known', () => {
    const { caveats } = placeRuns([runAt(c)], {
      run: judged,
      ancestry: { commit: b, commits: [] },
    });
    expect(caveats).toEqual([
      expect.stringMatching(/^the commits before bbbbbbbbbbbb are not known here/),
    ]);
  });

  test('says nothing where no run of this environment is stored, or none names a commit', () => {
    const elsewhere = runAt(c, { environment: { cpuModel: 'another' } });
    const ancestry = { commit: b, commits: [b, a] };
    expect(placeRuns([elsewhere], { run: judged, ancestry })).toEqual({
      runs: [elsewhere],
      before: [],
      caveats: [],
    });
    expect(placeRuns([runAt(null)], { run: judged, ancestry }).caveats).toEqual([]);
  });

  test('leaves other environments in, for what differs to be told', () => {
    const elsewhere = runAt(c, { environment: { cpuModel: 'another' } });
    const stored = [elsewhere, runAt(a), runAt(d)];
    const placed = placeRuns(stored, { run: judged, ancestry: { commit: b, commits: [b, a] } });
    expect(placed.runs).toEqual([elsewhere, stored[1]]);
  });

  test('changes nothing where no commit is given', () => {
    const stored = [runAt(c), runAt(a)];
    expect(placeRuns(stored, { run: judged })).toEqual({ runs: stored, before: [], caveats: [] });
  });

  test('keeps apart what began before all of them, of commits that are too far back to be known', () => {
    const at = (day: number) => ({ startedAt: `2026-03-0${day}T00:00:00Z` });
    const [first, disturbed] = [runAt(c, at(1)), runAt(c, { ...at(1), contaminated: 3 })];
    const elsewhere = runAt(c, { ...at(1), environment: { cpuModel: 'another' } });
    const placed = [runAt(a, at(2)), runAt(b, at(4))];
    const stored = [first, disturbed, ...placed, runAt(d, at(3)), elsewhere];
    expect(placeRuns(stored, { run: judged, ancestry: { commit: b, commits: [b, a] } })).toEqual({
      runs: [...placed, elsewhere],
      before: [first],
      caveats: [],
    });
  });

  test('excludes nothing by a history that a shallow clone cut off, and says so', () => {
    const stored = [runAt(d), runAt(b), runAt(a)];
    const ancestry = { commit: b, commits: [b], isIncomplete: true };
    expect(placeRuns(stored, { run: judged, ancestry })).toEqual({
      runs: stored,
      before: [],
      caveats: [
        'the checkout is shallow, so it is not known which stored runs lie before bbbbbbbbbbbb: the newest are the baseline, also dddddddddddd, aaaaaaaaaaaa',
      ],
    });
    expect(placeRuns([runAt(b)], { run: judged, ancestry }).caveats).toEqual([]);
  });
});
