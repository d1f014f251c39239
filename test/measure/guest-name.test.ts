import { expect, test } from 'vitest';
import type { PlannedArm, Side } from '../../src/core/plan.ts';
import { GateError } from '../../src/errors.ts';
import { guestFor, withGuestInErrors } from '../../src/measure/guest-name.ts';

const head = { name: 'head' } as const;
const base = { name: 'base' } as const;

function arm(side: Side): PlannedArm {
  return { name: 'prod', side, target: { kind: 'null', size: 512 } };
}

test('a disk hangs in the guest of its side, the yardstick in that of the head', () => {
  const sides = (['head', 'base', 'yardstick'] as const).map(
    side => guestFor([head, base], arm(side))?.name,
  );
  expect(sides).toEqual(['head', 'base', 'head']);
});

test('where there is one guest it holds the disks of both sides', () => {
  expect(guestFor([head], arm('base'))).toBe(head);
});

test('an arm of the host hangs in no guest', () => {
  expect(
    guestFor([head, base], { ...arm('host'), target: { kind: 'host', direct: true } }),
  ).toBeUndefined();
  expect(guestFor([], arm('head'))).toBeUndefined();
});

const killed = new GateError('qemu-failed', {
  problem: 'QEMU was killed',
  consoleTail: 'last words',
});

test('an error of one of two guests says which one, and keeps its code and facts', async () => {
  await expect(withGuestInErrors('base', () => Promise.reject(killed))).rejects.toMatchObject({
    code: 'qemu-failed',
    facts: { problem: "the base side's guest: QEMU was killed", consoleTail: 'last words' },
    cause: killed,
  });
});

test('an error of the only guest, or one that no guest is the reason for, stays as it is', async () => {
  await expect(withGuestInErrors(undefined, () => Promise.reject(killed))).rejects.toBe(killed);
  for (const error of [new GateError('no-space', { problem: 'full' }), new TypeError('bug')])
    await expect(withGuestInErrors('base', () => Promise.reject(error))).rejects.toBe(error);
});
