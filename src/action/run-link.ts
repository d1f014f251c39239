import type { GithubFacts } from '../github/environment.ts';

type RunFacts = Pick<GithubFacts, 'serverUrl' | 'repository' | 'runId' | 'runAttempt'>;

/** Address of this attempt of this run. */
export function runUrl({ serverUrl, repository, runId, runAttempt }: RunFacts): string {
  return `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}/attempts/${runAttempt}`;
}

/** A link to it in Markdown. */
export function runLink(facts: RunFacts): string {
  return `[run ${facts.runId}, attempt ${facts.runAttempt}](${runUrl(facts)})`;
}
