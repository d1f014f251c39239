import type { GateSuite } from '../core/gate-suite.ts';
import { accept } from '../core/rejection.ts';
import { fioArgv } from './fio-argv.ts';
import { type FioReading, parseFio } from './fio-report.ts';
import type { Step, StepReading } from './step.ts';

/** The gate suite as steps. */
export function fioSteps(suite: GateSuite): Step[] {
  return suite.workloads.map(workload => ({
    workload,
    seconds: (suite.rampMilliseconds + suite.runMilliseconds) / 1000,
    argv: place => fioArgv({ suite, workload, place }),
    parse: (stdout, place) => {
      const reading = parseFio(stdout, { suite, workload, place });
      return reading.ok ? accept(stepReading(reading.value)) : reading;
    },
  }));
}

/**
 * Latency only stands for itself at depth 1: of more requests at a time, most of it is waiting for
 * the others.
 */
function stepReading({
  throughput,
  iops,
  latency,
  seconds,
  bytes,
  bytesWritten,
}: FioReading): StepReading {
  const mean =
    latency === undefined ? [] : [{ metric: 'latency-mean', value: latency.mean } as const];
  const percentiles = latency?.percentiles;
  const tail =
    percentiles === undefined
      ? []
      : ([
          { metric: 'latency-p50', value: percentiles.p50 },
          { metric: 'latency-p95', value: percentiles.p95 },
          { metric: 'latency-p99', value: percentiles.p99 },
          { metric: 'latency-p999', value: percentiles.p999 },
        ] as const);
  const values = [
    { metric: 'throughput', value: throughput } as const,
    { metric: 'iops', value: iops } as const,
  ];
  return { values: [...values, ...mean, ...tail], seconds, bytes, bytesWritten };
}
