import { randomInt } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notice, setFailed, setOutput } from '@actions/core';
import { announce } from './action/announcement.ts';
import { baselineDirectory } from './action/baseline.ts';
import { prepareCleanup } from './action/cleanup.ts';
import { postComment } from './action/comment.ts';
import { describeFailure } from './action/failure.ts';
import { type Inputs, readConfigFile, readInputs } from './action/inputs.ts';
import { requireSettings, type Settings } from './config/settings.ts';
import { encodeRun } from './core/run.ts';
import { describeError, exitStatusOf, GateError } from './errors.ts';
import { publishAnnotations } from './github/annotation.ts';
import { type GithubFacts, readGithubFacts } from './github/environment.ts';
import { writeLog } from './github/log.ts';
import { summaryLimit, writeSummary } from './github/summary.ts';
import { measuringRefusal, recordingRefusal } from './github/trust.ts';
import { showProgress } from './progress-display.ts';
import { renderMarkdown } from './report/markdown.ts';
import { titlesOf } from './report/workload-title.ts';
import { type GateOutcome, type JudgedRun, runGate } from './run.ts';
import { ensurePackages } from './setup.ts';
import { openDirectoryStore } from './store/directory.ts';
import { toolVersion } from './version.ts';

const signal = cancelOnSignals();
try {
  await gate();
} catch (error) {
  // What a cancelled step was waiting for may fail in its own words first; the cancellation is the reason.
  await fail(signal.aborted ? signal.reason : error);
}

/** Inputs to verdict, in the order that a reader of the log sees. */
async function gate(): Promise<void> {
  const facts = readGithubFacts(process.env);
  const refusal = measuringRefusal(facts);
  if (refusal !== undefined) {
    throw new GateError('bad-argument', { problem: refusal, remedy: 'run this workflow on pull_request instead' });
  }
  const inputs = readInputs();
  const settings = await settingsOf(inputs, facts);
  const reports = await mkdtemp(join(facts.runnerTemp, 'storage-gate-'));
  const { recordedAt } = await measureAndJudge({ inputs, settings, facts, reports });
  if (recordedAt !== undefined) writeLog(`- kept as a baseline: ${recordedAt}`);
}

async function settingsOf({ raw, config }: Inputs, { workspace }: GithubFacts): Promise<Settings> {
  const configFile = await readConfigFile(config, workspace);
  return requireSettings({ raw, configFile, origin: 'action', randomSeed: randomInt(2 ** 32), workspace });
}

interface Job {
  readonly inputs: Inputs;
  readonly facts: GithubFacts;
  /** Directory for run document and report, which lasts as long as the job. */
  readonly reports: string;
}

async function measureAndJudge({
  inputs,
  settings,
  facts,
  reports,
}: Job & { settings: Settings }): Promise<GateOutcome> {
  const path = baselineDirectory(settings.baseline, facts);
  setOutput('baseline', `dir:${path}`);
  const cleanup = await prepareCleanup();
  for (const parent of [settings.site.directory, ...Object.values(settings.site.hostDirectories)])
    cleanup.watch(parent);
  const ask = () => Promise.resolve(inputs.install === 'auto');
  await ensurePackages({ assumeYes: inputs.install === 'auto', ask, say: writeLog, signal });
  return runGate({
    ...settings,
    store: await openDirectoryStore({ path }),
    record: isRecorded(inputs, facts),
    commit: facts.sha,
    cacheDirectory: join(facts.toolCache ?? facts.runnerTemp, 'storage-gate-cache'),
    toolVersion,
    report: showProgress({
      write: text => writeLog(text.trimEnd()),
      isTty: false,
      columns: 120,
      now: () => performance.now() / 1000,
    }),
    signal,
    keep: run => keepFile({ output: 'run-path', path: join(reports, 'run.json'), text: encodeRun(run) }),
    publish: judged => publish({ judged, inputs, facts, reports }),
  });
}

function isRecorded({ record }: Inputs, facts: GithubFacts): boolean {
  const refusal = record === 'never' ? 'the input record is never' : recordingRefusal(facts);
  if (refusal !== undefined) writeLog(`- this run will not be kept as a baseline: ${refusal}`);
  return refusal === undefined;
}

async function keepFile({ output, path, text }: { output: string; path: string; text: string }): Promise<void> {
  await writeFile(path, text);
  setOutput(output, path);
}

async function publish({ judged, inputs, facts, reports }: Job & { judged: JudgedRun }): Promise<void> {
  const { judgement, run } = judged;
  const { annotations, failure, regressions } = announce(judgement, titlesOf(run));
  setOutput('verdict', judgement.verdict);
  setOutput('regressions', regressions);
  // A character has at most three bytes of UTF-8 for each unit that a JavaScript string counts.
  const report = renderMarkdown({ ...judged, limit: Math.floor(summaryLimit / 3) - 1 });
  await keepFile({ output: 'report-path', path: join(reports, 'report.md'), text: report });
  const unwritten = await writeSummary(report, process.env);
  if (unwritten !== undefined) notice(`storage gate: there is no step summary: ${unwritten}`);
  publishAnnotations(annotations);
  setOutput('comment-url', await postComment({ judged, facts, policy: inputs.comment, signal }));
  if (failure !== undefined) setFailed(failure);
}

/** The only catch-all: what ended the run is told in log and summary, and decides the exit status. */
async function fail(error: unknown): Promise<void> {
  setFailed(describeError(error).slice(0, 4096));
  setOutput('verdict', 'error');
  await writeSummary(describeFailure(error), process.env);
  process.exitCode = exitStatusOf(error);
}

/** A runner cancels with SIGINT, sent to node alone, and with SIGTERM 7.5 s later. */
function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  const why = 'the comment of an earlier run stays as it is';
  process.on('SIGINT', () => controller.abort(new GateError('interrupted', { problem: 'cancelled by SIGINT', why })));
  process.on('SIGTERM', () => controller.abort(new GateError('terminated', { problem: 'cancelled by SIGTERM', why })));
  return controller.signal;
}
