import { isContaminated } from './contamination.ts';
import { differingFacts, fingerprintOf } from './environment.ts';
import type { Run } from './run.ts';

/** Most runs that make a baseline: older ones describe another machine. */
const mostRuns = 30;

/** The stored runs that a run is judged against. */
export interface Baseline {
  /** Comparable ones, newest first. */
  readonly runs: readonly Run[];
  /** Earlier runs of the environment that came to their end, but were disturbed by other load. */
  readonly disturbed: number;
  /** Earlier runs of the environment none of whose disk modes was seen in force. */
  readonly unattested: number;
  /**
   * Where all earlier runs are of other environments: the facts that differ from the nearest usable
   * one, and that run.
   */
  readonly incomparable: readonly string[];
  readonly nearest: Run | undefined;
  /** Stored runs that began after this one: a stored run judged again, or a clock that is wrong. */
  readonly later: number;
  /**
   * The newest earlier run of whatever environment, contaminated or not: what subjects are compared
   * with.
   */
  readonly newest: Run | undefined;
}

/**
 * The newest 30 complete, attested runs that began before `run` in the same environment, without
 * contaminated ones. Slow ones stay in: leaving them out would ratchet the baseline up and shrink
 * its variance. Selecting from a selection gives the same. Fingerprints are computed, not read,
 * since a stored document may claim any.
 */
export function selectBaseline(run: Run, stored: readonly Run[]): Baseline {
  const earlier = distinct(stored)
    .filter(other => isComplete(other) && startOf(other) < startOf(run))
    .toSorted((a, b) => startOf(b) - startOf(a));
  const fingerprint = fingerprintOf(run.environment);
  const comparable = earlier.filter(other => fingerprintOf(other.environment) === fingerprint);
  const attested = comparable.filter(hasAttestedHead);
  const usable = attested.filter(isEligible);
  const { nearest, differences } =
    comparable.length > 0 ? noOther : nearestOf(run, earlier.filter(isEligible));
  const later = distinct(stored).filter(other => startOf(other) > startOf(run)).length;
  return {
    runs: usable.slice(0, mostRuns),
    disturbed: attested.length - usable.length,
    unattested: comparable.length - attested.length,
    incomparable: differences,
    nearest,
    later,
    newest: comparable[0] ?? earlier[0],
  };
}

/**
 * Whether a run can be part of a baseline at all: it came to its end, others did not disturb it,
 * and a disk mode of it was seen in force. Slow ones can.
 */
export function isEligible(run: Run): boolean {
  return isComplete(run) && hasAttestedHead(run) && !isContaminated(run);
}

/**
 * Whether a head arm is attested, or there is none. One is enough: the cells of the others are
 * missing for themselves.
 */
export function hasAttestedHead({ arms }: Run): boolean {
  const heads = arms.filter(({ side }) => side === 'head');
  return heads.length === 0 || heads.some(({ attestation }) => attestation.ok);
}

/**
 * A document that is stored twice is one run: counted twice it would pass for evidence of
 * steadiness.
 */
function distinct(runs: readonly Run[]): Run[] {
  return [
    ...new Map(
      runs.map(run => [`${run.startedAt} ${run.randomSeed} ${run.fingerprint}`, run]),
    ).values(),
  ];
}

function isComplete(run: Run): boolean {
  return run.stop.reason !== 'trouble' && run.rounds.length > 0;
}

/** When a run began, in milliseconds since 1970. */
export function startOf({ startedAt }: { readonly startedAt: string }): number {
  return Date.parse(startedAt);
}

interface Nearest {
  readonly nearest: Run | undefined;
  readonly differences: readonly string[];
}

const noOther: Nearest = { nearest: undefined, differences: [] };

/** The one with the fewest facts that differ; of several the first. */
function nearestOf(run: Run, others: readonly Run[]): Nearest {
  const found = others.map(
    (nearest): Nearest => ({
      nearest,
      differences: differingFacts(nearest.environment, run.environment),
    }),
  );
  return found.toSorted((a, b) => a.differences.length - b.differences.length)[0] ?? noOther;
}
