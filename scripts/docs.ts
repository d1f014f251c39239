/**
 * Writes what is generated in hand-written files: parts of pages, each between its
 * `<!-- NAME:start -->` and `<!-- NAME:end -->`; the account of this repository, from package.json;
 * the pins of other actions, from .github/workflows; JSON Schemas, in schemas/. Exits 1 where a
 * part is left unfilled, and with --check also where any is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { markdownTable } from 'markdown-table';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseDocument } from '../bench/document.ts';
import { renderTable } from '../bench/table.ts';
import { defaultPolicy } from '../src/core/policy.ts';
import { formatDuration, formatShare } from '../src/core/quantity.ts';
import type { Run } from '../src/core/run.ts';
import { type ErrorCode, exitStatuses } from '../src/errors.ts';
import { judge } from '../src/judge/judge.ts';
import { renderMarkdown } from '../src/report/markdown.ts';
import { renderText } from '../src/report/text.ts';
import { decodeRun } from '../src/suites/document.ts';
import { judgeClaims } from '../src/suites/registry.ts';
import { baselineOf } from '../test/harness/baseline-of.ts';
import { filesThatNameUs, fillAccount, ourAccount } from './docs/account.ts';
import { causes } from './docs/causes.ts';
import { fieldTable, proofTable } from './docs/disk-fields.ts';
import { kubevirtTable } from './docs/kubevirt-fields.ts';
import { classTables } from './docs/libvirt-fields.ts';
import { measuredBlocks } from './docs/measured.ts';
import { fillPins, readPins } from './docs/pins.ts';
import { proxmoxTables } from './docs/proxmox-facts.ts';
import { qemuOptionsTable } from './docs/qemu-options.ts';
import { jsonSchemas } from './docs/schemas.ts';
import { unfilledOf } from './docs/unfilled.ts';
import { renderJourneys, renderRooms } from './house/pages.ts';

const manifest = z.object({
  inputs: z.record(
    z.string(),
    z.object({ description: z.string(), default: z.string().optional() }),
  ),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

/** One generated part of a page: the file, the name between its marks, and what stands there. */
interface Block {
  readonly file: string;
  readonly block: string;
  readonly render: () => string;
}

const root = resolve(import.meta.dirname, '..');
const blocks: readonly Block[] = [
  { file: 'docs/architecture.md', block: 'rooms', render: renderRooms },
  { file: 'docs/architecture.md', block: 'journeys', render: renderJourneys },
  { file: 'docs/baselines.md', block: 'sieves', render: renderSieves },
  { file: 'docs/command-line.md', block: 'statuses', render: renderStatuses },
  { file: 'docs/command-line.md', block: 'table', render: renderFirstRun },
  { file: 'docs/command-line.md', block: 'timing', render: renderTiming },
  { file: 'docs/config.md', block: 'example', render: renderConfig },
  { file: 'docs/definitions/kubevirt.md', block: 'classes', render: kubevirtTable },
  { file: 'docs/definitions/libvirt.md', block: 'classes', render: classTables },
  { file: 'docs/definitions/proxmox.md', block: 'facts', render: proxmoxTables },
  { file: 'docs/definitions/qemu.md', block: 'options', render: qemuOptionsTable },
  { file: 'docs/disk-modes.md', block: 'fields', render: fieldTable },
  { file: 'docs/disk-modes.md', block: 'proof', render: proofTable },
  { file: 'docs/github.md', block: 'inputs', render: () => renderInputs('report/action.yml') },
  { file: 'docs/github.md', block: 'outputs', render: () => renderOutputs('report/action.yml') },
  { file: 'docs/inputs.md', block: 'inputs', render: () => renderInputs('action.yml') },
  { file: 'docs/inputs.md', block: 'outputs', render: () => renderOutputs('action.yml') },
  { file: 'docs/statistics.md', block: 'undecided', render: renderUndecided },
  ...benchBlocks('docs/performance.md'),
  ...measuredBlocks('docs/performance.md'),
];

const pins = readPins(resolve(root, '.github/workflows'));
for (const file of new Set([...blocks.map(({ file: name }) => name), ...filesThatNameUs(root)])) {
  const path = resolve(root, file);
  const before = readFileSync(path, 'utf8');
  const filled = fillAccount(fillPins(before, pins), ourAccount);
  const after = blocks
    .filter(each => each.file === file)
    .reduce((text, { block, render }) => {
      return replaceBlock(text, { file, block, content: render() });
    }, filled);
  writeGenerated(file, { before, after });
}
mkdirSync(resolve(root, 'schemas'), { recursive: true });
for (const [name, after] of Object.entries(jsonSchemas())) {
  const path = resolve(root, 'schemas', name);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeGenerated(`schemas/${name}`, { before, after });
}

/** Parts that a bench writes by itself, as its figures take hours. */
const writtenByBenches = [{ file: 'docs/statistics.md', block: 'verdicts' }];
for (const file of filesThatNameUs(root).filter(name => name.endsWith('.md'))) {
  const names = [...blocks, ...writtenByBenches].flatMap(each => {
    return each.file === file ? [each.block] : [];
  });
  const unfilled = unfilledOf({ file, text: readFileSync(resolve(root, file), 'utf8') }, names);
  for (const what of unfilled) process.stderr.write(`${what}.\n`);
  if (unfilled.length > 0) process.exitCode = 1;
}

/** Writes what changed of a file; with --check it only says that it did. */
function writeGenerated(file: string, { before, after }: { before: string; after: string }): void {
  if (after === before) return;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${file} is stale: run \`npm run docs\`.\n`);
    process.exitCode = 1;
  } else writeFileSync(resolve(root, file), after);
}

function replaceBlock(
  text: string,
  { file, block, content }: { file: string; block: string; content: string },
): string {
  const pattern = new RegExp(`(<!-- ${block}:start -->\n)[^]*?(<!-- ${block}:end -->)`);
  if (!pattern.test(text))
    throw new Error(`${file} has no <!-- ${block}:start --> … <!-- ${block}:end -->`);
  return text.replace(pattern, (_, start: string, end: string) => `${start}${content}\n${end}`);
}

function renderInputs(action: string): string {
  const rows = Object.entries(readManifest(action).inputs).map(
    ([name, { description, default: value }]) => {
      return [code(name), cell(description), value === undefined ? '' : code(value)];
    },
  );
  return markdownTable([['input', 'what it does', 'default'], ...rows], { alignDelimiters: false });
}

function renderOutputs(action: string): string {
  const rows = Object.entries(readManifest(action).outputs).map(([name, { description }]) => {
    return [code(name), cell(description)];
  });
  return markdownTable([['output', 'what it holds'], ...rows], { alignDelimiters: false });
}

function readManifest(action: string): z.infer<typeof manifest> {
  return manifest.parse(parse(readFileSync(resolve(root, action), 'utf8')));
}

function renderConfig(): string {
  const text = readFileSync(resolve(root, 'examples/storage-gate.config.yml'), 'utf8');
  return `\`\`\`yaml\n${text}\`\`\``;
}

/** The picture in the comment of the function that chooses a baseline. */
function renderSieves(): string {
  const source = readFileSync(resolve(root, 'src/history/history.ts'), 'utf8');
  const lines = source.match(/^ \*(?= {5}|$).*$/gm) ?? [];
  return `\`\`\`\n${lines
    .map(line => line.slice(7))
    .join('\n')
    .trim()}\n\`\`\``;
}

/** The table that `npm start` printed for the first of two runs on a host where nothing changed. */
function renderFirstRun(): string {
  const table = renderText({ ...judgedAgainst(readExample('first.json'), []), color: false });
  return `\`\`\`\n${table.split('\n\n')[0] ?? ''}\n\`\`\``;
}

function renderTiming(): string {
  const { boot, prepare, measure, rest } = readExample('first.json').timing;
  const total = boot + prepare + measure + rest;
  return `It took ${formatDuration(total)}, ${formatShare(measure / total)} of it measuring.`;
}

/** How a comment on the second run begins, judged against the first: what was decided, and why. */
function renderUndecided(): string {
  const judged = judgedAgainst(readExample('second.json'), [readExample('first.json')]);
  return opening(renderMarkdown({ ...judged, limit: 65_536 }));
}

function renderStatuses(): string {
  const rows = exitStatuses.flatMap(({ status, meaning, codes }) => {
    const [first = '', ...others] = codes.map((name: ErrorCode) => causes[name]);
    return [[String(status), meaning, first], ...others.map(cause => ['', '', cause])];
  });
  return markdownTable([['status', 'meaning', 'cause'], ...rows], { alignDelimiters: false });
}

/** What each bench printed that was kept; the load average among its facts says how busy it was. */
function benchBlocks(file: string): Block[] {
  const kept = resolve(root, 'fixtures/performance');
  return readdirSync(kept).map(name => {
    const document = parseDocument(readFileSync(resolve(kept, name), 'utf8'));
    const render = () => `\`\`\`\n${renderTable(document)}\n\`\`\``;
    return { file, block: document.bench, render };
  });
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

function judgedAgainst(run: Run, baseline: readonly Run[]) {
  return {
    run,
    judgement: judge({ run, baseline: baselineOf(run, baseline), policy: defaultPolicy }),
    claims: judgeClaims(run),
  };
}

function readExample(name: string): Run {
  const decoded = decodeRun(JSON.parse(readFileSync(resolve(root, 'fixtures/runs', name), 'utf8')));
  if (!decoded.ok) throw new Error(`fixtures/runs/${name}: ${JSON.stringify(decoded.rejections)}`);
  return decoded.value;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replaceAll('\n', ' ');
}
