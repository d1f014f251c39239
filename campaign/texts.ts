import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tellOutput } from '../src/github/step.ts';
import { showMarkdown } from '../test/harness/github-markdown.ts';
import type { PartOptions, PartResult } from './part.ts';
import { hostileTexts, onOneLine } from './texts/hostile.ts';
import {
  commandsIn,
  faultsOfLines,
  faultsOfMarkdown,
  outputsIn,
  toldIn,
  unseenIn,
} from './texts/oracle.ts';
import {
  commands,
  invocations,
  invoke,
  json,
  lines,
  markdown,
  reports,
  type Sink,
  tails,
} from './texts/sinks.ts';

/**
 * Puts hostile texts into every place where foreign text comes out: errors, logs, reports,
 * comments, annotations, outputs, JSON and the command line as a whole. None may be obeyed by a
 * terminal or by the runner of a job, become markup, or hide.
 */
export async function run({ seed, sample, firstOnly, say }: PartOptions): Promise<PartResult> {
  const texts = hostileTexts(seed, sample ? 120 : 1200);
  const counts = { texts: texts.length, lines: 0, commands: 0, outputs: 0, json: 0, markdown: 0 };
  const findings: string[] = [];
  const told = (sink: string, text: string, faults: readonly string[]) => {
    if (faults.length > 0)
      findings.push(`${sink}, ${JSON.stringify(text)}: ${[...new Set(faults)].join(', ')}`);
  };
  /** Each text in all sinks, or in two of them, in turn, where they take their time. */
  const each = (kind: keyof typeof counts, sinks: readonly Sink[], check: Check, inTwo = false) => {
    for (const [index, text] of texts.entries()) {
      const half = Math.ceil(sinks.length / 2);
      const two = [index, index + half].map(place => sinks[place % sinks.length]);
      for (const sink of inTwo ? two : sinks) {
        if (sink === undefined) continue;
        counts[kind] += 1;
        told(sink.name, text, check(text, sink));
      }
    }
  };
  each('lines', lines, faultsOfLine);
  each('lines', reports, faultsOfLine, true);
  each('lines', tails, (text, { put }) => faultsOfLines(put(text)));
  each('commands', commands, faultsOfCommand);
  each('json', json, faultsOfJson);
  say(`${counts.lines + counts.commands + counts.json} lines, commands and JSON`);
  const plain = new Map(markdown.map(({ name, put }) => [name, showMarkdown(put('plain'))]));
  // Each text in two places, in turn: to read what GitHub shows takes its time.
  const check: Check = (text, { name, put }) => {
    const model = plain.get(name);
    return model === undefined ? ['no model'] : faultsOfMarkdown(put(text), model);
  };
  each('markdown', markdown, check, true);
  say(`${counts.markdown} pieces of Markdown`);
  if (firstOnly && findings.length > 0) return { counts, findings };
  const directory = await mkdtemp(join(tmpdir(), 'gate-campaign-'));
  try {
    for (const text of texts) told('output', text, await faultsOfOutput(text, directory));
    counts.outputs = texts.length;
    const given = texts.filter(text => !text.includes('\0')).slice(0, sample ? 2 : 8);
    const ways = Object.entries(invocations);
    for (const text of given)
      for (const [way, argvOf] of ways) {
        const { said, status } = await invoke(await argvOf(text, directory), directory);
        const isTold = status !== 70 && typeof status === 'number';
        told(way, text, [...faultsOfLines(said), ...(isTold ? [] : [`status ${status}`])]);
      }
    return { counts: { ...counts, invocations: given.length * ways.length }, findings };
  } finally {
    await rm(directory, { recursive: true });
  }
}

type Check = (text: string, sink: Sink) => readonly string[];

/** Nothing in it is obeyed, and it has no more lines than the text without its breaks. */
function faultsOfLine(text: string, { put }: Sink): readonly string[] {
  const shown = put(text);
  const isSame = shown === put(onOneLine(text));
  return [...faultsOfLines(shown), ...(isSame ? [] : ['a break of a line'])];
}

/** One command, whose text is plain when it is decoded, and which the log shows as text then. */
function faultsOfCommand(text: string, { put }: Sink): readonly string[] {
  const log = put(text);
  const [command, ...others] = toldIn(log);
  const isAlone = log.trimEnd().split('\n').length === 1 && others.length === 0;
  if (command === undefined || !isAlone) return [`${commandsIn(log).length} commands`];
  const { title, message } = command;
  const isOneLine = !`${title}${message}`.includes('\n');
  return [
    ...faultsOfLines(title),
    ...faultsOfLines(message),
    ...(isOneLine ? [] : ['a break of a line']),
  ];
}

/** It reads back unchanged, and shows nothing that is obeyed. */
function faultsOfJson(text: string, { put }: Sink): readonly string[] {
  const shown = put(text);
  const read = JSON.parse(shown) as { readonly run: { environment: { device: string } } };
  const isKept = read.run.environment.device === text;
  return [...faultsOfLines(shown), ...(isKept ? [] : ['the text is another one'])];
}

async function faultsOfOutput(text: string, directory: string): Promise<readonly string[]> {
  const file = join(directory, 'output');
  await writeFile(file, '');
  const before = process.env['GITHUB_OUTPUT'];
  process.env['GITHUB_OUTPUT'] = file;
  try {
    tellOutput('baseline', text);
  } finally {
    if (before === undefined) delete process.env['GITHUB_OUTPUT'];
    else process.env['GITHUB_OUTPUT'] = before;
  }
  const outputs = outputsIn(await readFile(file, 'utf8'));
  const value = outputs.get('baseline') ?? '\n';
  return [
    ...(outputs.size === 1 ? [] : [`${outputs.size} outputs`]),
    ...unseenIn(value),
    ...(value.includes('\n') ? ['a break of a line'] : []),
  ];
}
