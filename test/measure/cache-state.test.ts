import { expect, test } from 'vitest';
import { unsettledCaveats } from '../../src/measure/cache-state.ts';
import { caveatText } from '../../src/report/caveats.ts';

const mebibyte = 2 ** 20;
const prod = { name: 'prod', side: 'head' } as const;

test('dirty pages that were written in time raise no doubt', () => {
  expect(
    unsettledCaveats([{ after: 'rndwr', seconds: 9.9, unwritten: 0 }], { round: 0, arm: prod }),
  ).toEqual([]);
});

test('those that were not are one doubt about the arm, with the workloads before and the most that was left', () => {
  const moments = [
    { after: 'rndrd', seconds: 0.1, unwritten: 0 },
    { after: 'rndwr', seconds: 10.02, unwritten: 40 * mebibyte },
    { after: 'seqwr', seconds: 10.04, unwritten: 300 * mebibyte },
  ];
  expect(unsettledCaveats(moments, { round: 1, arm: prod }).map(caveatText)).toEqual([
    expect.stringMatching(/^prod: round 2, after rndwr, seqwr: 300 MiB .* unwritten after 10 s/),
  ]);
});

test('before a round it is the doubt of no arm', () => {
  const [caveat] = unsettledCaveats(
    [{ after: 'preparation', seconds: 10, unwritten: 9 * mebibyte }],
    { round: 0 },
  );
  expect(caveat).toEqual({
    kind: 'unsettled',
    round: 0,
    after: ['preparation'],
    bytes: 9 * mebibyte,
    seconds: 10,
  });
});
