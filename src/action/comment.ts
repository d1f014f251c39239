import { type CommentOutcome, type CommentText, upsertComment } from '../github/comment.ts';
import { type CommentState, stateAfter } from '../github/comment-state.ts';
import type { GithubFacts } from '../github/environment.ts';
import { type Finding, hasPassed, isNews, renderFinding, verdictOf } from './finding.ts';
import { gateKey } from './gate-key.ts';
import type { CommentPolicy } from './inputs.ts';
import { runLink } from './run-link.ts';

interface CommentRequest {
  readonly finding: Finding;
  readonly facts: GithubFacts;
  readonly policy: CommentPolicy;
  readonly signal: AbortSignal;
}

/**
 * What came of a comment, and what the one before it tells of earlier runs: sentences of plain
 * text.
 */
interface PostedComment {
  readonly outcome: CommentOutcome;
  readonly history: readonly string[];
}

/** Comments on the pull request; undefined where there is none, or the policy wants no comment. */
export async function postComment({
  finding,
  facts,
  policy,
  signal,
}: CommentRequest): Promise<PostedComment | undefined> {
  const { pullRequest } = facts;
  if (pullRequest === undefined || policy === 'never') return undefined;
  let history: readonly string[] = [];
  const outcome = await upsertComment({
    facts,
    key: gateKey(facts),
    create: isWanted(finding, policy),
    compose: (before, limit) => {
      const text = composeComment({ finding, facts, sha: pullRequest.headSha, before, limit });
      history = text.history;
      return text;
    },
    signal,
  });
  return { outcome, history };
}

/** A comment that is there already is always updated; a new one is written for numbers only. */
function isWanted(finding: Finding, policy: CommentPolicy): boolean {
  if (finding.kind !== 'judged' && finding.kind !== 'legs') return false;
  return policy === 'always' || isNews(finding);
}

interface Composition {
  readonly finding: Finding;
  readonly facts: Pick<GithubFacts, 'serverUrl' | 'repository' | 'runId' | 'runAttempt'>;
  readonly sha: string;
  readonly before: CommentState | undefined;
  readonly limit: number;
}

interface ComposedComment extends CommentText {
  readonly history: readonly string[];
}

/**
 * The report within GitHub's limit, what came before it, and the commit and the attempt that it is
 * about.
 */
export function composeComment({
  finding,
  facts,
  sha,
  before,
  limit,
}: Composition): ComposedComment {
  const now = { sha, run: facts.runId, attempt: facts.runAttempt, verdict: verdictOf(finding) };
  const state = stateAfter(before, { ...now, passed: hasPassed(finding) });
  const origin = `\n\n<sub>${finding.kind === 'judged' || finding.kind === 'legs' ? 'Measured' : 'Written'} for ${sha} in ${runLink(facts)}.</sub>`;
  const history = [...wasRed(before, finding), ...wasTriedBefore(state)];
  const body = renderFinding(finding, {
    limit: limit - origin.length,
    sha,
    more: history,
  }).trimEnd();
  return { state, body: `${body}${origin}`, history };
}

/** A red that turned green is told once: otherwise nobody sees that it ever was red. */
function wasRed(before: CommentState | undefined, finding: Finding): string[] {
  if (before?.red === undefined || hasPassed(finding) !== true) return [];
  return [`This turned green: it was ${before.red.verdict} at ${before.red.sha.slice(0, 12)}.`];
}

/** Who runs a job again until it is green should be seen doing so. */
function wasTriedBefore({ attempt, first }: CommentState): string[] {
  if (first === undefined) return [];
  return [
    `This is attempt ${attempt} of the run; the first attempt ended with the verdict ${first}.`,
  ];
}
