import {
  formatChange,
  formatCount,
  formatDuration,
  formatInterval,
  formatRate,
  formatShare,
} from '../core/quantity.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Selftest, SelftestCell, Wiring } from '../judge/selftest.ts';
import { alignColumns, paintFor, paragraph } from './layout.ts';

/**
 * A selftest for a terminal: figures, a plot of what is caught, and advice. Colours only repeat the
 * words.
 */
export function renderSelftest(found: Selftest, color: boolean): string {
  const paint = paintFor(color);
  return [
    paint.bold(headline(found)),
    '',
    paragraph('', recordedSentence(found)),
    paragraph('', falseAlarmSentence(found)),
    '',
    paint.bold('Red runs, by what one side lost in one cell drawn by lot:'),
    ...plot(found),
    '',
    paint.bold('Cells:'),
    ...alignColumns([columns(found), ...found.cells.map(cell => row(cell))], [0, 1]),
    paragraph('', legend(found)),
    '',
    paint.bold(`Wiring check: ${wiringSentence(found.wiring)}`),
    '',
    paint.bold('Advice:'),
    ...found.advice.map(text => paragraph('- ', text)),
    '',
  ].join('\n');
}

function headline({ recorded, wiring }: Selftest): string {
  const state =
    wiring === null ? 'wiring not checked' : wiring.passed ? 'wiring ok' : 'WIRING FAILED';
  return `Storage gate selftest: ${formatCount(recorded.rounds, 'round')} without any change, ${state}`;
}

function recordedSentence({ recorded, judged, resampled }: Selftest): string {
  const fewer =
    judged.rounds < judged.planned
      ? ` (${judged.planned} are planned; the budget has room for these)`
      : '';
  return (
    `Head and base were the same disks in ${formatCount(recorded.rounds, 'round')} of about ${formatDuration(recorded.secondsPerRound)}; ` +
    `as they were, they read ${counted(recorded.verdicts)}. ${resampled.runs} runs of ${judged.rounds} rounds${fewer} were drawn ` +
    `from them in blocks of two rounds and judged as any run is: ${formatCount(judged.gatedCells, 'gated cell')}, looks after ` +
    `${judged.looks.join(', ')} rounds, no history.`
  );
}

/** `inconclusive` of one run, `4 inconclusive, 1 unchanged` of several. */
function counted(verdicts: readonly Verdict[]): string {
  const [only, ...others] = verdicts;
  if (only !== undefined && others.length === 0) return only;
  return [...new Set(verdicts)]
    .map(verdict => `${verdicts.filter(one => one === verdict).length} ${verdict}`)
    .join(', ');
}

function falseAlarmSentence({ falseAlarms, judged, recorded }: Selftest): string {
  const { rate, seen, realRuns, realRed, realRateAtMost, roundsForProof } = falseAlarms;
  const real =
    realRuns === 0
      ? `${tooShort(recorded)} than the ${judged.rounds} rounds of a run, so on their own they bound nothing`
      : `the ${recorded.rounds} rounds themselves make up ${formatCount(realRuns, 'run')}, of which ${realRed} read regressed: ` +
        `that alone only shows, at 95 % confidence, a rate below ${formatShare(realRateAtMost)}`;
  return (
    `False alarms: ${formatRate(rate)} of the resampled runs (${seen}; the budget is ${formatRate(judged.falseAlarm)}). ` +
    `This is what the rule does with noise like that of these rounds. It is no proof of ${formatRate(judged.falseAlarm)}: ${real}, and it would take ` +
    `${roundsForProof} rounds without a red run to show the budget to be kept.`
  );
}

/** Runs that follow each other make up no longer one: the host had time to move between them. */
function tooShort({ runs }: Selftest['recorded']): string {
  return runs === 1 ? 'these rounds are fewer' : `each of the ${runs} recorded runs is shorter`;
}

const plotWidth = 50;

/**
 * One bar for nothing lost, which no cell should show, and for each loss, which its own cell
 * should: the label says which counts.
 */
function plot({ falseAlarms, detection, resampled }: Selftest): string[] {
  const bars = [
    { label: 'nothing (any cell red)', share: falseAlarms.seen / resampled.runs },
    ...detection.map(({ loss, of, caught }) => ({
      label: `${formatShare(loss)} (that cell red)`,
      share: of === 0 ? 0 : caught / of,
    })),
  ];
  const width = Math.max(...bars.map(({ label }) => label.length));
  const scale = `${' '.repeat(width)}  0 %${'50 %'.padStart(plotWidth / 2 - 1)}${'100 %'.padStart(plotWidth / 2 + 1)}`;
  const lines = bars.map(({ label, share }) => {
    const filled = share === 0 ? 0 : Math.max(1, Math.round(share * plotWidth));
    return `${label.padStart(width)} |${'#'.repeat(filled)}${'.'.repeat(plotWidth - filled)}| ${formatRate(share)}`;
  });
  return [scale, ...lines];
}

function columns({ cells }: Selftest): string[] {
  const [first] = cells;
  const caught = (first?.detection ?? []).map(({ loss }) => `-${formatShare(loss)} caught`);
  const needed = lossesOf(cells).map(loss => `rounds for -${formatShare(loss)}`);
  return [
    'disk',
    'workload',
    'sides differ',
    '95 % interval',
    'noise',
    'MDE',
    ...caught,
    ...needed,
    'decidable at',
  ];
}

function row(cell: SelftestCell): string[] {
  return [
    cell.arm,
    cell.metric === 'throughput' ? cell.workload : `${cell.workload} ${cell.metric}`,
    formatChange(cell.difference.change),
    formatInterval(cell.difference),
    formatShare(cell.noise),
    formatShare(cell.mde),
    ...cell.detection.map(({ of, caught }) => (of === 0 ? '-' : formatShare(caught / of))),
    ...cell.roundsNeeded.map(({ rounds }) => (rounds === null ? '> 100' : String(rounds))),
    formatShare(cell.decidableTolerance),
  ];
}

function lossesOf([first]: Selftest['cells']): number[] {
  return first?.roundsNeeded.map(({ loss }) => loss) ?? [];
}

function legend({ whollyUnchanged, meanRounds, cells }: Selftest): string {
  const tolerances = [...new Set(cells.map(({ tolerance }) => formatShare(tolerance)))].join(', ');
  return (
    `Tolerance ${tolerances}. noise: SD of one round's difference; MDE: the smallest loss caught nine times in ten; rounds: for ` +
    `catching it so; decidable at: the tolerance at which an unchanged cell is shown to be so. With nothing changed ` +
    `${formatRate(whollyUnchanged)} of runs were wholly unchanged, after ${meanRounds.toFixed(1)} rounds in the mean.`
  );
}

function wiringSentence(wiring: Wiring | null): string {
  if (wiring === null) return 'not made, since nothing was measured (--from)';
  const { arm, workload, loss, verdict, rounds, change, interval, reason, passed } = wiring;
  const seen =
    change === null || interval === null
      ? (reason ?? 'no value')
      : `${formatChange(change)} (${formatInterval(interval)})`;
  const what = `${arm} ${workload}, both sides throttled, the head to lose ${formatShare(loss)}: ${verdict}, ${seen}, ${formatCount(rounds, 'round')}`;
  return passed ? what : `FAILED: ${what}; it must read regressed`;
}
