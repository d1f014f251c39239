import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { controllerFields, diskFields } from '../../src/source/libvirt/classes.ts';
import { otherWordsOf, terms, termsOf, withoutOtherWords } from './glossary.ts';
import { words as phrases, type Word } from './words.ts';

const root = resolve(import.meta.dirname, '../..');

/** What others call the fields of their definitions is not for us to choose. */
const theirs = [
  ...[...diskFields.keys(), ...controllerFields.keys()].filter(path => /\w[@/]/.test(path)),
  // A property of QEMU's virtio-scsi.
  '`hotplug`',
  'hotplug param_change',
  // A setting of Proxmox.
  "'hotplug'",
];

/** Files below folders or files of the repository, by how their names end. */
function filesIn(places: readonly string[], ends: RegExp): string[] {
  return places.flatMap(place =>
    readdirSync(resolve(root, place), { withFileTypes: true, recursive: place !== '.' })
      .filter(entry => entry.isFile() && ends.test(entry.name))
      .map(entry => resolve(entry.parentPath, entry.name)),
  );
}

const docs = filesIn(['.', 'docs', '.github', 'examples', 'report'], /\.(md|ya?ml)$/);
const words: readonly Word[] = [
  ...terms.map(term => ({ say: term.say, not: otherWordsOf(term) })),
  ...phrases,
];
const sources = filesIn(['src'], /\.ts$/);

/**
 * `docs/kvm.md: what stands around the words` for each place in these files, over ends of lines.
 */
function placesOf(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap(file => {
    const read = readFileSync(file, 'utf8');
    const shown = file.endsWith('docs/glossary.md') ? withoutOtherWords(read) : read;
    const ours = theirs.reduce((all, path) => all.replaceAll(path, ''), shown);
    const text = ours.replaceAll(/\n[ \t]*(?:\*|\/\/|#)? ?/g, ' ');
    return [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(({ index }) => {
      return `${file.slice(root.length + 1)}: ${text.slice(Math.max(0, index - 20), index + 30)}`;
    });
  });
}

describe('one word for one thing', () => {
  test.each(words)('what people read says "$say"', ({ not }) => {
    expect(placesOf(not, docs)).toEqual([]);
  });

  test.each(words)('so do the sources: "$say"', ({ not }) => {
    expect(placesOf(not, sources)).toEqual([]);
  });

  test('the list finds a word that is in it', () => {
    const mend = words.find(({ say }) => say === 'fix');
    expect(mend?.not.test('how to mend it')).toBe(true);
    expect(mend?.not.test('an amended commit')).toBe(false);
  });
});

describe('docs/glossary.md', () => {
  test('says of each term what it is not called', () => {
    expect(terms.length).toBeGreaterThan(40);
    expect(terms.filter(({ notCalled }) => notCalled.length === 0)).toEqual([]);
  });

  test('has a term in each row outside of the verdicts', () => {
    const rows = groups.flatMap(section => section.match(/^\| (?!word )/gm) ?? []);
    expect(terms).toHaveLength(rows.length);
  });

  test('is read: its other words are found in the singular and the plural, and not in itself', () => {
    const [term] = termsOf('| **copy** | a, b | VM, working copy |\n');
    const found = otherWordsOf(term ?? { say: '', notCalled: [] });
    const read = ['VMs', 'two Working copies', 'the vm', 'a copy'].map(text => found.test(text));
    expect(read).toEqual([true, true, false, false]);
    expect(withoutOtherWords('| **copy** | a, b | VM |\n')).toBe('| **copy** | a, b |\n');
  });

  const sections = readFileSync(resolve(root, 'docs/glossary.md'), 'utf8').split(/^## /m).slice(1);
  const groups = sections.filter(section => !section.startsWith('Verdicts'));

  test.each(groups.map(section => [section.split('\n')[0] ?? '', section]))(
    'has each word of "%s" once, in the order of the alphabet',
    (_, section) => {
      const said = [...section.matchAll(/^\| \*\*([^*]+)\*\*/gm)].map(([, word = '']) => word);
      const sorted = said.toSorted((a, b) => a.localeCompare(b, 'en'));
      expect(said).toEqual([...new Set(sorted)]);
    },
  );
});
