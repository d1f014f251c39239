import { acknowledge } from '../core/acknowledgement.ts';
import { isEligible } from '../core/baseline.ts';
import { type CellKey, cellText, headCells } from '../core/cell-key.ts';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { formatCount, formatValue } from '../report/units.ts';
import { documentDigest } from '../store/document-name.ts';
import type { Store } from '../store/store.ts';
import { toolVersion } from '../version.ts';
import { type Options, textOf } from './options.ts';
import { pickSeries, type Series, seriesOf } from './series.ts';
import { locate, openExisting } from './store.ts';
import type { Terminal } from './terminal.ts';

/** How many of the newest runs a level is the mean of. */
const levelRuns = 5;

/** `storage-gate acknowledge`: what the newest runs deliver is what the default branch is to deliver from here on. */
export async function acknowledgeCommand(options: Options, terminal: Terminal): Promise<number> {
  const reason = required(textOf(options.reason), '--reason TEXT', 'say why the level is as it should be');
  const by = textOf(options.by) ?? required(await userName(), '--by NAME', 'say who answers for it');
  const patterns = listOf(options.cell);
  await using store = await openExisting(locate(textOf(options.baseline)), terminal);
  const runs = await newestEligible(store, pickSeries(await seriesOf(store), textOf(options.environment)));
  const acknowledgement = acknowledge({
    acknowledgedAt: new Date().toISOString(),
    by,
    reason,
    toolVersion,
    runs,
    covers: cell => patterns.length === 0 || patterns.some(pattern => matches(cell, pattern)),
  });
  if (acknowledgement.levels.length === 0)
    throw noCell(
      patterns,
      runs.flatMap(({ run }) => headCells(run)),
    );
  const path = await store.acknowledge(acknowledgement);
  for (const level of acknowledgement.levels) {
    terminal.print(`${cellText(level)}  ${formatValue(level.metric, level.value)}`);
  }
  terminal.say(`acknowledged by ${by}, from ${formatCount(runs.length, 'run')}: ${path}`);
  return 0;
}

function required(text: string | undefined, option: string, remedy: string): string {
  if (text !== undefined && text.trim() !== '') return text;
  throw new GateError('bad-argument', { problem: `${option} is missing`, remedy });
}

async function userName(): Promise<string | undefined> {
  try {
    const { stdout } = await runTool({ argv: ['git', 'config', 'user.name'], accept: [0, 1] });
    return stdout.trim();
  } catch (error) {
    if (error instanceof GateError && error.code === 'missing-packages') return undefined;
    throw error;
  }
}

function listOf(option: Options[string]): readonly string[] {
  return typeof option === 'object' ? option : [];
}

async function newestEligible(store: Store, { runs }: Series) {
  const entries = runs.slice(0, 4 * levelRuns);
  const files = await store.read(entries);
  const eligible = files.flatMap((file, index) => {
    if (!('run' in file) || !isEligible(file.run)) return [];
    return [{ run: file.run, digest: documentDigest(file.run, entries[index]?.name) }];
  });
  if (eligible.length > 0) return eligible.slice(0, levelRuns);
  throw new GateError('bad-argument', {
    problem: 'none of the newest stored runs can be a baseline, so they have no level to acknowledge',
    remedy: 'record a run that ends as planned on a quiet host',
  });
}

/** Parts of a pattern may be `*`. */
function matches(cell: CellKey, pattern: string): boolean {
  const [arm, workload, metric, ...rest] = pattern.split('/');
  const is = (part: string | undefined, name: string): boolean => part === '*' || part === name;
  return rest.length === 0 && is(arm, cell.arm) && is(workload, cell.workload) && is(metric, cell.metric);
}

function noCell(patterns: readonly string[], cells: readonly CellKey[]): GateError {
  const known = [...new Set(cells.map(cellText))].slice(0, 10).join(', ');
  return new GateError('bad-argument', {
    problem:
      patterns.length === 0
        ? 'the newest stored runs have no cell in common'
        : `--cell ${patterns.join(', --cell ')} names no cell that all of the newest stored runs have`,
    remedy: known === '' ? 'record a run in which a disk was measured' : `cells are ${known}`,
  });
}
