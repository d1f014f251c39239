import { check, property, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeRejection } from '../../src/core/rejection.ts';
import { mostYaml, readYaml } from '../../src/core/yaml.ts';

function refusalOf(text: string): string {
  const outcome = readYaml(text, line => `line ${line}`);
  return outcome.ok
    ? `read: ${String(outcome.value.plain)}`
    : outcome.rejections.map(describeRejection).join('\n');
}

function plainOf(text: string): unknown {
  const outcome = readYaml(text, line => `line ${line}`);
  return outcome.ok ? outcome.value.plain : outcome.rejections;
}

const respelled = [
  '1.10',
  '6.10',
  '007',
  '1e3',
  '0x10',
  '0o17',
  '.inf',
  '.nan',
  '-0',
  '+1',
  '1.0',
  '5.',
  '12345678901234567890123',
  'True',
  'FALSE',
  'null',
  'Null',
];

describe('what YAML takes for a number, a truth value or nothing', () => {
  test.each(respelled)('is refused as a key where %s would become another name', word => {
    expect(refusalOf(`version: 1\ndisks:\n  ${word}: {}\n`)).toBe(
      `line 3: YAML takes the key ${word} for no text (write it in quotes: "${word}")`,
    );
    expect(plainOf(`"${word}": a\n'b${word}': c`)).toEqual({ [word]: 'a', [`b${word}`]: 'c' });
  });

  test.each(respelled)('is what the file has as a value: %s', word => {
    expect(plainOf(`a: ${word}`)).toEqual({ a: expect.any(Symbol) });
    expect((plainOf(`a: ${word}`) as { a: symbol }).a.description).toBe(word);
  });

  test.each([
    'yes',
    'no',
    'on',
    'off',
    '2024-01-01',
    '1_000',
    '1.2.3',
    '1:30',
    '0b1',
    'NaN',
    '6.1.0-rc1',
  ])('is not %s, which stays a text', word =>
    expect(plainOf(`a: ${word}\n${word}: a`)).toEqual({ a: word, [word]: 'a' }),
  );

  test('no key is read as another text than the file has', () => {
    const readAs = (key: string): readonly string[] => {
      const outcome = readYaml(`{ ${key}: 1 }`, String);
      return outcome.ok ? Object.keys(outcome.value.plain as object) : [key];
    };
    const words = stringMatching(/^[0-9a-fxoeE_.+-]{1,8}$/);
    const kept = property(words, key => readAs(key).join() === key);
    expect(check(kept, { numRuns: 500 }).counterexample).toBeNull();
  });
});

const text = 'version: 1\npolicy: { tolerance: 4% } # größe\n';
const wide =
  (bytes: 2 | 4, order: 'little' | 'big') =>
  (source: string): string => {
    const buffers = Array.from(source, sign => {
      const buffer = Buffer.alloc(bytes);
      const code = sign.codePointAt(0) ?? 0;
      if (order === 'big') buffer.writeUIntBE(code, 0, bytes);
      else buffer.writeUIntLE(code, 0, bytes);
      return buffer;
    });
    return Buffer.concat(buffers).toString('utf8');
  };

describe('a file that is no UTF-8 text', () => {
  test.each([
    ['UTF-16', wide(2, 'little')],
    ['UTF-16', wide(2, 'big')],
    ['UTF-32', wide(4, 'little')],
    ['UTF-32', wide(4, 'big')],
  ])('is said to be %s, with a byte order mark or without', (name, encode) => {
    for (const mark of ['', '\u{feff}'])
      expect(refusalOf(encode(mark + text))).toBe(`line 1: the file is ${name} (save it as UTF-8)`);
  });

  test.each([
    ['Latin-1', Buffer.from(text, 'latin1').toString('utf8'), /^line 2: a byte that is not UTF-8/],
    ['a NUL', `${text}# \0\n`, /^line 3: the character U\+0000/],
    ['an escape', `${text}# \u{1b}[31m\n`, /^line 3: the character U\+001B/],
    ['a C1 control', `${text}# \u{9b}31m\n`, /^line 3: the character U\+009B/],
    ['line ends of an old Mac', text.replaceAll('\n', '\r'), /^line 1: the character U\+000D/],
    ['two files with marks', `\u{feff}${text}\u{feff}a: 1\n`, /^line 3: the character U\+FEFF/],
  ])('is refused for %s', (_, given, message) => {
    expect(refusalOf(given)).toMatch(message);
  });

  test.each([
    ['a byte order mark', `\u{feff}${text}`],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['the marks of a document', `---\n${text}...\n`],
    ['%YAML 1.2', `%YAML 1.2\n---\n${text}`],
  ])('is not one with %s', (_, given) => {
    expect(plainOf(given)).toEqual({ version: 1, policy: { tolerance: '4%' } });
  });
});

test.each([
  ['a tab', 'a:\n\tb: 1\n', /^line 2: not valid YAML: a tab/],
  ['two documents', `${text}---\n${text}`, /^line 3: a second document begins/],
  ['a key twice', `${text}version: 1\n`, /^line 3: not valid YAML: the key appears twice/],
  ['a key twice, once in quotes', '{ 1: a, "1": b }', /the key appears twice/],
  ['an alias', 'a: &a 1\nb: *a\n', /^line 2: YAML aliases/],
  ['an alias as a key', 'a: &a 1\n*a : 2\n', /line 2: YAML aliases/],
  ['a merge', 'a: 1\n<<: { b: 1 }\n', /^line 2: YAML aliases, merges/],
  ['a tag', 'a: 1\nb: !!binary aGk=\n', /^line 2: YAML aliases, merges and tags/],
  ['a tag of its own', 'a: !secret x\n', /YAML aliases, merges and tags/],
  ['YAML 1.1', `%YAML 1.1\n---\na: yes\n`, /^line 1: the file is not YAML 1\.2/],
  ['an unknown directive', `%FOO\n---\na: b\n`, /Unknown directive %FOO/],
  ['a list as a key', '? [a]\n: 1\n', /takes the key for no text/],
  ['no key', ': 1\n', /takes the key for no text/],
  ['__proto__', 'a: { __proto__: { b: 1 } }\n', /no name may be __proto__/],
])('%s is refused with its line', (_, given, message) => {
  expect(refusalOf(given)).toMatch(message);
});

const fill = (piece: string): string => piece.repeat(Math.floor(mostYaml / piece.length));

test.each([
  ['brackets', fill('['), /nested too deeply/],
  ['braces', fill('{a: '), /nested too deeply/],
  ['lists', fill('- '), /nested too deeply/],
  [
    'keys',
    Array.from({ length: 9000 }, (_, key) => `k${key}:`)
      .join('\n')
      .slice(0, mostYaml),
    /more than 2000 keys and values/,
  ],
  ['values', `[${fill('1,').slice(2)}]`, /more than 2000 keys and values/],
  ['anchors', fill('&a '), /not valid YAML/],
  ['aliases', `a: &a []\n${fill('- *a\n').slice(16)}`, /not valid YAML|YAML aliases/],
  ['quotes', fill('"'), /not valid YAML/],
  ['characters', `# ${fill('x')}`, /more than 65536 characters/],
])('as many %s as fit are refused in a few sentences', (_, given, message) => {
  const refusal = refusalOf(given);
  expect(refusal).toMatch(message);
  expect(refusal.split('\n').length).toBeLessThanOrEqual(10);
});
