import type { Acknowledgement } from '../core/acknowledgement.ts';
import { isEligible, startOf } from '../core/baseline.ts';
import { type CellName, cellText } from '../core/cell.ts';
import { isContaminated } from '../core/contamination.ts';
import type { Policy } from '../core/policy.ts';
import type { Run } from '../core/run.ts';
import { headCells } from '../core/sample.ts';
import { worstVerdict } from '../core/verdict.ts';
import { ruleFor } from './cell.ts';
import type { CellJudgement, Judgement } from './judgement.ts';
import { type CellLevel, judgeLevels, type LevelRequest } from './level.ts';

/** What is known of the default branch beside the judged run. */
export interface Branch {
  /** Stored runs of the default branch, of any environment. */
  readonly stored: readonly Run[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/**
 * Stored runs from the newest change of level before `run` on: a shift that is found in a gated
 * cell, or a level of one that somebody acknowledged, ends what came before as a baseline, for all
 * cells: a run is in it or not. Runs of other environments stay.
 */
export function sinceLastLevel(
  branch: Branch,
  { run, policy }: { run: Run; policy: Policy },
): readonly Run[] {
  const runs = comparable(branch.stored, run);
  const acknowledgements = ofEnvironment(branch.acknowledgements, run);
  const [newest] = runs.toSorted((a, b) => startOf(b) - startOf(a));
  // Gated by the policy, not by the run's plan: the window must be the same before the first number
  // and after the last.
  const cells = (newest === undefined ? [] : headCells(newest))
    .filter(isPlanned(run))
    .map(cell => ({ ...cell, ...ruleFor({ ...cell, side: 'head' }, policy) }))
    .filter(({ gated }) => gated);
  const shifts = levelsOf(cells, { runs, acknowledgements }).flatMap(({ shift }) => shift ?? []);
  const said = acknowledgements
    .filter(covering(cells))
    .map(one => Math.min(...one.runs.map(startOf)));
  const begins = [...shifts.map(startOf), ...said].filter(begin => begin < startOf(run));
  const begin = Math.max(Number.NEGATIVE_INFINITY, ...begins);
  return branch.stored.filter(
    other => other.fingerprint !== run.fingerprint || startOf(other) >= begin,
  );
}

/**
 * Whether the run has a cell too: what only stored runs have is not judged, and thousands of cells
 * would take hours.
 */
function isPlanned({ arms, plan }: Run): (cell: CellName) => boolean {
  const own = new Set(arms.filter(({ side }) => side === 'head').map(({ name }) => name));
  const workloads = new Set<string>(plan.suite.workloads.map(({ name }) => name));
  return ({ arm, workload }) => own.has(arm) && workloads.has(workload);
}

/**
 * Whether an acknowledgement is of one of some cells: what is said of another changes nothing for
 * these.
 */
function covering(cells: readonly CellName[]): (acknowledgement: Acknowledgement) => boolean {
  const names = new Set(cells.map(cellText));
  return ({ levels }) => levels.some(level => names.has(cellText(level)));
}

/**
 * Whose level is judged: that of the default branch, of which the run is one, or only what a pull
 * request starts from.
 */
export interface BranchJudging {
  readonly run: Run;
  readonly branch: Branch;
  readonly policy: Policy;
  readonly isDefaultBranch: boolean;
}

/**
 * A judgement with what the levels of the default branch add. A run of the default branch is
 * regressed in each gated cell that is below its accepted level, until somebody acknowledges; for
 * any other run that is a sentence and no more.
 */
export function judgeBranch(judgement: Judgement, judging: BranchJudging): Judgement {
  const { run, branch, policy, isDefaultBranch } = judging;
  const own = comparable(branch.stored, run);
  const runs = isDefaultBranch ? [...own, run] : own;
  const gatedCells = judgement.cells.filter(({ gated }) => gated);
  const levels = levelsOf(gatedCells, {
    runs,
    acknowledgements: ofEnvironment(branch.acknowledgements, run),
  });
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

/**
 * The one rule by which the window ends and the default branch is judged: each cell by its own
 * tolerance.
 */
function levelsOf(
  cells: readonly (CellName & { readonly tolerance: number })[],
  history: Pick<LevelRequest, 'runs' | 'acknowledgements'>,
): readonly CellLevel[] {
  return cells.flatMap(({ arm, workload, metric, tolerance }) =>
    judgeLevels({ ...history, cells: [{ arm, workload, metric }], tolerance }),
  );
}

/**
 * What began later says nothing of a run that is judged again, nor what a wrong clock dates into
 * the future.
 */
function comparable(stored: readonly Run[], run: Run): readonly Run[] {
  return stored.filter(
    other =>
      other.fingerprint === run.fingerprint && startOf(other) < startOf(run) && isEligible(other),
  );
}

function ofEnvironment(
  said: readonly Acknowledgement[],
  { fingerprint }: Run,
): readonly Acknowledgement[] {
  return said.filter(one => one.fingerprint === fingerprint);
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
