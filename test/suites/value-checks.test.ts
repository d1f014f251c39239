import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Measurement, Run } from '../../src/core/run.ts';
import { decodeRun } from '../../src/suites/document.ts';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

function documentOf(name: string): Mutable<Run> {
  const path = resolve(import.meta.dirname, `../../fixtures/runs/${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Mutable<Run>;
}

/** What the decoder says first of a real run after one change of all measurements of an arm. */
function said(name: string, change: (one: Mutable<Measurement>) => void): string | undefined {
  const run = documentOf(name);
  for (const { measurements } of run.rounds)
    for (const one of measurements) if (one.arm === 0) change(one);
  const decoded = decodeRun(run);
  return decoded.ok ? undefined : decoded.rejections[0]?.problem;
}

const scaled =
  (metrics: readonly string[], factor: number) =>
  (one: Mutable<Measurement>): void => {
    if (metrics.includes(one.metric)) one.value *= factor;
  };

test.each(['pairs', 'fio', 'first', 'second'])('the values of the real run %s agree', name => {
  expect(said(name, () => undefined)).toBeUndefined();
});

test.each(['pairs', 'fio', 'first'])('a rate of %s that is not its bytes is refused', name => {
  const factors = fc.oneof(
    fc.double({ min: 1.1, max: 1e4, noNaN: true }),
    fc.double({ min: 1e-4, max: 0.9, noNaN: true }),
  );
  fc.assert(
    fc.property(factors, factor => {
      expect(said(name, scaled(['throughput'], factor))).toMatch(/throughput is not|iops are not/);
      expect(said(name, scaled(['throughput', 'iops'], factor))).toMatch(/throughput is not/);
      expect(said(name, scaled(['iops'], factor))).toMatch(/iops are not/);
    }),
    { numRuns: 20 },
  );
});

test.each<[string, (one: Mutable<Measurement>) => void, RegExp]>([
  [
    'bytes of one metric',
    one => one.metric === 'iops' && (one.bytes *= 2),
    /not of the same bytes/,
  ],
  ['bytes', one => (one.bytes *= 2), /throughput is not/],
  ['seconds', one => (one.seconds *= 4), /throughput is not/],
  ['seconds that are too few', one => (one.seconds = 1e-3), /before the .* s that it needs/],
  ['a mean above what its rate allows', scaled(['latency-mean'], 3), /requests under way/],
  ['a median above the tail', scaled(['latency-p50'], 1e3), /do not ascend/],
  ['a tail below the median', scaled(['latency-p999'], 1e-3), /do not ascend/],
  [
    'percentiles that its mean does not allow',
    scaled(['latency-p50', 'latency-p95', 'latency-p99', 'latency-p999'], 40),
    /less than its percentiles allow/,
  ],
  ['a value beyond physics', scaled(['throughput'], 1e9), /<=1e15|Too big/i],
  ['another day', one => (one.startedAt = '2020-01-01T00:00:00Z'), /outside the time of its run/],
])('%s is refused', (_, change, problem) => {
  expect(said('pairs', change)).toMatch(problem);
});

test('a round that is a copy of another one is refused', () => {
  const run = documentOf('pairs');
  run.rounds[1] = { ...structuredClone(run.rounds[0] as Mutable<Run['rounds'][number]>), index: 1 };
  expect(decodeRun(run)).toMatchObject({ ok: false, rejections: [{ path: 'rounds.1' }] });
});

test('counts of ratios that the planned slices do not have are refused', () => {
  const run = documentOf('pairs');
  for (const one of run.rounds[0]?.differences ?? []) one.ratios += 1;
  expect(decodeRun(run)).toMatchObject({
    rejections: [{ path: 'rounds.0.differences.0.ratios' }],
  });
});
