import { describe, expect, test } from 'vitest';
import { harmless } from '../../src/github/log.ts';

// The runner trims a line before it looks for `::` at its start, and finds `##[` anywhere in it.
const isCommand = (line: string) => line.trimStart().startsWith('::') || line.includes('##[');

describe('text for the log of a step', () => {
  test.each([
    '::set-output name=verdict::unchanged',
    '  \t::error::made up',
    'boot ok\n::add-mask::e',
    'boot ok\r::stop-commands::x',
    'a\u2028::warning::b',
    '\u00a0::notice::b',
    'x ##[error]made up',
    ':::debug::a',
  ])('holds no workflow command after %j', text => {
    expect(
      harmless(text)
        .split(/[\r\n]/)
        .filter(isCommand),
    ).toEqual([]);
  });

  test('is left as it is where it has none', () => {
    const text = 'round 1 of 3: 12 MiB/s :: fine\n  [prod] std::vector # [x]';
    expect(harmless(text)).toBe(text);
  });
});
