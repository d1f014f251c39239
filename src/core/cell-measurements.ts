import { metricNames } from './metric.ts';
import type { Measurement, Round } from './run.ts';
import type { CellOfRun } from './sample.ts';

/** By workload, then by arm and metric; several values of one cell, which are wrong, as a list. */
type Places = ReadonlyMap<string, readonly (Measurement | readonly Measurement[] | undefined)[]>;

/** Rounds are looked through once, however many cells are asked for: a document never changes. */
const known = new WeakMap<readonly Measurement[], Places>();

/** What was measured of one cell in one round: one value, unless the document is wrong. */
export function measurementsOfCell(
  { measurements }: Round,
  cell: CellOfRun,
): readonly Measurement[] {
  const places = known.get(measurements) ?? placesOf(measurements);
  known.set(measurements, places);
  const found = places.get(cell.workload)?.[placeOf(cell.armIndex, cell.metric)];
  if (found === undefined) return [];
  return 'value' in found ? [found] : found;
}

function placesOf(measurements: readonly Measurement[]): Places {
  const places = new Map<string, (Measurement | Measurement[] | undefined)[]>();
  for (const measurement of measurements) {
    let row = places.get(measurement.workload);
    if (row === undefined) places.set(measurement.workload, (row = []));
    const place = placeOf(measurement.arm, measurement.metric);
    const found = row[place];
    if (found === undefined) row[place] = measurement;
    else if ('value' in found) row[place] = [found, measurement];
    // Not a new list each time: a hostile document has ten thousand of one cell.
    else found.push(measurement);
  }
  return places;
}

const metricPlaces = new Map<string, number>(metricNames.map((name, place) => [name, place]));

function placeOf(arm: number, metric: Measurement['metric']): number {
  return arm * metricNames.length + (metricPlaces.get(metric) ?? 0);
}
