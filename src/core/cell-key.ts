import type { MetricName } from './metric.ts';
import type { Run } from './run.ts';
import { sampleOf } from './sample.ts';

/** A cell of head arms by its names, which are stable from run to run. */
export interface CellKey {
  readonly arm: string;
  readonly workload: string;
  readonly metric: MetricName;
}

/**
 * The cells of a run's head arms that have at least one measurement, in the order in which they
 * appear.
 */
export function headCells({ arms, rounds }: Run): readonly CellKey[] {
  const cells = new Map<string, CellKey>();
  for (const { measurements } of rounds) {
    for (const { arm: index, workload, metric } of measurements) {
      const arm = arms[index];
      if (arm?.side === 'head')
        cells.set(cellText({ arm: arm.name, workload, metric }), {
          arm: arm.name,
          workload,
          metric,
        });
    }
  }
  return [...cells.values()];
}

/**
 * Mean of the logarithms of a cell over the rounds of a run; undefined where the cell has no valid
 * sample.
 */
export function logCentreOf(run: Run, { arm, workload, metric }: CellKey): number | undefined {
  const armIndex = run.arms.findIndex(({ name, side }) => name === arm && side === 'head');
  const sample = sampleOf(run, { armIndex, workload, metric });
  return sample.kind === 'values' ? sample.logCentre : undefined;
}

/** A cell as it is named everywhere: `prod/randread-4k-qd32/throughput`. */
export function cellText({ arm, workload, metric }: CellKey): string {
  return `${arm}/${workload}/${metric}`;
}
