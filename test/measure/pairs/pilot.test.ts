import { expect, test } from 'vitest';
import { requireSettings } from '../../../src/config/settings.ts';
import { fitRounds, levelFor, type Piloted } from '../../../src/measure/pairs/fit.ts';
import { needsLongSlices } from '../../../src/measure/pairs/pilot.ts';
import { slicesOf } from '../../../src/suites/pairs/pilot.ts';
import { pairsSuite } from '../../../src/suites/pairs/suite.ts';

function isLong(head: string, base: string, read: number): boolean | undefined {
  const raw = { suite: 'pairs', disks: [`name=a,${head}`], baseDisks: [`name=a,${base}`] };
  const { plan } = requireSettings({ raw, origin: 'cli', randomSeed: 1, workspace: '/' });
  const [pair] = plan.pairs ?? [];
  return pair && needsLongSlices(plan, pair, { read });
}

test('long slices are for writes that mix page cache and direct I/O, and for an iothread on one side', () => {
  expect(isLong('cache=none', 'cache=writeback', 0)).toBe(true);
  expect(isLong('cache=none', 'cache=writeback', 1)).toBe(false);
  expect(isLong('cache=none', 'cache=directsync', 0)).toBe(false);
  expect(isLong('cache=writeback', 'cache=unsafe', 0)).toBe(false);
  expect(isLong('cache=none,iothread=on', 'cache=none', 1)).toBe(true);
  expect(isLong('cache=none,iothread=on', 'cache=none,iothread=on', 0)).toBe(false);
});

test('amounts are cut at a level that makes them fit, those below it left whole', () => {
  expect(levelFor([1, 2, 9], 12)).toBe(Number.POSITIVE_INFINITY);
  expect(levelFor([9, 1, 2], 8)).toBe(5);
  expect(levelFor([3, 3], 2)).toBe(1);
  expect(levelFor([3, 3], -1)).toBe(0);
  expect(levelFor([], 0)).toBe(Number.POSITIVE_INFINITY);
});

const gibibyte = 2 ** 30;
const suite = pairsSuite('standard');
/** Requests per second of this kind of drive, by workload. */
const rates = [3400, 26_000, 25_000, 1600, 1700, 3000];

/** What a short run of so many pairs finds. */
function pilotOf(pairs: number): Piloted[] {
  return Array.from({ length: pairs }, (_, pair) =>
    suite.workloads.map((workload, index): Piloted => {
      const { seconds, writeCap } = suite;
      const side = { rate: rates[index] ?? 1, drain: 0.001 } as const;
      const reading = { a: side, b: side };
      const within = (cap: number): ReturnType<Piloted['within']> => {
        const found = slicesOf(reading as never, { workload, seconds, writeCap: cap });
        return found.ok ? { ok: true, value: found.value.slices } : found;
      };
      const slices = within(writeCap);
      if (!slices.ok) throw new Error(JSON.stringify(slices.rejections));
      return { pair, workload, reading, slices: slices.value, within };
    }),
  ).flat();
}

const spent = { bytes: 2 * gibibyte, seconds: 20 };
const plan = { rounds: 12, budget: 360, writeBudget: 16 * gibibyte };

test('twelve rounds of all workloads of a pair stay within 16 GiB and 6 minutes', () => {
  const { chosen, round } = fitRounds(pilotOf(1), { plan, suite, spent, imageWrites: 0 });
  expect(spent.bytes + 12 * round.bytes).toBeLessThan(plan.writeBudget);
  expect(spent.seconds + 12 * round.seconds).toBeLessThan(plan.budget);
  expect(chosen.map(({ slices }) => slices.burst)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
  for (const { slices } of chosen) expect(slices.blocks).toBeGreaterThanOrEqual(2);
});

test('what writes most gets fewer blocks where images leave less, and the others keep theirs', () => {
  const alone = fitRounds(pilotOf(1), { plan, suite, spent, imageWrites: 0 }).chosen;
  const { chosen } = fitRounds(pilotOf(1), { plan, suite, spent, imageWrites: gibibyte / 4 });
  const bytesOf = (fitted: typeof alone) => fitted.map(({ bytes }) => Math.round(bytes));
  expect(bytesOf(chosen)[5]).toBeLessThan(bytesOf(alone)[5] ?? 0);
  expect(bytesOf(chosen).slice(0, 5)).toEqual(bytesOf(alone).slice(0, 5));
});

test('writes that condition a drive first are in the cost, of workloads that write alone', () => {
  const [before, after] = [suite, { conditioning: 30 }].map(
    one =>
      fitRounds(pilotOf(1), {
        plan: { rounds: 1, budget: 5400, writeBudget: 2 ** 50 },
        suite: one,
        spent,
        imageWrites: 0,
      }).chosen,
  );
  const more = before?.map(({ seconds, bytes }, index) => {
    const now = after?.[index];
    return [Math.round((now?.seconds ?? 0) - seconds), (now?.bytes ?? 0) > 2 * bytes];
  });
  expect(more).toEqual([
    [0, false],
    [0, false],
    [30, true],
    [30, true],
    [0, false],
    [30, true],
  ]);
});

const refusing =
  (request: Partial<typeof plan>, imageWrites: number, pairs = 1) =>
  () =>
    fitRounds(pilotOf(pairs), { plan: { ...plan, ...request }, suite, spent, imageWrites });

test('a budget that allows fewer rounds than can decide is refused, with one that is enough', () => {
  expect(refusing({}, 3 * gibibyte)).toThrow(
    expect.objectContaining({
      code: 'bad-argument',
      facts: expect.objectContaining({
        problem:
          'the write budget of 16 GiB does not allow 6 of 12 rounds, and nothing is decided before',
        remedy: expect.stringMatching(/^give --write-budget \d+GiB/),
      }),
    }),
  );
  expect(refusing({ writeBudget: 1000 * gibibyte }, 0, 8)).toThrow(
    expect.objectContaining({
      facts: expect.objectContaining({
        problem:
          'the time budget of 6 min 0 s does not allow 6 of 12 rounds, and nothing is decided before',
        remedy: expect.stringMatching(/^give --budget \d+m/),
      }),
    }),
  );
});

test('a single round that is planned is measured where the budgets allow it', () => {
  expect(refusing({ rounds: 1 }, 3 * gibibyte)).not.toThrow();
  expect(refusing({ rounds: 1 }, 15 * gibibyte)).toThrow('does not allow 1 planned round');
});
