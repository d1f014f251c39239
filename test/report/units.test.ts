import { expect, test } from 'vitest';
import * as units from '../../src/report/units.ts';

test('values have the unit that people expect', () => {
  expect(units.formatThroughput(489.12 * 2 ** 20)).toBe('489.1 MiB/s');
  expect(units.formatValue('iops', 31304)).toBe('31300 IOPS');
  expect(units.formatValue('latency-p95', 0.00123)).toBe('1.23 ms');
});
