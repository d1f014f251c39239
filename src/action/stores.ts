import { join } from 'node:path';
import type { Ancestry } from '../core/commit.ts';
import type { SeveralGates } from '../core/reason.ts';
import type { Run } from '../core/run.ts';
import { describeError, GateError } from '../errors.ts';
import type { GithubFacts, Job } from '../github/environment.ts';
import { publishNotice, writeLog } from '../github/step.ts';
import { fetchAncestors, findAncestors } from '../store/git/ancestors.ts';
import { findSeriesFolders } from '../store/git/git-store.ts';
import { defaultRef } from '../store/git/ref.ts';
import { type Remote, remoteWithToken } from '../store/git/repository.ts';
import {
  isLasting,
  isReadOnly,
  openStore,
  requireStore,
  type StoreLocation,
} from '../store/location.ts';
import type { OpeningContext } from '../store/store.ts';
import { type Finding, outcomeOf } from './finding.ts';
import { gateKey, workflowKey } from './gate-key.ts';

/**
 * Where runs of the default branch are stored: the place that input or config names, else a ref
 * of the repository with a folder for each gate (workflow, job and leg). Two gates measure
 * different arms, so neither would find its own in the other's runs. A relative directory is
 * `bad-argument`: `git clean` of the checkout would delete it before the next run.
 */
export function baselineLocation(
  named: string | undefined,
  facts: Pick<GithubFacts, 'workflow' | 'job' | 'matrix'>,
): StoreLocation {
  if (named === undefined) return { kind: 'git', ref: defaultRef, folder: gateKey(facts) };
  const location = namedStore(named, 'so the next checkout would delete it');
  if (!isReadOnly(location)) return location;
  throw new GateError('bad-argument', {
    problem: `the baseline ${named} can't hold runs of the default branch`,
    remedy: `write \`git:\` and a ref, or leave baseline out for ${defaultRef}`,
  });
}

/**
 * A store that input or config name, and that does not lie in the workspace: a relative directory
 * is `bad-argument`, with `why`. A report has no checkout, so `git:` means the repository itself.
 */
export function namedStore(named: string, why = 'but a report has no checkout'): StoreLocation {
  const location = requireStore(named, 'input baseline');
  if (isLasting(location)) return location;
  throw new GateError('bad-argument', {
    problem: `the baseline ${named} is relative, ${why}`,
    remedy: 'write `git:` and a branch, or `dir:` and an absolute path that outlives the job',
  });
}

/**
 * What opens a store in a job: `git:` means the job's own repository, with its token. It needs no
 * clone.
 */
export function openingContext({
  facts,
  signal,
}: Job): OpeningContext & { readonly clone: Remote } {
  const { serverUrl, repository, token, runnerTemp } = facts;
  const url = `${serverUrl}/${repository.owner}/${repository.name}`;
  const cacheDirectory = join(runnerTemp, 'storage-gate-store');
  return { cacheDirectory, clone: remoteWithToken({ url, token }), signal, onNotice: noticeOnce };
}

const toldNotices = new Set<string>();

/** The same only once in a job: a report opens a store for each of its documents. */
function noticeOnce(message: string): void {
  if (!toldNotices.has(message)) publishNotice(message);
  toldNotices.add(message);
}

/** The commits before a commit, according to the job's own repository. */
export function remoteAncestry(commit: string, job: Job): Promise<Ancestry> {
  const { clone: remote, cacheDirectory, signal } = openingContext(job);
  return fetchAncestors({ remote, cacheDirectory, commit, signal });
}

/**
 * The commits before the base commit, or on the default branch before the commit itself. The remote
 * is asked if the runs come from it. Otherwise the clone of the work tree is asked, and also the
 * remote where that clone is shallow; undefined where neither knows.
 */
export async function ancestryOfJob(
  { kind }: StoreLocation,
  commit: string,
  job: Job,
): Promise<Ancestry | undefined> {
  if (kind === 'git') return remoteAncestry(commit, job);
  const { clone, cacheDirectory, signal } = openingContext(job);
  const cwd = job.facts.workspace;
  const remote = () => Promise.resolve(clone);
  return findAncestors({ cwd, commit, remote, cacheDirectory, signal });
}

/**
 * The store of the measuring jobs if nobody names one: the folder of the default branch that holds
 * runs of the document's environment, or else any of the measuring workflow. If several do, it is
 * that workflow's; undefined where no single one is left, and `caveat` then says why. A job's own
 * key would be wrong: another job measured.
 */
export async function defaultStore(
  run: Run,
  job: Job,
): Promise<{ readonly location: StoreLocation | undefined; readonly caveat?: SeveralGates }> {
  const { facts } = job;
  const { clone: remote, ...context } = openingContext(job);
  const workflow = facts.workflowRun?.name ?? facts.workflow;
  const prefix = workflowKey(workflow);
  const sought = { ref: defaultRef, fingerprint: run.fingerprint, prefix };
  const [folder, ...others] = await findSeriesFolders({ ...context, remote, ...sought });
  if (folder === undefined) return { location: undefined };
  if (others.length === 0) return { location: { kind: 'git', ref: defaultRef, folder } };
  const caveat = { kind: 'several-gates', folders: [folder, ...others].slice(0, 5) } as const;
  return { location: undefined, caveat };
}

/** Seconds for which other writers are given way to: the verdict itself was told already. */
const patience = 20;

/**
 * Keeps each verdict on a pull request beside the runs it was judged by, where the token may write:
 * what a team looks at before it requires the gate. Where that fails the log says so, and no more.
 */
export async function keepVerdicts(finding: Finding, job: Job): Promise<void> {
  const { pullRequest, runId, runAttempt } = job.facts;
  if (pullRequest === undefined || finding.kind !== 'judged') return;
  const cut = (text: string): string => text.slice(0, 500);
  for (const leg of finding.legs) {
    if (!('judged' in leg) || leg.place === undefined) continue;
    const { run, judgement } = leg.judged;
    const { verdict, passed, advisory, accepted, gatedCells } = judgement;
    try {
      await using store = await openStore(leg.place, { ...openingContext(job), patience });
      await store.keep({
        schema: 1,
        kind: 'verdict',
        tool: run.tool,
        judgedAt: new Date().toISOString(),
        fingerprint: run.fingerprint,
        pull: pullRequest.number,
        sha: pullRequest.headSha,
        run: runId,
        attempt: runAttempt,
        verdict,
        passed,
        advisory,
        accepted: accepted && cut(`${accepted.by}: ${accepted.reason}`),
        summary: cut(outcomeOf(finding).description),
        gated: gatedCells,
      });
    } catch (error) {
      writeLog(`- the verdict is not kept for later: ${describeError(error).split('\n')[0]}`);
    }
  }
}
