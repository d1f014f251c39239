import { expect, test } from 'vitest';
import { randomFrom, shuffled } from '../../src/statistics/random.ts';

test('the same seed gives the same numbers for ever, since run documents rely on it', () => {
  const random = randomFrom(42);
  expect([random(), random(), random()]).toMatchInlineSnapshot(`
    [
      0.9066156002415592,
      0.7557707351759388,
      0.5034510364228689,
    ]
  `);
});

test('seeds that differ only above the 32nd bit give different numbers', () => {
  expect(randomFrom(7)()).not.toBe(randomFrom(7 + 2 ** 40)());
  expect(randomFrom(7)()).not.toBe(randomFrom(-7)());
});

test('numbers are spread evenly over [0, 1), also over the first ones of neighbouring seeds', () => {
  for (const draw of [sequence(100_000), firstOfSeeds(100_000)]) {
    const bins = Array.from({ length: 100 }, () => 0);
    for (const value of draw)
      bins[Math.floor(value * 100)] = (bins[Math.floor(value * 100)] ?? 0) + 1;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99 degrees of freedom: 0.0001 % and 99.9999 % points
    expect(chiSquare).toBeGreaterThan(42);
    expect(chiSquare).toBeLessThan(185);
  }
});

test('a shuffle keeps the items, leaves its input alone and reaches every order equally often', () => {
  const items = ['a', 'b', 'c'] as const;
  const random = randomFrom(3);
  const seen = new Map<string, number>();
  for (let i = 0; i < 6000; i += 1) {
    const order = shuffled(items, random).join('');
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect(items).toEqual(['a', 'b', 'c']);
  expect([...seen.keys()].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

function sequence(length: number): number[] {
  const random = randomFrom(1);
  return Array.from({ length }, random);
}

function firstOfSeeds(length: number): number[] {
  return Array.from({ length }, (_, seed) => randomFrom(seed)());
}
