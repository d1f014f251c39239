import type { Ancestry } from '../core/ancestry.ts';
import type { Policy } from '../core/policy.ts';
import type { Run } from '../core/run.ts';
import type { GithubFacts } from '../github/environment.ts';
import { recordingRefusal } from '../github/trust.ts';
import { type JudgedRun, judgeAgainst } from '../run.ts';
import type { StoreLocation } from '../store/location.ts';
import { openStore } from '../store/opening.ts';
import type { Store } from '../store/store.ts';
import { ancestryOfJob, openingContext } from './baseline.ts';
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

/** Judges documents as the job that measured them does: against the same stored runs, of commits at or before the base. */
export function reportJudge(judging: ReportJudging): (run: Run, index: number) => Promise<JudgedRun> {
  const { policy, baselines, facts } = judging;
  const isDefaultBranch = recordingRefusal(facts) === undefined;
  const ancestries = new Map<StoreLocation['kind'], Promise<Ancestry | undefined>>();
  return async (run, index) => {
    const named = baselines.length > 1 ? baselines[index] : baselines[0];
    const { location, caveat } =
      named === undefined ? await defaultStore(run, judging) : { location: namedStore(named), caveat: undefined };
    if (location === undefined) {
      const judged = await judgeAgainst({ run, store: emptyStore, policy, isDefaultBranch });
      return caveat === undefined ? judged : withCaveat(judged, caveat);
    }
    const known = ancestries.get(location.kind) ?? ancestryOfJob({ ...judging, location });
    ancestries.set(location.kind, known);
    await using store = await openStore(location, openingContext(facts, judging.signal));
    // Awaited here: the store closes with this scope.
    return await judgeAgainst({ run, store, policy, ancestry: await known, isDefaultBranch });
  };
}

const emptyStore: Pick<Store, 'list'> = {
  list: () => Promise.resolve({ runs: [], acknowledgements: [], damaged: [] }),
};

function withCaveat(judged: JudgedRun, caveat: string): JudgedRun {
  const { judgement } = judged;
  return { ...judged, judgement: { ...judgement, caveats: [...judgement.caveats, caveat] } };
}
