import { takenByOthers } from '../../src/core/load.ts';
import { pairOfArm } from '../../src/core/pair.ts';
import { meanOf, valuesOf } from '../../src/core/sample.ts';
import { emptyBaseline } from '../../src/history/history.ts';
import { judge } from '../../src/judge/judge.ts';
import { normalQuantile } from '../../src/statistics/normal.ts';
import { studentTQuantile } from '../../src/statistics/student-t.ts';
import { medianOf } from '../figure.ts';
import { type Count, highestShare, lowestShare } from './binomial.ts';
import { type Kind, type KindName, kinds, policyOf } from './kinds.ts';
import type { PairsTrace } from './trace.ts';

/** What runs of one kind and load came to, by the judge of today. */
export interface Campaign {
  readonly kind: KindName;
  readonly load: HostLoad;
  readonly runs: number;
  readonly sittings: number;
  /** Runs, with what their count leaves possible at 95 %, one-sided. */
  readonly unchanged: Bounded;
  readonly red: Bounded;
  /** Runs that were red wherever they had to, and nowhere else; undefined where nothing is lost. */
  readonly right: Bounded | undefined;
  /** Medians over the runs: wall seconds, rounds, bytes written. */
  readonly wall: number;
  readonly rounds: number;
  readonly bytes: number;
  /** The most that a run wrote. */
  readonly mostBytes: number;
  readonly cells: readonly CellFigures[];
}

/** What else the host did: nothing that we know of, our own loops, or others' work. */
type HostLoad = PairsTrace['load'] | 'other work';

/** A count with its bounds. */
interface Bounded extends Count {
  readonly least: number;
  readonly most: number;
}

/** One workload over the rounds of all runs; logs of head over base, but for the MDE. */
interface CellFigures {
  readonly workload: string;
  /** SD of a round's difference within its run, and its upper 95 % bound. */
  readonly deviation: number;
  readonly deviationBelow: number;
  /** Mean of all rounds, and half of its 95 % interval. */
  readonly mean: number;
  readonly half: number;
  readonly rounds: number;
  /** Median over the rounds of the error that their slices tell. */
  readonly error: number;
  /** Runs in which the cell read so. */
  readonly red: number;
  readonly unchanged: number;
  /** Median over the runs, a fraction; NaN where no run has one. */
  readonly mde: number;
}

/** The figures of each kind and load that was recorded, in the order of the kinds. */
export function campaignsOf(traces: readonly PairsTrace[]): Campaign[] {
  const loads = ['left alone', 'busy loops', 'other work'] as const;
  return (Object.keys(kinds) as KindName[]).flatMap(kind =>
    loads.flatMap(load => {
      const own = traces.filter(trace => trace.kind === kind && loadOf(trace) === load);
      return own.length === 0 ? [] : [campaignOf(own, { kind, load })];
    }),
  );
}

/** A host is left alone as far as others took no processor in most rounds. */
function loadOf({ load, run: { rounds } }: PairsTrace): HostLoad {
  const busy = rounds.filter(round => takenByOthers(round.load, 'processors') !== undefined);
  return load === 'left alone' && busy.length > rounds.length / 2 ? 'other work' : load;
}

function campaignOf(
  traces: readonly PairsTrace[],
  { kind, load }: Pick<Campaign, 'kind' | 'load'>,
): Campaign {
  const { lost, kept }: Kind = kinds[kind];
  const judged = traces.map(({ run }) => ({
    run,
    cells: judge({ run, baseline: emptyBaseline, policy: policyOf(kind) }).cells.filter(
      ({ gated }) => gated,
    ),
  }));
  const count = (is: (run: (typeof judged)[number]) => boolean): Bounded => {
    const seen = { seen: judged.filter(is).length, of: judged.length };
    return { ...seen, least: lowestShare(seen), most: highestShare(seen) };
  };
  const isRed = ({ cells }: (typeof judged)[number], workload: string): boolean =>
    cells.some(cell => cell.workload === workload && cell.verdict === 'regressed');
  const median = (of: (run: PairsTrace['run']) => number): number =>
    medianOf(traces.map(({ run }) => of(run)));
  const workloads = new Set(judged.flatMap(({ cells }) => cells.map(({ workload }) => workload)));
  return {
    kind,
    load,
    runs: judged.length,
    sittings: new Set(traces.map(({ sitting }) => sitting)).size,
    unchanged: count(({ cells }) => cells.every(({ verdict }) => verdict === 'unchanged')),
    red: count(({ cells }) => cells.some(({ verdict }) => verdict === 'regressed')),
    right:
      lost.length === 0
        ? undefined
        : count(
            run =>
              lost.every(workload => isRed(run, workload)) &&
              !kept.some(workload => isRed(run, workload)),
          ),
    wall: median(({ timing: { boot, prepare, measure, rest } }) => boot + prepare + measure + rest),
    rounds: median(({ rounds }) => rounds.length),
    bytes: median(({ bytesWritten }) => bytesWritten),
    mostBytes: Math.max(...traces.map(({ run }) => run.bytesWritten)),
    cells: [...workloads].map(workload => {
      const own = judged.flatMap(({ cells }) => cells.filter(cell => cell.workload === workload));
      return {
        workload,
        ...spreadOf(traces.map(({ run }) => differencesOf(run, workload))),
        red: own.filter(({ verdict }) => verdict === 'regressed').length,
        unchanged: own.filter(({ verdict }) => verdict === 'unchanged').length,
        mde: medianOf(own.flatMap(({ mde }) => mde ?? [])),
      };
    }),
  };
}

/** What the rounds of a run say of a workload of its first pair with a base side. */
export function differencesOf(run: PairsTrace['run'], workload: string) {
  const head = run.plan.arms.findIndex(({ side }) => side === 'head');
  const pair = pairOfArm(run.plan, head);
  return run.rounds.flatMap(({ differences = [] }) =>
    differences.filter(one => one.pair === pair && one.workload === workload),
  );
}

/** SD within runs, so that what is a run's own is none of it; and the mean of all their rounds. */
function spreadOf(
  runs: readonly (readonly { readonly log: number; readonly error: number }[])[],
): Pick<CellFigures, 'deviation' | 'deviationBelow' | 'mean' | 'half' | 'rounds' | 'error'> {
  const logs = runs.map(rounds => rounds.map(({ log }) => log));
  const freedom = logs.reduce((sum, own) => sum + Math.max(0, own.length - 1), 0);
  const squares = logs.reduce((sum, own) => {
    const centre = meanOf(own);
    return sum + own.reduce((total, log) => total + (log - centre) ** 2, 0);
  }, 0);
  const deviation = freedom === 0 ? Number.NaN : Math.sqrt(squares / freedom);
  const whole = valuesOf(logs.flat());
  return {
    deviation,
    deviationBelow: deviation * Math.sqrt(freedom / lowChiSquare(freedom)),
    mean: whole.logCentre,
    half:
      whole.n < 2
        ? Number.NaN
        : (studentTQuantile(0.975, whole.n - 1) * whole.logDeviation) / Math.sqrt(whole.n),
    rounds: whole.n,
    error: medianOf(runs.flat().map(({ error }) => error)),
  };
}

/**
 * The lower 5 % quantile of chi-square. Source: E. B. Wilson and M. M. Hilferty, PNAS 17, 1931: off
 * by less than 1 % from 10 degrees of freedom on.
 */
function lowChiSquare(freedom: number): number {
  const share = 2 / (9 * freedom);
  return freedom * Math.max(0, 1 - share + normalQuantile(0.05) * Math.sqrt(share)) ** 3;
}
