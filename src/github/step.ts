import { appendFile } from 'node:fs/promises';
import {
  type AnnotationProperties,
  ExitCode,
  error,
  notice,
  setOutput,
  warning,
} from '@actions/core';
import { GateError, messageOf } from '../errors.ts';
import { logLine, plainText } from '../plain-text.ts';

// Nothing else may write to the log of a step or tell the runner anything: what is foreign in it is
// made harmless here.

/** Writes a line to the step's log. */
export function writeLog(line: string): void {
  process.stdout.write(`${logLine(line)}\n`);
}

/** Sets an output of the step: one line, since workflows put it into files and scripts. */
export function tellOutput(name: string, value: string | number): void {
  toRunner(() => setOutput(name, plainText(`${value}`)));
}

/** Fails the step with a message of some lines, which may be about a line of a file. */
export function failStep(lines: readonly string[], at?: Annotation['at']): void {
  process.exitCode = ExitCode.Failure;
  error(cutText(lines.map(logLine).join('\n'), mostCharacters), propertiesOf(at));
}

function propertiesOf(at: Annotation['at']): AnnotationProperties {
  return at ? { file: logLine(at.path), ...(at.line && { startLine: at.line }) } : {};
}

let unwritten: GateError | undefined;

/**
 * Writes an output or state of the step to a file of the runner. Where that fails all else goes on,
 * and `requireWritten` ends the step with it.
 */
export function toRunner(write: () => void): void {
  try {
    write();
  } catch (cause) {
    const facts = {
      problem: 'an output or the state of this step could not be written',
      why: messageOf(cause),
      remedy: 'let the step write to the files GITHUB_OUTPUT and GITHUB_STATE',
    };
    unwritten ??= new GateError('host-refused', facts, { cause });
  }
}

/** Throws `host-refused` where an output or state was lost. */
export function requireWritten(): void {
  if (unwritten !== undefined) throw unwritten;
}

/** Most bytes that GitHub takes for the summary of one step; more is dropped altogether. */
export const summaryLimit = 1024 * 1024;

/** Where a step's report is seen: Gitea and Forgejo show no summaries, so their log has it. */
export function reportPlace(env: NodeJS.ProcessEnv): 'step summary' | 'log' {
  return env['GITEA_ACTIONS'] === 'true' || env['FORGEJO_ACTIONS'] === 'true'
    ? 'log'
    : 'step summary';
}

/**
 * Appends Markdown, with foreign text already escaped, to the step's summary. Returns why that
 * failed, or undefined: a report that cannot be shown never changes the gate's result.
 */
export async function writeSummary(
  markdown: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (reportPlace(env) === 'log') {
    for (const line of markdown.split('\n')) writeLog(line);
    return undefined;
  }
  const path = env.GITHUB_STEP_SUMMARY ?? '';
  if (path === '') return 'the runner has no step summary (GITHUB_STEP_SUMMARY is not set)';
  const bytes = Buffer.byteLength(markdown) + 1;
  if (bytes > summaryLimit)
    return `it has ${bytes} bytes, and the runner takes at most ${summaryLimit}`;
  try {
    await appendFile(path, `${markdown}\n`);
    return undefined;
  } catch (cause) {
    return messageOf(cause);
  }
}

/** A message that the runner shows on the run's page, and beside the files of a pull request. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** A line of a file of the repository, by its path from the top. */
  readonly at?: { readonly path: string; readonly line?: number | undefined } | undefined;
}

/**
 * GitHub shows 10 of each level a step, of 4,096 characters each; the tenth is left to what ends
 * the step.
 */
const mostPerLevel = 9;
const mostCharacters = 4096;

/**
 * The annotations that GitHub will show; if a level has too many, its last one says how many are in
 * the summary only.
 */
export function withinLimits(annotations: readonly Annotation[]): readonly Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap(level => {
    const all = annotations.filter(annotation => annotation.level === level).map(shorten);
    if (all.length <= mostPerLevel) return all;
    const message = `${all.length - mostPerLevel + 1} more are in the ${reportPlace(process.env)}`;
    return [...all.slice(0, mostPerLevel - 1), { level, title: 'storage gate', message }];
  });
}

/** Publishes annotations of one line each. */
export function publishAnnotations(annotations: readonly Annotation[]): void {
  const publish = { error, warning, notice };
  for (const { level, title, message, at } of withinLimits(annotations))
    publish[level](logLine(message), { title: logLine(title), ...propertiesOf(at) });
}

/** Publishes a notice that is about no cell. */
export function publishNotice(message: string): void {
  publishAnnotations([{ level: 'notice', title: 'storage gate', message }]);
}

function shorten(annotation: Annotation): Annotation {
  return { ...annotation, message: cutText(annotation.message, mostCharacters) };
}

/** A text of at most so many characters, which ends with `…` where it was cut. */
export function cutText(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
