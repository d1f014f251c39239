import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { mostDefinition } from '../../src/core/definition.ts';
import { boundedText, hasPlaceholder, lineFinder, quoted } from '../../src/source/text.ts';
import { definition, domain, modeOf, read } from './cases.ts';

const utf16 = (text: string): string =>
  new TextDecoder('utf-8').decode(Buffer.from(`\uFEFF${text}`, 'utf16le'));

describe('a text', () => {
  it.each([
    ['of more than 1 MiB', ' '.repeat(mostDefinition + 1), 'is larger than 1 MiB'],
    ['of more than 1 MiB in UTF-8', 'ä'.repeat(mostDefinition / 2 + 1), 'is larger than 1 MiB'],
    ['with a NUL', 'a: b\nc\0d', 'has a NUL character'],
    ['in UTF-16', utf16('<domain/>'), 'is in UTF-16'],
    ['in UTF-16 without a mark', '<\0d\0', 'is in UTF-16'],
    ['that is not UTF-8', new TextDecoder().decode(Uint8Array.of(65, 0xff, 66)), 'is not UTF-8'],
    ['that nests deeply', `\n${'[{'.repeat(33)}`, 'nests more than 64 levels deep'],
  ])('%s is refused before it is parsed', (_, text, problem) => {
    expect(boundedText({ path: 'f', text })).toMatchObject({
      ok: false,
      rejections: [{ problem }],
    });
  });

  test('of a process is refused with the command that prints it in quotes', () => {
    expect(boundedText({ path: 'cmdline', text: 'qemu-kvm\0-m\x001\0' })).toMatchObject({
      rejections: [{ remedy: expect.stringContaining("xargs -0 printf '%q '") }],
    });
  });

  test('of 1 MiB, with a byte order mark and any line ends, is taken', () => {
    const text = `\uFEFFa\r\nb${' '.repeat(mostDefinition - 10)}`;
    expect(boundedText({ path: 'f', text })).toEqual({
      ok: true,
      value: { path: 'f', text: text.slice(1) },
    });
    const windows = definition('04-libvirt-detect-zeroes.xml').text.replaceAll('\n', '\r\n');
    const reading = read({ path: 'f', text: windows }, 'vdb');
    expect(reading).toMatchObject({
      ok: true,
      value: { origins: { 'detect-zeroes': { line: 12 } } },
    });
  });

  test('has lines that are counted from 1, whatever ends them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', 'ä😀')), parts => {
        const text = parts.join('');
        const offset = text.length;
        expect(lineFinder(text)(offset)).toBe(text.split('\n').length);
      }),
    );
  });
});

test('a value is quoted printable, on one line, and with 80 characters at most', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), value => {
      const shown = quoted(value);
      expect(Array.from(shown).length).toBeLessThanOrEqual(80);
      expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029\u202E]/u);
    }),
  );
});

test.each(['{{ a }}', '${a}', '$A', '%A%', '@A@', '#{a}', '<%= a %>', 'x-{% if a %}'])(
  '%s is a placeholder',
  text => expect(hasPlaceholder(text)).toBe(true),
);

test.each(['none', '/srv/a.img', '50%', 'a@b', '$5', '{a}'])('%s is none', text =>
  expect(hasPlaceholder(text)).toBe(false),
);

describe('XML', () => {
  const bomb = `<!DOCTYPE d [ <!ENTITY a "ha"> ${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "&a;&a;">`).join('')} ]>\n<domain><name>&a29;</name></domain>`;

  it.each([
    ['an entity bomb', bomb, /:1: .*DOCTYPE/],
    ['a DOCTYPE after a comment', `<!-- > -->\n${bomb}`, /:2: .*DOCTYPE/],
    ['an entity that nobody declares', '<domain><name>&x;</name></domain>', /no XML/],
    ['deep nesting', `<domain>${'<a>\n'.repeat(100_000)}`, /:64: .*64 levels/],
    ['a comment without an end', `<domain>${'<!-- '.repeat(100_000)}`, /no XML/],
    ['quotes without an end', `<domain ${'a="'.repeat(100_000)}`, /no XML/],
    ['two documents', '<domain/>\n<domain/>', /no XML/],
    ['the same attribute twice', `<domain type='kvm' type='qemu'/>`, /no XML.*Duplicate/],
    ['a template in a tag', `<domain>\n<disk {{ a }}/></domain>`, /:2: no XML: a template/],
  ])('with %s is refused quickly', (_, text, fault) => {
    const begin = performance.now();
    expect(modeOf(read({ path: 'f', text }))).toEqual([expect.stringMatching(fault)]);
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  test('of 1 MiB is read in a moment, and a DOCTYPE in a comment is none', () => {
    const { text } = domain(`<disk><target dev='vda'/></disk><!-- <!DOCTYPE a> -->`);
    const filler = '<interface type="bridge"><source bridge="br0"/></interface>\n'.repeat(17_000);
    const large = text.replace('<disk>', `${filler}<disk>`);
    const begin = performance.now();
    const reading = read({ path: 'f', text: large });
    expect(reading.ok).toBe(true);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
