import type { Measurement, Round } from './run.ts';
import type { CellOfRun } from './sample.ts';

/** Rounds are looked through once, however many cells are asked for: a document never changes. */
const known = new WeakMap<readonly Measurement[], ReadonlyMap<string, readonly Measurement[]>>();

/** What was measured of one cell in one round: one value, unless the document is wrong. */
export function measurementsOfCell({ measurements }: Round, cell: CellOfRun): readonly Measurement[] {
  const found = known.get(measurements) ?? byCell(measurements);
  known.set(measurements, found);
  return found.get(keyOf(cell.armIndex, cell)) ?? [];
}

function byCell(measurements: readonly Measurement[]): ReadonlyMap<string, readonly Measurement[]> {
  const cells = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    const key = keyOf(measurement.arm, measurement);
    const others = cells.get(key);
    if (others === undefined) cells.set(key, [measurement]);
    else others.push(measurement);
  }
  return cells;
}

function keyOf(arm: number, { workload, metric }: Pick<Measurement, 'workload' | 'metric'>): string {
  return `${arm} ${metric} ${workload}`;
}
