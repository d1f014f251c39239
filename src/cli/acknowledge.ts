import { mostAcknowledgedRuns } from '../core/acknowledgement.ts';
import { type CellName, cellText } from '../core/cell.ts';
import { formatCount, formatList } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { headCells } from '../core/sample.ts';
import { GateError } from '../errors.ts';
import { acceptedLevel, acknowledge, findUnlikeRuns } from '../history/accepted-level.ts';
import { levelRuns, newestDocuments, oldestDocuments } from '../history/limits.ts';
import { readingsOf } from '../history/reading.ts';
import { renderAcknowledgement } from '../report/baselines.ts';
import { formatValue } from '../report/units.ts';
import { documentDigest } from '../store/documents.ts';
import { readEnough } from '../store/selection.ts';
import type { Store } from '../store/store.ts';
import { toolVersion } from '../version.ts';
import { pickSeries, type Series, seriesOf } from './baselines.ts';
import { askGit } from './git.ts';
import { countOf, listOf, type Options, openNamed, textOf } from './options.ts';
import type { Terminal } from './terminal.ts';

/**
 * `storage-gate acknowledge`: accepts the level of the newest runs as what the default branch
 * delivers from now on.
 */
export async function acknowledgeCommand(options: Options, terminal: Terminal): Promise<number> {
  const reason = required(
    textOf(options.reason),
    '--reason TEXT',
    'say why this level is the right one',
  );
  const last =
    countOf(options['last'], { where: '--last', least: 1, most: mostAcknowledgedRuns }) ??
    levelRuns;
  const by =
    textOf(options.by) ??
    required(await askGit('config', 'user.name'), '--by NAME', 'say who accepts it');
  const patterns = listOf(options.cell) ?? [];
  await using store = await openNamed(options, terminal);
  const series = pickSeries(await seriesOf(store), textOf(options.environment), options);
  const runs = await newestEligible(store, series, last);
  const acknowledgement = acknowledge({
    acknowledgedAt: new Date().toISOString(),
    by,
    reason,
    toolVersion,
    runs,
    covers: cell => patterns.length === 0 || patterns.some(pattern => matches(cell, pattern)),
  });
  const used = runs.map(({ run }) => run);
  const { levels } = acknowledgement;
  if (levels.length === 0) throw noCell(patterns, used.flatMap(headCells));
  const before = await levelsBefore(store, series, levels);
  const path = await store.keep(acknowledgement);
  terminal.print(renderAcknowledgement({ levels, before, runs: used }));
  terminal.say(`acknowledged by ${by}, from ${formatCount(runs.length, 'run')}: ${path}`);
  warnOfUnlike(used, levels, terminal);
  return 0;
}

function required(text: string | undefined, option: string, remedy: string): string {
  if (text !== undefined && text.trim() !== '') return text;
  throw new GateError('bad-argument', { problem: `${option} is missing`, remedy });
}

async function newestEligible(store: Store, series: Series, last: number) {
  const found = await readEnough(store, series.runs, {
    ...newestDocuments,
    wanted: last,
    most: 4 * Math.max(levelRuns, last),
  });
  const eligible = found.flatMap(({ entry, wanted: run }) =>
    run === undefined ? [] : [{ run, digest: documentDigest(run, entry.name) }],
  );
  if (eligible.length > 0) return eligible.slice(0, last);
  throw new GateError('bad-argument', {
    problem:
      'none of the newest stored runs can be a baseline, so they have no level to acknowledge',
    remedy: 'record a run that ends as planned on a quiet host',
  });
}

/** The accepted level of each cell until now, in the order of the cells. */
async function levelsBefore(store: Store, series: Series, cells: readonly CellName[]) {
  const oldest = await readEnough(store, series.runs.toReversed(), oldestDocuments);
  const runs = oldest.flatMap(({ wanted }) => wanted ?? []);
  const said = await store.read(series.acknowledgements);
  const acknowledgements = said.flatMap(file =>
    'acknowledgement' in file ? [file.acknowledgement] : [],
  );
  return cells.map(cell => {
    const level = acceptedLevel(cell, {
      readings: readingsOf(runs, cell),
      acknowledgements,
    });
    return level === undefined ? undefined : Math.exp(level.logValue);
  });
}

/**
 * Warns about runs that differ: the mean of runs before and after a loss matches neither, and a
 * baseline of both shows nothing.
 */
function warnOfUnlike(runs: readonly Run[], cells: readonly CellName[], terminal: Terminal): void {
  const throughputs = cells.filter(({ metric }) => metric === 'throughput');
  // Tails of latencies differ between runs in any case.
  const unlike = findUnlikeRuns(runs, throughputs.length === 0 ? cells : throughputs);
  if (unlike === undefined) return;
  const { cell, low, high, alike } = unlike;
  const range = `${formatValue(cell.metric, low)} to ${formatValue(cell.metric, high)}`;
  terminal.say(
    `warning: these runs are not alike (${cellText(cell)}: ${range}), so their mean matches none of them; ` +
      `acknowledge again with --last ${alike} for what only the newest ${alike === 1 ? 'one delivers' : `${alike} deliver`}`,
  );
}

/** Parts of a pattern may be `*`. */
function matches(cell: CellName, pattern: string): boolean {
  const parts = pattern.split('/');
  const names = [cell.arm, cell.workload, cell.metric];
  const fits = names.every((name, index) => parts[index] === '*' || parts[index] === name);
  return fits && parts.length === names.length;
}

function noCell(patterns: readonly string[], cells: readonly CellName[]): GateError {
  const known = formatList([...new Set(cells.map(cellText))], 10);
  return new GateError('bad-argument', {
    problem:
      patterns.length === 0
        ? 'the newest stored runs have no cell in common'
        : `--cell ${patterns.join(', --cell ')} names no cell that all of the newest stored runs have`,
    remedy: known === '' ? 'record a run in which a disk was measured' : `cells are ${known}`,
  });
}
