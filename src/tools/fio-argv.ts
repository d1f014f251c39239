import { type GateSuite, type GateWorkload, isWriting } from '../core/gate-suite.ts';
import type { StepPlace } from './step.ts';

/** A workload of the gate suite in its place. */
export interface FioCall {
  readonly suite: GateSuite;
  readonly workload: GateWorkload;
  readonly place: StepPlace;
}

/** Name of the job that runs before a write workload and is thrown away. */
export const rampJob = 'ramp';

/**
 * The command line of one workload (reasons in docs/workloads.md). Reads end
 * by time. A time-based job ignores a byte limit, and `--io_size` counts what was written in
 * `--ramp_time` too, while a job that reaches it in the ramp reports the ramp (fio 3.33); so a
 * write workload's ramp is a job of its own, and `--stonewall` holds the measured one back until it
 * is over.
 */
export function fioArgv({ suite, workload, place }: FioCall): readonly string[] {
  const { name, rw, blockSize, depth, fdatasync } = workload;
  const { rampMilliseconds: ramp, runMilliseconds: run, writeCap } = suite;
  const common = [
    'fio',
    '--output-format=json',
    // fio splits file names at colons.
    `--filename=${place.file.replaceAll(':', '\\:')}`,
    '--allow_file_create=0',
    // fio would drop the file's cache before it starts, and with it the warm state of a buffered
    // host job.
    '--invalidate=0',
    `--direct=${place.direct ? 1 : 0}`,
    ...(place.dsync ? ['--sync=dsync'] : []),
    `--rw=${rw}`,
    `--bs=${blockSize}`,
    `--ioengine=${engineOf(suite, workload)}`,
    `--iodepth=${depth}`,
    ...(fdatasync ? ['--fdatasync=1'] : []),
    '--randrepeat=0',
    `--randseed=${place.seed}`,
    '--norandommap',
    '--group_reporting',
    '--percentile_list=50:95:99:99.9',
  ];
  if (!isWriting(workload)) {
    return [
      ...common,
      `--name=${name}`,
      '--time_based',
      `--ramp_time=${ramp}ms`,
      `--runtime=${run}ms`,
    ];
  }
  const rampOptions =
    ramp === 0 ? [] : [`--name=${rampJob}`, `--runtime=${ramp}ms`, `--io_size=${writeCap}`];
  return [
    ...common,
    ...rampOptions,
    `--name=${name}`,
    '--stonewall',
    `--runtime=${run}ms`,
    `--io_size=${writeCap}`,
  ];
}

/**
 * fio's engine of a workload: psync where there is one request at a time, else the one that the
 * plan resolved.
 */
function engineOf({ engine }: GateSuite, { depth }: GateWorkload): GateSuite['engine'] | 'psync' {
  return depth === 1 ? 'psync' : engine;
}
