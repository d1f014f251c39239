import { readGithubFacts } from '../github/environment.ts';
import { abandonedReason } from './ending.ts';
import { tellPullRequest } from './pull-request.ts';
import { readReportInputs } from './report-inputs.ts';
import { findReportSubject } from './report-subject.ts';

/**
 * Tells the pull request that nothing was judged, where the report's main step had no time to do so. Whose it is, GitHub is
 * asked anew: nothing that could be wrong is kept from step to step.
 */
export async function tellUnreported(): Promise<void> {
  const reason = abandonedReason();
  if (reason === undefined) return;
  const { signal } = new AbortController();
  const subject = await findReportSubject(readGithubFacts(process.env), signal);
  if ('nobody' in subject) return;
  const finding = { kind: 'not-measured', reason } as const;
  await tellPullRequest({ finding, facts: subject.facts, inputs: readReportInputs(), signal });
}
