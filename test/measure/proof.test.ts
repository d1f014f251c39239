import { expect, test } from 'vitest';
import { doubtsOf, joinAttestations } from '../../src/measure/proof.ts';
import { caveatText } from '../../src/report/caveats.ts';

const evidence = (found: string) => [{ fact: 'cache.direct in QEMU', expected: 'true', found }];
const held = { ok: true, evidence: evidence('true') };
const broken = { ok: false, evidence: evidence('false') };

test('a mode that was in force from beginning to end is attested by what was first read', () => {
  expect(joinAttestations(held, { ...held })).toBe(held);
});

test('a mode that did not last is not attested, and the evidence says when it was read', () => {
  expect(joinAttestations(held, broken)).toEqual({
    ok: false,
    evidence: [{ fact: 'cache.direct in QEMU, after measuring', expected: 'true', found: 'false' }],
  });
});

test('a mode that never was in force stays what it was', () => {
  expect(joinAttestations(broken, held)).toBe(broken);
  expect(joinAttestations(broken, broken)).toBe(broken);
});

test('a doubt names arm, round and moment, with what was expected and found', () => {
  const arm = { name: 'prod', side: 'base', target: { kind: 'null', size: 512 } } as const;
  expect(doubtsOf(broken, { arm, round: 1, used: true }).map(caveatText)).toEqual([
    'prod (base): round 2, after measuring: the disk mode is not in force; cache.direct in QEMU is false and should be true',
  ]);
  expect(doubtsOf(held, { arm, round: 1, used: false })).toEqual([]);
});
