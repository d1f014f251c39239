import type { CellName } from '../core/cell.ts';
import { type GatePlan, type Looks, looksFor } from '../core/gate-plan.ts';
import type { Policy } from '../core/policy.ts';
import type { Round, Run } from '../core/run.ts';
import type { Baseline } from '../history/history.ts';
import { type ComparisonTerms, comparisonOf, type Difference } from '../statistics/comparison.ts';
import { halfWidthOf, runsToEstimateBetween } from '../statistics/uncertainty.ts';
import { type Cell, cellsOfRun } from './cell.ts';
import { differenceOf, readyCell } from './cell-numbers.ts';
import { samplesOfCell } from './cell-samples.ts';
import { judgeCells, numbersOf } from './cell-verdict.ts';
import { blockingLevels } from './error-budget.ts';
import type { CellJudgement } from './judgement.ts';
import { certifyingError, levelsOf } from './look.ts';

/** What a gate is declared from: the run as it is before its first round, and its baseline. */
export interface DeclarationRequest {
  readonly before: Run;
  readonly baseline: Baseline;
  readonly policy: Policy;
}

/** A gate that was settled before the first number. */
export interface DeclaredGate {
  readonly gate: GatePlan;
  /** Says after each round whether another one is wanted. */
  readonly decide: (rounds: readonly Round[]) => 'continue' | 'stop';
}

/** Settles which cells gate, when the run is looked at, and what ends it early. */
export function declareGate({ before, baseline, policy }: DeclarationRequest): DeclaredGate {
  const looks = { at: looksFor(before.plan.rounds), rounds: before.plan.rounds };
  const wanted = cellsOfRun({ run: before, baseline, policy }).present.filter(({ gated }) => gated);
  const hopeless = wanted.flatMap(cell => {
    const tolerance = decidableTolerance(cell, {
      before,
      baseline,
      policy,
      looks,
      gatedCells: wanted.length,
    });
    return tolerance === undefined ? [] : [{ ...nameOf(cell), tolerance }];
  });
  // A gate without cells is none: then all stay, and say that they could not be decided.
  const setAside = hopeless.length === wanted.length ? [] : hopeless;
  const isOut = (cell: Cell) => setAside.some(other => isSame(other, cell));
  const cells = wanted.filter(cell => !isOut(cell)).map(nameOf);
  const gate: GatePlan = { looks: looks.at, spending: 'information', cells, setAside };
  const run = { ...before, plan: { ...before.plan, gate }, arms: before.arms.map(withoutDoubt) };
  return {
    gate,
    decide: rounds => {
      if (!looks.at.includes(rounds.length)) return 'continue';
      const judged = judgeCells({ run: { ...run, rounds }, baseline, policy, looks });
      return isSettled(judged.filter(({ gated }) => gated)) ? 'stop' : 'continue';
    },
  };
}

/** A run of others with what it may set aside, and the cells that it may not. */
interface CheckedGate {
  readonly run: Run;
  readonly refused: readonly CellName[];
}

/**
 * Of the cells that a run set aside, only those stay out of the gate which the same history has set
 * aside here too: its document is its author's word, and could name the cell that it lost in. Its
 * looks are kept, since they lend it nothing.
 */
export function checkSetAside(
  run: Run,
  { baseline, policy }: Omit<DeclarationRequest, 'before'>,
): CheckedGate {
  const { gate, ...plan } = run.plan;
  if (gate === undefined || gate.setAside.length === 0) return { run, refused: [] };
  const before = { ...run, plan, rounds: [], looks: [] };
  const known = declareGate({ before, baseline, policy }).gate.setAside;
  const isKnown = (cell: CellName) => known.some(other => isSame(other, cell));
  const setAside = known.filter(cell => gate.setAside.some(other => isSame(other, cell)));
  return {
    run: { ...run, plan: { ...plan, gate: { ...gate, setAside } } },
    refused: gate.setAside.filter(cell => !isKnown(cell)),
  };
}

/**
 * Whether more rounds could change nothing; where there is nothing to compare with, the rounds make
 * a baseline. A cell that is red for its durability has still to be told how fast it is.
 */
function isSettled(gated: readonly CellJudgement[]): boolean {
  const decided = gated.filter(({ decidedAt }) => decidedAt !== undefined);
  return (
    decided.length > 0 && gated.every(cell => decided.includes(cell) || cell.verdict === 'missing')
  );
}

/**
 * From here on a cell is not worth its share of the budget: not even a loss of half would be
 * caught.
 */
const worthCatching = 0.5;

/** Degrees of freedom that a cell's noise must be known by before it is called hopeless. */
const leastFreedom = 4;

interface Prospect extends DeclarationRequest {
  readonly looks: Looks;
  readonly gatedCells: number;
}

/**
 * The tolerance at which a cell that history calls hopeless would, unchanged, more likely than not
 * be shown so in the planned rounds; undefined for a cell that can be decided, or of which too
 * little is known.
 */
function decidableTolerance(
  cell: Cell,
  { before, baseline, policy, looks, gatedCells }: Prospect,
): number | undefined {
  const samples = samplesOfCell(cell, { run: before, baseline, policy });
  const isLive = samples.live !== undefined;
  if (!isLive && samples.stored.length < runsToEstimateBetween) return undefined;
  const nothing = {
    kind: 'values',
    logs: [0],
    centre: 1,
    logCentre: 0,
    logDeviation: 0,
    n: 1,
  } as const;
  const numbers = numbersOf({ ...samples, head: nothing, live: isLive ? nothing : undefined }, 1);
  const ready = numbers === undefined ? undefined : readyCell(numbers);
  if (ready?.noise === undefined || ready.noise.freedom < leastFreedom) return undefined;
  const n = looks.rounds;
  const own = { centre: 0, variance: ready.noise.variance, freedom: Math.max(1, n - 1), n };
  const difference = differenceOf(ready, own, { blocking: 1, certifying: 1 });
  const terms = lastTerms(difference, {
    tolerance: cell.tolerance,
    falseAlarm: policy.falseAlarm,
    gatedCells,
    looks,
  });
  const { mde, certifyingLow, change } = comparisonOf(difference, terms);
  return mde > worthCatching ? 1 - (1 + certifyingLow) / (1 + change) : undefined;
}

/**
 * The levels of a cell with such errors at the last look, beside others that keep a whole share of
 * the budget each.
 */
export function lastTerms(
  { blocking: errors }: Difference,
  {
    tolerance,
    falseAlarm,
    gatedCells,
    looks,
  }: {
    readonly tolerance: number;
    readonly falseAlarm: number;
    readonly gatedCells: number;
    readonly looks: Looks;
  },
): ComparisonTerms {
  const half = halfWidthOf(errors, falseAlarm / gatedCells);
  const [blocking = 0] = blockingLevels(
    { looks, falseAlarm, gatedCells },
    {
      place: looks.at.length - 1,
      cells: [{ half, tolerance, shares: true }],
      others: gatedCells - 1,
    },
  );
  return { tolerance, blocking, certifying: levelsOf(looks, certifyingError).at(-1) ?? 0 };
}

/** Attestation is seen after the first rounds; until then it decides nothing. */
function withoutDoubt(arm: Run['arms'][number]): Run['arms'][number] {
  return { ...arm, attestation: { ok: true, evidence: [] } };
}

function nameOf({ arm, workload, metric }: Cell): CellName {
  return { arm, workload, metric };
}

function isSame(one: CellName, other: CellName): boolean {
  return one.arm === other.arm && one.workload === other.workload && one.metric === other.metric;
}
