import { expect, test } from 'vitest';
import { rejectionFacts } from '../../src/core/rejection.ts';

const wrong = (path: string, remedy?: string) => ({ path, problem: `${path} is wrong`, remedy });

test('one rejection is a problem with its remedy', () => {
  expect(rejectionFacts([wrong('a', 'mend it')], 'settings')).toEqual({
    problem: 'a: a is wrong',
    remedy: 'mend it',
  });
});

test('of several those with one remedy stand together, and it is said once', () => {
  expect(
    rejectionFacts(
      [wrong('a', 'mend it'), wrong('b'), wrong('c', 'mend it'), wrong('d')],
      'settings',
    ),
  ).toEqual({
    problem: '4 settings are wrong',
    faults: ['a: a is wrong', 'c: c is wrong', '  -> mend it', 'b: b is wrong', 'd: d is wrong'],
  });
});
