import { expect, test } from 'vitest';
import { type Findings, inPhases } from '../../bench/phases.ts';
import { GateError } from '../../src/errors.ts';

const finding = (name: string): Findings => ({
  figures: [{ name, unit: 's', median: 1, low: 1, high: 1, n: 1 }],
  bars: [{ name, value: 1, unit: 's', atMost: 2 }],
});
const sound = (name: string) => ({ name, measure: () => Promise.resolve(finding(name)) });

test('the findings of all phases stand in their order', async () => {
  const { figures, bars, failed } = await inPhases([sound('first'), sound('second')]);
  expect([figures, bars].map(lines => lines.map(({ name }) => name))).toEqual([
    ['first', 'second'],
    ['first', 'second'],
  ]);
  expect(failed).toBeUndefined();
});

test('a phase that fails is named, takes nothing from those before it and ends those after it', async () => {
  const broken = {
    name: 'second',
    measure: () =>
      Promise.reject(new GateError('guest-hung', { problem: 'the guest fell silent' })),
  };
  const found = await inPhases([sound('first'), broken, sound('third')]);
  expect(found.figures.map(({ name }) => name)).toEqual(['first']);
  expect(found.bars).toHaveLength(1);
  expect(found.failed).toEqual({
    phase: 'second',
    problem: expect.stringContaining('the guest fell silent'),
    exitStatus: 69,
  });
});
