import { expect, test } from 'vitest';
import { parseBenchFlags } from '../../bench/flags.ts';

test('without flags a bench prints a table, checks nothing and emulates', () => {
  expect(parseBenchFlags([])).toEqual({
    json: false,
    check: false,
    repeat: undefined,
    accelerator: 'tcg',
    lockWait: 30,
  });
});

test('flags are taken, and what is none is refused with its name', () => {
  expect(parseBenchFlags(['--json', '--check', '--repeat', '3', '--accel', 'kvm'])).toMatchObject({
    json: true,
    check: true,
    repeat: 3,
    accelerator: 'kvm',
  });
  expect(() => parseBenchFlags(['--repeat', '0'])).toThrow(
    '--repeat: 0 is not a whole number from 1 to 1000',
  );
  expect(() => parseBenchFlags(['--accel', 'xen'])).toThrow('--accel: xen is neither kvm nor tcg');
  expect(() => parseBenchFlags(['--repeats', '3'])).toThrow('--repeats');
});
