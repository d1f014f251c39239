import type { GithubFacts } from '../github/environment.ts';
import { runUrl } from '../github/run-address.ts';

/** A link to this attempt of this run, in Markdown. */
export function runLink(
  facts: Pick<GithubFacts, 'serverUrl' | 'repository' | 'runId' | 'runAttempt'>,
): string {
  return `[run ${facts.runId}, attempt ${facts.runAttempt}](${runUrl(facts)})`;
}
