import { expect, test } from 'vitest';
import { requireSettings } from '../../src/config/settings.ts';
import { requireWriteBudget, writeBound } from '../../src/measure/budget.ts';

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;

function settings(flags: Readonly<Record<string, string | string[]>>) {
  return requireSettings({ raw: flags, origin: 'cli', randomSeed: 1, workspace: '/repo' });
}

test('the fio suite writes its images once, and in a round twice its cap for each write workload with storage', () => {
  // Arms that write: prod, host-direct.
  expect(writeBound(settings({ disks: ['name=prod,cache=none,size=1GiB'], suite: 'fio' }))).toEqual(
    {
      preparation: 3 * gibibyte,
      round: 2 * 3 * 2 * gibibyte,
    },
  );
  const withNull = settings({
    disks: ['name=prod,cache=none,size=1GiB', 'null,name=bare'],
    suite: 'fio',
  });
  expect(writeBound(withNull).round).toBe(2 * 3 * 2 * gibibyte);
});

test('qcow2 is filled and laid out; with preallocation=full also zeroed first', () => {
  const preparation = (options: string) =>
    writeBound(
      settings({ disks: [`name=prod,cache=none,size=1GiB,format=qcow2${options}`], suite: 'fio' }),
    ).preparation;
  expect(preparation('')).toBe((1 + 1 + 1) * gibibyte);
  expect(preparation(',preallocation=full')).toBe((1 + 2 + 1) * gibibyte);
});

test('the sysbench suite is estimated with each file written once a workload, and copies its images in each round', () => {
  const files = 256 * mebibyte;
  const image = 320 * mebibyte;
  expect(writeBound(settings({ disks: ['none', 'unsafe', 'host'], suite: 'sysbench' }))).toEqual({
    preparation: image + files + files,
    round: 2 * image + 2 * 2 * files + 3 * files,
  });
});

test('a write budget below preparation and one round is refused with the figure that is enough', () => {
  const disks = ['name=prod,cache=none,size=1GiB'];
  const small = settings({ disks, suite: 'fio', 'write-budget': '14GiB' });
  expect(() => requireWriteBudget(small)).toThrow(
    expect.objectContaining({
      code: 'bad-argument',
      facts: expect.objectContaining({
        problem: 'the write budget of 14 GiB does not allow one round',
        remedy: expect.stringContaining('--write-budget 15GiB'),
      }),
    }),
  );
  const enough = settings({ disks, suite: 'fio', 'write-budget': '15GiB' });
  expect(requireWriteBudget(enough).round).toBe(12 * gibibyte);
});

test('six modes with a base side each are more than the default budget allows, and what allows them is said', () => {
  const names = ['writeback', 'default', 'none', 'writethrough', 'directsync', 'unsafe'];
  const disks = names.map(name => `name=${name},cache=${name === 'default' ? 'writeback' : name}`);
  const baseDisks = names.map(name => `name=${name},cache=none,aio=native`);
  const refused = settings({ disks, baseDisks, suite: 'fio' });
  expect(() => requireWriteBudget(refused)).toThrow(
    expect.objectContaining({
      facts: expect.objectContaining({
        problem: 'the write budget of 80 GiB does not allow one round',
        remedy: expect.stringContaining('--write-budget 124GiB'),
      }),
    }),
  );
  expect(
    requireWriteBudget(settings({ disks, baseDisks, suite: 'fio', 'write-budget': '124GiB' })),
  ).toBeDefined();
});
