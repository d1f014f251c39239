import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { sentencesOf, wordsOf } from './prose.ts';

const root = resolve(import.meta.dirname, '../..');

/** A node of the syntax tree, as far as texts are looked for in it. */
type Node = Readonly<Record<string, unknown>> & { readonly type?: string };

const sources = readdirSync(resolve(root, 'src'), { withFileTypes: true, recursive: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  .map(entry => resolve(entry.parentPath, entry.name));

/** `src/errors.ts: the text` for each sentence of an error, a value in it counting as one word. */
const sentences = sources.flatMap(file =>
  errorTexts(parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }) as unknown as Node).flatMap(
    text => sentencesOf(text).map(sentence => ({ file: file.slice(root.length + 1), sentence })),
  ),
);

/** The same of inputs and outputs, as their descriptions in action.yml. */
const descriptions = ['action.yml', 'report/action.yml'].flatMap(file =>
  [...readFileSync(resolve(root, file), 'utf8').matchAll(/^ {0,4}description:.*$(\n {6,}.*$)*/gm)]
    .flatMap(([text]) => sentencesOf(String(Object.values(parse(text))[0])))
    .map(sentence => ({ file, sentence })),
);

test('errors have texts, and this finds them', () => {
  expect(sentences.length).toBeGreaterThan(400);
});

test('inputs and outputs have descriptions, and this finds them', () => {
  expect(descriptions.length).toBeGreaterThan(50);
});

test('no sentence of an error, of --help or of an input has more than 30 words', () => {
  const long = [...sentences, ...descriptions].filter(
    ({ sentence }) => wordsOf(sentence).length > 30,
  );
  expect(long.map(({ file, sentence }) => `${file}: ${sentence}`)).toEqual([]);
});

/**
 * What `problem`, `why` and `remedy` are, all usual remedies, what `reject` is called with, and the
 * texts of --help.
 */
function errorTexts(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(errorTexts);
  if (typeof node !== 'object' || node === null) return [];
  const { type, key, callee, id, init, value, ...rest } = node as Record<string, Node | undefined> &
    Node;
  const name = String((key ?? id)?.['name']);
  const isFact = /^(problem|why|remedy|advice)$/.test(name) || /remedies/i.test(name);
  const said = isFact ? [value, init].flatMap(textsOf) : [];
  const isRejection = type === 'CallExpression' && callee?.['name'] === 'reject';
  const called = String((callee?.['property'] as Node | undefined)?.['name'] ?? callee?.['name']);
  const isHelp = /^(option|requiredOption|argument|description|Option)$/.test(called);
  const given =
    isRejection || isHelp
      ? (rest['arguments'] as unknown as Node[]).slice(isRejection ? 1 : 0)
      : [];
  const within = [callee, init, value, ...Object.values(rest)].flatMap(errorTexts);
  return [...said, ...given.flatMap(textsOf), ...within];
}

/** The texts that an expression can be; a value in a template counts as a word. */
function textsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node & { readonly type: string };
  switch (node.type) {
    case 'ObjectExpression':
      return (node['properties'] as Node[]).flatMap(property => textsOf(property['value']));
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : [];
    case 'TemplateLiteral': {
      const quasis = node['quasis'] as { value: { cooked: string } }[];
      return [quasis.map(quasi => quasi.value.cooked).join('…1')];
    }
    case 'ConditionalExpression':
      return [...textsOf(node['consequent']), ...textsOf(node['alternate'])];
    case 'LogicalExpression':
      return [...textsOf(node['left']), ...textsOf(node['right'])];
    case 'BinaryExpression':
      return [textsOf(node['left']).concat(textsOf(node['right'])).join('')];
    default:
      return [];
  }
}
