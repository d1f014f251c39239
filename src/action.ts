import { join } from 'node:path';
import {
  acceptKnownLosses,
  mergedAcceptance,
  settledBefore,
  tellRepeated,
} from './action/acceptance.ts';
import {
  cancelOnSignals,
  noteAdvisory,
  noteBeginning,
  noteEnding,
  prepareCleanup,
  type Teller,
  tellerFor,
  untilTrouble,
} from './action/ending.ts';
import { gateInputs, type Inputs, readInputs, requireKnownInputs } from './action/inputs.ts';
import { type Preparation, prepareGate } from './action/preparation.ts';
import { ancestryOfJob } from './action/stores.ts';
import { keepFile } from './action/tell.ts';
import { type Job, readGithubFacts } from './github/environment.ts';
import { tellOutput, writeLog } from './github/step.ts';
import { recordingRefusal, requireServed } from './github/trust.ts';
import { ensurePackages } from './host/packages.ts';
import { showProgress } from './progress-display.ts';
import { type GateOutcome, runGate } from './run.ts';
import { describeStore } from './store/location.ts';
import { encodeRun } from './suites/document.ts';
import { toolVersion } from './version.ts';

const signal = cancelOnSignals();
await untilTrouble([], signal, async () => {
  const job = { facts: readGithubFacts(process.env), signal };
  requireServed(job.facts, 'gate');
  const inputs = readInputs();
  noteBeginning('gate');
  const teller = tellerFor({ ...job, inputs });
  await untilTrouble([teller], signal, () => {
    requireKnownInputs(gateInputs, process.env);
    return gate({ ...job, inputs, teller });
  });
});

interface GateJob extends Job {
  readonly inputs: Inputs;
  readonly teller: Teller;
}

/** Inputs to verdict, in the order that a reader of the log sees. */
async function gate(job: GateJob): Promise<void> {
  const { facts, inputs, teller } = job;
  const earlier = await settledBefore(inputs, job);
  if (earlier !== undefined) {
    noteEnding('told');
    return tellRepeated(earlier, facts);
  }
  const preparation = await prepareGate(inputs, job);
  if (preparation.red !== undefined) return teller.tell(preparation.red);
  await using _store = preparation.store;
  noteAdvisory(preparation.settings);
  tellOutput('baseline', describeStore(preparation.baseline));
  const { isUnchanged, notes } = preparation;
  if (isUnchanged) return await teller.tell({ kind: 'nothing-changed', notes });
  teller.begin();
  const { recordedAt, accepted } = await measureAndJudge(job, preparation);
  if (recordedAt !== undefined) writeLog(`- stored as a baseline: ${recordedAt}`);
  if (accepted !== undefined)
    writeLog(`- its level is accepted by ${accepted.by}: ${accepted.reason}`);
}

async function measureAndJudge(job: GateJob, preparation: Preparation): Promise<GateOutcome> {
  const { settings, store, baseline, baseCommit, notes, chosen, hadBefore, commit, refusal } =
    preparation;
  const { facts, inputs, teller } = job;
  if (refusal !== undefined) writeLog(`- this run will not be stored as a baseline: ${refusal}`);
  const { directory, hostDirectories } = settings.site;
  await prepareCleanup([directory, ...Object.values(hostDirectories)]);
  const assumeYes = inputs.install === 'auto';
  const ancestry = await ancestryOfJob(preparation.baseline, baseCommit, job);
  const { failOn } = settings.policy;
  return runGate({
    ...settings,
    store,
    ancestry,
    record: refusal === undefined,
    isDefaultBranch: recordingRefusal(facts) === undefined && commit === facts.sha,
    hadBefore,
    commit: commit ?? null,
    cacheDirectory: join(facts.toolCache ?? facts.runnerTemp, 'storage-gate-cache'),
    toolVersion,
    onProgress: showProgress({
      write: text => writeLog(text.trimEnd()),
      isTty: false,
      columns: 120,
      now: () => performance.now() / 1000,
    }),
    signal,
    install: () => ensurePackages({ assumeYes, ask: async () => assumeYes, say: writeLog, signal }),
    keep: run => keepFile('run', encodeRun(run), facts),
    acceptance: stored => mergedAcceptance({ stored, ancestry }, job),
    publish: async judged => {
      const finding = {
        kind: 'judged',
        legs: [{ name: facts.job, judged, place: inputs.record === 'auto' ? baseline : undefined }],
        advisory: settings.policy.advisory,
        historyUrl: settings.historyUrl,
        notes,
        chosen,
      } as const;
      await teller.tell(await acceptKnownLosses(finding, failOn, job));
    },
  });
}
