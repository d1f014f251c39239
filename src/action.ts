import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setFailed, setOutput } from '@actions/core';
import { acceptKnownLosses } from './action/acceptance.ts';
import { ancestryOfJob } from './action/baseline.ts';
import { cancelOnSignals } from './action/cancellation.ts';
import { prepareCleanup } from './action/cleanup.ts';
import { noteEnding } from './action/ending.ts';
import { type Inputs, readInputs } from './action/inputs.ts';
import { type EarlierStatus, settledBefore } from './action/label.ts';
import { mergedAcceptance } from './action/merged-acceptance.ts';
import { type Preparation, prepareGate } from './action/preparation.ts';
import { keepFile, publishFinding } from './action/publication.ts';
import { postStatus } from './action/status.ts';
import { endInTrouble, type Waiting } from './action/trouble.ts';
import { encodeRun } from './core/run.ts';
import { GateError } from './errors.ts';
import { type GithubFacts, readGithubFacts } from './github/environment.ts';
import { writeLog } from './github/log.ts';
import { writeSummary } from './github/summary.ts';
import { measuringRefusal, recordingRefusal } from './github/trust.ts';
import { ensurePackages } from './host/packages.ts';
import { showProgress } from './progress-display.ts';
import { escapeMarkdown } from './report/escape.ts';
import { type GateOutcome, runGate } from './run.ts';
import { describeStore } from './store/location.ts';
import { toolVersion } from './version.ts';

const signal = cancelOnSignals();
let waiting: Waiting | undefined;
try {
  await gate();
} catch (error) {
  await endInTrouble({ error, waiting: waiting === undefined ? [] : [waiting], signal });
}

/** Inputs to verdict, in the order that a reader of the log sees. */
async function gate(): Promise<void> {
  const facts = readGithubFacts(process.env);
  const refusal = measuringRefusal(facts);
  if (refusal !== undefined) {
    throw new GateError('bad-argument', {
      problem: refusal,
      remedy: 'run this workflow on pull_request instead',
    });
  }
  const inputs = readInputs();
  waiting = { facts, inputs, begun: undefined };
  noteEnding('begun');
  const earlier = await settledBefore({ facts, status: inputs.status, signal });
  if (earlier !== undefined) return repeat(earlier, facts);
  const preparation = await prepareGate({ inputs, facts, signal });
  await using _store = preparation.store;
  setOutput('baseline', describeStore(preparation.baseline));
  const reports = await mkdtemp(join(facts.runnerTemp, 'storage-gate-'));
  const job = { preparation, inputs, facts, reports };
  if (preparation.isUnchanged)
    return await publish({ kind: 'nothing-changed', notes: preparation.notes }, job);
  waiting = { facts, inputs, begun: postBeginning({ facts, inputs }) };
  const { recordedAt, accepted } = await measureAndJudge(job);
  if (recordedAt !== undefined) writeLog(`- kept as a baseline: ${recordedAt}`);
  if (accepted !== undefined)
    writeLog(`- its level is accepted by ${accepted.by}: ${accepted.reason}`);
}

/** The job has the colour of what was judged before: the label that it runs for changes nothing. */
async function repeat(
  { state, description }: EarlierStatus,
  { pullRequest }: GithubFacts,
): Promise<void> {
  const text = `${pullRequest?.headSha.slice(0, 12)} was judged already, and the label changes nothing: ${description}`;
  writeLog(`- ${text}`);
  noteEnding('told');
  waiting = undefined;
  if (state === 'failure') setFailed(text);
  await writeSummary(`### Storage gate\n\n${escapeMarkdown(text)}`, process.env);
}

/** A status that says that the gate is at work; whoever is refused it is told at the end. */
async function postBeginning({ facts, inputs }: Omit<Waiting, 'begun'>): Promise<void> {
  const status = { state: 'pending', description: 'measuring' } as const;
  await postStatus({ facts, status, policy: inputs.status, signal }).catch(() => undefined);
}

interface Job {
  readonly preparation: Preparation;
  readonly inputs: Inputs;
  readonly facts: GithubFacts;
  /** Directory for run document and report, which lasts as long as the job. */
  readonly reports: string;
}

async function measureAndJudge(job: Job): Promise<GateOutcome> {
  const { preparation, inputs, facts, reports } = job;
  const { settings, store, notes } = preparation;
  const cleanup = await prepareCleanup();
  for (const parent of [settings.site.directory, ...Object.values(settings.site.hostDirectories)])
    cleanup.watch(parent);
  const ask = () => Promise.resolve(inputs.install === 'auto');
  await ensurePackages({ assumeYes: inputs.install === 'auto', ask, say: writeLog, signal });
  const { baseline: location, baseCommit: commit } = preparation;
  const ancestry = await ancestryOfJob({ location, commit, facts, signal });
  return runGate({
    ...settings,
    store,
    ancestry,
    record: isRecorded(inputs, facts),
    isDefaultBranch: recordingRefusal(facts) === undefined,
    commit: facts.sha,
    cacheDirectory: join(facts.toolCache ?? facts.runnerTemp, 'storage-gate-cache'),
    toolVersion,
    onProgress: showProgress({
      write: text => writeLog(text.trimEnd()),
      isTty: false,
      columns: 120,
      now: () => performance.now() / 1000,
    }),
    signal,
    keep: run =>
      keepFile({ output: 'run-path', path: join(reports, 'run.json'), text: encodeRun(run) }),
    acceptance: stored => mergedAcceptance({ stored, ancestry, facts, signal }),
    publish: async judged => {
      const { failOn } = settings.policy;
      await publish(
        await acceptKnownLosses({ kind: 'judged', judged, notes }, { facts, failOn, signal }),
        job,
      );
    },
  });
}

/** From here on there is a verdict, which no later trouble may replace. */
async function publish(
  finding: Parameters<typeof publishFinding>[0]['finding'],
  job: Job,
): Promise<void> {
  await waiting?.begun;
  await publishFinding({ ...job, finding, signal });
  waiting = undefined;
}

function isRecorded({ record }: Inputs, facts: GithubFacts): boolean {
  const refusal = record === 'never' ? 'the input record is never' : recordingRefusal(facts);
  if (refusal !== undefined) writeLog(`- this run will not be kept as a baseline: ${refusal}`);
  return refusal === undefined;
}
