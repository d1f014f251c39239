import { accept, reject } from '../core/rejection.ts';
import type { SeedSuite, SeedWorkload } from '../core/workload.ts';
import type { Step, StepReading } from './step.ts';
import { metricsOf, parseSysbench, type SysbenchReading, sysbenchArgv } from './sysbench.ts';

/**
 * The seed suite as steps: sysbench makes and reads its files in the working directory, always with
 * the same seed.
 */
export function sysbenchSteps(suite: SeedSuite): Step[] {
  return suite.workloads.map(workload => ({
    workload,
    seconds: suite.seconds,
    argv: ({ direct }) => sysbenchArgv({ suite, workload, command: 'run', direct }),
    parse: (stdout, { direct }) => {
      const reading = parseSysbench(stdout, { workload, suite });
      if (!reading.ok) return reading;
      // Without O_DIRECT it would have measured the guest's page cache, and no disk mode would
      // show.
      if (reading.value.direct !== direct) {
        return reject(
          `sysbench ${workload.name}`,
          `it opened its files ${direct ? 'without' : 'with'} O_DIRECT`,
        );
      }
      return accept(sysbenchStepReading(reading.value, workload));
    },
  }));
}

/** A reading of sysbench as that of a step. */
export function sysbenchStepReading(reading: SysbenchReading, { mode }: SeedWorkload): StepReading {
  const { bytes, seconds } = reading;
  return {
    values: metricsOf(reading),
    seconds,
    bytes,
    bytesWritten: mode === 'rndwr' || mode === 'seqwr' ? bytes : 0,
  };
}
