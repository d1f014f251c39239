import { describe, expect, test } from 'vitest';
import type { Doubt } from '../../src/core/doubt.ts';
import type { Caveat, Guard, Reason } from '../../src/core/reason.ts';
import { caveatText, doubtText } from '../../src/report/caveats.ts';
import { reasonText } from '../../src/report/reasons.ts';
import words from '../../src/report/words.json' with { type: 'json' };

const cell = { arm: 'prod', workload: 'randread-4k-qd1', metric: 'throughput' } as const;
const limit = {
  side: 'head',
  source: 'QEMU',
  what: 'bytes',
  limit: 2 ** 27,
  rate: 2 ** 27,
} as const;
const image = { side: 'against', expected: 0, found: 0.12, moment: 'after' } as const;
const guards: readonly Guard[] = [
  { kind: 'limit-ceiling', ...limit },
  { kind: 'limit-refills', ...limit, source: 'cgroup', what: 'requests' },
  { kind: 'limit-held', ...limit, what: 'processors', limit: 0.5 },
  { kind: 'page-cache', ...image },
  { kind: 'allocation', ...image, side: 'head' },
  { kind: 'instrument-bound' },
  { kind: 'tool-failed', said: 'it hung' },
];
const evidence = [{ fact: 'cache.direct in QEMU', expected: 'true', found: 'false' }];

const allLeftOut = Object.keys(words.leftOut) as (keyof typeof words.leftOut)[];
const reasons: readonly Reason[] = [
  { kind: 'no-arm', index: 3 },
  { kind: 'trouble' },
  { kind: 'no-round' },
  { kind: 'unlike-sums', round: 1 },
  { kind: 'never-measured' },
  { kind: 'unattested', evidence: [] },
  { kind: 'unattested', evidence },
  { kind: 'no-value', round: 1 },
  { kind: 'no-value', round: 1, said: 'it hung' },
  { kind: 'few-beyond', round: 1 },
  { kind: 'several-values', round: 1, values: 2 },
  { kind: 'no-number', round: 1, value: 0 },
  { kind: 'no-number', round: 1, value: Number.NaN },
  { kind: 'too-short', round: 1, seconds: 0.4, least: 1.8 },
  { kind: 'no-difference', round: 1 },
  { kind: 'arm-gone', arm: 'prod' },
  { kind: 'arm-gone', arm: 'prod', perhaps: 'live' },
  {
    kind: 'unmeasured-change',
    changes: [{ name: 'iotune', from: '1', to: '2', path: 'a.xml', line: 3 }],
  },
  { kind: 'base-unread', said: 'a.xml is no XML' },
  { kind: 'other-arm', reason: { kind: 'no-round' } },
  { kind: 'other-arm', arm: 'unsafe', reason: { kind: 'no-round' } },
  { kind: 'nothing-stored' },
  ...allLeftOut.flatMap(why =>
    [1, 2].map(runs => ({ kind: 'none-usable', left: [{ why, runs }] }) as const),
  ),
  { kind: 'several-gates', folders: ['a', 'b'] },
  { kind: 'other-yardstick', from: 'raw 1 GiB', to: 'raw 2 GiB' },
  { kind: 'other-environment', facts: ['hostKernel 6.1 -> 6.12'] },
  { kind: 'other-load', runs: 3 },
  { kind: 'no-stored-arm', arm: 'prod' },
  { kind: 'no-stored-value' },
  { kind: 'no-base-side' },
  { kind: 'one-round' },
  { kind: 'beyond-but-could-be-nothing' },
  { kind: 'small-loss' },
  { kind: 'within-tolerance' },
  { kind: 'too-good' },
  { kind: 'stalls' },
  { kind: 'perhaps-stalls' },
  { kind: 'too-few-rounds', fewest: 6 },
  { kind: 'decided-at', rounds: 6 },
  { kind: 'host-moved', level: -0.2 },
  { kind: 'level-disagrees', level: 0.02 },
  { kind: 'weaker-durability', now: 'unsafe', promised: 'none' },
  { kind: 'below-accepted', change: -0.2, by: 'Ada', from: 'a'.repeat(40), to: 'b'.repeat(40) },
  ...guards.map(by => ({ kind: 'guarded', round: 1, by }) as const),
];

const cells = [{ ...cell, change: -0.051 }];
const doubts: readonly Doubt[] = [
  { kind: 'ended-by', budget: 'time' },
  { kind: 'others-load', part: 'processors', most: 1.24, processors: 2, rounds: 3, of: 8 },
  { kind: 'others-load', part: 'steal', most: 0.1, processors: 2, rounds: 3, of: 8 },
  { kind: 'others-load', part: 'drive', most: 2 ** 24, processors: 2, rounds: 3, of: 8 },
  { kind: 'few-runs', runs: 2, until: 5, deviation: 0.1 },
  { kind: 'left-out', why: 'later', runs: 1 },
  { kind: 'left-out', why: 'copy', runs: 2 },
  { kind: 'other-load', runs: 2 },
  { kind: 'host-shifted', cells, to: 'b'.repeat(40) },
  { kind: 'damaged', files: [{ path: 'a/b.json', said: 'it is not JSON' }] },
  { kind: 'several-gates', folders: ['a', 'b'] },
  { kind: 'unplaced', why: 'none', commit: 'a'.repeat(40), taken: ['b'.repeat(40)] },
  { kind: 'unplaced', why: 'unknown', commit: 'a'.repeat(40), taken: ['b'.repeat(40)] },
  { kind: 'unplaced', why: 'shallow', commit: 'a'.repeat(40), taken: ['b'.repeat(40)] },
  { kind: 'unmatched-policy', disk: 'prod' },
  { kind: 'level-changed', cells, to: 'b'.repeat(40) },
  { kind: 'branch-below', cells },
  { kind: 'branch-declines', cells, runs: 30 },
  { kind: 'outliers', cell, live: true, rounds: [{ round: 3, change: -0.4 }] },
  { kind: 'drift', cell, live: false, change: -0.1 },
  ...guards.map(by => ({ kind: 'guarded', cell, by, rounds: 2, of: 8 }) as const),
];

const of = { round: 1, arm: 'prod', side: 'base' } as const;
const caveats: readonly Caveat[] = [
  { kind: 'emulated', said: 'it was asked for' },
  { kind: 'boot-retried', said: 'it hung' },
  { kind: 'boot-retried', round: 1, side: 'base', said: 'it hung' },
  { kind: 'unsettled', ...of, after: ['write-1m-qd2'], bytes: 2 ** 28, seconds: 10 },
  { kind: 'unattested', ...of, used: true, evidence },
  { kind: 'failed', ...of, workload: 'read-1m-qd8', said: 'it hung' },
  { kind: 'limits-unread', unknown: ['io.max'] },
  { kind: 'unseen', what: 'drive' },
  { kind: 'variables-dropped', names: ['LD_PRELOAD'] },
  { kind: 'left-behind', said: 'EBUSY' },
];

describe('every reason and doubt', () => {
  const texts = [
    ...reasons.map(reason => [JSON.stringify(reason), reasonText(reason)]),
    ...doubts.map(doubt => [JSON.stringify(doubt), doubtText(doubt)]),
    ...caveats.map(caveat => [JSON.stringify(caveat), caveatText(caveat)]),
  ];
  test.each(texts)(
    '%s is one sentence of at most 30 words, without a full stop',
    (_, text = '') => {
      expect(text).toMatch(/^\S.*[^.\s]$/);
      expect(text).not.toMatch(/undefined|\[object|\{|  /);
      expect(text.split(' ').length).toBeLessThanOrEqual(30);
    },
  );
});

test('the load of others is told with the most that there was, and in how many rounds', () => {
  const told = doubts.filter(({ kind }) => kind === 'others-load').map(doubtText);
  expect(told).toEqual([
    'other processes used up to 1.2 of 2 processors in 3 of 8 rounds',
    'the hypervisor gave up to 10 % of the time to others in 3 of 8 rounds',
    'others moved up to 16 MiB/s on the drive in 3 of 8 rounds',
  ]);
});

test('a limit is told with its source and size', () => {
  const told = guards.slice(0, 3).map(by => reasonText({ kind: 'guarded', round: 0, by }));
  expect(told).toEqual([
    'both disks are at a limit of QEMU (128 MiB/s), and may be equal by it alone, in round 1',
    'the head has a limit of its control group (134200000 requests/s), hidden since it refills while the other disk runs, in round 1',
    'the head is at a limit of QEMU (0.5 processors), in round 1',
  ]);
});
