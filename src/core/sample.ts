import { type CellName, cellText } from './cell.ts';
import { isFurther, type MetricName, metricNames } from './metric.ts';
import { pairOfArm } from './pair.ts';
import type { MissingReason } from './reason.ts';
import type { Measurement, Round, Run } from './run.ts';

/** Where the values of a cell stand in a run: by the arm's index, since sides share names. */
interface Place {
  readonly armIndex: number;
  /** In the suite `pairs`; left out: the pair in which the arm is judged. */
  readonly pair?: number | undefined;
  readonly workload: string;
  readonly metric: MetricName;
}

/**
 * The values of one cell across the rounds of a run. `logs` has the natural logarithm of each, in
 * the order of rounds.
 */
export interface Values {
  readonly kind: 'values';
  readonly logs: readonly number[];
  /** Geometric mean, in the metric's base unit. */
  readonly centre: number;
  /** Mean of the logs. */
  readonly logCentre: number;
  /**
   * Standard deviation of the logs, divisor n - 1; 0 where there is one round only, which says
   * nothing.
   */
  readonly logDeviation: number;
  readonly n: number;
}

export interface MissingSample {
  readonly kind: 'missing';
  readonly reason: MissingReason;
}

export type Sample = Values | MissingSample;

/**
 * The sample of one cell. It is missing as a whole where one round has no valid value, or where the
 * arm's mode was not shown to be in force: dropping only the failed rounds would keep the lucky
 * ones.
 */
export function sampleOf(run: Run, place: Place): Sample {
  const { plan, rounds } = run;
  const arm = run.arms[place.armIndex];
  if (arm === undefined) return missing({ kind: 'no-arm', index: place.armIndex });
  if (run.stop.reason === 'trouble') return missing({ kind: 'trouble' });
  if (rounds.length === 0) return missing({ kind: 'no-round' });
  const { ok, evidence } = arm.attestation;
  if (!ok) return missing({ kind: 'unattested', evidence });
  const pair = place.pair ?? pairOfArm(plan, place.armIndex);
  const logs: number[] = [];
  for (const round of rounds) {
    // Matched host jobs are planned for the first round only.
    if (plan.order[round.index]?.includes(pair ?? place.armIndex) === false) continue;
    const failure = round.failures?.find(
      one => one.pair === pair && (one.workload ?? place.workload) === place.workload,
    );
    if (failure !== undefined)
      return missing({ kind: 'guarded', round: round.index, by: failure.reason });
    const found = measurementsOfCell(round, { ...place, pair });
    const isShort =
      found.length === 0 &&
      isFurther(place.metric, undefined) &&
      measurementsOfCell(round, { ...place, pair, metric: 'throughput' }).length > 0;
    if (isShort) return missing({ kind: 'few-beyond', round: round.index });
    const problem = problemOf(found, { run, round: round.index, place });
    if (problem !== undefined) return missing(problem);
    logs.push(Math.log(found[0]?.value ?? Number.NaN));
  }
  return logs.length === 0 ? missing({ kind: 'never-measured' }) : valuesOf(logs);
}

/**
 * The cells of a run's head arms that have at least one measurement, in the order in which they
 * appear.
 */
export function headCells({ arms, rounds }: Run): readonly CellName[] {
  const cells = new Map<string, CellName>();
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
export function logCentreOf(run: Run, cell: CellName): number | undefined {
  const sample = headSampleOf(run, cell);
  return sample.kind === 'values' ? sample.logCentre : undefined;
}

/** The sample of a cell of a head arm. */
export function headSampleOf(run: Run, { arm, workload, metric }: CellName): Sample {
  return sampleOf(run, { armIndex: headIndexOf(run, arm), workload, metric });
}

/** The index of a head arm; -1 where the run has none of that name. */
export function headIndexOf({ arms }: Run, arm: string): number {
  return arms.findIndex(({ name, side }) => name === arm && side === 'head');
}

/** The values whose logarithms are `logs`, of which there is at least one. */
export function valuesOf(logs: readonly number[]): Values {
  const n = logs.length;
  const logCentre = meanOf(logs);
  let squares = 0;
  for (const log of logs) squares += (log - logCentre) ** 2;
  // Equal values must have no deviation at all: their mean is off by a rounding error.
  const allEqual = logs.every(log => log === logs[0]);
  const logDeviation = n < 2 || allEqual ? 0 : Math.sqrt(squares / (n - 1));
  return { kind: 'values', logs, centre: Math.exp(logCentre), logCentre, logDeviation, n };
}

/** The arithmetic mean; NaN of nothing. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function problemOf(
  found: readonly Measurement[],
  { run, round, place }: { readonly run: Run; readonly round: number; readonly place: Place },
): MissingReason | undefined {
  const [measurement] = found;
  if (measurement === undefined)
    return { kind: 'no-value', round, ...whatFailed(run, round, place) };
  if (found.length > 1) return { kind: 'several-values', round, values: found.length };
  const { value } = measurement;
  return Number.isFinite(value) && value > 0 ? undefined : { kind: 'no-number', round, value };
}

function whatFailed(run: Run, round: number, { armIndex, workload }: Place): { said?: string } {
  const arm = run.arms[armIndex];
  const failed = run.caveats.find(
    caveat =>
      caveat.kind === 'failed' &&
      caveat.round === round &&
      caveat.arm === arm?.name &&
      caveat.side === arm.side &&
      caveat.workload === workload,
  );
  return failed?.kind === 'failed' ? { said: failed.said } : {};
}

function missing(reason: MissingReason): MissingSample {
  return { kind: 'missing', reason };
}

/** By pair and workload, then by arm and metric; several values of one cell are wrong, a list. */
type Places = ReadonlyMap<string, readonly (Measurement | readonly Measurement[] | undefined)[]>;

/** Rounds are looked through once, however many cells are asked for: a document never changes. */
const placesOfRounds = new WeakMap<readonly Measurement[], Places>();

/** What was measured of one cell in one round: one value, unless the document is wrong. */
function measurementsOfCell({ measurements }: Round, cell: Place): readonly Measurement[] {
  const places = placesOfRounds.get(measurements) ?? placesOf(measurements);
  placesOfRounds.set(measurements, places);
  const found = places.get(rowOf(cell))?.[placeOf(cell.armIndex, cell.metric)];
  if (found === undefined) return [];
  return 'value' in found ? [found] : found;
}

function placesOf(measurements: readonly Measurement[]): Places {
  const places = new Map<string, (Measurement | Measurement[] | undefined)[]>();
  for (const measurement of measurements) {
    const key = rowOf(measurement);
    let row = places.get(key);
    if (row === undefined) places.set(key, (row = []));
    const place = placeOf(measurement.arm, measurement.metric);
    const found = row[place];
    if (found === undefined) row[place] = measurement;
    else if ('value' in found) row[place] = [found, measurement];
    // Not a new list each time: a hostile document has ten thousand of one cell.
    else found.push(measurement);
  }
  return places;
}

function rowOf({ pair, workload }: Pick<Place, 'pair' | 'workload'>): string {
  return pair === undefined ? workload : `${pair} ${workload}`;
}

const metricPlaces = new Map<string, number>(metricNames.map((name, place) => [name, place]));

function placeOf(arm: number, metric: Measurement['metric']): number {
  return arm * metricNames.length + (metricPlaces.get(metric) ?? 0);
}
