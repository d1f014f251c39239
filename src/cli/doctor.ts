import { formatCount } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { lastOfSuite } from '../doctor/directory.ts';
import { examineHost } from '../doctor/examination.ts';
import { canMeasure, type Finding, warning } from '../doctor/finding.ts';
import { GateError } from '../errors.ts';
import { jsonText, plainText } from '../plain-text.ts';
import { locate, type Options, openAt, settingsFrom } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `storage-gate doctor`: 0 where this host can measure, 69 where it can't. */
export async function doctorCommand(options: Options, terminal: Terminal): Promise<number> {
  const { plan, site, baseline } = await settingsFrom(options);
  const { cacheDirectory, say, signal } = terminal;
  const lastRun = lastOfSuite(await newestRuns(baseline, terminal), plan);
  const findings = [...(await examineHost({ plan, site, cacheDirectory, lastRun, say, signal }))];
  if (process.env['RUNNER_ENVIRONMENT'] === 'github-hosted')
    findings.unshift(warning('runner', "GitHub's, another one each time", hosted));
  const able = canMeasure(findings);
  if (options.format === 'json') terminal.print(jsonText({ canMeasure: able, findings }));
  else terminal.print(renderFindings(findings, terminal.color));
  return able ? 0 : 69;
}

const hosted = 'compare base and head alone: examples/hosted.yml';

/** Number of newest runs that are searched for one of the same suite. */
const runsLookedThrough = 20;

/**
 * A store that is missing or unreadable tells nothing of earlier runs, and is no obstacle to
 * measuring.
 */
async function newestRuns(
  baseline: string | undefined,
  terminal: Terminal,
): Promise<readonly Run[]> {
  try {
    await using store = await openAt(locate(baseline), terminal);
    return (await store.list({ newest: runsLookedThrough })).runs.map(({ run }) => run);
  } catch (error) {
    if (error instanceof GateError && error.code === 'store-unusable') return [];
    throw error;
  }
}

const marks = {
  ok: { word: 'ok', color: 32 },
  warning: { word: 'warning', color: 33 },
  problem: { word: 'PROBLEM', color: 31 },
} as const;

/**
 * The findings as a table for a terminal, with a last line that says what follows. Colours only
 * repeat the words.
 */
export function renderFindings(findings: readonly Finding[], color: boolean): string {
  const width = Math.max(...findings.map(({ topic }) => topic.length));
  const lines = findings.flatMap(({ topic, state, text, remedy }) => {
    const { word, color: code } = marks[state];
    const mark = color ? `\u{1b}[${code}m${word.padEnd(7)}\u{1b}[0m` : word.padEnd(7);
    const line = `${mark}  ${topic.padEnd(width)}  ${plainText(text)}`;
    return remedy === undefined
      ? [line]
      : [line, `${' '.repeat(11 + width)}-> ${plainText(remedy)}`];
  });
  return [...lines, '', conclusion(findings), ''].join('\n');
}

function conclusion(findings: readonly Finding[]): string {
  const count = (state: Finding['state']): number =>
    findings.filter(finding => finding.state === state).length;
  const warnings = formatCount(count('warning'), 'warning');
  const problems = formatCount(count('problem'), 'problem');
  return canMeasure(findings)
    ? `This host can measure (${warnings}).`
    : `This host can't measure: ${problems} to be fixed first (${warnings}).`;
}
