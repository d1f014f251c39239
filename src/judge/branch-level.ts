import { cellText } from '../core/cell.ts';
import type { Doubt, ToldCells } from '../core/doubt.ts';
import { isFailing, type Policy } from '../core/policy.ts';
import type { Since } from '../core/reason.ts';
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
  const caveats = [...judgement.caveats, ...doubtsOfLevels(levels, isDefaultBranch)];
  if (!isDefaultBranch) return { ...judgement, caveats };
  const known = new Map(levels.map(level => [cellText(level.cell), level]));
  const cells = judgement.cells.map(cell => lowered(cell, known.get(cellText(cell))));
  const found = cells.filter(({ gated }) => gated).map(({ verdict }) => verdict);
  const verdict = worstVerdict(found);
  const passed = !isFailing([verdict], policy.failOn);
  return { ...judgement, caveats, cells, verdict, passed };
}

function lowered(cell: CellJudgement, level: CellLevel | undefined): CellJudgement {
  if (level?.againstAccepted === undefined || !cell.gated || cell.verdict === 'missing')
    return cell;
  const { change, acknowledgedBy: by, isBelow, level: levels } = level.againstAccepted;
  if (!isBelow) {
    // A host that got faster hides no loss of a disk.
    const hides = levels !== undefined && cell.verdict !== 'regressed';
    const hidden = { kind: 'level-disagrees', level: levels ?? 0 } as const;
    return hides ? { ...cell, verdict: 'inconclusive', reason: hidden } : cell;
  }
  const reason = {
    kind: 'below-accepted',
    change,
    ...(by !== undefined && { by }),
    ...sinceOf(level),
  } as const;
  return { ...cell, verdict: 'regressed', reason };
}

function doubtsOfLevels(levels: readonly CellLevel[], isDefaultBranch: boolean): Doubt[] {
  const declines = levels.flatMap(({ cell, decline }) =>
    decline === undefined ? [] : [{ ...decline, cell }],
  );
  const host = isDefaultBranch
    ? grouped(levels, ({ hostShift: shift }) => (shift?.isNew === true ? shift.change : undefined))
    : [];
  const groups = isDefaultBranch
    ? grouped(levels, ({ shift }) => (shift?.isNew === true ? shift.change : undefined))
    : grouped(levels, ({ againstAccepted: against }) =>
        against?.isBelow === true ? against.change : undefined,
      );
  const kind = isDefaultBranch ? 'level-changed' : 'branch-below';
  return [
    ...groups.map(group => ({ kind, ...group }) as const),
    ...host.map(group => ({ kind: 'host-shifted', ...group }) as const),
    ...[...Map.groupBy(declines, ({ runs }) => runs)].map(
      ([runs, cells]) =>
        ({
          kind: 'branch-declines',
          runs,
          cells: cells.map(({ cell, change }) => ({ ...cell, change })),
        }) as const,
    ),
  ];
}

/** What is told of some cells, those that changed between the same commits together. */
function grouped(
  levels: readonly CellLevel[],
  changeOf: (level: CellLevel) => number | undefined,
): readonly (Since & { readonly cells: ToldCells })[] {
  const told = levels.flatMap(level => {
    const change = changeOf(level);
    return change === undefined ? [] : [{ level, cell: { ...level.cell, change } }];
  });
  const groups = Map.groupBy(told, ({ level }) => JSON.stringify(sinceOf(level)));
  return [...groups.values()].map(group => ({
    ...group.slice(0, 1).map(({ level }) => sinceOf(level))[0],
    cells: group.map(({ cell }) => cell),
  }));
}

function sinceOf({ shift: own, hostShift }: CellLevel): Since {
  const shift = own ?? hostShift;
  return shift === undefined ? {} : { from: shift.from, to: shift.to };
}
