import { type Ancestry, commitOf } from '../core/commit.ts';
import type { Policy } from '../core/policy.ts';
import type { Run } from '../core/run.ts';
import { acceptedLabel, findMergedAcceptances, readAcceptance } from '../github/accepted-pull.ts';
import type { GithubFacts, Job } from '../github/environment.ts';
import { readStatus, type StandingStatus } from '../github/status.ts';
import { failStep, writeLog, writeSummary } from '../github/step.ts';
import { type Acceptance, acceptLosses, isAcceptable } from '../judge/judgement.ts';
import { escapeMarkdown } from '../report/escape.ts';
import type { Finding } from './finding.ts';
import { statusContext } from './gate-key.ts';
import type { Inputs } from './inputs.ts';

type Judged = Extract<Finding, { readonly kind: 'judged' }>;

/**
 * A finding whose losses pass because the pull request has the label `storage-gate-accepted` and a
 * reason. GitHub is asked only if a loss fails the gate; without its answer nothing is accepted.
 */
export async function acceptKnownLosses(
  finding: Judged,
  failOn: Policy['failOn'],
  job: Job,
): Promise<Judged> {
  if (!finding.legs.some(hasFailedByLoss)) return finding;
  const said = await acceptanceOf(job);
  if (said.acceptance === undefined)
    return { ...finding, notes: [...said.notes, ...finding.notes] };
  const accepting = { acceptance: said.acceptance, failOn };
  const legs = finding.legs.map(leg => {
    if (!('judged' in leg)) return leg;
    const judgement = acceptLosses(leg.judged.judgement, accepting);
    return { ...leg, judged: { ...leg.judged, judgement } };
  });
  return { ...finding, legs };
}

/** Who accepts a loss of what is asked about, and why; notes for whoever waits for it. */
export async function acceptanceOf(
  job: Job,
): Promise<{ readonly acceptance?: Acceptance; readonly notes: readonly string[] }> {
  const none = (...notes: readonly string[]) => ({ notes });
  const number = job.facts.pullRequest?.number ?? job.facts.mergeGroup?.pullNumber;
  if (number === undefined) return none();
  const answer = await readAcceptance(number, job);
  if ('refused' in answer)
    return none(`The server did not say whether the loss is accepted: ${answer.refused}.`);
  if (answer.answer === undefined) return none();
  const { by, reason } = answer.answer;
  return reason === undefined ? none(lackingReason) : { acceptance: { by, reason }, notes: [] };
}

const lackingReason = `The label ${acceptedLabel} needs a reason to accept a loss. Write a line "Storage-gate-accepted: REASON" into the description of the pull request, then run this again.`;

function hasFailedByLoss(leg: Judged['legs'][number]): boolean {
  if (!('judged' in leg)) return false;
  const { passed, cells } = leg.judged.judgement;
  return !passed && cells.some(isAcceptable);
}

interface MergedQuery {
  /** Stored runs of the default branch and one environment that can be a baseline. */
  readonly stored: readonly Run[];
  readonly ancestry: Ancestry | undefined;
}

/**
 * What merged pull requests accepted, by label and reason, since the newest stored run of the
 * default branch. Undefined where none accepted anything, and where GitHub does not say, which is
 * logged.
 */
export async function mergedAcceptance(
  query: MergedQuery,
  job: Job,
): Promise<Acceptance | undefined> {
  const commits = commitsSince(query, job.facts.sha);
  if (commits.length === 0) return undefined;
  const answer = await findMergedAcceptances(commits, job);
  if ('refused' in answer) {
    writeLog(
      `- The server did not say whether a pull request with the label ${acceptedLabel} was merged: ${answer.refused}`,
    );
    return undefined;
  }
  const said = answer.answer.flatMap(({ number, by, reason }) => {
    if (reason !== undefined) return [{ by, reason }];
    writeLog(
      `- #${number} has the label ${acceptedLabel} but no reason, so its loss is not accepted`,
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
function commitsSince({ stored, ancestry }: MergedQuery, sha: string): readonly string[] {
  if (stored.length === 0) return [];
  const commits = ancestry?.commits ?? [];
  const end = commits.findIndex(commit => stored.some(run => commitOf(run) === commit));
  return end === -1 ? [sha] : commits.slice(0, end);
}

/** Label with which a pull request is measured even if nothing under test changed. */
export const measureLabel = 'storage-gate-measure';

/**
 * The commit's status where the event is the setting of a foreign label, which must neither cost a
 * measurement nor turn a red job green. Undefined where the run goes on: for other events, without
 * a readable status, when somebody runs the job again, and for jobs that set no status. Another job
 * waits for the document of such a job, and would report it as missing. A server that does not name
 * the label may mean one of ours: set where the pull request has one, taken away where the green is
 * that of an accepted loss.
 */
export async function settledBefore(
  { status }: Pick<Inputs, 'status'>,
  job: Job,
): Promise<StandingStatus | undefined> {
  const { pullRequest, runAttempt } = job.facts;
  if (status === 'never' || runAttempt > 1) return undefined;
  const { changedLabels: changed } = pullRequest ?? {};
  if (pullRequest === undefined || changed === undefined) return undefined;
  const isUnnamed = changed.length === 0;
  if ((isUnnamed ? pullRequest.labels : changed).some(name => ownLabels.has(name)))
    return undefined;
  const { headSha: sha, number } = pullRequest;
  const about = { sha, number, context: statusContext(job.facts) };
  const outcome = await readStatus(about, job);
  const found = 'answer' in outcome ? outcome.answer : undefined;
  const isGreen = found?.state === 'success';
  // What was let through unmeasured (examples/watch.yml) is no verdict.
  const isDoubted = isUnnamed ? /^(regressed|not measured)/ : /^not measured/;
  if (isGreen && isDoubted.test(found.description)) return undefined;
  return isGreen || found?.state === 'failure' ? found : undefined;
}

const ownLabels: ReadonlySet<string> = new Set([measureLabel, acceptedLabel]);

/** The job has the colour of what was judged before: the label that it runs for changes nothing. */
export async function tellRepeated(
  { state, description }: StandingStatus,
  { pullRequest }: GithubFacts,
): Promise<void> {
  const text = `${pullRequest?.headSha.slice(0, 12)} was already judged, and the label changes nothing: ${description}`;
  writeLog(`- ${text}`);
  if (state === 'failure') failStep([text]);
  await writeSummary(`### Storage gate\n\n${escapeMarkdown(text)}`, process.env);
}
