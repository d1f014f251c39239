import { formatShare } from '../core/quantity.ts';
import { type Content, jsonReport } from './formats.ts';
import { paintFor, paragraph } from './layout.ts';
import { renderText } from './text.ts';
import { textComparison } from './text-comparison.ts';

/** What the selftest of a host found. */
interface Found {
  /** Head and base were the same disks (A/A). */
  readonly unchanged: Content;
  /** Both sides throttled, the head by `loss` more than its base. */
  readonly knownLoss: Content;
  /** A fraction. */
  readonly loss: number;
  /** What is wrong with a gate on this host; empty where nothing is. */
  readonly problems: readonly string[];
}

/** The run in which nothing changed, for a terminal: its ordinary report under a title. */
export function renderUnchanged(unchanged: Content, color: boolean): string {
  const title = 'Selftest, 1 of 2: nothing changed, head and base are the same disks';
  return `${paintFor(color).bold(title)}\n\n${renderText({ ...unchanged, color })}\n`;
}

/**
 * The comparison of the run with a known loss, for a terminal, and the conclusion of the selftest.
 */
export function renderKnownLoss(found: Found, color: boolean): string {
  const paint = paintFor(color);
  const { unchanged, knownLoss, loss, problems } = found;
  const title = `Selftest, 2 of 2: a known loss, both sides throttled, the head to ${formatShare(1 - loss)} of its base`;
  const conclusion =
    problems.length === 0
      ? `Selftest passed: unchanged disks read ${unchanged.judgement.verdict}, a real loss of ${formatShare(loss)} regressed`
      : 'Selftest FAILED';
  return [
    paint.bold(title),
    '',
    textComparison({ ...knownLoss, paint }),
    '',
    paint.bold(conclusion),
    ...problems.map(problem => paragraph('  - ', problem)),
    '',
  ].join('\n');
}

/**
 * A selftest for programs, version 1: whether it passed, what is wrong, the loss as a fraction, and
 * the reports of both runs as `run --format json` has them.
 */
export function renderSelftestJson({ unchanged, knownLoss, loss, problems }: Found): string {
  const found = {
    schema: 1,
    passed: problems.length === 0,
    problems,
    unchanged: jsonReport(unchanged),
    loss,
    knownLoss: jsonReport(knownLoss),
  };
  return `${JSON.stringify(found, undefined, 2)}\n`;
}
