import { accept, type Outcome, reject } from '../../core/rejection.ts';
import { remedyOfErrno, type StepReading } from '../suite.ts';
import { type FioCall, rampJob, strangeOption } from './argv.ts';
import { type FioDocument, type FioJob, type FioSide, readFioDocument } from './document.ts';
import { type FioSuite, isWriting } from './workloads.ts';

/**
 * What fio printed, as a reading. Rejects whatever is not the whole, sound report of this very
 * call: other options than those that were asked for, an error of a job, nothing moved, requests in
 * the other direction, a run that ended early for another reason than its cap or long after its
 * time, and figures that contradict each other.
 */
export function parseFio(stdout: string, call: FioCall): Outcome<StepReading> {
  const document = readFioDocument(stdout);
  if (!document.ok) return document;
  const { workload, suite } = call;
  const path = `fio ${workload.name}`;
  const jobs = expectedJobs(document.value, call);
  if (typeof jobs === 'string')
    return reject(path, jobs, 'the output must be of the workload that was asked for');
  const { measured, ramp } = jobs;
  const failed = [...ramp, measured].find(({ error }) => error !== 0);
  if (failed !== undefined) {
    const problem = `the job ${failed.jobname} ended with error ${failed.error} (errno)`;
    return reject(path, problem, remedyOfErrno(failed.error));
  }
  const strange = strangeOption(document.value, call);
  if (strange !== undefined) return reject(path, strange);
  const writing = isWriting(workload);
  const moved = writing ? measured.write : measured.read;
  const other = writing ? measured.read : measured.write;
  const contradiction =
    contradictionOf(moved, other.total_ios + measured.trim.total_ios) ??
    wrongDuration(moved, { suite, writing }) ??
    impossibleFigure(measured, moved, workload);
  if (contradiction !== undefined)
    return reject(path, contradiction, 'measure again: these figures cannot be trusted');
  const latencies = latenciesOf(measured, call);
  if (typeof latencies === 'string') return reject(path, latencies);
  const { io_bytes: bytes, bw_bytes: throughput, runtime } = moved;
  const ofRamp = ramp.reduce((sum, { write }) => sum + write.io_bytes, 0);
  // Not the printed IOPS: they leave out what was under way when the ramp ended, though its bytes
  // are counted.
  const iops = throughput / workload.blockSize;
  return accept({
    values: [
      { metric: 'throughput', value: throughput },
      { metric: 'iops', value: iops },
      ...latencies,
    ],
    seconds: runtime / 1000,
    bytes,
    bytesWritten: writing ? bytes + ofRamp : 0,
  });
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
  { suite, writing }: { readonly suite: FioSuite; readonly writing: boolean },
): string | undefined {
  const { runMilliseconds: planned, writeCap } = suite;
  if (runtime > planned + patience) return `it took ${runtime} ms, ${planned} ms were planned`;
  const reachedCap = writing && bytes >= writeCap;
  if (runtime >= 0.99 * planned || reachedCap) return undefined;
  const cap = writing ? ` and before ${writeCap} bytes were written` : '';
  return `it ended after ${runtime} ms of ${planned} ms${cap}`;
}

const nanosecond = 1e-9;

/**
 * What no drive does: requests of another size, more waiting than there was time for, percentiles
 * that fall.
 */
function impossibleFigure(
  { sync }: FioJob,
  { io_bytes: bytes, total_ios: requests, runtime, clat_ns: { mean, max, N, percentile } }: FioSide,
  { depth, blockSize }: FioCall['workload'],
): string | undefined {
  const waited = mean * N + sync.lat_ns.mean * sync.lat_ns.N;
  const longest = Math.max(max, sync.lat_ns.max);
  const tail = percentiles.flatMap(([, key]) => percentile?.[key] ?? []);
  const isSound =
    // What is under way when the ramp ends counts as bytes alone.
    Math.abs(bytes / blockSize - requests) <= depth &&
    waited <= depth * (runtime * 1.01e6 + longest) &&
    longest <= (runtime + patience) * 1e6 &&
    mean <= max &&
    // Of a histogram whose bins are up to 2 % wide.
    tail.every((value, index) => value <= (tail[index + 1] ?? 1.02 * max));
  if (isSound) return undefined;
  const seconds = [waited, longest, mean, ...tail].map(value => value * nanosecond).join(', ');
  return `${requests} requests of ${bytes} bytes in ${runtime} ms contradict their latencies in all, longest, mean and percentiles: ${seconds} s`;
}

const percentiles = [
  ['latency-p50', '50.000000'],
  ['latency-p95', '95.000000'],
  ['latency-p99', '99.000000'],
  ['latency-p999', '99.900000'],
] as const;

/**
 * Of a request from submission to completion, at depth 1 only: of more at a time, most of it is
 * waiting for the others. Without percentiles of a write with its fdatasync: fio has those of
 * either, but not of both together.
 */
function latenciesOf(job: FioJob, { workload }: FioCall): StepReading['values'] | string {
  const syncs = job.sync.lat_ns.N;
  if (workload.fdatasync && syncs < 0.95 * job.write.total_ios) {
    return `${job.write.total_ios} writes had ${syncs} fdatasyncs`;
  }
  if (workload.depth > 1) return [];
  const { mean, N, percentile } = (isWriting(workload) ? job.write : job.read).clat_ns;
  if (N === 0 || mean === 0) return 'it has no latency';
  const ofSync = workload.fdatasync ? job.sync.lat_ns.mean : 0;
  const all = { metric: 'latency-mean', value: (mean + ofSync) * nanosecond } as const;
  if (workload.fdatasync) return [all];
  const tail = percentiles.flatMap(([metric, key]) => {
    const value = percentile?.[key];
    return value === undefined ? [] : [{ metric, value: value * nanosecond }];
  });
  return tail.length < percentiles.length ? 'it lacks percentiles of the latency' : [all, ...tail];
}
