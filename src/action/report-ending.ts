import { readGithubFacts } from '../github/environment.ts';
import { abandonedReason } from './ending.ts';
import { tellPullRequest } from './pull-request.ts';
import { readReportInputs } from './report-inputs.ts';
import { findReportSubjects } from './report-subject.ts';

/**
 * Tells the pull request that nothing was judged, where the report's main step had no time to do
 * so. Whose it is, GitHub is asked anew: nothing that could be wrong is kept from step to step.
 */
export async function tellUnreported(): Promise<void> {
  const reason = abandonedReason();
  if (reason === undefined) return;
  const { signal } = new AbortController();
  const subjects = await findReportSubjects(readGithubFacts(process.env), signal);
  if ('nobody' in subjects) return;
  const finding = { kind: 'not-measured', reason } as const;
  for (const { facts } of subjects)
    await tellPullRequest({ finding, facts, inputs: readReportInputs(), signal });
}
