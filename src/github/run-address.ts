import type { GithubFacts } from './environment.ts';

/** One attempt of a run of a workflow, by GitHub's numbers: both only grow. */
export interface RunAttempt {
  readonly run: number;
  readonly attempt: number;
}

type Place = Pick<GithubFacts, 'serverUrl' | 'repository'>;

/** Address of this attempt of this run. */
export function runUrl({
  runId,
  runAttempt,
  ...place
}: Place & Pick<GithubFacts, 'runId' | 'runAttempt'>): string {
  return `${runsUrl(place)}/${runId}/attempts/${runAttempt}`;
}

/**
 * The attempt that an address leads to, and the pull request that it ran for where the address says
 * so (`?pr=7`, as GitHub writes it itself); undefined where it is none of a run of this repository.
 */
export function attemptOf(
  url: string,
  place: Place,
): (RunAttempt & { readonly pull: number | undefined }) | undefined {
  const prefix = `${runsUrl(place)}/`;
  if (!url.startsWith(prefix)) return undefined;
  const found = /^(\d{1,15})\/attempts\/(\d{1,9})(?:\?pr=(\d{1,15}))?$/.exec(
    url.slice(prefix.length),
  );
  if (found === null) return undefined;
  const [, run, attempt, pull] = found.map(Number);
  return { run: run ?? 0, attempt: attempt ?? 0, pull: found[3] === undefined ? undefined : pull };
}

function runsUrl({ serverUrl, repository }: Place): string {
  return `${serverUrl}/${repository.owner}/${repository.name}/actions/runs`;
}

/** True where the first is of a later run, or of a later attempt of the same. */
export function isLater(one: RunAttempt, other: RunAttempt): boolean {
  return one.run === other.run ? one.attempt > other.attempt : one.run > other.run;
}
