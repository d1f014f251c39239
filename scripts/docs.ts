/**
 * Writes the generated parts of pages: inputs and outputs of README.md and docs/github.md from
 * action.yml and report/action.yml; README's table and the beginning of an undecided comment from
 * the stored runs in fixtures/runs; of docs/performance.md what the benches printed, from
 * fixtures/performance; and of docs/statistics.md how real runs were judged, from fixtures/traces.
 * With --check exits 1 where they are stale.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { markdownTable } from 'markdown-table';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseDocument } from '../bench/document.ts';
import { renderTable } from '../bench/table.ts';
import { defaultPolicy } from '../src/core/policy.ts';
import { formatDuration, formatShare } from '../src/core/quantity.ts';
import { decodeRun, type Run } from '../src/core/run.ts';
import { judgeClaims } from '../src/judge/claims.ts';
import { judge } from '../src/judge/judge.ts';
import { renderMarkdown } from '../src/report/markdown.ts';
import { renderText } from '../src/report/text.ts';
import { renderRealGuests } from './traces/real-guests.ts';

const manifest = z.object({
  inputs: z.record(
    z.string(),
    z.object({ description: z.string(), default: z.string().optional() }),
  ),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

const root = resolve(import.meta.dirname, '..');
const pages: Readonly<Record<string, (text: string) => string>> = {
  'README.md': text => withRuns(withTables(text, 'action.yml')),
  'docs/github.md': text => withTables(text, 'report/action.yml'),
  'docs/performance.md': withBenches,
  'docs/statistics.md': text =>
    between(text, 'real', renderRealGuests(resolve(root, 'fixtures/traces'))),
};
for (const [name, generate] of Object.entries(pages)) {
  const path = resolve(root, name);
  const before = readFileSync(path, 'utf8');
  const after = generate(before);
  if (!process.argv.includes('--check')) writeFileSync(path, after);
  else if (after !== before) {
    process.stderr.write(`${name} differs from action.yml or fixtures: run \`npm run docs\`.\n`);
    process.exitCode = 1;
  }
}

function withTables(text: string, action: string): string {
  const { inputs, outputs } = manifest.parse(parse(readFileSync(resolve(root, action), 'utf8')));
  const rows = Object.entries(inputs).map(([name, { description, default: value }]) => {
    return [code(name), cell(description), value === undefined ? '' : code(value)];
  });
  const tableOfInputs = markdownTable([['input', 'what it does', 'default'], ...rows], {
    alignDelimiters: false,
  });
  const tableOfOutputs = markdownTable(
    [
      ['output', 'what it holds'],
      ...Object.entries(outputs).map(([name, { description }]) => [code(name), cell(description)]),
    ],
    { alignDelimiters: false },
  );
  return between(between(text, 'inputs', tableOfInputs), 'outputs', tableOfOutputs);
}

/**
 * The two runs were made by `npm start`, one after the other, on one host where nothing had
 * changed.
 */
function withRuns(text: string): string {
  const first = readExample('first.json');
  const second = readExample('second.json');
  const alone = judgedAgainst(first, []);
  const table = renderText({ ...alone, color: false }).split('\n\n')[0] ?? '';
  const comment = renderMarkdown({ ...judgedAgainst(second, [first]), limit: 65_536 });
  const timed = between(text, 'timing', describeTiming(first));
  const tabled = between(timed, 'table', `\`\`\`\n${table}\n\`\`\``);
  return between(tabled, 'undecided', opening(comment));
}

function describeTiming({ timing: { boot, prepare, measure, rest } }: Run): string {
  const total = boot + prepare + measure + rest;
  return `It took ${formatDuration(total)}, ${formatShare(measure / total)} of it measuring.`;
}

/**
 * The first two paragraphs of a comment, as a quotation: what was decided, and what that means for
 * the gate.
 */
function opening(comment: string): string {
  return comment
    .split('\n\n')
    .filter(paragraph => !paragraph.startsWith('<!--'))
    .slice(0, 2)
    .flatMap((paragraph, index) => [...(index === 0 ? [] : ['']), ...paragraph.trim().split('\n')])
    .map(line => `> ${line}`.trimEnd())
    .join('\n');
}

/**
 * What the benches printed that were kept, each between marks of its name; the load average among
 * the facts says how busy the host was.
 */
function withBenches(text: string): string {
  const kept = resolve(root, 'fixtures/performance');
  return readdirSync(kept).reduce((page, file) => {
    const document = parseDocument(readFileSync(resolve(kept, file), 'utf8'));
    return between(page, document.bench, `\`\`\`\n${renderTable(document)}\n\`\`\``);
  }, text);
}

function judgedAgainst(run: Run, baseline: readonly Run[]) {
  return {
    run,
    judgement: judge({ run, baseline, policy: defaultPolicy }),
    claims: judgeClaims(run),
  };
}

function readExample(name: string): Run {
  const decoded = decodeRun(JSON.parse(readFileSync(resolve(root, 'fixtures/runs', name), 'utf8')));
  if (!decoded.ok) throw new Error(`fixtures/runs/${name}: ${JSON.stringify(decoded.rejections)}`);
  return decoded.value;
}

function between(text: string, name: string, table: string): string {
  const pattern = new RegExp(`(<!-- ${name}:start -->\n)[^]*?(<!-- ${name}:end -->)`);
  if (!pattern.test(text))
    throw new Error(`a page has no <!-- ${name}:start --> … <!-- ${name}:end -->`);
  return text.replace(pattern, (_, start: string, end: string) => `${start}${table}\n${end}`);
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replaceAll('\n', ' ');
}
