import { expect, test } from 'vitest';
import { commandsIn, faultsOfLines, outputsIn, toldIn } from '../../campaign/texts/oracle.ts';
import { run } from '../../campaign/texts.ts';

test('no hostile text of a sample is obeyed, becomes markup or hides, wherever it comes out', async () => {
  const { counts, findings } = await run({
    seed: 5,
    sample: true,
    firstOnly: false,
    say: () => undefined,
  });
  expect(findings).toEqual([]);
  expect(counts['lines']).toBeGreaterThan(1000);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
}, 240_000);

test.each([
  '::error::x',
  ' \t::x::y',
  'a\r::x::y',
  'a ##[error]',
  '\u001b[2J',
  '\u009b1m',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\u3164',
  '\ud800',
])('the oracle of the campaign sees %j', text => {
  expect(faultsOfLines(text)).not.toEqual([]);
});

test('the oracle of the campaign reads commands and outputs as a runner does, and lets text pass', () => {
  expect(commandsIn('a\n  ::error::b\nstd::vector\n')).toEqual(['  ::error::b']);
  expect(toldIn('::notice title=a%3Ab::c%0Ad%25\n')).toEqual([
    { command: 'notice', title: 'a:b', message: 'c\nd%' },
  ]);
  expect([...outputsIn('a<<E\nb=c\nE\nd=e\n')]).toEqual([
    ['a', 'b=c'],
    ['d', 'e'],
  ]);
  expect(faultsOfLines('größe 大小 ❤️ [x] :: ok\n')).toEqual([]);
});
