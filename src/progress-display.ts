import type { OnProgress, Progress, Timing } from './measure/progress.ts';
import { logLine } from './plain-text.ts';
import { caveatText } from './report/caveats.ts';
import { formatThroughput } from './report/units.ts';

interface Terminal {
  readonly write: (text: string) => void;
  readonly isTty: boolean;
  readonly columns: number;
  /** Seconds since some moment. */
  readonly now: () => number;
}

/**
 * Shows progress on stderr: a line for each phase and each measured arm, and on a terminal one live
 * line below them that says what runs at the moment, how much is done and how long the rest will
 * take.
 */
export function showProgress({ write, isTty, columns, now }: Terminal): OnProgress {
  let live = false;
  let firstStep: number | undefined;
  const clear = (): void => {
    if (live) write('\r\x1b[2K');
    live = false;
  };
  return progress => {
    if (progress.kind !== 'measuring') {
      clear();
      write(`${logLine(lineOf(progress))}\n`);
      return;
    }
    const moment = now();
    firstStep ??= moment;
    if (!isTty) return;
    clear();
    write(logLine(liveLine(progress, moment - firstStep)).slice(0, columns - 1));
    live = true;
  };
}

function lineOf(progress: Exclude<Progress, { kind: 'measuring' }>): string {
  switch (progress.kind) {
    case 'phase':
      return `- ${progress.text}`;
    case 'caveat':
      return `! ${caveatText(progress.caveat)}`;
    case 'measured': {
      const cells = Object.entries(progress.throughput).map(
        ([workload, value]) => `${workload} ${formatThroughput(value)}`,
      );
      return `  round ${progress.round}  ${progress.arm.padEnd(14)} ${cells.length === 0 ? 'no value' : cells.join('  ')}`;
    }
    case 'round': {
      const { total, share } = summaryOf(progress.timing);
      return `  round ${progress.round}  done ${total.toFixed(0)} s after the start, ${share} % of them measuring`;
    }
    case 'timing':
      return describeTiming(progress);
    default:
      return progress satisfies never;
  }
}

function summaryOf({ boot, prepare, measure, rest }: Timing): {
  readonly total: number;
  readonly share: number;
} {
  const total = boot + prepare + measure + rest;
  return { total, share: Math.round((100 * measure) / total) };
}

function describeTiming(timing: Extract<Progress, { kind: 'timing' }>): string {
  const { boot, prepare, measure, rest, peakMemory } = timing;
  const { total, share } = summaryOf(timing);
  const memory = Math.round(peakMemory / 2 ** 20);
  const parts = Object.entries({ boot, prepare, measure, rest }).map(
    ([name, seconds]) => `${name} ${seconds.toFixed(1)} s`,
  );
  return `- ${parts.join(', ')}: ${share} % of ${total.toFixed(0)} s was measuring; this process took ${memory} MiB at most`;
}

function liveLine(step: Extract<Progress, { kind: 'measuring' }>, elapsed: number): string {
  const { round, rounds, arm, workload, done, total } = step;
  const width = 20;
  const filled = Math.floor((width * done) / total);
  const left = done === 0 ? '' : `, ${clock((elapsed / done) * (total - done))} left`;
  const percent = Math.floor((100 * done) / total);
  return `  [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${percent} %${left}: round ${round} of ${rounds}, ${arm}, ${workload}`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
