import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { drawsFrom } from '../../bench/verdict/noise-family.ts';
import { pairedNoise } from '../../bench/verdict/trace.ts';

const root = mkdtempSync(join(tmpdir(), 'traces-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('recorded pairs have the wanted size and one difference a round', () => {
  const directory = join(root, 'pairs');
  mkdirSync(directory);
  const rounds = Array.from({ length: 8 }, (_, round) => ({
    differences: [{ pair: 0, workload: 'randread', log: 0.01 * (round % 2 === 0 ? 1 : -1) }],
  }));
  const write = (name: string, trace: object): void =>
    writeFileSync(join(directory, name), JSON.stringify({ load: 'left alone', ...trace }));
  write('one.json', { kind: 'aa', rounds });
  // A loss is no noise.
  const lost = [{ differences: [{ pair: 0, workload: 'randread', log: -9 }] }];
  write('two.json', { kind: 'loss-all', rounds: lost });
  expect(pairedNoise(join(root, 'absent'))).toBeUndefined();
  const next = pairedNoise(directory)?.(drawsFrom(1), 0.05);
  const differences = Array.from({ length: 20 }, () => {
    const first = next?.() ?? Number.NaN;
    return first - (next?.() ?? Number.NaN);
  });
  for (const difference of differences)
    expect(Math.abs(difference)).toBeCloseTo(0.05 * Math.SQRT2, 12);
});

it('the recorded sample is a family of noise', () => {
  const sample = join(import.meta.dirname, '../../fixtures/traces/sample');
  const next = pairedNoise(sample)?.(drawsFrom(1), 0.05);
  const values = Array.from({ length: 4000 }, () => next?.() ?? Number.NaN);
  const squares = values.reduce((sum, value) => sum + value ** 2, 0);
  // Two halves of one difference, whose squares are half of those of two sides.
  expect(Math.sqrt((2 * squares) / values.length)).toBeCloseTo(0.05, 2);
});
