import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandsIn, faultsOfLines, unseenIn } from '../campaign/texts/oracle.ts';
import { describeError, GateError } from '../src/errors.ts';
import { jsonText, logLine, logLines, plainText } from '../src/plain-text.ts';

const parts = ['::', '##[', ':', '#', '[', ' ', '\n', '\r', '\t', '\u0085', '\u2028', 'error'];
const marks = ['\u001b[31m', '\u001b[0m', '\u001b[2J', '\u009b', '\u202e', '\u200b', '\ud800'];
const foreign = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...parts, ...marks)).map(drawn => drawn.join('')),
);

describe('plain text', () => {
  test('keeps letters of any script, and shows what it takes away', () => {
    expect(plainText('größe 大小 ❤️ \u001b]0;x\u0007\u009b31m')).toBe(
      'größe 大小 ❤️ \ufffd]0;x\ufffd\ufffd31m',
    );
    expect(plainText('\u3164a\u034fb\u202ec\u200bd\ufeff')).toBe(
      '\ufffda\ufffdb\ufffdc\ufffdd\ufffd',
    );
  });

  test('is one line that nothing obeys', () => {
    fc.assert(
      fc.property(foreign, text => {
        expect(unseenIn(plainText(text))).toEqual([]);
        expect(plainText(text)).not.toContain('\n');
      }),
    );
  });
});

describe('a line for a log', () => {
  test.each([
    '::set-output name=verdict::unchanged',
    '  \t::error::made up',
    'boot ok\n::add-mask::e',
    'boot ok\r::stop-commands::x',
    'a\u2028::warning::b',
    '\u00a0::notice::b',
    'x ##[error]made up',
    '###[error]made up',
    ':::debug::a',
  ])('holds no workflow command after %j', text => {
    expect(commandsIn(`${logLine(text)}\n`)).toEqual([]);
  });

  test('is left as it is where it has none, its indent too', () => {
    const text = '  round 1 of 3: 12 MiB/s :: fine [prod] std::vector # [x]';
    expect(logLine(text)).toBe(text);
  });

  test('is one line that nothing obeys, and stays as it is the second time', () => {
    fc.assert(
      fc.property(foreign, text => {
        expect(faultsOfLines(logLine(text))).toEqual([]);
        expect(logLine(text)).not.toContain('\n');
        expect(logLine(logLine(text))).toBe(logLine(text));
      }),
    );
  });
});

describe('lines for a terminal', () => {
  const red = '\u001b[31mred\u001b[39m';

  test('keep our colours where there are colours, and nothing else', () => {
    expect(logLines(`a\n${red} \u001b[2J`, true)).toBe(`a\n${red} \ufffd[2J`);
    expect(logLines(red)).toBe('\ufffd[31mred\ufffd[39m');
    expect(logLines('\u001b[1m::error::x', true)).toBe('\u001b[1m: :error::x');
  });

  test('are obeyed by nothing', () => {
    fc.assert(
      fc.property(foreign, text => {
        expect(faultsOfLines(logLines(text))).toEqual([]);
        const shown = logLines(text, true)
          .replaceAll('\u001b[31m', '!')
          .replaceAll('\u001b[39m', '!');
        expect(faultsOfLines(shown)).toEqual([]);
      }),
    );
  });
});

test('JSON reads back unchanged, and shows nothing that is obeyed', () => {
  fc.assert(
    fc.property(fc.dictionary(foreign, foreign), value => {
      const shown = jsonText(value);
      expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(faultsOfLines(shown)).toEqual([]);
    }),
  );
});

test('an error has a line for each fact, whatever that holds', () => {
  fc.assert(
    fc.property(foreign, text => {
      const facts = { problem: text, why: text, remedy: text, faults: [text, text] };
      const error = describeError(new GateError('bad-config', { ...facts, argv: ['a', text] }));
      expect(faultsOfLines(error)).toEqual([]);
      expect(error.split('\n').length).toBeLessThanOrEqual(6);
    }),
  );
});
