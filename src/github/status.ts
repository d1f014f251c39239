import { plainText } from '../plain-text.ts';
import { type Access, type Answer, type Asked, answerOr, askGithub } from './client.ts';
import type { GithubFacts } from './environment.ts';
import { cutText } from './step.ts';

/**
 * A commit status: what a branch's rules can require, and what a pull request shows beside its
 * head.
 */
export interface CommitStatus {
  readonly sha: string;
  readonly context: string;
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  /** Plain text; what GitHub does not take of it is cut off. */
  readonly description: string;
}

/** A status that stands on a commit already. */
export interface StandingStatus {
  readonly state: string;
  readonly description: string;
}

/**
 * What came of a status. Set: with how the first attempt of the same run ended, where this is
 * another one and that is known. Kept: why the one stands that is there. Refused: why there is
 * none. A refusal never changes the gate's result.
 */
export type StatusOutcome =
  | { readonly first: StandingStatus | undefined }
  | { readonly kept: string }
  | { readonly refused: string };

/** The run that sets a status, whose address the status leads to. */
interface Setter extends Access {
  readonly facts: Access['facts'] & RunFacts & Pick<GithubFacts, 'pullRequest'>;
}

/**
 * Sets a commit status, over the one of the same context, unless a later run or attempt for the
 * same pull request set that: a run that is slow, or cancelled late, must not hide the verdict of
 * the one that took its place. A status belongs to the commit, so where it is the head of another
 * open pull request too, that one's red stands over our green. Whose a status is, its address
 * tells.
 */
export async function setStatus(status: CommitStatus, setter: Setter): Promise<StatusOutcome> {
  const outcome = await askGithub('statuses: write', setter, asked =>
    attemptSet(asked, setter.facts, status),
  );
  return 'answer' in outcome ? outcome.answer : outcome;
}

async function attemptSet(
  asked: Asked,
  facts: Setter['facts'],
  status: CommitStatus,
): Promise<StatusOutcome> {
  const own = { run: facts.runId, attempt: facts.runAttempt, pull: facts.pullRequest?.number };
  // A server that does not list statuses still takes them; whatever keeps ours from being set is
  // told when it is set.
  const there = await answerOr([], denials, () => listStatuses(asked, status));
  const standing = there.flatMap(each => {
    const by = attemptOf(each.url, facts);
    return by === undefined ? [] : [{ ...each, by }];
  });
  const later = lastWord(standing.filter(({ by }) => by.pull === own.pull && isLater(by, own)))?.by;
  if (later !== undefined)
    return { kept: `run ${later.run}, attempt ${later.attempt}, is later and set it` };
  const red = await redOfOthers(asked, { standing, own, sha: status.sha });
  if (status.state === 'success' && red !== undefined) {
    await create(asked, { ...status, ...red });
    return {
      kept: `the pull request #${red.by.pull} has the same head, and it is red there: ${red.description}`,
    };
  }
  const url = runUrl(facts, own.pull);
  await create(asked, { ...status, url });
  const first = standing.find(
    ({ by, state }) => by.run === own.run && by.attempt === 1 && state !== 'pending',
  );
  return { first: own.attempt === 1 ? undefined : first };
}

/** Most characters of a description; more is answered with 422. */
const descriptionLimit = 140;

async function create(
  { client, owner, repo }: Asked,
  { sha, context, state, ...told }: CommitStatus & { readonly url: string },
): Promise<void> {
  const description = cutText(plainText(told.description), descriptionLimit);
  const status = { sha, context, state, description, target_url: told.url };
  await client.rest.repos.createCommitStatus({ owner, repo, ...status });
}

/** A status with the attempt that set it. */
interface OwnedStatus extends StandingStatus {
  readonly url: string;
  readonly by: RunAttempt & { readonly pull: number | undefined };
}

/**
 * What later runs say: their newest verdict, or that one is at work. One that measured nothing
 * leaves the word to others.
 */
function lastWord(later: readonly OwnedStatus[]): OwnedStatus | undefined {
  const verdict = later.find(({ state }) => state === 'success' || state === 'failure');
  return verdict ?? later.slice(0, 1).find(({ state }) => state === 'pending');
}

/**
 * The last word on another open pull request of this head, where that is red; `standing` is newest
 * first.
 */
async function redOfOthers(
  asked: Asked,
  { standing, own, sha }: { standing: readonly OwnedStatus[]; own: OwnedStatus['by']; sha: string },
): Promise<(OwnedStatus & { readonly state: 'failure' | 'error' }) | undefined> {
  const known = new Set([own.pull]);
  for (const { state, ...one } of standing) {
    const { pull } = one.by;
    if (state === 'pending' || pull === undefined || known.has(pull)) continue;
    known.add(pull);
    const isRed = state === 'failure' || state === 'error';
    if (isRed && (await isOpenHead(asked, pull, sha))) return { ...one, state };
  }
  return undefined;
}

/**
 * What can't be known keeps the red: nobody should be let through by a question that was refused.
 */
function isOpenHead({ client, owner, repo }: Asked, number: number, sha: string): Promise<boolean> {
  return answerOr(true, denials, async () => {
    const { data } = await client.rest.pulls.get({ owner, repo, pull_number: number });
    return data.state === 'open' && data.head.sha === sha;
  });
}

const denials = [403, 404, 422];

/** Those of a context on a commit, newest first. */
async function listStatuses(
  { client, owner, repo }: Asked,
  { sha, context }: Pick<CommitStatus, 'sha' | 'context'>,
): Promise<Omit<OwnedStatus, 'by'>[]> {
  const about = { owner, repo, ref: sha, per_page: 100 };
  const all = await client.paginate(client.rest.repos.listCommitStatusesForRef, about);
  return (
    all
      .filter(status => status.context === context)
      // Gitea's order does not tell those of one second apart.
      .toSorted((one, other) => other.id - one.id)
      .map(status => ({
        state: stateOf(status),
        description: status.description ?? '',
        url: status.target_url ?? '',
      }))
  );
}

/** Gitea and Forgejo call it `status`. */
function stateOf(status: { readonly state?: string; readonly status?: unknown }): string {
  return status.state ?? (typeof status.status === 'string' ? status.status : '');
}

/**
 * The newest status of a context on a commit that is of a pull request, or of nobody known;
 * undefined where it has none. What was found of another pull request with the same head, whose
 * base may be another one, does not count.
 */
export function readStatus(
  { number, ...about }: Pick<CommitStatus, 'sha' | 'context'> & { readonly number: number },
  { facts, signal }: Access & { readonly facts: Place },
): Promise<Answer<StandingStatus | undefined>> {
  return askGithub('statuses: read', { facts, signal }, async asked => {
    const all = await listStatuses(asked, about);
    return all.find(({ url }) => (attemptOf(url, facts)?.pull ?? number) === number);
  });
}

/** One attempt of a run of a workflow, by GitHub's numbers: both only grow. */
interface RunAttempt {
  readonly run: number;
  readonly attempt: number;
}

type Place = Pick<GithubFacts, 'forge' | 'serverUrl' | 'repository'>;

/** What tells an attempt of a run from all others. */
export type RunFacts = Place & Pick<GithubFacts, 'runId' | 'runAttempt'>;

/**
 * Address of this attempt of this run, maybe for a pull request; the others have no page for each
 * attempt, but keep what follows the question mark.
 */
export function runUrl({ runId, runAttempt, ...place }: RunFacts, pull?: number): string {
  const run = `${runsUrl(place)}/${runId}`;
  const query = pull === undefined ? '' : `pr=${pull}`;
  if (place.forge !== 'GitHub')
    return `${run}?attempt=${runAttempt}${query === '' ? '' : `&${query}`}`;
  return `${run}/attempts/${runAttempt}${query === '' ? '' : `?${query}`}`;
}

/**
 * The attempt that an address leads to, and the pull request that it ran for where the address says
 * so (`?pr=7`, as GitHub writes it itself); undefined where it is none of a run of this repository.
 */
function attemptOf(url: string, place: Place): OwnedStatus['by'] | undefined {
  const prefix = `${runsUrl(place)}/`;
  if (!url.startsWith(prefix)) return undefined;
  const found = /^(\d{1,15})(?:\/attempts\/|\?attempt=)(\d{1,9})(?:[?&]pr=(\d{1,15}))?$/.exec(
    url.slice(prefix.length),
  );
  if (found === null) return undefined;
  const [, run, attempt, pull] = found.map(Number);
  return { run: run ?? 0, attempt: attempt ?? 0, pull: found[3] === undefined ? undefined : pull };
}

function runsUrl({ serverUrl, repository }: Place): string {
  return `${serverUrl}/${repository.owner}/${repository.name}/actions/runs`;
}

/** Whether `one` is of a later run, or of a later attempt of the same run. */
export function isLater(one: RunAttempt, other: RunAttempt): boolean {
  return one.run === other.run ? one.attempt > other.attempt : one.run > other.run;
}
