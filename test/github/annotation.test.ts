import { describe, expect, test } from 'vitest';
import { type Annotation, withinLimits } from '../../src/github/annotation.ts';

const regressed = (message: string): Annotation => ({
  level: 'error',
  title: 'regressed',
  message,
});

describe('annotations', () => {
  test('are all kept where there are few, errors first', () => {
    const warning: Annotation = { level: 'warning', title: 'w', message: 'w' };
    expect(withinLimits([warning, regressed('a'), regressed('b')])).toEqual([
      regressed('a'),
      regressed('b'),
      warning,
    ]);
  });

  test('of one level stay below ten, the last telling how many are not shown', () => {
    const kept = withinLimits(Array.from({ length: 30 }, (_, index) => regressed(`cell ${index}`)));
    expect(kept).toHaveLength(9);
    expect(kept.at(-1)?.message).toBe('22 more are in the step summary');
  });

  test('are cut at 4,096 characters', () => {
    const [kept] = withinLimits([regressed('x'.repeat(5000))]);
    expect(kept?.message).toHaveLength(4096);
    expect(kept?.message.endsWith('…')).toBe(true);
  });
});
