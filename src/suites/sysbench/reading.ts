import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { StepReading } from '../suite.ts';
import { opensDirect, readFigures, type SysbenchFigures, unexpectedHeader } from './report.ts';
import { isWriting, type SysbenchSuite, type SysbenchWorkload } from './workloads.ts';

/**
 * What sysbench is asked to do: `run` needs a workload, `prepare` concerns the files
 * of all of them.
 */
export type SysbenchCall = {
  readonly suite: SysbenchSuite;
  /** O_DIRECT (the suite's own setting, and the default); false is the buffered arm of the host. */
  readonly direct?: boolean;
} & (
  | { readonly command: 'run'; readonly workload: SysbenchWorkload }
  | { readonly command: 'prepare'; readonly workload?: undefined }
);

/**
 * The command line of one step; it reads and makes `test_file.N` in its working directory.
 */
export function sysbenchArgv(call: SysbenchCall): readonly string[] {
  const { suite, direct = true } = call;
  return [
    'sysbench',
    'fileio',
    `--file-num=${suite.files}`,
    `--file-total-size=${wholeMebibytes(suite.fileTotalSize)}`,
    `--file-block-size=${suite.fileBlockSize}`,
    `--file-fsync-freq=${suite.fileFsyncFrequency}`,
    '--rand-seed=1',
    ...(direct ? ['--file-extra-flags=direct'] : []),
    `--time=${suite.seconds}`,
    ...(call.command === 'run' ? [`--file-test-mode=${call.workload.mode}`] : []),
    call.command,
  ];
}

/**
 * What sysbench 1.0 printed, as a reading. Rejects whatever is not the whole, sound report of this
 * very workload: another version, another mode or file set, a figure that is missing or zero, a run
 * that ended early or long after its time, and figures that contradict each other.
 */
export function parseSysbench(
  stdout: string,
  { workload, suite }: { readonly workload: SysbenchWorkload; readonly suite: SysbenchSuite },
): Outcome<StepReading & { readonly direct: boolean }> {
  const path = `sysbench ${workload.name}`;
  const refuse = (problem: string, remedy?: string): Outcome<never> =>
    reject(path, problem, remedy);
  const strangeness = unexpectedHeader(stdout, { workload, suite });
  if (strangeness !== undefined) return refuse(strangeness.problem, strangeness.remedy);
  const figures = readFigures(stdout);
  if (typeof figures === 'string')
    return refuse(figures, 'measure again: only a whole report of numbers is a reading');
  const contradiction = findContradiction(figures, { workload, suite });
  if (contradiction !== undefined)
    return refuse(contradiction, 'measure again: these figures cannot be trusted');
  // Whether sysbench says that it opened the files with O_DIRECT.
  return accept({ ...readingOf(figures, { workload, suite }), direct: opensDirect(stdout) });
}

/** A suite with one of its workloads: what the report must be about. */
interface Asked {
  readonly workload: SysbenchWorkload;
  readonly suite: SysbenchSuite;
}

function wholeMebibytes(bytes: number): string {
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20}M` : String(bytes);
}

/** Seconds that each fsync of the last round may take before we say that the run stood still. */
const slowFsync = 0.1;

function findContradiction(
  figures: SysbenchFigures,
  { workload, suite }: Asked,
): string | undefined {
  const { rate, otherRate, mebibytes } = sideOf(figures, workload);
  const { seconds, events, sumMilliseconds } = figures;
  if (rate === 0 || events === 0 || mebibytes === 0 || sumMilliseconds === 0) {
    return `nothing was ${isWriting(workload) ? 'written' : 'read'}: ${events} events, ${rate} operations/s, ${mebibytes} MiB/s`;
  }
  if (otherRate !== 0)
    return `found ${otherRate} ${isWriting(workload) ? 'reads' : 'writes'}/s in a ${workload.title}`;
  // The time is checked between requests; after it is up every file is fsynced once more.
  const latest = suite.seconds + 1 + suite.files * slowFsync;
  if (seconds < suite.seconds * 0.99 || seconds > latest) {
    return `expected it to take ${suite.seconds} s (at most ${latest} s with the last fsyncs), but it took ${seconds} s`;
  }
  const computed = (rate * suite.fileBlockSize) / 2 ** 20;
  if (Math.abs(computed - mebibytes) > 0.01 + computed * 0.001) {
    return `${rate} operations/s of ${suite.fileBlockSize} bytes are ${computed.toFixed(2)} MiB/s, but it printed ${mebibytes} MiB/s`;
  }
  const counted = countOperations(figures, { workload, suite }) / seconds;
  return Math.abs(counted / rate - 1) > 0.2
    ? `${events} events in ${seconds} s are ${counted.toFixed(2)} operations/s, but it printed ${rate}`
    : impossibleLatency(figures);
}

/** One thread waits for one request at a time. Milliseconds are printed to 0.01. */
function impossibleLatency({
  seconds,
  events,
  meanMilliseconds: mean,
  maxMilliseconds: max,
  p95Milliseconds: p95,
  sumMilliseconds: sum,
}: SysbenchFigures): string | undefined {
  if (sum > seconds * 1010) return `one thread waited ${sum} ms within ${seconds} s`;
  // Percentiles are of a histogram whose bins are 2 % wide; a twentieth of all is above the 95th.
  const isSound =
    Math.abs(sum / events - mean) <= 0.01 &&
    mean <= max + 0.01 &&
    max <= sum + 0.01 &&
    p95 <= 1.02 * max + 0.01 &&
    0.05 * (p95 - 0.01) * events <= 1.02 * sum;
  if (isSound) return undefined;
  return `${events} latencies of ${sum} ms in all have no mean of ${mean}, 95th percentile of ${p95} and most of ${max} ms`;
}

function sideOf(
  figures: SysbenchFigures,
  workload: SysbenchWorkload,
): { rate: number; otherRate: number; mebibytes: number } {
  const { readRate, writeRate, readMebibytes, writtenMebibytes } = figures;
  return isWriting(workload)
    ? { rate: writeRate, otherRate: readRate, mebibytes: writtenMebibytes }
    : { rate: readRate, otherRate: writeRate, mebibytes: readMebibytes };
}

/**
 * How many reads or writes there were. sysbench prints their rate over an interval that it doesn't
 * print (to the printing, about 1 ms longer than `total time`), and the number of events, which for
 * writes counts the fsyncs but not those at the end, one a file. The share of the writes among all
 * of them gives a whole number in every captured report.
 */
function countOperations(figures: SysbenchFigures, { workload, suite }: Asked): number {
  const { events, writeRate, fsyncRate } = figures;
  if (!isWriting(workload)) return events;
  return Math.round(((events + suite.files) * writeRate) / (writeRate + fsyncRate));
}

function readingOf(figures: SysbenchFigures, asked: Asked): StepReading {
  const { seconds, events, sumMilliseconds, p95Milliseconds: p95 } = figures;
  const operations = countOperations(figures, asked);
  const bytes = operations * asked.suite.fileBlockSize;
  // In the write modes the fsyncs between the writes are requests too. Not the printed mean: "0.00"
  // ms stands for anything below 5 µs, which a page cache answers in.
  const mean = sumMilliseconds / events / 1000;
  const values: StepReading['values'] = [
    { metric: 'throughput', value: bytes / seconds },
    { metric: 'iops', value: operations / seconds },
    { metric: 'latency-mean', value: mean },
    // Printed to 0.01 ms, so that it may be rounded to nothing.
    ...(p95 === 0 ? [] : [{ metric: 'latency-p95', value: p95 / 1000 } as const]),
  ];
  return { values, seconds, bytes, bytesWritten: isWriting(asked.workload) ? bytes : 0 };
}
