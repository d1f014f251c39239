import { type CellName, cellText } from '../core/cell.ts';
import { isContaminated } from '../core/contamination.ts';
import type { Policy } from '../core/policy.ts';
import type { Run } from '../core/run.ts';
import { worstVerdict } from '../core/verdict.ts';
import type { History } from '../history/history.ts';
import { type CellLevel, levelsOf } from '../history/level.ts';
import type { CellJudgement, Judgement } from './judgement.ts';

/**
 * A judgement with what the levels of the default branch add. A run of the default branch is
 * regressed in each gated cell that is below its accepted level, until somebody acknowledges; for
 * any other run that is a sentence and no more.
 */
export function judgeBranch(
  judgement: Judgement,
  {
    run,
    history: { branch, isEligible },
    policy,
    isDefaultBranch,
  }: {
    readonly run: Run;
    readonly history: Pick<History, 'branch' | 'isEligible'>;
    readonly policy: Policy;
    readonly isDefaultBranch: boolean;
  },
): Judgement {
  const runs = isDefaultBranch && isEligible ? [...branch.runs, run] : branch.runs;
  const levels = levelsOf(
    judgement.cells.filter(({ gated }) => gated),
    { ...branch, runs },
  );
  const caveats = [...judgement.caveats, ...describeLevels(levels, isDefaultBranch)];
  if (!isDefaultBranch || isContaminated(run)) return { ...judgement, caveats };
  const below = new Map(levels.filter(isBelow).map(level => [cellText(level.cell), level]));
  const cells = judgement.cells.map(cell => lowered(cell, below.get(cellText(cell))));
  const gated = cells.filter(cell => cell.gated).map(({ verdict }) => verdict);
  const verdict = worstVerdict(gated);
  return {
    ...judgement,
    caveats,
    cells,
    verdict,
    passed: ![verdict, ...gated].some(one => policy.failOn.includes(one)),
  };
}

function isBelow({ againstAccepted }: CellLevel): boolean {
  return againstAccepted?.isBelow === true;
}

function lowered(cell: CellJudgement, level: CellLevel | undefined): CellJudgement {
  if (level?.againstAccepted === undefined || !cell.gated || cell.verdict === 'missing')
    return cell;
  const { change, acknowledgedBy } = level.againstAccepted;
  const accepted =
    acknowledgedBy === undefined
      ? 'that its first runs had'
      : `that ${acknowledgedBy} acknowledged`;
  const reason = `${percent(change)} to the level ${accepted}${since(level)}; mend it, or acknowledge it`;
  return { ...cell, verdict: 'regressed', reason };
}

/** Each once: cells of one cause in one sentence. */
function describeLevels(levels: readonly CellLevel[], isDefaultBranch: boolean): string[] {
  const below = levels.filter(isBelow);
  const fresh = levels.filter(({ shift }) => shift?.isNew === true);
  const declining = levels.filter(({ decline }) => decline !== undefined);
  return [
    ...(isDefaultBranch
      ? groups(fresh, since).map(
          group => `the level changed${since(group[0])}: ${named(group, shiftOf)}`,
        )
      : []),
    ...(isDefaultBranch
      ? []
      : groups(below, since).map(
          group =>
            `the default branch is below its accepted level${since(group[0])}, which is not of this change: ${named(group, belowOf)}`,
        )),
    ...(declining.length === 0
      ? []
      : [
          `the default branch becomes slower without a single step: ${named(declining, declineOf)}`,
        ]),
  ];
}

function groups(
  levels: readonly CellLevel[],
  keyOf: (level: CellLevel) => string,
): readonly CellLevel[][] {
  return [...Map.groupBy(levels, keyOf).values()];
}

function since(level: CellLevel | undefined): string {
  const { from, to } = level?.shift ?? {};
  if (to === undefined || to === null) return '';
  return from === null || from === undefined
    ? ` since ${to.slice(0, 12)}`
    : ` between ${from.slice(0, 12)} and ${to.slice(0, 12)}`;
}

function named(levels: readonly CellLevel[], changeOf: (level: CellLevel) => string): string {
  const shown = levels
    .slice(0, mostNamed)
    .map(level => `${shortName(level.cell)} ${changeOf(level)}`);
  return `${shown.join(', ')}${levels.length > mostNamed ? ` and ${levels.length - mostNamed} more` : ''}`;
}

const mostNamed = 3;

function shortName({ arm, workload, metric }: CellName): string {
  return metric === 'throughput' ? `${arm} ${workload}` : `${arm} ${workload} ${metric}`;
}

function shiftOf({ shift }: CellLevel): string {
  return percent(shift?.change ?? 0);
}

function belowOf({ againstAccepted }: CellLevel): string {
  return percent(againstAccepted?.change ?? 0);
}

function declineOf({ decline }: CellLevel): string {
  return `${percent(decline?.change ?? 0)} over the last ${decline?.runs ?? 0} runs`;
}

function percent(change: number): string {
  return `${change < 0 ? '' : '+'}${(change * 100).toFixed(1)} %`;
}
