import { expect, test } from 'vitest';
import { renderTable } from '../../bench/table.ts';

test('a bench is shown as a table with ratios, and its bars as met or missed', () => {
  const text = renderTable({
    bench: 'boot',
    host: { processors: '2 x Some CPU', accelerator: 'tcg' },
    figures: [
      { name: 'floor', unit: 's', median: 1.5, low: 1.25, high: 12, n: 3, ratio: 1 },
      { name: '6 disks', unit: 's', median: 3, low: 2, high: 4, n: 3, ratio: 2.004 },
    ],
    bars: [
      { name: 'start to agent', value: 1.4, unit: 'x', atMost: 1.4 },
      { name: 'share measuring', value: 84, unit: '%', atLeast: 85 },
    ],
  });
  expect(text).toBe(`processors: 2 x Some CPU; accelerator: tcg

          median      low      high  n  to the first
floor    1.500 s  1.250 s  12.000 s  3         1.00x
6 disks  3.000 s  2.000 s   4.000 s  3         2.00x

met     start to agent   1.400x  at most 1.400x
MISSED  share measuring  84.0 %  at least 85.0 %`);
});
