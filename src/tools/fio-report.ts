import { type GateSuite, isWriting } from '../core/gate-suite.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { type FioCall, rampJob } from './fio-argv.ts';
import { type FioDocument, type FioJob, type FioSide, readFioDocument } from './fio-document.ts';
import { strangeOption } from './fio-options.ts';

/**
 * What one run of a workload yields, in bytes, seconds and operations per second; the ramp is not
 * in it.
 */
export interface FioReading {
  readonly throughput: number;
  readonly iops: number;
  /**
   * Of a request from submission to completion; at depth 1 only, and only where fio has it of the
   * whole step.
   */
  readonly latency: FioLatency | undefined;
  /** Measured seconds: those of the suite, or fewer where a write workload reached its cap. */
  readonly seconds: number;
  readonly bytes: number;
  /** Bytes written, those of the ramp included; 0 for reads. */
  readonly bytesWritten: number;
  /** fdatasync calls, 0 where there were none. */
  readonly syncs: number;
}

/**
 * Seconds. Absent percentiles: fio has those of the write and of its fdatasync, but not of both
 * together.
 */
interface FioLatency {
  readonly mean: number;
  readonly percentiles: Percentiles | undefined;
}

interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
}

/**
 * What fio printed, as a reading. Rejects whatever is not the whole, sound report of this very
 * call: other options than those that were asked for, an error of a job, nothing moved, requests in
 * the other direction, a run that ended early for another reason than its cap or long after its
 * time, and figures that contradict each other.
 */
export function parseFio(stdout: string, call: FioCall): Outcome<FioReading> {
  const document = readFioDocument(stdout);
  if (!document.ok) return document;
  const { workload, suite } = call;
  const path = `fio ${workload.name}`;
  const jobs = expectedJobs(document.value, call);
  if (typeof jobs === 'string')
    return reject(path, jobs, 'the output must be of the workload that was asked for');
  const { measured, ramp } = jobs;
  const strange = strangeOption(document.value, call) ?? failureOf([...ramp, measured]);
  if (strange !== undefined) return reject(path, strange);
  const writing = isWriting(workload);
  const moved = writing ? measured.write : measured.read;
  const other = writing ? measured.read : measured.write;
  const contradiction =
    contradictionOf(moved, other.total_ios + measured.trim.total_ios) ??
    wrongDuration(moved, { suite, writing });
  if (contradiction !== undefined)
    return reject(path, contradiction, 'measure again: these figures cannot be trusted');
  const latency = latencyOf(measured, call);
  if (typeof latency === 'string') return reject(path, latency);
  return accept(composeReading(moved, { call, measured, ramp, latency }));
}

interface Jobs {
  readonly measured: FioJob;
  readonly ramp: readonly FioJob[];
}

function expectedJobs({ jobs }: FioDocument, { workload, suite }: FioCall): Jobs | string {
  const hasRamp = isWriting(workload) && suite.rampMilliseconds > 0;
  const expected = [...(hasRamp ? [rampJob] : []), workload.name];
  const found = jobs.map(({ jobname }) => jobname);
  const measured = jobs.at(-1);
  if (measured === undefined || found.join(' ') !== expected.join(' ')) {
    return `expected the jobs ${expected.join(', ')}, found ${found.join(', ')}`;
  }
  return { measured, ramp: jobs.slice(0, -1) };
}

function failureOf(jobs: readonly FioJob[]): string | undefined {
  const failed = jobs.find(({ error }) => error !== 0);
  return failed === undefined
    ? undefined
    : `the job ${failed.jobname} ended with error ${failed.error} (errno)`;
}

function contradictionOf(moved: FioSide, others: number): string | undefined {
  const { io_bytes: bytes, total_ios: requests, runtime, bw_bytes: rate } = moved;
  if (bytes === 0 || requests === 0 || runtime === 0 || rate === 0) {
    return `nothing was moved: ${bytes} bytes in ${requests} requests and ${runtime} ms`;
  }
  if (others !== 0) return `${others} requests were of another kind`;
  // The rate is computed from microseconds, the runtime printed in whole milliseconds.
  const computed = (bytes * 1000) / runtime;
  return Math.abs(computed - rate) > rate * (0.01 + 1 / runtime)
    ? `${bytes} bytes in ${runtime} ms are ${Math.round(computed)} bytes/s, but it printed ${rate}`
    : undefined;
}

/**
 * Milliseconds that requests under way when the time is up may take before we say that the disk
 * stood still.
 */
const patience = 5000;

function wrongDuration(
  { runtime, io_bytes: bytes }: FioSide,
  { suite, writing }: { readonly suite: GateSuite; readonly writing: boolean },
): string | undefined {
  const { runMilliseconds: planned, writeCap } = suite;
  if (runtime > planned + patience) return `it took ${runtime} ms, ${planned} ms were planned`;
  const reachedCap = writing && bytes >= writeCap;
  if (runtime >= 0.99 * planned || reachedCap) return undefined;
  const cap = writing ? ` and before ${writeCap} bytes were written` : '';
  return `it ended after ${runtime} ms of ${planned} ms${cap}`;
}

const nanosecond = 1e-9;

function latencyOf(job: FioJob, { workload }: FioCall): FioLatency | string | undefined {
  const syncs = job.sync.lat_ns.N;
  if (workload.fdatasync && syncs < 0.95 * job.write.total_ios) {
    return `${job.write.total_ios} writes had ${syncs} fdatasyncs`;
  }
  if (workload.depth > 1) return undefined;
  const { mean, N, percentile } = (isWriting(workload) ? job.write : job.read).clat_ns;
  if (N === 0 || mean === 0) return 'it has no latency';
  if (workload.fdatasync)
    return { mean: (mean + job.sync.lat_ns.mean) * nanosecond, percentiles: undefined };
  const [p50, p95, p99, p999] = ['50.000000', '95.000000', '99.000000', '99.900000'].map(
    key => percentile?.[key],
  );
  if (p50 === undefined || p95 === undefined || p99 === undefined || p999 === undefined) {
    return 'it lacks percentiles of the latency';
  }
  return {
    mean: mean * nanosecond,
    percentiles: {
      p50: p50 * nanosecond,
      p95: p95 * nanosecond,
      p99: p99 * nanosecond,
      p999: p999 * nanosecond,
    },
  };
}

interface Findings extends Jobs {
  readonly call: FioCall;
  readonly latency: FioLatency | undefined;
}

function composeReading(moved: FioSide, { call, measured, ramp, latency }: Findings): FioReading {
  const { workload } = call;
  const bytes = moved.io_bytes;
  const ofRamp = ramp.reduce((sum, { write }) => sum + write.io_bytes, 0);
  return {
    throughput: moved.bw_bytes,
    // Not the printed one: it leaves out what was under way when the ramp ended, though its bytes
    // are counted.
    iops: moved.bw_bytes / workload.blockSize,
    latency,
    seconds: moved.runtime / 1000,
    bytes,
    bytesWritten: isWriting(workload) ? bytes + ofRamp : 0,
    syncs: measured.sync.lat_ns.N,
  };
}
