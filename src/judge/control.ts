import { controlWorkload } from '../core/control-arm.ts';
import type { Run, RunArm } from '../core/run.ts';
import { meanOf, sampleOf, type Values, valuesOf } from '../core/sample.ts';
import { type ErrorPart, halfWidthOf } from '../statistics/uncertainty.ts';
import { hostFilesSize } from '../suites/work.ts';
import { subjectChanges } from './subject.ts';

/**
 * How a control's level changed, as a fraction of what it was before: -0.07 is 7 % less throughput.
 */
export interface Movement {
  readonly change: number;
  /** At 99 %, both ends together; absent where rounds are too few to show a spread. */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
  /**
   * `moved`: the interval excludes 0 and the change is beyond the tolerance. `steady`: the interval
   * lies within it.
   */
  readonly state: 'moved' | 'steady' | 'undecided';
}

/**
 * What is said of one control. Nothing that a pull request changes moves it, so it is never gated
 * and never missing.
 */
export interface ControlJudgement {
  readonly name: string;
  /**
   * What moves it: `processor`, a disk without storage; `drive`, the reference file. The latter
   * takes a processor too.
   */
  readonly shows: 'processor' | 'drive';
  /** Geometric mean of its throughput over the rounds, bytes per second. */
  readonly value?: number | undefined;
  /** Why it has no value; one sentence without a full stop. */
  readonly reason?: string | undefined;
  /**
   * Stored runs whose control is comparable: of the same QEMU, kernel and initrd, or on a file of
   * the same size.
   */
  readonly baseRuns: number;
  readonly sinceBaseline?: Movement | undefined;
  /** From the first half of the rounds to the second; absent below four rounds. */
  readonly withinRun?: Movement | undefined;
}

export interface ControlsRequest {
  readonly run: Run;
  /** Earlier runs of the same environment. */
  readonly baseline: readonly Run[];
  /** From where on a change is worth speaking of, as a fraction. */
  readonly tolerance: number;
}

/** Error on each side of a movement's interval. */
const errorOnEachSide = 0.005;

/**
 * Compares each control of a run with the stored ones, and its second half with its first: whether
 * the host moved.
 */
export function judgeControls({ run, baseline, tolerance }: ControlsRequest): ControlJudgement[] {
  if (!run.plan.suite.workloads.some(({ name }) => name === controlWorkload)) return [];
  return run.arms.flatMap((arm, index): ControlJudgement[] => {
    if (arm.side !== 'control') return [];
    const { name, subject } = arm;
    const common = { name, shows: subject.target.kind === 'null' ? 'processor' : 'drive' } as const;
    const sample = sampleOf(run, {
      armIndex: index,
      workload: controlWorkload,
      metric: 'throughput',
    });
    const stored = baseline.flatMap(earlier => storedControl(earlier, { run, arm }));
    if (sample.kind === 'missing')
      return [{ ...common, baseRuns: stored.length, reason: sample.reason }];
    const halves = halvesOf(sample);
    return [
      {
        ...common,
        value: sample.centre,
        baseRuns: stored.length,
        ...(stored.length > 0 && { sinceBaseline: movement(stored, sample, tolerance) }),
        ...(halves !== undefined && {
          withinRun: movement([halves.first], halves.second, tolerance),
        }),
      },
    ];
  });
}

/**
 * The same control of an earlier run. One that another QEMU or file decides shows that, and nothing
 * of the host.
 */
function storedControl(
  earlier: Run,
  { run, arm }: { readonly run: Run; readonly arm: RunArm },
): Values[] {
  const armIndex = earlier.arms.findIndex(
    ({ name, side }) => side === 'control' && name === arm.name,
  );
  const stored = earlier.arms[armIndex];
  if (stored === undefined || stored.subject.target.kind !== arm.subject.target.kind) return [];
  // A null disk's size decides nothing.
  if (subjectChanges(stored, arm).some(({ what }) => what !== 'size')) return [];
  const isFile = arm.subject.target.kind === 'host';
  if (isFile && hostFilesSize(earlier.plan) !== hostFilesSize(run.plan)) return [];
  const sample = sampleOf(earlier, { armIndex, workload: controlWorkload, metric: 'throughput' });
  return sample.kind === 'values' ? [sample] : [];
}

/** A round in the middle belongs to neither half. */
function halvesOf({
  logs,
  n,
}: Values): { readonly first: Values; readonly second: Values } | undefined {
  const half = Math.floor(n / 2);
  return half < 2
    ? undefined
    : { first: valuesOf(logs.slice(0, half)), second: valuesOf(logs.slice(n - half)) };
}

/**
 * The difference of two levels with the error of their own rounds alone. What a host does between
 * runs is no error here: it is what is asked for, and an interval that allowed for it would excuse
 * each movement as a usual one.
 */
function movement(before: readonly Values[], after: Values, tolerance: number): Movement {
  const difference = after.logCentre - meanOf(before.map(({ logCentre }) => logCentre));
  const change = changeOf(difference);
  const half = halfWidthOf([partOf([after]), partOf(before)], errorOnEachSide);
  if (!Number.isFinite(half)) return { change, state: 'undecided' };
  const interval = { low: changeOf(difference - half), high: changeOf(difference + half) };
  if (Math.abs(change) > tolerance && (interval.low > 0 || interval.high < 0))
    return { change, interval, state: 'moved' };
  const isWithin = interval.low > -tolerance && interval.high < tolerance;
  return { change, interval, state: isWithin ? 'steady' : 'undecided' };
}

/**
 * The error of the mean of some runs' centres: the variance of one control's rounds is pooled over
 * its runs.
 */
function partOf(samples: readonly Values[]): ErrorPart {
  const freedom = samples.reduce((sum, { n }) => sum + n - 1, 0);
  const squares = samples.reduce(
    (sum, { logDeviation, n }) => sum + logDeviation ** 2 * (n - 1),
    0,
  );
  const share = meanOf(samples.map(({ n }) => 1 / n)) / samples.length;
  return {
    source: 'within runs',
    variance: freedom === 0 ? 0 : (squares / freedom) * share,
    freedom,
  };
}

/** Kept finite, since a document has no infinity. */
function changeOf(logRatio: number): number {
  return Math.expm1(Math.min(logRatio, 700));
}
