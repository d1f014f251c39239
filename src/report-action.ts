import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelOnSignals } from './action/cancellation.ts';
import { noteEnding } from './action/ending.ts';
import { publishFinding } from './action/publication.ts';
import { judgeReport } from './action/report.ts';
import { readReportInputs } from './action/report-inputs.ts';
import { findReportSubject } from './action/report-subject.ts';
import { postStatus } from './action/status.ts';
import { endInTrouble, type Waiting } from './action/trouble.ts';
import { GateError } from './errors.ts';
import { readGithubFacts } from './github/environment.ts';
import { writeLog } from './github/log.ts';
import { measuringRefusal } from './github/trust.ts';
import { formatCount } from './report/units.ts';

const signal = cancelOnSignals();
let waiting: Waiting | undefined;
try {
  await report();
} catch (error) {
  await endInTrouble({ error, waiting, signal });
}

/** Run documents to verdict; on the beginning of the measuring run only the status, which is pending then. */
async function report(): Promise<void> {
  const event = readGithubFacts(process.env);
  const refusal = measuringRefusal(event);
  if (refusal !== undefined) {
    throw new GateError('bad-argument', { problem: refusal, remedy: 'run this workflow on workflow_run instead' });
  }
  const inputs = readReportInputs();
  const subject = await findReportSubject(event, signal);
  if ('nobody' in subject) return writeLog(`- there is nobody to report to: ${subject.nobody}`);
  const { facts, notes } = subject;
  waiting = { facts, inputs, begun: undefined };
  noteEnding('begun');
  if (event.workflowRun?.isCompleted === false) {
    const status = { state: 'pending', description: 'measuring' } as const;
    const refused = await postStatus({ facts, status, policy: inputs.status, signal });
    noteEnding('told');
    return writeLog(refused === undefined ? '- the status is pending' : `- the status was not set: ${refused}`);
  }
  writeLog(
    `- judging ${formatCount(inputs.paths.length, 'run document')} for ${facts.pullRequest?.headSha ?? facts.sha}`,
  );
  const finding = await judgeReport({ inputs, facts, notes, signal });
  const reports = await mkdtemp(join(facts.runnerTemp, 'storage-gate-'));
  await publishFinding({ finding, inputs, facts, reports, signal });
  waiting = undefined;
}
