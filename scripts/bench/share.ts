import type { Measurement } from '../../src/core/run.ts';
import { meanOf } from '../../src/core/sample.ts';
import type { Suite } from '../../src/core/workload.ts';

/** The part of a timed run that its shares follow from. */
export interface TimedRounds {
  readonly run: {
    readonly plan: { readonly suite: Suite };
    readonly rounds: readonly { readonly measurements: readonly TimedStep[] }[];
  };
  readonly planned: number;
  readonly walls: readonly number[];
}

type TimedStep = Pick<Measurement, 'metric' | 'value' | 'bytes' | 'seconds'>;

/** Where the wall time of a whole run goes, in seconds; a run of as many rounds as its profile plans. */
export interface WholeRun {
  readonly wall: number;
  /** While the tool of a workload ran, in a guest or on the host. */
  readonly tools: number;
  /** While the tool itself measured or ramped. */
  readonly measuring: number;
}

/** The run at its planned length: its first round as it was, and for all others the mean of those that were measured. */
export function wholeRun(timed: TimedRounds): WholeRun {
  const [first] = roundsOf(timed);
  const later = laterRound(timed);
  const total = (key: keyof WholeRun): number => (first?.[key] ?? Number.NaN) + (timed.planned - 1) * later[key];
  return { wall: total('wall'), tools: total('tools'), measuring: total('measuring') };
}

/** The mean of the rounds after the first. */
export function laterRound(timed: TimedRounds): WholeRun {
  const later = roundsOf(timed).slice(1);
  const mean = (key: keyof WholeRun): number => meanOf(later.map(round => round[key]));
  return { wall: mean('wall'), tools: mean('tools'), measuring: mean('measuring') };
}

function roundsOf({ run, walls }: TimedRounds): WholeRun[] {
  return walls.map((wall, index) => ({ wall, ...partsOf(run.rounds[index]?.measurements ?? [], run.plan.suite) }));
}

/** Each step has one throughput; the tool's own seconds are bytes over it, after a ramp that a fast disk may end early. */
function partsOf(measurements: readonly TimedStep[], suite: Suite): Omit<WholeRun, 'wall'> {
  const steps = measurements.filter(({ metric }) => metric === 'throughput');
  const ramp = suite.name === 'gate' ? suite.rampMilliseconds / 1000 : 0;
  const cap = suite.name === 'gate' ? suite.writeCap : Number.POSITIVE_INFINITY;
  const own = steps.map(({ value, bytes }) => bytes / value + Math.min(ramp, cap / value));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { tools: sum(steps.map(({ seconds }) => seconds)), measuring: sum(own) };
}
