import type { Doubt, ToldCells } from '../core/doubt.ts';
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

// The one home of the words for doubts: sentences without a full stop, in which foreign text is not
// escaped yet.

/** Every doubt about a run and its judgement, each once. */
export function caveatTexts(run: Run, { caveats }: Judgement): readonly string[] {
  const texts = [...run.caveats.map(caveatText), ...caveats.map(doubtText), ...toldTexts(run)];
  return [...new Set(texts)];
}

/** A doubt about a run. */
export function caveatText(caveat: Caveat): string {
  switch (caveat.kind) {
    case 'emulated':
      return `software emulation (TCG), not KVM: ${caveat.said}`;
    case 'boot-retried': {
      const { round, side, said } = caveat;
      const when = round === undefined ? 'preparation' : roundText(round);
      const guest = side === undefined ? 'the guest' : `the ${side} side's guest`;
      return `${when}: ${guest} was booted twice, because its first boot failed: ${said}`;
    }
    case 'unsettled': {
      const { round, after, bytes, seconds } = caveat;
      return `${armText(caveat)}${roundText(round)}, after ${after.join(', ')}: ${formatBytes(bytes)} were still unwritten after ${formatDuration(seconds)}, and may have slowed the next workload`;
    }
    case 'unattested': {
      const { round, used, evidence } = caveat;
      const when = `${roundText(round)}, after ${used ? 'measuring' : 'attaching'}`;
      return `${armText(caveat)}${when}: the disk mode is not in force; ${contradictionsIn(evidence).join('; ')}`;
    }
    case 'failed':
      return `${armText(caveat)}${roundText(caveat.round)}, ${caveat.workload}: ${caveat.said}`;
    case 'limits-unread':
      return `whether a limit holds the disks is not fully known, since these can't be read: ${caveat.unknown.join(', ')}`;
    case 'unseen':
      return caveat.what === 'drive'
        ? 'what others do on the drive is not seen: the kernel counts no traffic of it'
        : 'whether earlier runs live is not seen: /proc tells no boot of this host';
    case 'variables-dropped':
      return `not handed to QEMU and the tools, since they alter them: ${caveat.names.join(', ')}`;
    case 'left-behind':
      return `what this run made could not all be removed, and the next one tries again: ${caveat.said}`;
    default:
      return caveat satisfies never;
  }
}

/** A doubt about a judgement, or what its reader must know beside the cells. */
export function doubtText(doubt: Doubt): string {
  switch (doubt.kind) {
    case 'ended-by':
      return `the ${doubt.budget === 'time' ? 'time' : 'write'} budget ended the run before its planned rounds`;
    case 'others-load':
      return `${loadText(doubt)} in ${doubt.rounds} of ${formatCount(doubt.of, 'round')}`;
    case 'few-runs': {
      const { runs, until, deviation } = doubt;
      const more = runs === 1 ? '' : ', or more where they show it';
      return `with ${formatCount(runs, 'earlier run')} the run-to-run variation is unknown: a standard deviation of ${formatRate(deviation)} is assumed until there are ${until}${more}`;
    }
    case 'left-out':
      return `of the stored runs ${leftOutText(doubt.why, doubt.runs)}`;
    case 'other-load': {
      const { runs } = doubt;
      return `${formatCount(runs, 'stored run')} ${runs === 1 ? 'was' : 'were'} measured under other load, and left out`;
    }
    case 'host-shifted':
      return `the host changed${sinceText(doubt)}, and not its disks beside the yardstick: ${cellsText(doubt.cells)}`;
    case 'damaged': {
      const { files } = doubt;
      const were = files.length === 1 ? 'file was' : 'files were';
      const named = files.map(({ path, said }) => `${path}: ${said}`);
      return `${files.length} stored ${were} skipped: ${formatClauses(named, 3)}`;
    }
    case 'several-gates':
      return reasonText(doubt);
    case 'unplaced':
      return unplacedText(doubt);
    case 'unmatched-policy': {
      const { disk = 'any disk', workload = 'any workload', metric = 'any metric' } = doubt;
      return `the policy for ${disk}, ${workload}, ${metric} matches no cell of this run`;
    }
    case 'level-changed':
      return `the level changed${sinceText(doubt)}: ${cellsText(doubt.cells)}`;
    case 'branch-below':
      return `the default branch is below its accepted level${sinceText(doubt)} (not caused by this change): ${cellsText(doubt.cells)}`;
    case 'branch-declines':
      return `the default branch is slowing down gradually, over the last ${doubt.runs} runs: ${cellsText(doubt.cells)}`;
    case 'guarded': {
      const { arm, workload, metric } = doubt.cell;
      return `${arm} ${workload} ${metric}: ${guardText(doubt.by)}, in ${doubt.rounds} of ${formatCount(doubt.of, 'round')}`;
    }
    case 'outliers': {
      const rounds = doubt.rounds.map(
        ({ round, change }) => `round ${round} (${formatChange(change)})`,
      );
      return `${valueText(doubt)} stands out from the other rounds in ${rounds.join(', ')}`;
    }
    case 'drift':
      return `${valueText(doubt)} drifted by ${formatChange(doubt.change)} from the first round to the last`;
    default:
      return doubt satisfies never;
  }
}

function loadText({ part, most, processors }: Extract<Doubt, { kind: 'others-load' }>): string {
  switch (part) {
    case 'processors':
      return `other processes used up to ${most.toFixed(1)} of ${formatCount(processors, 'processor')}`;
    case 'steal':
      return `the hypervisor gave up to ${formatRate(most)} of the time to others`;
    case 'drive':
      return `others moved up to ${formatBytes(most)}/s on the drive`;
    default:
      return part satisfies never;
  }
}

function unplacedText({ why, commit, taken }: Extract<Doubt, { kind: 'unplaced' }>): string {
  const base = commit.slice(0, 12);
  const others = formatList(
    taken.map(one => one.slice(0, 12)),
    5,
  );
  switch (why) {
    case 'shallow':
      return `the checkout is shallow, so it is not known which stored runs are older than ${base}: the newest are the baseline, including ${others}`;
    case 'unknown':
      return `the commits before ${base} are not known here, so the newest stored runs are the baseline, of ${others}: what differs may be part of the change`;
    case 'none':
      return `no stored run is of ${base} or one of its ancestors, so the newest are the baseline, of ${others}: what differs may be part of the change`;
    default:
      return why satisfies never;
  }
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
