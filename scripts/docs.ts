/** Writes the tables of inputs and outputs in README.md from action.yml; with --check exits 1 where they are stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { markdownTable } from 'markdown-table';
import { parse } from 'yaml';
import { z } from 'zod';

const manifest = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

const root = resolve(import.meta.dirname, '..');
const readme = resolve(root, 'README.md');
const before = readFileSync(readme, 'utf8');
const after = withTables(before);
if (process.argv.includes('--check')) {
  if (after !== before) {
    process.stderr.write('README.md: the tables of inputs and outputs differ from action.yml: run `npm run docs`.\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(readme, after);
}

function withTables(text: string): string {
  const { inputs, outputs } = manifest.parse(parse(readFileSync(resolve(root, 'action.yml'), 'utf8')));
  const rows = Object.entries(inputs).map(([name, { description, default: value }]) => {
    return [code(name), cell(description), value === undefined ? '' : code(value)];
  });
  const tableOfInputs = markdownTable([['input', 'what it does', 'default'], ...rows], { alignDelimiters: false });
  const tableOfOutputs = markdownTable(
    [
      ['output', 'what it holds'],
      ...Object.entries(outputs).map(([name, { description }]) => [code(name), cell(description)]),
    ],
    { alignDelimiters: false },
  );
  return between(between(text, 'inputs', tableOfInputs), 'outputs', tableOfOutputs);
}

function between(text: string, name: string, table: string): string {
  const pattern = new RegExp(`(<!-- ${name}:start -->\n)[^]*?(<!-- ${name}:end -->)`);
  if (!pattern.test(text)) throw new Error(`README.md has no <!-- ${name}:start --> … <!-- ${name}:end -->`);
  return text.replace(pattern, (_, start: string, end: string) => `${start}${table}\n${end}`);
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replaceAll('\n', ' ');
}
