import {
  type CommentOutcome,
  type CommentState,
  type CommentText,
  stateAfter,
  upsertComment,
} from '../github/comment.ts';
import { type RunFacts, runUrl } from '../github/status.ts';
import type { Audience } from './addressees.ts';
import { type Finding, hasPassed, isNews, renderFinding, verdictOf } from './finding.ts';
import { gateKey } from './gate-key.ts';
import type { CommentPolicy } from './inputs.ts';

/**
 * What came of a comment, and what the one before it tells of earlier runs: sentences of plain
 * text.
 */
interface PostedComment {
  /** Undefined where none was to be written. */
  readonly outcome: CommentOutcome | undefined;
  readonly history: readonly string[];
}

/** Writes the comment on the pull request, if there is one and the inputs ask for a comment. */
export async function postComment(
  finding: Finding,
  { facts, inputs, signal }: Audience,
): Promise<PostedComment> {
  const { pullRequest } = facts;
  if (pullRequest === undefined || inputs.comment === 'never')
    return { outcome: undefined, history: [] };
  let history: readonly string[] = [];
  const outcome = await upsertComment({
    facts,
    key: gateKey(facts),
    create: isWanted(finding, inputs.comment),
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
  return finding.kind === 'judged' && (policy === 'always' || isNews(finding));
}

/** The report within GitHub's limit, with notes on earlier runs, the commit and the attempt. */
export function composeComment({
  finding,
  facts,
  sha,
  before,
  limit,
}: {
  readonly finding: Finding;
  readonly facts: RunFacts;
  readonly sha: string;
  readonly before: CommentState | undefined;
  readonly limit: number;
}): CommentText & Pick<PostedComment, 'history'> {
  const now = { sha, run: facts.runId, attempt: facts.runAttempt, verdict: verdictOf(finding) };
  const state = stateAfter(before, { ...now, passed: hasPassed(finding) });
  const origin = `\n\n<sub>${finding.kind === 'judged' ? 'Measured' : 'Written'} for ${sha} in [run ${facts.runId}, attempt ${facts.runAttempt}](${runUrl(facts)}).</sub>`;
  const history = [...wasRed(before, finding), ...wasTriedBefore(state)];
  const body = renderFinding(finding, {
    limit: limit - origin.length,
    sha,
    more: history,
  }).trimEnd();
  return { state, body: `${body}${origin}`, history };
}

/** A note on a red verdict that turned green; otherwise nobody sees that it was red. */
function wasRed(before: CommentState | undefined, finding: Finding): string[] {
  if (before?.red === undefined || hasPassed(finding) !== true) return [];
  return [`This turned green: it was ${before.red.verdict} at ${before.red.sha.slice(0, 12)}.`];
}

/** A note on earlier attempts: it shows when a job was run again until it was green. */
function wasTriedBefore({ attempt, first }: CommentState): string[] {
  if (first === undefined) return [];
  return [
    `This is attempt ${attempt} of the run; the first attempt ended with the verdict ${first}.`,
  ];
}
