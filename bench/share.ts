import { fioSuiteSchema, isWriting } from '../src/suites/fio/workloads.ts';
import type { Measurement } from '../src/core/run.ts';
import { meanOf } from '../src/core/sample.ts';
import type { Suite } from '../src/core/suite.ts';
import type { RoundTiming } from './gate-run.ts';

/** The part of a timed run that its shares follow from. */
interface TimedRounds {
  readonly run: {
    readonly plan: { readonly suite: Suite };
    readonly rounds: readonly { readonly measurements: readonly TimedStep[] }[];
  };
  readonly planned: number;
  readonly rounds: readonly RoundTiming[];
}

type TimedStep = Pick<Measurement, 'metric' | 'workload' | 'value' | 'seconds'>;

/**
 * Where the wall time of a whole run goes, in seconds; a run of as many rounds as its profile
 * plans.
 */
interface WholeRun {
  readonly wall: number;
  /**
   * While the tool of a workload ran, in a guest or on the host, from the call to its end: what it
   * needs to start is in it.
   */
  readonly tools: number;
  /** While the tool itself ramped or measured, as it says. */
  readonly measuring: number;
}

/**
 * The run at its planned length: its first round as it was, and for all others the mean of those
 * that were measured.
 */
export function wholeRun(timed: TimedRounds): WholeRun {
  const [first] = roundsOf(timed);
  const later = laterRound(timed);
  const total = (key: keyof WholeRun): number =>
    (first?.[key] ?? Number.NaN) + (timed.planned - 1) * later[key];
  return { wall: total('wall'), tools: total('tools'), measuring: total('measuring') };
}

/** The mean of the rounds after the first. */
export function laterRound(timed: TimedRounds): WholeRun {
  const later = roundsOf(timed).slice(1);
  const mean = (key: keyof WholeRun): number => meanOf(later.map(round => round[key]));
  return { wall: mean('wall'), tools: mean('tools'), measuring: mean('measuring') };
}

function roundsOf({ run, rounds }: TimedRounds): WholeRun[] {
  return rounds.map((timing, index) => {
    const measuring = measuringSeconds(run.rounds[index]?.measurements ?? [], run.plan.suite);
    return { ...timing, measuring };
  });
}

/** Each step has one throughput. A run document has the seconds of a step without its ramp. */
function measuringSeconds(measurements: readonly TimedStep[], suite: Suite): number {
  return measurements
    .filter(({ metric }) => metric === 'throughput')
    .reduce((total, step) => total + step.seconds + rampOf(step, suite), 0);
}

/**
 * A write workload's ramp ends at the cap of bytes too; it is taken to be as fast as what was
 * measured after it.
 */
function rampOf({ workload, value }: TimedStep, measured: Suite): number {
  const { data: suite } = fioSuiteSchema.safeParse(measured);
  if (suite === undefined) return 0;
  const ramp = suite.rampMilliseconds / 1000;
  const writes = suite.workloads.some(job => job.name === workload && isWriting(job));
  return writes ? Math.min(ramp, suite.writeCap / value) : ramp;
}
