import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeRun } from '../src/suites/document.ts';

/**
 * Bars of docs/performance.md that hold for the runs of docs/command-line.md, as `npm start` made
 * them.
 */
test.each(['first', 'second'])(
  'the %s run of npm start ended within six minutes, half of them measuring',
  name => {
    const decoded = decodeRun(JSON.parse(readFileSync(`fixtures/runs/${name}.json`, 'utf8')));
    expect(decoded).toMatchObject({
      ok: true,
      value: { rounds: { length: 3 }, stop: { reason: 'planned' } },
    });
    if (!decoded.ok) throw new Error('not decoded');
    const { boot, prepare, measure, rest } = decoded.value.timing;
    const total = boot + prepare + measure + rest;
    expect(total).toBeLessThan(360);
    expect(measure).toBeGreaterThan(total / 2);
  },
);
