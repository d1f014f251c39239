import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseConfigFile } from '../../src/config/file.ts';
import { sentencesOf, wordsOf } from './prose.ts';

const root = resolve(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(resolve(root, file), 'utf8');
const readme = textOf('README.md');
const pagesOfDocs = readdirSync(resolve(root, 'docs')).filter(name => name.endsWith('.md'));
const pages = [
  ...readdirSync(root).filter(name => name.endsWith('.md')),
  ...pagesOfDocs.map(name => `docs/${name}`),
  ...readdirSync(resolve(root, 'docs/adr')).map(name => `docs/adr/${name}`),
];

describe('the README', () => {
  test('has at most 900 words, as wc counts them, code and tables included', () => {
    expect(readme.trim().split(/\s+/).length).toBeLessThanOrEqual(900);
  });

  test('shows one workflow, of one job and at most 12 lines', () => {
    const blocks = [...readme.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => text);
    const workflows = blocks.filter(text => /^jobs:/m.test(text));
    expect(workflows).toHaveLength(1);
    expect(workflows[0]?.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
    expect(Object.keys((parse(workflows[0] ?? '') as { jobs: object }).jobs)).toHaveLength(1);
  });

  test('decides in five lines, with five terms at most', () => {
    const section = /^## How it decides\n([^]*?)^## /m.exec(readme)?.[1] ?? '';
    expect(section.match(/^\d\. /gm)).toHaveLength(5);
    expect(section.match(/\*\*[^*]+\*\*/g)?.length).toBeLessThanOrEqual(5);
  });
});

describe('a page', () => {
  test.each(pages)('%s has no sentence over 30 words', page => {
    const sentences = sentencesOf(textOf(page));
    expect(sentences.filter(sentence => wordsOf(sentence).length > 30)).toEqual([]);
  });

  test.each(pagesOfDocs.filter(name => name !== 'README.md'))('%s is in the index', name => {
    expect(textOf('docs/README.md')).toContain(`](${name})`);
  });

  test.each(pages)('links of %s lead somewhere', page => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(
      ([, to = '']) => to,
    );
    const broken = links.filter(link => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? resolve(root, page) : join(root, dirname(page), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = text.replaceAll(/^```[^]*?^```$/gm, '').match(/^#+ .*$/gm) ?? [];
  return new Set(
    headings.map(heading =>
      heading
        .replace(/^#+ /, '')
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('docs/config.md', () => {
  const tables = textOf('docs/config.md').split(/^## /m);
  const keysOf = (heading: string) =>
    (tables.find(text => text.startsWith(heading)) ?? '')
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .flatMap(line => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)])
      .map(([, key = '']) => key);

  test.each([
    ['Top level', 'xxxxxxxxxxxx: 1'],
    ['`policy`\n', 'policy: { xxxxxxxxxxxx: 1 }'],
    ['`policy.cells`\n', 'policy: { cells: [{ xxxxxxxxxxxx: 1 }] }'],
  ])('has each key of %s that the file may have, and no other', (heading, wrong) => {
    const parsed = parseConfigFile({ path: 'x', text: `version: 1\n${wrong}\n` });
    const remedy = parsed.ok ? (parsed.value.rejections[0]?.remedy ?? '') : '';
    const known = /known here: (.*)$/.exec(remedy)?.[1]?.split(', ') ?? [];
    expect(keysOf(heading).toSorted()).toEqual(known.toSorted());
  });
});
