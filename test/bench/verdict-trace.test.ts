import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { drawsFrom } from '../../bench/verdict/noise-family.ts';
import { pairedNoise, recordedNoise } from '../../bench/verdict/trace.ts';

const root = mkdtempSync(join(tmpdir(), 'traces-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('recorded noise is there where something was recorded', () => {
  expect(recordedNoise(join(root, 'absent'))).toBeUndefined();
});

it('recorded noise has the wanted size, and keeps both sides of a round and two rounds together', () => {
  const directory = join(root, 'traces');
  mkdirSync(directory);
  // Within a run the base is always 4 % above the head, and rounds rise; the second run is at
  // another level.
  const run = (level: number) => ({
    rounds: Array.from({ length: 8 }, (_, round) => ({
      head: { rndrd: level * (1 + round / 100) },
      base: { rndrd: level * (1 + round / 100) * 1.04 },
    })),
  });
  writeFileSync(join(directory, 'none.json'), JSON.stringify({ runs: [run(1e8), run(3e8)] }));
  const next = recordedNoise(directory)?.(drawsFrom(1), 0.05);
  const values = Array.from({ length: 4000 }, () => next?.() ?? Number.NaN);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
  expect(deviation).toBeCloseTo(0.05, 2);
  const gaps = values.flatMap((value, index) =>
    index % 2 === 0 ? [(values[index + 1] ?? 0) - value] : [],
  );
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(1e-9);
});

it('recorded pairs have the wanted size and one difference a round', () => {
  const directory = join(root, 'pairs');
  mkdirSync(directory);
  const rounds = Array.from({ length: 8 }, (_, round) => ({
    differences: [{ pair: 0, workload: 'randread', log: 0.01 * (round % 2 === 0 ? 1 : -1) }],
  }));
  writeFileSync(join(directory, 'one.json'), JSON.stringify({ rounds }));
  expect(pairedNoise(join(root, 'absent'))).toBeUndefined();
  const next = pairedNoise(directory)?.(drawsFrom(1), 0.05);
  const differences = Array.from({ length: 20 }, () => {
    const first = next?.() ?? Number.NaN;
    return first - (next?.() ?? Number.NaN);
  });
  for (const difference of differences)
    expect(Math.abs(difference)).toBeCloseTo(0.05 * Math.SQRT2, 12);
});
