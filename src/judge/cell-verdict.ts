import { gaugedIn } from '../core/difference.ts';
import type { Looks } from '../core/gate-plan.ts';
import { ofLikeLoad } from '../core/load.ts';
import type { Reason } from '../core/reason.ts';
import type { Run, RunArm } from '../core/run.ts';
import type { Baseline } from '../history/history.ts';
import { comparisonOf } from '../statistics/comparison.ts';
import { type Estimate, pooledPredictions } from '../statistics/uncertainty.ts';
import { rulesOf } from '../suites/registry.ts';
import { type Cell, type CellsRequest, cellsOfRun, type GoneCell } from './cell.ts';
import { type ReadCell, readCell } from './cell-series.ts';
import { decide } from './decision.ts';
import { certifyingError } from './error-budget.ts';
import type { CellJudgement } from './judgement.ts';
import { type CellDecision, decideCells } from './look.ts';
import { unseenChange, weakerDurability } from './subject.ts';

export interface CellVerdictsRequest extends CellsRequest {
  readonly looks: Looks;
}

/**
 * Judges every cell of a run by the looks taken so far. All gated cells share the false-alarm
 * budget, also those that turn out to have no value: how many they are was settled before the first
 * number.
 */
export function judgeCells({ looks, ...request }: CellVerdictsRequest): CellJudgement[] {
  const { present, gone } = cellsOfRun(request);
  const read = present.map(cell => readCell(cell, request));
  const comparable = read.filter(({ series }) => series !== undefined);
  const decisions =
    comparable.length === 0
      ? []
      : decideCells({
          cells: comparable.flatMap(({ series }) => series ?? []),
          looks,
          falseAlarm: request.policy.falseAlarm,
          gatedCells: [...present, ...gone].filter(({ gated }) => gated).length,
        });
  const decided = new Map(comparable.map((one, index) => [one, decisions[index]]));
  const { gates } = rulesOf(request.run.plan.suite);
  const shown = shownVerdicts(gates === 'by default' ? [] : comparable);
  const judged = read.map(one => {
    const verdict = shown.get(one) ?? verdictOf(one, { ...request, decision: decided.get(one) });
    const cell = { ...one.facts, ...verdict };
    const weaker = cell.gated ? weakerDurability(cell, request) : undefined;
    if (weaker !== undefined) return { ...cell, verdict: 'regressed', reason: weaker } as const;
    const isSettled = cell.verdict === 'regressed' || cell.verdict === 'missing';
    const unseen = isSettled || cell.moved !== undefined ? undefined : unseenChange(cell, request);
    return unseen === undefined
      ? cell
      : ({ ...cell, verdict: 'missing', reason: unseen, holds: undefined } as const);
  });
  return [...judged, ...gone.map(missingArm)];
}

/**
 * What cells that nobody gates show against stored runs: all rows of a workload share one noise,
 * which their few rounds could not tell each for itself.
 */
function shownVerdicts(read: readonly ReadCell[]): ReadonlyMap<ReadCell, CellVerdict> {
  const stored = read.flatMap(one =>
    one.series?.stored === undefined
      ? []
      : [{ one, levels: { logs: one.series.series, earlier: one.series.stored } }],
  );
  const rows = Map.groupBy(stored, ({ one: { facts } }) => `${facts.workload} ${facts.metric}`);
  return new Map(
    [...rows.values()].flatMap(group => {
      const estimates = pooledPredictions(group.map(({ levels }) => levels));
      return group.flatMap(({ one }, index) => {
        const estimate = estimates[index];
        return one.facts.gated || estimate === undefined
          ? []
          : [[one, shownVerdict(one.facts, estimate)] as const];
      });
    }),
  );
}

/** Error at each end of an interval that is only shown: it is one of 95 %. */
const shownError = 0.025;

function shownVerdict(
  { tolerance, headRounds }: Cell & { headRounds: number },
  estimate: Estimate,
): CellVerdict {
  const terms = { tolerance, interval: shownError, certifying: certifyingError, blocking: 0 };
  const comparison = comparisonOf(estimate, terms);
  const { change, interval, certifyingLow } = comparison;
  const certifiedAt = certifyingLow > -tolerance ? headRounds : undefined;
  const { verdict } = decide({ comparison, tolerance, isShown: true, certifiedAt });
  return { verdict, change, interval, moved: interval.high < 0 || interval.low > 0 };
}

interface VerdictContext extends CellsRequest {
  readonly decision: CellDecision | undefined;
}

type CellVerdict = Pick<CellJudgement, 'verdict' | 'reason'> & Partial<CellJudgement>;

/**
 * Against a base of the same rounds that alone decides: what the host did since the stored runs is
 * no matter of this change.
 */
function verdictOf(
  { facts, missing, series }: ReadCell,
  { run, baseline, policy, decision }: VerdictContext,
): CellVerdict {
  if (missing !== undefined) return { verdict: 'missing', reason: missing };
  if (series === undefined) {
    const reason: Reason =
      policy.reference === 'base' ? { kind: 'no-base-side' } : whyNoReference(facts, baseline, run);
    return { verdict: 'inconclusive', reason };
  }
  if (decision?.comparison === undefined)
    return { verdict: 'inconclusive', reason: { kind: 'one-round' } };
  const { verdict, reason, decidedAt, comparison } = decision;
  const { change, interval, mde, betweenShare, certifyingLow } = comparison;
  const holds = Math.max(0, -certifyingLow);
  const numbers = { change, interval, mde, betweenShare, holds, decidedAt };
  // Two disks at one ceiling are equal by it, whatever they could do without.
  const ceiling = facts.guards?.find(({ by }) => by.kind === 'limit-ceiling');
  return verdict === 'unchanged' && ceiling !== undefined
    ? { ...numbers, verdict: 'inconclusive', reason: { kind: 'guarded', ...ceiling } }
    : { ...numbers, verdict, reason };
}

function whyNoReference(cell: Pick<Cell, 'arm' | 'side'>, baseline: Baseline, run: Run): Reason {
  const { incomparable: facts, runs, leftOut } = baseline;
  if (facts.length > 0) return { kind: 'other-environment', facts };
  if (runs.length === 0) {
    const left = [...leftOut].map(([why, of]) => ({ why, runs: of.length }));
    return left.length === 0 ? { kind: 'nothing-stored' } : { kind: 'none-usable', left };
  }
  const like = ofLikeLoad(run, runs);
  if (like.length === 0) return { kind: 'other-load', runs: runs.length };
  const isSame = ({ name, side }: RunArm): boolean => name === cell.arm && side === cell.side;
  const having = like.filter(({ arms }) => arms.some(isSame));
  if (having.length === 0) return { kind: 'no-stored-arm', arm: cell.arm };
  const [to, ...before] = [run, ...having].map(
    one => gaugedIn(one, one.arms.findIndex(isSame))?.key,
  );
  return to === undefined || before.includes(to)
    ? { kind: 'no-stored-value' }
    : { kind: 'other-yardstick', from: before[0] ?? 'none', to };
}

function missingArm({ perhaps, ...cell }: GoneCell): CellJudgement {
  const reason = { kind: 'arm-gone', arm: cell.arm, ...(perhaps && { perhaps }) } as const;
  const facts = { headRounds: 0, reference: 'stored runs', baseRuns: 0 } as const;
  return { ...cell, ...facts, verdict: 'missing', reason };
}
