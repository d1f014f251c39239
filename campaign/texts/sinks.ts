import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeFailure } from '../../src/action/ending.ts';
import { renderFinding } from '../../src/action/finding.ts';
import { renderFindings } from '../../src/cli/doctor.ts';
import { fingerprintOf } from '../../src/core/environment.ts';
import type { Run } from '../../src/core/run.ts';
import { describeError, GateError } from '../../src/errors.ts';
import { failStep, publishAnnotations, writeLog } from '../../src/github/step.ts';
import { jsonText, logLines } from '../../src/plain-text.ts';
import { showProgress } from '../../src/progress-display.ts';
import { renderSeries } from '../../src/report/baselines.ts';
import { escapeMarkdown } from '../../src/report/escape.ts';
import { renderAs } from '../../src/report/formats.ts';
import { findings, judgedRun, places } from './contents.ts';

/** Where a foreign text comes out. */
export interface Sink {
  readonly name: string;
  readonly put: (text: string) => string;
}

const content = judgedRun();
const limit = 65_000;

/** Lines for a terminal or a log: a break in the text is no break there. */
export const lines: readonly Sink[] = [
  ...(['problem', 'why', 'remedy'] as const).map(
    (fact): Sink => ({
      name: `error, ${fact}`,
      put: text => describeError(new GateError('bad-config', { problem: 'x', [fact]: text })),
    }),
  ),
  {
    name: 'error, faults',
    put: text => describeError(new GateError('bad-config', { problem: 'x', faults: [text, text] })),
  },
  {
    name: 'error, command',
    put: text =>
      describeError(
        new GateError('tool-failed', { problem: 'x', argv: ['a', text], signal: text }),
      ),
  },
  {
    name: 'finding of doctor',
    put: text =>
      logLines(renderFindings([{ topic: 'disk', state: 'problem', text, remedy: text }], false)),
  },
  {
    name: 'environment of baselines',
    put: text => {
      const { run } = places['environment']?.(content, text) ?? content;
      const { fingerprint, environment, startedAt: moment } = run;
      const counts = { runs: 1, acknowledgements: 0, commit: undefined, suite: undefined };
      const series = { fingerprint, environment, oldest: moment, newest: moment, ...counts };
      const damaged = [{ path: text, reason: text }];
      const verdicts = { judged: 0, decided: 0, red: 0, overridden: 0 };
      const rest = { runs: [], acknowledgements: [], verdicts, damaged };
      return logLines(renderSeries({ series, ...rest }));
    },
  },
  {
    name: 'progress',
    put: text => {
      const said: string[] = [];
      const write = (part: string) => void said.push(part);
      const show = showProgress({ write, isTty: false, columns: 80, now: () => 0 });
      show({ kind: 'phase', text });
      show({ kind: 'caveat', caveat: { kind: 'emulated', said: text } });
      return said.join('');
    },
  },
  { name: 'log of a step', put: text => captured(() => writeLog(text)) },
];

/** The same, of whole reports. */
export const reports: readonly Sink[] = Object.entries(places).map(
  ([place, put]): Sink => ({
    name: `text report, ${place}`,
    put: text => renderAs('text', [put(content, text)], false),
  }),
);

/** Lines that may break where the text does: what tools and guests wrote, below a title. */
export const tails: readonly Sink[] = [
  {
    name: 'error, output of a tool',
    put: text => describeError(new GateError('tool-failed', { problem: 'x', stderrTail: text })),
  },
  {
    name: 'error, console',
    put: text => describeError(new GateError('guest-panic', { problem: 'x', consoleTail: text })),
  },
  { name: 'bug', put: text => describeError(new RangeError(text)) },
];

/** What the runner of a job is told: one command of that level and nothing else. */
export const commands: readonly Sink[] = [
  ...(['error', 'warning', 'notice'] as const).map(
    (level): Sink => ({
      name: `annotation, ${level}`,
      put: text =>
        captured(() =>
          publishAnnotations([{ level, title: text, message: text, at: { path: text, line: 3 } }]),
        ),
    }),
  ),
  { name: 'failure of a step', put: text => captured(() => failStep([text])) },
];

export const json: readonly Sink[] = [
  {
    name: 'JSON report',
    put: text => renderAs('json', [places['environment']?.(content, text) ?? content], false),
  },
  { name: 'JSON', put: text => jsonText({ run: { environment: { device: text } } }) },
];

export const markdown: readonly Sink[] = [
  { name: 'sentence', put: text => `x ${escapeMarkdown(text)} y` },
  {
    name: 'summary of a failure',
    put: text => describeFailure(new GateError('bad-config', { problem: 'x', faults: [text] })),
  },
  ...Object.entries(places).map(
    ([place, put]): Sink => ({
      name: `Markdown report, ${place}`,
      put: text => renderAs('markdown', [put(content, text)], false),
    }),
  ),
  ...Object.entries(findings).map(
    ([name, make]): Sink => ({
      name: `comment, ${name}`,
      put: text => renderFinding(make(content, text), { limit, sha: 'a'.repeat(40), more: [] }),
    }),
  ),
];

/** What `work` writes to stdout. */
function captured(work: () => void): string {
  const said: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (part: string | Uint8Array) => said.push(String(part)) > 0;
  try {
    work();
  } finally {
    process.stdout.write = write;
  }
  return said.join('');
}

const root = resolve(import.meta.dirname, '../..');

/** Ways of a text to the command line itself, each as its arguments; files lie in `directory`. */
export const invocations: Readonly<
  Record<string, (text: string, directory: string) => Promise<readonly string[]>>
> = {
  'path of a document': async text => ['compare', text],
  'name of a store': async text => [
    'compare',
    join(root, 'fixtures/runs/second.json'),
    '--baseline',
    text,
  ],
  option: async text => ['compare', 'x.json', `--${text}`],
  'value of an option': async text => ['run', '--disk', `name=${text}`, '--directory', text],
  'key of the config': async (text, directory) => {
    await writeFile(
      join(directory, 'storage-gate.yml'),
      `version: 1\n${JSON.stringify(text)}: 1\n`,
    );
    return ['run', '--config', 'storage-gate.yml'];
  },
  'document that is shown': async (text, directory) => {
    const document = JSON.parse(
      await readFile(join(root, 'fixtures/runs/second.json'), 'utf8'),
    ) as Run;
    const environment = { ...document.environment, device: text, cpuModel: text };
    const fingerprint = fingerprintOf(environment);
    const path = join(directory, 'run.json');
    await writeFile(path, JSON.stringify({ ...document, environment, fingerprint }));
    return ['compare', path, '--baseline', `dir:${directory}`];
  },
  'key of a document': async (text, directory) => {
    await writeFile(join(directory, 'run.json'), JSON.stringify({ schema: 1, [text]: 1 }));
    return ['compare', 'run.json'];
  },
};

/** All that the command line writes for these arguments, and its exit status. */
export function invoke(
  argv: readonly string[],
  cwd: string,
): Promise<{ readonly said: string; readonly status: number | string | undefined }> {
  const cli = join(root, 'src/cli.ts');
  return new Promise(done => {
    execFile(process.execPath, [cli, ...argv], { cwd, timeout: 60_000 }, (error, stdout, stderr) =>
      done({ said: `${stdout}${stderr}`, status: error === null ? 0 : (error.code ?? 'killed') }),
    );
  });
}
