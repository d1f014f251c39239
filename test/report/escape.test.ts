import * as fc from 'fast-check';
import { markdownTable } from 'markdown-table';
import { expect, test } from 'vitest';
import { escapeMarkdown } from '../../src/report/escape.ts';

const foreign = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '|',
        '`',
        '<',
        '>',
        '@a',
        '#1',
        '\n',
        '\r',
        '[x](y)',
        '<!--',
        '-->',
        'http://a.b',
        'www.a',
        'GH-1',
        '\\',
        '&',
        '_',
        '*',
        '$',
        ':x:',
        '\u202e',
        '\u001b[31m',
        ' ',
        '-',
        '1.',
      ),
    )
    .map(parts => parts.join('')),
);

test('ordinary names and versions stay readable in the source', () => {
  const texts = [
    'host direct',
    'x86_64, 6.1.0-41-cloud-amd64',
    'cache none, (50 %)',
    "it's: fine; ok?",
  ];
  for (const text of texts) expect(escapeMarkdown(text)).toBe(text);
});

test.each([
  ['a | b', 'a &#124; b'],
  ['`code`', '&#96;code&#96;'],
  ['<b>x</b> &amp;', '&#60;b&#62;x&#60;/b&#62; &#38;amp;'],
  ['<!-- storage-gate -->', '&#60;&#33;-- storage-gate --&#62;'],
  ['@someone', '&#64;&#8203;someone'],
  ['see #123', 'see &#35;&#8203;123'],
  ['GH-12 gh-3', 'GH&#8203;-12 gh&#8203;-3'],
  ['https://evil.example', 'https&#58;&#8203;//evil.example'],
  ['www.evil.example', 'www&#8203;.evil.example'],
  ['[text](javascript:x)', '&#91;text&#93;(javascript&#58;x)'],
  ['![i](u)', '&#33;&#91;i&#93;(u)'],
  ['__bold__ *it* ~no~', '&#95;&#95;bold&#95;&#95; &#42;it&#42; &#126;no&#126;'],
  ['$x^2$ :tada:', '&#36;x&#94;2&#36; &#58;tada:'],
  ['- item', '&#45; item'],
  ['1. item', '1&#46; item'],
  ['one\r\ntwo', 'one two'],
  ['\u202egnp\u200b', '\ufffdgnp\ufffd'],
  ['\u001b[31mred', '\ufffd&#91;31mred'],
])('%j does nothing on GitHub', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('no foreign text opens markup, a mention, a reference or a second line', () => {
  fc.assert(
    fc.property(foreign, text => {
      const escaped = escapeMarkdown(text);
      expect(escaped).not.toMatch(/[|`<>@[\]*\\\n\r\u2028\p{Cc}\p{Cf}]/u);
      expect(escaped.replaceAll(/&#\d+;/g, '')).not.toMatch(/[#&]/);
    }),
  );
});

test('no foreign text breaks the row of a table', () => {
  fc.assert(
    fc.property(fc.array(foreign, { minLength: 3, maxLength: 3 }), texts => {
      const lines = markdownTable([['a', 'b', 'c'], texts.map(escapeMarkdown)]).split('\n');
      expect(lines).toHaveLength(3);
      expect(lines[2]?.match(/\|/g)).toHaveLength(4);
    }),
  );
});
