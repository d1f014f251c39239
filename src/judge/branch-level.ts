import { type CellName, cellText } from '../core/cell.ts';
import { isContaminated } from '../core/contamination.ts';
import type { Policy } from '../core/policy.ts';
import { formatList } from '../core/quantity.ts';
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
  const below = new Map(
    levels
      .filter(({ againstAccepted }) => againstAccepted?.isBelow === true)
      .map(level => [cellText(level.cell), level]),
  );
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

function lowered(cell: CellJudgement, level: CellLevel | undefined): CellJudgement {
  if (level?.againstAccepted === undefined || !cell.gated || cell.verdict === 'missing')
    return cell;
  const { change, acknowledgedBy } = level.againstAccepted;
  const accepted =
    acknowledgedBy === undefined
      ? 'that its first runs had'
      : `that ${acknowledgedBy} acknowledged`;
  const reason = `${percent(change)} to the level ${accepted}${since(level)}; fix it, or acknowledge it`;
  return { ...cell, verdict: 'regressed', reason };
}

function describeLevels(levels: readonly CellLevel[], isDefaultBranch: boolean): string[] {
  const changed = tellings(levels, ({ shift }) =>
    shift?.isNew === true ? percent(shift.change) : undefined,
  );
  const below = tellings(levels, ({ againstAccepted }) =>
    againstAccepted?.isBelow === true ? percent(againstAccepted.change) : undefined,
  );
  const declining = tellings(
    levels,
    ({ decline }) => decline && `${percent(decline.change)} over the last ${decline.runs} runs`,
  );
  return [
    ...(isDefaultBranch
      ? changed.map(({ when, cells }) => `the level changed${when}: ${cells}`)
      : below.map(
          ({ when, cells }) =>
            `the default branch is below its accepted level${when} (not caused by this change): ${cells}`,
        )),
    ...declining.map(({ cells }) => `the default branch is slowing down gradually: ${cells}`),
  ];
}

/** What is said of some cells, those of one cause in one sentence. */
function tellings(
  levels: readonly CellLevel[],
  wordsOf: (level: CellLevel) => string | undefined,
): readonly { readonly when: string; readonly cells: string }[] {
  const told = levels.flatMap(level => {
    const words = wordsOf(level);
    return words === undefined
      ? []
      : [{ when: since(level), words: `${shortName(level.cell)} ${words}` }];
  });
  return [...Map.groupBy(told, ({ when }) => when)].map(([when, group]) => ({
    when,
    cells: formatList(
      group.map(({ words }) => words),
      mostNamed,
    ),
  }));
}

const mostNamed = 3;

function shortName({ arm, workload, metric }: CellName): string {
  return metric === 'throughput' ? `${arm} ${workload}` : `${arm} ${workload} ${metric}`;
}

function since(level: CellLevel | undefined): string {
  const { from, to } = level?.shift ?? {};
  if (to === undefined || to === null) return '';
  return from === null || from === undefined
    ? ` since ${to.slice(0, 12)}`
    : ` between ${from.slice(0, 12)} and ${to.slice(0, 12)}`;
}

function percent(change: number): string {
  return `${change < 0 ? '' : '+'}${(change * 100).toFixed(1)} %`;
}
