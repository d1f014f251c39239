import type { Ancestry } from '../core/commit.ts';
import type { Policy } from '../core/policy.ts';
import type { Run } from '../core/run.ts';
import type { GithubFacts } from '../github/environment.ts';
import { recordingRefusal } from '../github/trust.ts';
import { type JudgedRun, judgeAgainst } from '../run.ts';
import { fetchAncestors } from '../store/git/ancestors.ts';
import { openStore } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { openingContext } from './baseline.ts';
import { defaultStore, namedStore } from './report-store.ts';

interface ReportJudging {
  readonly policy: Policy;
  /** One store for all documents, or one for each; empty where none is named. */
  readonly baselines: readonly string[];
  /** The base commit of what was measured; that commit itself on the default branch. */
  readonly commit: string;
  readonly facts: GithubFacts;
  readonly signal: AbortSignal;
}

/**
 * Judges documents as the job that measured them does: against the same stored runs, of commits at
 * or before the base. What lies before that is asked of the remote, whatever the store: git never
 * runs in the workspace, where an artifact can have put a repository whose settings name programs.
 */
export function reportJudge(
  judging: ReportJudging,
): (run: Run, index: number) => Promise<JudgedRun> {
  const { policy, baselines, facts } = judging;
  const isDefaultBranch = recordingRefusal(facts) === undefined;
  let ancestry: Promise<Ancestry> | undefined;
  return async (run, index) => {
    const named = baselines.length > 1 ? baselines[index] : baselines[0];
    const { location, caveat } =
      named === undefined
        ? await defaultStore(run, judging)
        : { location: namedStore(named), caveat: undefined };
    if (location === undefined) {
      const judged = await judgeAgainst({
        run,
        store: emptyStore,
        policy,
        isDefaultBranch,
        isForeign: true,
      });
      return caveat === undefined ? judged : withCaveat(judged, caveat);
    }
    ancestry ??= ancestryOf(judging);
    await using store = await openStore(location, openingContext(facts, judging.signal));
    // Awaited here: the store closes with this scope.
    return await judgeAgainst({
      run,
      store,
      policy,
      ancestry: await ancestry,
      isDefaultBranch,
      isForeign: true,
    });
  };
}

function ancestryOf({ commit, facts, signal }: ReportJudging): Promise<Ancestry> {
  const { clone: remote, cacheDirectory } = openingContext(facts, signal);
  return fetchAncestors({ remote, cacheDirectory, commit, signal });
}

const emptyStore: Pick<Store, 'list'> = {
  list: () => Promise.resolve({ runs: [], acknowledgements: [], damaged: [] }),
};

function withCaveat(judged: JudgedRun, caveat: string): JudgedRun {
  const { judgement } = judged;
  return { ...judged, judgement: { ...judgement, caveats: [...judgement.caveats, caveat] } };
}
