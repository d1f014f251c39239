import { isContaminated } from '../core/contamination.ts';
import type { Looks } from '../core/gate-plan.ts';
import { metricOf } from '../core/metric.ts';
import type { Run } from '../core/run.ts';
import { meanOf } from '../core/sample.ts';
import type { Baseline } from '../history/history.ts';
import { type Cell, type CellsRequest, cellsOfRun } from './cell.ts';
import type { CellNumbers } from './cell-numbers.ts';
import { type CellSamples, samplesOfCell } from './cell-samples.ts';
import type { CellJudgement } from './judgement.ts';
import { type CellDecision, decideCells } from './look.ts';
import { roundDoubts } from './round-doubt.ts';
import { weakerDurability } from './weaker-durability.ts';

export interface CellVerdictsRequest extends CellsRequest {
  readonly looks: Looks;
}

/**
 * Judges every cell of a run by the looks taken so far. All gated cells share the false-alarm
 * budget, also those that turn out to have no value: how many they are was settled before the first
 * number.
 */
export function judgeCells({ run, baseline, policy, looks }: CellVerdictsRequest): CellJudgement[] {
  const { present, gone } = cellsOfRun({ run, baseline, policy });
  const samples = present.map(cell => samplesOfCell(cell, { run, baseline, policy }));
  const numbers = samples.map(one => numbersOf(one, leastRounds));
  const gatedCells = [...present, ...gone].filter(({ gated }) => gated).length;
  const comparable = numbers.filter(found => found !== undefined);
  const decisions =
    comparable.length === 0
      ? []
      : decideCells({ cells: comparable, looks, falseAlarm: policy.falseAlarm, gatedCells });
  const decided = new Map(comparable.map((cell, index) => [cell, decisions[index]]));
  const judged = samples.map((one, index) => {
    const own = numbers[index];
    const decision = own === undefined ? undefined : decided.get(own);
    return judgeCell(one, { run, baseline, policy, decision });
  });
  return [...judged, ...gone.map(missingArm)];
}

/** One round shows no spread. */
const leastRounds = 2;

/**
 * What a cell is decided by, where it has all that it takes: `least` rounds, and something to be
 * compared with.
 */
export function numbersOf(
  { cell, head, live, stored }: CellSamples,
  least: number,
): CellNumbers | undefined {
  if (head.kind === 'missing' || head.n < least || live?.kind === 'missing') return undefined;
  if (live === undefined && stored.length === 0) return undefined;
  const turn = (logs: readonly number[]): readonly number[] =>
    metricOf(cell.metric).better === 'higher' ? logs : logs.map(log => -log);
  return {
    head: turn(head.logs),
    ...(live !== undefined && { base: turn(live.logs) }),
    earlier: stored.map(({ head: own, base }) => ({
      head: turn(own.logs),
      ...(base !== undefined && { base: turn(base.logs) }),
    })),
    tolerance: cell.tolerance,
    gated: cell.gated,
  };
}

interface CellContext extends CellsRequest {
  readonly decision: CellDecision | undefined;
}

function judgeCell(samples: CellSamples, context: CellContext): CellJudgement {
  const { cell, head, live, stored } = samples;
  const facts = {
    ...cell,
    headRounds: head.kind === 'values' ? head.n : 0,
    reference: live === undefined ? ('stored runs' as const) : ('live base' as const),
    baseRuns: stored.length,
    ...(head.kind === 'values' && { head: head.centre }),
    ...baseCentre(samples),
    ...(cell.gated && roundDoubts(samples)),
  };
  const compared = doubted(comparedCell(samples, context), context.run);
  const weaker = cell.gated ? weakerDurability(cell, context) : undefined;
  return weaker === undefined
    ? { ...facts, ...compared }
    : { ...facts, ...compared, verdict: 'regressed', reason: weaker };
}

function baseCentre({ live, stored }: CellSamples): { readonly base?: number } {
  if (live !== undefined) return live.kind === 'values' ? { base: live.centre } : {};
  return stored.length === 0
    ? {}
    : { base: Math.exp(meanOf(stored.map(({ head }) => head.logCentre))) };
}

type ComparedCell = Pick<
  CellJudgement,
  'verdict' | 'reason' | 'change' | 'interval' | 'mde' | 'betweenShare' | 'decidedAt'
>;

/**
 * Against a base of the same rounds that alone decides: what the host did since the stored runs is
 * no matter of this change.
 */
function comparedCell(
  { cell, head, live, stored }: CellSamples,
  { baseline, policy, decision }: CellContext,
): ComparedCell {
  if (head.kind === 'missing') return { verdict: 'missing', reason: head.reason };
  if (live?.kind === 'missing')
    return { verdict: 'missing', reason: `its base side: ${live.reason}` };
  if (live === undefined && policy.reference === 'base') {
    return { verdict: 'no-baseline', reason: 'no base side of it was measured in this run' };
  }
  if (live === undefined && stored.length === 0) return withoutBase(cell, baseline);
  if (decision === undefined) return oneRound;
  const { verdict, reason, decidedAt, comparison } = decision;
  const { change, blocking: interval, mde, betweenShare } = comparison;
  return { verdict, reason, change, interval, mde, betweenShare, decidedAt };
}

const oneRound: ComparedCell = {
  verdict: 'inconclusive',
  reason: 'one round shows no spread, so no change can be told from noise',
};

function withoutBase(cell: Cell, baseline: Baseline): Pick<CellJudgement, 'verdict' | 'reason'> {
  if (baseline.incomparable.length > 0) {
    return {
      verdict: 'incomparable',
      reason: `measured elsewhere: ${baseline.incomparable.join(', ')}`,
    };
  }
  if (baseline.runs.length === 0) return { verdict: 'no-baseline', reason: whyNoRun(baseline) };
  const known = baseline.runs.some(earlier =>
    earlier.arms.some(({ name, side }) => name === cell.arm && side === cell.side),
  );
  return {
    verdict: 'no-baseline',
    reason: known
      ? 'no earlier run has a valid value of it'
      : `no earlier run has an arm ${cell.arm}`,
  };
}

function whyNoRun({ leftOut }: Baseline): string {
  const disturbed = leftOut.get('disturbed by other load')?.length ?? 0;
  const unattested = leftOut.get('none of its disks is attested')?.length ?? 0;
  if (unattested > 0) {
    const unproven = `${unattested === 1 ? '1 earlier run has' : `${unattested} earlier runs have`} no attested disk`;
    return disturbed === 0 ? unproven : `${unproven}, and ${disturbed} disturbed by other load`;
  }
  if (disturbed === 0) return 'no earlier run is stored';
  return disturbed === 1
    ? 'the one earlier run was disturbed by other load'
    : `all ${disturbed} earlier runs were disturbed by other load`;
}

/**
 * Numbers of a contaminated run are shown, but nothing is decided by them; what has none stays
 * missing.
 */
function doubted(compared: ComparedCell, run: Run): ComparedCell {
  if (compared.verdict === 'missing' || !isContaminated(run)) return compared;
  return {
    ...compared,
    verdict: 'inconclusive',
    reason: 'other load disturbed too many rounds of this run',
  };
}

function missingArm(cell: Cell): CellJudgement {
  const reason = `the arm ${cell.arm} is in the baseline, and no longer in this run`;
  return {
    ...cell,
    headRounds: 0,
    reference: 'stored runs',
    baseRuns: 0,
    verdict: 'missing',
    reason,
  };
}
