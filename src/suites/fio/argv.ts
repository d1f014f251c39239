import type { StepPlace } from '../suite.ts';
import type { FioDocument } from './document.ts';
import { type FioSuite, type FioWorkload, isWriting } from './workloads.ts';

/** A workload of the fio suite in its place. */
export interface FioCall {
  readonly suite: FioSuite;
  readonly workload: FioWorkload;
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
function engineOf({ engine }: FioSuite, { depth }: FioWorkload): FioSuite['engine'] | 'psync' {
  return depth === 1 ? 'psync' : engine;
}

/**
 * What of a report's options is not as the command line of the call has it, undefined where all
 * are: fio repeats the options that it was given, those before the first `--name` as global ones,
 * so that no other job's report passes for this one. Options without a value are not repeated (fio
 * 3.33: norandommap, time_based, stonewall, group_reporting).
 */
export function strangeOption(document: FioDocument, call: FioCall): string | undefined {
  const reported = [document['global options'], ...document.jobs.map(job => job['job options'])];
  const sections = sectionsOf(fioArgv(call));
  for (const [index, { values, flags }] of sections.entries()) {
    const difference = differenceOf(reported[index] ?? {}, { values, flags });
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** The options of all jobs, or of one. */
interface Section {
  readonly values: Map<string, string>;
  readonly flags: Set<string>;
}

function sectionsOf(argv: readonly string[]): readonly Section[] {
  let section: Section = { values: new Map(), flags: new Set() };
  const sections = [section];
  for (const word of argv.filter(isJobOption)) {
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === 'name') {
      section = { values: new Map(), flags: new Set() };
      sections.push(section);
    }
    if (value === undefined) section.flags.add(name);
    else section.values.set(name, value);
  }
  return sections;
}

/** The program itself, and what it prints, are of no job. */
function isJobOption(word: string): boolean {
  return word.startsWith('--') && !word.startsWith('--output-format=');
}

function differenceOf(
  reported: Readonly<Record<string, string>>,
  { values, flags }: Section,
): string | undefined {
  for (const [option, value] of values) {
    if (reported[option] !== value)
      return `expected ${option}=${value}, fio reports ${reported[option] ?? 'none'}`;
  }
  const added = Object.entries(reported).find(
    ([option]) => !values.has(option) && !flags.has(option),
  );
  return added === undefined
    ? undefined
    : `fio reports ${added.join('=')}, which was not asked for`;
}
