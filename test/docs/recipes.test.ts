import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { headCells, headSampleOf } from '../../src/core/sample.ts';
import { decodeRun } from '../../src/suites/document.ts';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(resolve(root, 'docs/history.md'), 'utf8');
const path = resolve(root, 'fixtures/runs/pairs.json');
const recipeOf = (title: string): string =>
  new RegExp(`^### ${title}\\n[^]*?\`\`\`jq\\n([^]*?)\`\`\``, 'm').exec(page)?.[1] ?? '';
const cooked = (title: string, ...flags: readonly string[]): string =>
  execFileSync('jq', [...flags, recipeOf(title), path], { encoding: 'utf8' });
const hasJq = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some(folder => existsSync(join(folder, 'jq')));

const decoded = decodeRun(JSON.parse(readFileSync(path, 'utf8')));
if (!decoded.ok) throw new Error('fixtures/runs/pairs.json is no run document');
const run = decoded.value;
/** What a recipe should find: the levels that the product itself reports. */
const levels = new Map(
  headCells(run)
    .filter(({ metric }) => metric === 'throughput')
    .map(cell => {
      const sample = headSampleOf(run, cell);
      return [
        `${cell.arm}/${cell.workload}`,
        sample.kind === 'values' ? sample.centre : Number.NaN,
      ];
    }),
);

describe('the recipes of docs/history.md', () => {
  beforeEach(context => context.skip(!hasJq, 'no jq is in PATH'));

  test('make what Bencher takes', () => {
    const metric = z.strictObject({
      value: z.number(),
      lower_value: z.number(),
      upper_value: z.number(),
    });
    const format = z.record(z.string(), z.strictObject({ throughput: metric }));
    const found = format.parse(JSON.parse(cooked('Bencher')));
    expect(Object.keys(found).toSorted()).toEqual([...levels.keys()].toSorted());
    for (const [name, { throughput }] of Object.entries(found)) {
      expect(throughput.value / (levels.get(name) ?? 0)).toBeCloseTo(1, 9);
      expect(throughput.lower_value).toBeLessThanOrEqual(throughput.value);
      expect(throughput.upper_value).toBeGreaterThanOrEqual(throughput.value);
    }
  });

  test('make what github-action-benchmark takes', () => {
    const format = z.array(
      z.strictObject({
        name: z.string(),
        unit: z.string(),
        value: z.number(),
        range: z.string(),
        extra: z.string(),
      }),
    );
    const found = format.parse(JSON.parse(cooked('github-action-benchmark')));
    expect(found).toHaveLength(levels.size);
    for (const { name, value, extra } of found) {
      expect((value * 2 ** 20) / (levels.get(name) ?? 0)).toBeCloseTo(1, 9);
      expect(extra).toBe(`${run.rounds.length} rounds`);
    }
  });

  test('make what Prometheus takes', () => {
    const lines = cooked('Prometheus', '-r').trimEnd().split('\n');
    const line =
      /^(?:# (?:HELP \w+ .+|TYPE \w+ gauge)|\w+(?:\{disk="[\w.-]+",workload="[\w.-]+"\})? [\d.e+]+)$/;
    expect(lines.filter(text => !line.test(text))).toEqual([]);
    const values = lines.flatMap(text => [
      ...text.matchAll(/\{disk="(.+)",workload="(.+)"\} (.+)$/g),
    ]);
    expect(values).toHaveLength(levels.size);
    for (const [, disk, workload, value] of values)
      expect(Number(value) / (levels.get(`${disk}/${workload}`) ?? 0)).toBeCloseTo(1, 9);
    expect(lines.at(-1)).toBe(
      `storage_gate_run_start_seconds ${Math.floor(Date.parse(run.startedAt) / 1000)}`,
    );
  });
});
