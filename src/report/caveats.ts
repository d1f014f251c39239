import type { Doubt, ToldCells } from '../core/doubt.ts';
import { type Filling, filled } from '../core/filled.ts';
import {
  formatBytes,
  formatChange,
  formatClauses,
  formatCount,
  formatDuration,
  formatList,
  formatRate,
} from '../core/quantity.ts';
import type { Caveat } from '../core/reason.ts';
import type { Run } from '../core/run.ts';
import { contradictionsIn } from '../disk/evidence.ts';
import type { Judgement } from '../judge/judgement.ts';
import { toldTexts } from './definitions.ts';
import { guardText, leftOutText, pointed, reasonText, roundText, sinceText } from './reasons.ts';
import words from './words.json' with { type: 'json' };

// The words for doubts are in words.json: sentences without a full stop. Foreign text in them is
// not escaped yet.

/** Every doubt about a run and its judgement, each once. */
export function caveatTexts(run: Run, { caveats }: Judgement): readonly string[] {
  const texts = [...run.caveats.map(caveatText), ...caveats.map(doubtText), ...toldTexts(run)];
  return [...new Set(texts)];
}

/** A doubt about a run. */
export function caveatText(caveat: Caveat): string {
  const round = 'round' in caveat ? { round: roundText(caveat.round ?? 0) } : {};
  const arm = 'arm' in caveat ? { arm: armText(caveat) } : { arm: '' };
  return filled(words.caveats[caveat.kind], { ...caveat, ...round, ...arm, ...partsOf(caveat) });
}

/** What of a doubt is more than a word. */
function partsOf(caveat: Caveat): Filling {
  switch (caveat.kind) {
    case 'boot-retried': {
      const { round, side } = caveat;
      return {
        when: round === undefined ? 'preparation' : roundText(round),
        guest: side === undefined ? 'the guest' : `the ${side} side's guest`,
      };
    }
    case 'unsettled': {
      const { after, bytes, seconds } = caveat;
      const amounts = { bytes: formatBytes(bytes), seconds: formatDuration(seconds) };
      return { after: after.join(', '), ...amounts };
    }
    case 'unattested':
      return {
        moment: caveat.used ? 'measuring' : 'attaching',
        wrong: contradictionsIn(caveat.evidence).join('; '),
      };
    case 'limits-unread':
      return { unknown: caveat.unknown.join(', ') };
    case 'unseen':
      return { unseen: words.unseen[caveat.what] };
    case 'variables-dropped':
      return { names: caveat.names.join(', ') };
    case 'emulated':
    case 'failed':
    case 'left-behind':
      return {};
    default:
      return caveat satisfies never;
  }
}

/** A doubt about a judgement, or what its reader must know beside the cells. */
export function doubtText(doubt: Doubt): string {
  if (doubt.kind === 'several-gates') return reasonText(doubt);
  const since = 'cells' in doubt && !('runs' in doubt) ? { since: sinceText(doubt) } : {};
  const cells = 'cells' in doubt ? { cells: cellsText(doubt.cells) } : {};
  const of = 'of' in doubt ? { of: formatCount(doubt.of, 'round') } : {};
  const value = 'live' in doubt ? { value: valueText(doubt) } : {};
  const common = { ...doubt, ...since, ...cells, ...of, ...value };
  return filled(words.doubts[doubt.kind], { ...common, ...doubtParts(doubt) });
}

function doubtParts(doubt: Doubt): Filling {
  switch (doubt.kind) {
    case 'ended-by':
      return { limit: doubt.budget === 'time' ? 'time' : 'write' };
    case 'others-load':
      return { load: loadText(doubt) };
    case 'few-runs':
      return {
        runs: formatCount(doubt.runs, 'earlier run'),
        deviation: formatRate(doubt.deviation),
        more: doubt.runs === 1 ? '' : ', or more where they show it',
      };
    case 'left-out':
      return { left: leftOutText(doubt.why, doubt.runs) };
    case 'other-load': {
      const { runs } = doubt;
      return { runs: `${formatCount(runs, 'stored run')} ${runs === 1 ? 'was' : 'were'}` };
    }
    case 'damaged': {
      const { files } = doubt;
      const named = files.map(({ path, said }) => `${path}: ${said}`);
      const were = files.length === 1 ? 'file was' : 'files were';
      return { files: `${files.length} stored ${were}`, named: formatClauses(named, 3) };
    }
    case 'unplaced': {
      const [base, ...taken] = [doubt.commit, ...doubt.taken].map(one => one.slice(0, 12));
      const facts = { base, others: formatList(taken, 5) };
      return { unplaced: filled(words.unplaced[doubt.why], facts) };
    }
    case 'unmatched-policy': {
      const { disk = 'any disk', workload = 'any workload', metric = 'any metric' } = doubt;
      return { disk, workload, metric };
    }
    case 'guarded': {
      const { arm, workload, metric } = doubt.cell;
      return { cell: `${arm} ${workload} ${metric}`, by: guardText(doubt.by) };
    }
    case 'outliers':
      return {
        rounds: doubt.rounds
          .map(({ round, change }) => `round ${round} (${formatChange(change)})`)
          .join(', '),
      };
    case 'drift':
      return { change: formatChange(doubt.change) };
    case 'branch-below':
    case 'branch-declines':
    case 'host-shifted':
    case 'level-changed':
    case 'several-gates':
      return {};
    default:
      return doubt satisfies never;
  }
}

function loadText({ part, most, processors }: Extract<Doubt, { kind: 'others-load' }>): string {
  return filled(words.loads[part], {
    figure: most.toFixed(1),
    share: formatRate(most),
    bytes: formatBytes(most),
    processors: formatCount(processors, 'processor'),
  });
}

function armText({ arm, side }: Extract<Caveat, { readonly arm?: unknown }>): string {
  if (arm === undefined) return '';
  return `${side === 'base' || side === 'yardstick' ? `${arm} (${side})` : arm}: `;
}

function valueText({ cell, live }: Extract<Doubt, { kind: 'outliers' | 'drift' }>): string {
  const { arm, workload, metric } = cell;
  return `${arm} ${workload} ${metric}: ${live ? 'the change against its base' : 'the value'}`;
}

function cellsText(cells: ToldCells): string {
  const named = cells.map(({ arm, workload, metric, change }) =>
    [arm, workload, ...(metric === 'throughput' ? [] : [metric]), pointed(change)].join(' '),
  );
  return formatList(named, 3);
}
