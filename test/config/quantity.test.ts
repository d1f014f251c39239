import { expect, test } from 'vitest';
import { parseContamination } from '../../src/config/quantity.ts';
import { defaultThresholds } from '../../src/core/contamination.ts';

test('a limit that is named replaces its default, the others stay', () => {
  const parsed = parseContamination('--contamination', 'steal=10%, cpu=150 %');
  expect(parsed).toEqual({ ok: true, value: { ...defaultThresholds, steal: 0.1, cpu: 1.5 } });
});

test('off judges nothing', () => {
  expect(parseContamination('--contamination', 'off')).toEqual({ ok: true, value: {} });
});

test.each([
  '',
  'steal',
  'steal=10',
  'steal=-1%',
  'noise=5%',
  'cpu=5%,',
  'OFF',
  'steal=10%;cpu=5%',
  '__proto__=5%',
])('refuses %j and says what can be written', text => {
  expect(parseContamination('--contamination', text)).toMatchObject({
    ok: false,
    rejections: [{ path: '--contamination', remedy: expect.stringContaining('cpu=25%') }],
  });
});
