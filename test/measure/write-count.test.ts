import { expect, test } from 'vitest';
import { countWork, countWrites } from '../../src/measure/budget.ts';

test('what was written takes the place of the most that it might have been', async () => {
  const count = countWrites();
  count.reserve(10);
  await countWork(count, 100, async () => {
    expect(count.total()).toBe(110);
    return 30;
  });
  expect(count.total()).toBe(40);
});

test('work that fails counts as the most that it may have written', async () => {
  const count = countWrites();
  const failing = countWork(count, 100, async () => {
    throw new Error('the guest died');
  });
  await expect(failing).rejects.toThrow('the guest died');
  expect(count.total()).toBe(100);
});
