import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findQemu } from '../../src/qemu/binary.ts';
import {
  type CounterReading,
  measureCounterRate,
  rateBounds,
} from '../../src/qemu/counter-rate.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/**
 * Of a counter of 1000 counts a second that was read at `at`, with so long a way to it and back.
 */
const taken = (at: number, { there, back }: { there: number; back: number }): CounterReading => ({
  asked: at - there,
  count: BigInt(Math.round(at * 1000)),
  answered: at + back,
});

describe('the bounds of a rate', () => {
  test('are narrow where answers come at once', () => {
    const prompt = { there: 0.001, back: 0.001 };
    const { low, high } = rateBounds([taken(10, prompt), taken(12, prompt)]);
    expect(low).toBeCloseTo(999, 0);
    expect(high).toBeCloseTo(1001, 0);
  });

  test('hold the rate however long single answers took, on whatever side of the reading', () => {
    const readings = [
      taken(10, { there: 0.001, back: 0.5 }),
      taken(11, { there: 0.7, back: 0.001 }),
      taken(12, { there: 0.001, back: 0.001 }),
      taken(13, { there: 0.002, back: 0.001 }),
    ];
    const { low, high } = rateBounds(readings);
    expect(low).toBeLessThanOrEqual(1000);
    expect(high).toBeGreaterThanOrEqual(1000);
    // The two prompt ones decide.
    expect(high / low).toBeLessThan(1.01);
  });

  test('are open above where question and answer overlap', () => {
    const slow = { there: 2, back: 2 };
    expect(rateBounds([taken(10, slow), taken(11, slow)]).high).toBe(Infinity);
  });

  test('exclude each other for a counter that jumps', () => {
    const prompt = { there: 0.001, back: 0.001 };
    const jumped = { ...taken(12, prompt), count: 99_999n };
    const { low, high } = rateBounds([taken(10, prompt), taken(11, prompt), jumped]);
    expect(low).toBeGreaterThan(high);
  });
});

test.runIf(process.arch === 'x64')("QEMU's counter has one rate, to a hundredth", async () => {
  const { path } = await findQemu();
  const [first = 0, second = 0] = [
    await measureCounterRate({ qemu: path }),
    await measureCounterRate({ qemu: path }),
  ];
  expect(first).toBeGreaterThan(1e8);
  expect(second / first).toBeGreaterThan(0.99);
  expect(second / first).toBeLessThan(1.01);
});

test('a QEMU that ends, or is not there, tells no rate', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'qemu');
  await writeFile(path, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  expect(await measureCounterRate({ qemu: path })).toBeUndefined();
  expect(await measureCounterRate({ qemu: '/nonexistent' })).toBeUndefined();
});

test('who cancels is told so', async () => {
  const { path } = await findQemu();
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(measureCounterRate({ qemu: path, signal })).rejects.toThrow('enough');
});
