import { type Addressee, findAddressees } from './action/addressees.ts';
import {
  cancelOnSignals,
  noteBeginning,
  noteEnding,
  pending,
  type Teller,
  tellerFor,
  untilTrouble,
} from './action/ending.ts';
import { outcomeOf } from './action/finding.ts';
import {
  type ReportInputs,
  readReportInputs,
  reportInputs,
  requireKnownInputs,
} from './action/inputs.ts';
import { judgeReport } from './action/report.ts';
import { postStatus } from './action/tell.ts';
import { formatCount } from './core/quantity.ts';
import { readGithubFacts } from './github/environment.ts';
import { writeLog } from './github/step.ts';
import { requireServed } from './github/trust.ts';

const signal = cancelOnSignals();
await untilTrouble([], signal, async () => {
  const facts = readGithubFacts(process.env);
  requireServed(facts, 'report');
  const inputs = readReportInputs();
  const addressees = await findAddressees({ facts, signal });
  if ('nobody' in addressees)
    return writeLog(`- there is no pull request to report to: ${addressees.nobody}`);
  noteBeginning('report');
  const subjects = addressees.map(addressee => ({
    ...addressee,
    teller: tellerFor({ ...addressee, inputs }),
  }));
  const isBeginning = facts.workflowRun?.isCompleted === false;
  await untilTrouble(
    subjects.map(({ teller }) => teller),
    signal,
    () => {
      requireKnownInputs(reportInputs, process.env);
      return isBeginning ? postBeginning(addressees, inputs) : report(subjects, inputs);
    },
  );
});

interface Subject extends Addressee {
  readonly teller: Teller;
}

/**
 * Run documents to verdict. All subjects have one commit, with one status and one set of outputs:
 * those of the ones that failed, where one did.
 */
async function report(subjects: readonly Subject[], inputs: ReportInputs): Promise<void> {
  const judged: { subject: Subject; finding: Awaited<ReturnType<typeof judgeReport>> }[] = [];
  for (const subject of subjects) {
    const { facts } = subject;
    const documents = formatCount(inputs.paths.length, 'run document');
    writeLog(`- judging ${documents} for ${facts.pullRequest?.headSha ?? facts.sha}`);
    judged.push({ subject, finding: await judgeReport(inputs, subject) });
  }
  const failed = judged.filter(({ finding }) => outcomeOf(finding).passed !== true);
  const passed = judged.filter(each => !failed.includes(each));
  for (const each of [...passed, ...failed]) {
    const isDecisive = failed.length === 0 || failed.includes(each);
    await each.subject.teller.tell(each.finding, isDecisive ? inputs.status : 'never');
  }
}

/** On the beginning of the measuring run only the status is told, which is pending then. */
async function postBeginning(
  [addressee]: readonly Addressee[],
  inputs: ReportInputs,
): Promise<void> {
  if (addressee === undefined) return;
  const outcome = await postStatus(pending, { ...addressee, inputs });
  noteEnding('told');
  if ('unasked' in outcome) writeLog('- no status was requested');
  else if ('refused' in outcome) writeLog(`- the status was not set: ${outcome.refused}`);
  else if ('kept' in outcome) writeLog(`- the status stays as it is: ${outcome.kept}`);
  else writeLog('- the status is pending');
}
