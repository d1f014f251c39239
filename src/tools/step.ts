import type { MetricName } from '../core/metric.ts';
import type { Outcome } from '../core/rejection.ts';
import type { Workload } from '../core/workload.ts';

/** Where and how a step runs: what its arm and round decide. */
export interface StepPlace {
  /**
   * The block device or file under test; tools that make files of their own use their working
   * directory.
   */
  readonly file: string;
  /** O_DIRECT. */
  readonly direct: boolean;
  /** O_DSYNC on each write. */
  readonly dsync: boolean;
  /** Seed of random offsets, where the tool takes one from the plan (`offsetSeed`). */
  readonly seed: number;
}

/** What a tool found, in base units. */
export interface StepReading {
  readonly values: readonly { readonly metric: MetricName; readonly value: number }[];
  /** Seconds in which they were measured, by the tool's own clock and without the ramp. */
  readonly seconds: number;
  /** Bytes that the values are about. */
  readonly bytes: number;
  /** Bytes written in all, ramp included. */
  readonly bytesWritten: number;
}

/** One workload of a suite as its tool runs it. */
export interface Step {
  readonly workload: Workload;
  /** Wall seconds that it takes when nothing ends it early. */
  readonly seconds: number;
  argv(place: StepPlace): readonly string[];
  /**
   * What the tool printed, as a reading; rejects whatever is not the whole, sound report of this
   * very step.
   */
  parse(stdout: string, place: StepPlace): Outcome<StepReading>;
}
