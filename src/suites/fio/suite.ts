import { type MetricName, percentiles as tails } from '../../core/metric.ts';
import { formatBytes, formatFigure } from '../../core/quantity.ts';
import table from '../profiles.json' with { type: 'json' };
import {
  iopsSizeOf,
  profiles,
  rawDisk,
  type Step,
  type SuiteKind,
  type WorkloadRules,
} from '../suite.ts';
import { fioArgv } from './argv.ts';
import { parseFio } from './report.ts';
import {
  adoptShape,
  type FioSuite,
  type FioWorkload,
  fioSuite,
  fioSuiteSchema,
  isWriting,
} from './workloads.ts';

/** fio on the raw block device. */
export const fioKind: SuiteKind<FioSuite> = {
  name: 'fio',
  schema: fioSuiteSchema,
  profiles,
  make: profile => fioSuite(profiles.find(known => known === profile) ?? 'standard'),
  adopt: adoptShape,
  rulesOf: suite => ({
    unit: 'arm',
    steps: fioSteps(suite),
    profile: suite.profile,
    ...rawDisk,
    gates: 'never',
    rounds: table.fio[suite.profile].rounds,
    addsHostJobs: true,
    workloads: suite.workloads.map(workload => workloadRules(workload, suite)),
    probe:
      suite.engine === 'libaio'
        ? undefined
        : { argv: probeArgv, otherwise: { ...suite, engine: 'libaio' } satisfies FioSuite },
    armFacts: { engine: suite.engine },
    description: describe(suite),
    leastSeconds: ({ workload, bytes }) => {
      const named = suite.workloads.find(({ name }) => name === workload);
      const isCapped = named !== undefined && isWriting(named) && bytes >= suite.writeCap;
      // A tenth allows for rounding of the tool's clock.
      return isCapped ? 0 : (0.9 * suite.runMilliseconds) / 1000;
    },
  }),
};

function workloadRules(workload: FioWorkload, suite: FioSuite): WorkloadRules {
  const { name, title, blockSize, depth } = workload;
  // The ramp may write as much as the measured part.
  const most = suite.rampMilliseconds > 0 ? 2 * suite.writeCap : suite.writeCap;
  return {
    name,
    title,
    writes: isWriting(workload),
    mostWritten: isWriting(workload) ? most : 0,
    iopsSize: iopsSizeOf(blockSize),
    request: { bytes: blockSize, depth, leastBusy: 0.2 },
    metrics: target => metricsOf(workload, target),
  };
}

const percentileNames = tails.map(([name]) => name);

/**
 * Latency is expected at depth 1 only, since deeper it is mostly waiting for other requests; fio
 * has no percentiles of a write with its fdatasync; processor time is QEMU's.
 */
function metricsOf(
  { depth, fdatasync }: FioWorkload,
  target: Parameters<WorkloadRules['metrics']>[0],
): readonly MetricName[] {
  const percentiles = fdatasync ? [] : percentileNames;
  const latencies = depth > 1 ? [] : ['latency-mean' as const, ...percentiles];
  const processor = target.kind === 'host' ? [] : (['cpu-per-gib', 'cpu-per-io'] as const);
  return ['throughput', 'iops', ...latencies, ...processor];
}

/** Reads a block through io_uring: kernel.io_uring_disabled, seccomp or an old fio refuse it. */
function probeArgv(file: string): readonly string[] {
  const job = ['--name=probe', '--ioengine=io_uring', '--rw=read', '--bs=4096', '--size=4096'];
  const argv = ['fio', '--output-format=json', '--readonly', '--allow_file_create=0', ...job];
  return [...argv, `--filename=${file.replaceAll(':', '\\:')}`];
}

function describe(suite: FioSuite): string {
  const { profile, rampMilliseconds, runMilliseconds, writeCap, engine } = suite;
  const times = `${formatFigure(rampMilliseconds / 1000)} s ramp, ${formatFigure(runMilliseconds / 1000)} s measured`;
  return `fio on the raw block device with O_DIRECT, incompressible data, ${engine} (psync at depth 1); profile ${profile}: ${times}, at most ${formatBytes(writeCap)} written`;
}

/** The suite as steps. */
export function fioSteps(suite: FioSuite): Step[] {
  return suite.workloads.map(workload => ({
    workload,
    seconds: (suite.rampMilliseconds + suite.runMilliseconds) / 1000,
    argv: place => fioArgv({ suite, workload, place }),
    parse: (stdout, place) => parseFio(stdout, { suite, workload, place }),
  }));
}
