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
const decisions = readdirSync(resolve(root, 'docs/adr'));
const pages = ['.', 'docs', 'docs/adr', 'docs/definitions', 'bench', 'campaign'].flatMap(folder =>
  readdirSync(resolve(root, folder))
    .filter(name => name.endsWith('.md'))
    .map(name => join(folder, name)),
);

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
    // The tables of fields are lists, made from data.
    const text = textOf(page).replace(/<!-- (classes|options):start -->[^]*<!-- \1:end -->/, '');
    const sentences = sentencesOf(text);
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

test('decisions are numbered without a gap, in their names and headings', () => {
  const numbers = decisions.map((_, index) => index + 1);
  expect(decisions.map(name => Number(name.slice(0, 4)))).toEqual(numbers);
  const headings = decisions.map(name => /^# (\d+)\. /.exec(textOf(`docs/adr/${name}`))?.[1]);
  expect(headings.map(Number)).toEqual(numbers);
});

test('examples for GitHub keep and read runs in one ref, the default one', () => {
  const named = readdirSync(resolve(root, 'examples'))
    .filter(name => !name.startsWith('gitea'))
    .flatMap(name => textOf(`examples/${name}`).match(/\bgit:[\w/-]+/g) ?? []);
  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)]).toEqual(['git:refs/storage-gate/baselines']);
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
