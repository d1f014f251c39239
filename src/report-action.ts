import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelOnSignals } from './action/cancellation.ts';
import { noteEnding } from './action/ending.ts';
import { hasPassed } from './action/finding.ts';
import { publishFinding } from './action/publication.ts';
import { judgeReport } from './action/report.ts';
import { type ReportInputs, readReportInputs } from './action/report-inputs.ts';
import { findReportSubjects, type ReportSubject } from './action/report-subject.ts';
import { postStatus } from './action/status.ts';
import { endInTrouble, type Waiting } from './action/trouble.ts';
import { formatCount } from './core/quantity.ts';
import { GateError } from './errors.ts';
import { type GithubFacts, readGithubFacts } from './github/environment.ts';
import { writeLog } from './github/log.ts';
import { measuringRefusal } from './github/trust.ts';

const signal = cancelOnSignals();
let waiting: readonly Waiting[] = [];
try {
  await report();
} catch (error) {
  await endInTrouble({ error, waiting, signal });
}

/**
 * Run documents to verdict; on the beginning of the measuring run only the status, which is pending
 * then.
 */
async function report(): Promise<void> {
  const event = readGithubFacts(process.env);
  const refusal = measuringRefusal(event);
  if (refusal !== undefined) {
    throw new GateError('bad-argument', {
      problem: refusal,
      remedy: 'run this workflow on workflow_run instead',
    });
  }
  const inputs = readReportInputs();
  const subjects = await findReportSubjects(event, signal);
  if ('nobody' in subjects) return writeLog(`- there is nobody to report to: ${subjects.nobody}`);
  waiting = subjects.map(({ facts }) => ({ facts, inputs, begun: undefined }));
  noteEnding('begun');
  if (event.workflowRun?.isCompleted === false) return postBeginning(subjects, inputs);
  const reported: Reported[] = [];
  for (const { facts, notes } of subjects) {
    const documents = formatCount(inputs.paths.length, 'run document');
    writeLog(`- judging ${documents} for ${facts.pullRequest?.headSha ?? facts.sha}`);
    reported.push({ facts, finding: await judgeReport({ inputs, facts, notes, signal }) });
  }
  await publishAll(reported, inputs);
}

interface Reported {
  readonly facts: GithubFacts;
  readonly finding: Awaited<ReturnType<typeof judgeReport>>;
}

/**
 * All have one commit, with one status and one set of outputs: those of the ones that failed, where
 * one did.
 */
async function publishAll(reported: readonly Reported[], inputs: ReportInputs): Promise<void> {
  const failed = reported.filter(({ finding }) => hasPassed(finding) !== true);
  const passed = reported.filter(each => !failed.includes(each));
  for (const { facts, finding } of [...passed, ...failed]) {
    const status = failed.length === 0 || hasPassed(finding) !== true ? inputs.status : 'never';
    const reports = await mkdtemp(join(facts.runnerTemp, 'storage-gate-'));
    await publishFinding({ finding, inputs: { ...inputs, status }, facts, reports, signal });
    // Its verdict is out, and no later trouble may replace it.
    waiting = waiting.filter(each => each.facts !== facts);
  }
}

async function postBeginning(
  [subject]: readonly ReportSubject[],
  { status: policy }: ReportInputs,
): Promise<void> {
  if (subject === undefined) return;
  const status = { state: 'pending', description: 'measuring' } as const;
  const outcome = await postStatus({ facts: subject.facts, status, policy, signal });
  noteEnding('told');
  if (outcome === undefined) writeLog('- no status is wanted');
  else if ('refused' in outcome) writeLog(`- the status was not set: ${outcome.refused}`);
  else
    writeLog(
      'kept' in outcome
        ? `- the status stays as it is: ${outcome.kept}`
        : '- the status is pending',
    );
}
