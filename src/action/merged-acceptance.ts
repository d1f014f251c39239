import { type Ancestry, commitOf } from '../core/commit.ts';
import type { Run } from '../core/run.ts';
import { acceptedLabel, findMergedAcceptances } from '../github/acceptance.ts';
import type { GithubFacts } from '../github/environment.ts';
import { writeLog } from '../github/log.ts';
import type { Acceptance } from '../judge/judgement.ts';

interface MergedQuery {
  /** Stored runs of the default branch and one environment that can be a baseline. */
  readonly stored: readonly Run[];
  readonly ancestry: Ancestry | undefined;
  readonly facts: GithubFacts;
  readonly signal: AbortSignal;
}

/**
 * What the pull requests accepted that came to the default branch since its newest stored run: by
 * label and reason, as on the pull request itself. Undefined where none did, and where GitHub does
 * not tell, which the log says.
 */
export async function mergedAcceptance(query: MergedQuery): Promise<Acceptance | undefined> {
  const { facts, signal } = query;
  const commits = commitsSince(query);
  if (commits.length === 0) return undefined;
  const answer = await findMergedAcceptances(commits, { facts, signal });
  if ('refused' in answer) {
    writeLog(
      `- whether a pull request with the label ${acceptedLabel} was merged is not known: ${answer.refused}`,
    );
    return undefined;
  }
  const said = answer.answer.flatMap(({ number, by, reason }) => {
    if (reason !== undefined) return [{ by, reason }];
    writeLog(
      `- #${number} has the label ${acceptedLabel} and no reason, so its loss is not accepted`,
    );
    return [];
  });
  if (said.length === 0) return undefined;
  return {
    by: said.map(({ by }) => by).join('; '),
    reason: said.map(({ reason }) => reason).join('; '),
  };
}

/**
 * Newest first. Where the history does not reach back to a stored run, the measured commit alone:
 * nothing else is sure.
 */
function commitsSince({ stored, ancestry, facts }: MergedQuery): readonly string[] {
  if (stored.length === 0) return [];
  const measured = new Set(stored.map(commitOf));
  const commits = ancestry?.commits ?? [];
  const end = commits.findIndex(commit => measured.has(commit));
  return end === -1 ? [facts.sha] : commits.slice(0, end);
}
