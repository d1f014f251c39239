import type { MetricName } from '../core/metric.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import type { SeedSuite, SeedWorkload } from '../core/workload.ts';
import {
  opensDirect,
  readFigures,
  type SysbenchFigures,
  unexpectedHeader,
} from './sysbench-report.ts';

/**
 * What sysbench is asked to do: `run` needs a workload, `prepare` and `cleanup` concern the files
 * of all of them.
 */
export type SysbenchCall = {
  readonly suite: SeedSuite;
  /** O_DIRECT (the suite's own setting, and the default); false is the buffered arm of the host. */
  readonly direct?: boolean;
} & (
  | { readonly command: 'run'; readonly workload: SeedWorkload }
  | { readonly command: 'prepare' | 'cleanup'; readonly workload?: undefined }
);

/** What one run of a workload yields, in bytes, seconds and operations per second. */
export interface SysbenchReading {
  /** Bytes read per second in the read modes, written per second in the write modes. */
  readonly throughput: number;
  /** Reads or writes per second; the fsyncs of the write modes are not counted. */
  readonly iops: number;
  /** Mean over all requests; in the write modes the fsyncs between the writes are requests too. */
  readonly latencyMean: number;
  /**
   * Read off a histogram with steps of 1.8 % and printed to 0.01 ms; undefined where that rounded
   * to nothing.
   */
  readonly latencyP95: number | undefined;
  /** Wall time that sysbench measured, the fsyncs at the end included. */
  readonly seconds: number;
  /** Bytes moved: read in the read modes, written in the write modes. */
  readonly bytes: number;
  /** Whether sysbench says that it opened the files with O_DIRECT. */
  readonly direct: boolean;
}

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

/** The reading as values of the metrics, without those that sysbench could not resolve. */
export function metricsOf(
  reading: SysbenchReading,
): readonly { readonly metric: MetricName; readonly value: number }[] {
  return [
    { metric: 'throughput', value: reading.throughput },
    { metric: 'iops', value: reading.iops },
    { metric: 'latency-mean', value: reading.latencyMean },
    ...(reading.latencyP95 === undefined
      ? []
      : [{ metric: 'latency-p95' as const, value: reading.latencyP95 }]),
  ];
}

/**
 * What sysbench 1.0 printed, as a reading. Rejects whatever is not the whole, sound report of this
 * very workload: another version, another mode or file set, a figure that is missing or zero, a run
 * that ended early or long after its time, and figures that contradict each other.
 */
export function parseSysbench(
  stdout: string,
  { workload, suite }: { readonly workload: SeedWorkload; readonly suite: SeedSuite },
): Outcome<SysbenchReading> {
  const path = `sysbench ${workload.name}`;
  const refuse = (problem: string, remedy?: string): Outcome<never> =>
    reject(path, problem, remedy);
  const strangeness = unexpectedHeader(stdout, { workload, suite });
  if (strangeness !== undefined) return refuse(strangeness.problem, strangeness.remedy);
  const figures = readFigures(stdout);
  if (typeof figures === 'string')
    return refuse(figures, 'the output must be complete: a truncated one is no reading');
  const contradiction = findContradiction(figures, { workload, suite });
  if (contradiction !== undefined)
    return refuse(contradiction, 'measure again: these figures cannot be trusted');
  return accept(composeReading(figures, { workload, suite, direct: opensDirect(stdout) }));
}

/** A suite with one of its workloads: what the report must be about. */
interface Asked {
  readonly workload: SeedWorkload;
  readonly suite: SeedSuite;
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
    return `nothing was ${isRead(workload) ? 'read' : 'written'}: ${events} events, ${rate} operations/s, ${mebibytes} MiB/s`;
  }
  if (otherRate !== 0)
    return `found ${otherRate} ${isRead(workload) ? 'writes' : 'reads'}/s in a ${workload.title}`;
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
    : undefined;
}

function isRead(workload: SeedWorkload): boolean {
  return workload.mode === 'rndrd' || workload.mode === 'seqrd';
}

function sideOf(
  figures: SysbenchFigures,
  workload: SeedWorkload,
): { rate: number; otherRate: number; mebibytes: number } {
  const { readRate, writeRate, readMebibytes, writtenMebibytes } = figures;
  return isRead(workload)
    ? { rate: readRate, otherRate: writeRate, mebibytes: readMebibytes }
    : { rate: writeRate, otherRate: readRate, mebibytes: writtenMebibytes };
}

/**
 * How many reads or writes there were. sysbench prints their rate over an interval that it doesn't
 * print (to the printing, about 1 ms longer than `total time`), and the number of events, which for
 * writes counts the fsyncs but not those at the end, one a file. The share of the writes among all
 * of them gives a whole number in every captured report.
 */
function countOperations(figures: SysbenchFigures, { workload, suite }: Asked): number {
  const { events, writeRate, fsyncRate } = figures;
  if (isRead(workload)) return events;
  return Math.round(((events + suite.files) * writeRate) / (writeRate + fsyncRate));
}

function composeReading(
  figures: SysbenchFigures,
  { direct, ...asked }: Asked & { readonly direct: boolean },
): SysbenchReading {
  const operations = countOperations(figures, asked);
  const bytes = operations * asked.suite.fileBlockSize;
  return {
    throughput: bytes / figures.seconds,
    iops: operations / figures.seconds,
    // Not the printed mean: "0.00" ms stands for anything below 5 µs, which a page cache answers
    // in.
    latencyMean: figures.sumMilliseconds / figures.events / 1000,
    latencyP95: figures.p95Milliseconds === 0 ? undefined : figures.p95Milliseconds / 1000,
    seconds: figures.seconds,
    bytes,
    direct,
  };
}
