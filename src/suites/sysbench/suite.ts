import { formatBytes, formatCount } from '../../core/quantity.ts';
import { reject } from '../../core/rejection.ts';
import { cacheFlags } from '../../disk/cache.ts';
import type { Step, SuiteKind } from '../suite.ts';
import { judgeClaims } from './claims.ts';
import { parseSysbench, sysbenchArgv } from './reading.ts';
import { isWriting, type SysbenchSuite, sysbenchSuite, sysbenchSuiteSchema } from './workloads.ts';

/** sysbench fileio on files of its own: the blog post's table. */
export const sysbenchKind: SuiteKind<SysbenchSuite> = {
  name: 'sysbench',
  schema: sysbenchSuiteSchema,
  profiles: [],
  make: () => sysbenchSuite,
  rulesOf: suite => ({
    unit: 'arm',
    steps: sysbenchSteps(suite),
    gates: 'asked',
    rounds: 3,
    budget: 15 * 60,
    writeBudget: 320 * 2 ** 30,
    // sysbench writes for its time however fast the drive is; the estimate is each file once.
    writesAreCapped: false,
    diskSize: diskSizeFor(suite),
    files: {
      names: Array.from({ length: suite.files }, (_, index) => `test_file.${index}`),
      totalSize: suite.fileTotalSize,
      prepare: ({ direct }) => sysbenchArgv({ suite, command: 'prepare', direct }),
      makesOwn: workload =>
        suite.workloads.some(({ name, mode }) => name === workload && mode === 'seqwr'),
    },
    // seqwr leaves its files in another state than it found them (docs/adr/0002).
    freshImages: true,
    addsHostJobs: false,
    workloads: suite.workloads.map(workload => ({
      name: workload.name,
      title: workload.title,
      writes: isWriting(workload),
      mostWritten: isWriting(workload) ? suite.fileTotalSize : 0,
      iopsSize: undefined,
      // Its latencies are also of fsyncs, which its rate leaves out.
      request: {
        bytes: suite.fileBlockSize,
        depth: 1,
        leastBusy: isWriting(workload) ? 0 : 0.2,
      },
      metrics: () => ['throughput', 'iops', 'latency-mean', 'latency-p95'],
    })),
    description: describe(suite),
    hasDetails: false,
    matchedJob,
    // A tenth allows for rounding of the tool's clock.
    leastSeconds: () => 0.9 * suite.seconds,
    judgeClaims: run => judgeClaims(run, { matchedJob, addsHostJobs: false }),
  }),
};

/** Its files, with ext4's own structures and journal. */
function diskSizeFor({ fileTotalSize }: SysbenchSuite) {
  const least = fileTotalSize + 64 * 2 ** 20;
  return { usual: least, least };
}

/**
 * The blog post got its "10x slower" by comparing a direct disk with the host's page cache.
 * sysbench has no O_DSYNC, so only direct and buffered are told apart.
 */
const matchedJob: ReturnType<typeof sysbenchKind.rulesOf>['matchedJob'] = ({ cache }) => ({
  direct: cacheFlags(cache).direct,
  dsync: false,
});

function describe(suite: SysbenchSuite): string {
  const fsync =
    suite.fileFsyncFrequency === 0
      ? 'never fsyncs'
      : `fsyncs all files every ${formatCount(suite.fileFsyncFrequency, 'request')}`;
  const files = `${formatCount(suite.files, 'file')}, ${formatBytes(suite.fileTotalSize)} in all`;
  return `${suite.tool} writes zeros and ${fsync}; ${files}, blocks of ${formatBytes(suite.fileBlockSize)}, ${suite.seconds} s each`;
}

/**
 * The suite as steps: sysbench makes and reads its files in the working directory, always with the
 * same seed.
 */
export function sysbenchSteps(suite: SysbenchSuite): Step[] {
  return suite.workloads.map(workload => ({
    workload,
    seconds: suite.seconds,
    argv: ({ direct }) => sysbenchArgv({ suite, workload, command: 'run', direct }),
    parse: (stdout, { direct }) => {
      const reading = parseSysbench(stdout, { workload, suite });
      if (!reading.ok || reading.value.direct === direct) return reading;
      // Without O_DIRECT it would have measured the guest's page cache, and no disk mode would
      // show.
      return reject(
        `sysbench ${workload.name}`,
        `it opened its files ${direct ? 'without' : 'with'} O_DIRECT`,
      );
    },
  }));
}
