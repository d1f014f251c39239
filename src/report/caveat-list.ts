import { formatChange } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { CellJudgement, Judgement } from '../judge/judgement.ts';
import { controlCaveats } from './controls.ts';

/** Every doubt about a run and its judgement, each once; plain text that may be foreign. */
export function caveatList(run: Run, judgement: Judgement): readonly string[] {
  const own = run.caveats.map(({ arm, text }) => (arm === undefined ? text : `${arm}: ${text}`));
  return [
    ...new Set([
      ...own,
      ...judgement.caveats,
      ...roundCaveats(judgement),
      ...controlCaveats(judgement),
    ]),
  ];
}

/**
 * The doubts that the rounds of gated cells raise: those that stand out, and a drift from the first
 * to the last.
 */
function roundCaveats({ cells }: Judgement): string[] {
  return cells.flatMap(cell => (cell.gated ? [...outlierCaveat(cell), ...driftCaveat(cell)] : []));
}

function outlierCaveat(cell: CellJudgement): string[] {
  const rounds = (cell.outliers ?? []).map(
    ({ round, change }) => `round ${round} (${formatChange(change)})`,
  );
  return rounds.length === 0
    ? []
    : [`${whatOf(cell)} stands out from the other rounds in ${rounds.join(', ')}`];
}

function driftCaveat(cell: CellJudgement): string[] {
  if (cell.drift === undefined) return [];
  return [
    `${whatOf(cell)} drifted by ${formatChange(cell.drift)} from the first round to the last`,
  ];
}

function whatOf({ arm, workload, metric, reference }: CellJudgement): string {
  return `${arm} ${workload} ${metric}: ${reference === 'live base' ? 'the change against its base' : 'the value'}`;
}
