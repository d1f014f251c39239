import { formatCount } from '../core/quantity.ts';
import { type Verdict, worstVerdict } from '../core/verdict.ts';
import type { CommitStatus } from '../github/status.ts';
import type { Judgement } from '../judge/judgement.ts';
import { escapeMarkdown } from '../report/escape.ts';
import { headlineOf } from '../report/headline.ts';
import { titlesOf } from '../report/labels.ts';
import { renderLegs } from '../report/legs-markdown.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { JudgedRun } from '../run.ts';

/** One run document: judged, or the reason why it can't be. */
export type Leg = { readonly name: string } & (
  | { readonly judged: JudgedRun }
  | { readonly problem: string; readonly isAbsent: boolean }
);

/** How a run of the action ended, as the pull request sees it. */
export type Finding =
  /** One run document or more: the job's own, or those that other jobs measured. */
  | { readonly kind: 'judged'; readonly legs: readonly Leg[]; readonly notes: readonly string[] }
  /** Base and head have the same subject, so there was nothing to measure. */
  | { readonly kind: 'nothing-changed'; readonly notes: readonly string[] }
  /** Trouble or a cancellation ended it; `reason` is one sentence without a full stop. */
  | { readonly kind: 'not-measured'; readonly reason: string };

/** The output `verdict`. */
export function verdictOf(finding: Finding): string {
  switch (finding.kind) {
    case 'judged':
      return verdictOfLegs(finding.legs);
    case 'nothing-changed':
      return 'unchanged';
    case 'not-measured':
      return 'error';
    default:
      return finding satisfies never;
  }
}

/** Whether the gate passed; undefined where nothing was judged. */
export function hasPassed(finding: Finding): boolean | undefined {
  if (finding.kind === 'judged') return finding.legs.every(hasLegPassed);
  return finding.kind === 'nothing-changed' ? true : undefined;
}

/** The worst verdict of all legs; a leg without a value is missing. */
function verdictOfLegs(legs: readonly Leg[]): Verdict {
  return worstVerdict(
    legs.map(leg => ('judged' in leg ? leg.judged.judgement.verdict : 'missing')),
  );
}

/** Whether a leg has a value, and passed. */
function hasLegPassed(leg: Leg): boolean {
  return 'judged' in leg && leg.judged.judgement.passed;
}

/** The run of a finding that has only one, which is shown as itself and not in a table of runs. */
export function onlyRunOf(finding: Finding): JudgedRun | undefined {
  if (finding.kind !== 'judged' || finding.legs.length !== 1) return undefined;
  return finding.legs.flatMap(leg => ('judged' in leg ? [leg.judged] : []))[0];
}

/** The finding as a commit status: one line of plain text. */
export function statusOf(finding: Finding): Pick<CommitStatus, 'state' | 'description'> {
  switch (finding.kind) {
    case 'judged':
      return {
        state: hasPassed(finding) === true ? 'success' : 'failure',
        description: outcomeOf(finding.legs, onlyRunOf(finding)),
      };
    case 'nothing-changed':
      return { state: 'success', description: 'nothing under test changed' };
    case 'not-measured':
      return { state: 'error', description: `not measured: ${finding.reason}` };
    default:
      return finding satisfies never;
  }
}

function outcomeOf(legs: readonly Leg[], only: JudgedRun | undefined): string {
  if (only !== undefined) {
    const { title, sentence } = headlineOf(only.judgement, titlesOf(only.run));
    return `${title}: ${sentence}`;
  }
  const failed = legs.filter(leg => !hasLegPassed(leg)).map(({ name }) => name);
  const count = `${failed.length} of ${formatCount(legs.length, 'run')} failed`;
  return `${verdictOfLegs(legs)}: ${failed.length === 0 ? 'all runs passed' : `${count}: ${failed.join(', ')}`}`;
}

/**
 * The finding as Markdown of at most `limit` characters; `more` are additional sentences of plain
 * text.
 */
export function renderFinding(
  finding: Finding,
  { limit, sha, more }: { limit: number; sha: string; more: readonly string[] },
): string {
  switch (finding.kind) {
    case 'judged': {
      const notes = [...more, ...finding.notes];
      const only = onlyRunOf(finding);
      if (only !== undefined) return renderMarkdown({ ...only, notes, limit });
      const legs = finding.legs.map(leg =>
        'judged' in leg ? { name: leg.name, report: leg.judged } : leg,
      );
      const [verdict, passed] = [verdictOf(finding), hasPassed(finding) === true];
      return renderLegs({ legs, verdict, passed, notes, limit });
    }
    case 'nothing-changed': {
      const text =
        '**The gate passed.** Nothing was measured: disk modes, QEMU, kernel and initrd are those of the base.';
      return [
        '### Storage gate: unchanged: nothing under test changed',
        text,
        ...paragraphs([...more, ...finding.notes]),
      ].join('\n\n');
    }
    case 'not-measured': {
      const text = `**${escapeMarkdown(finding.reason).slice(0, 2000)}.** This is not a verdict: the job failed. Its step summary says more.`;
      return [
        `### Storage gate: not measured at ${sha.slice(0, 12)}`,
        text,
        ...paragraphs(more),
      ].join('\n\n');
    }
    default:
      return finding satisfies never;
  }
}

function paragraphs(notes: readonly string[]): string[] {
  return notes.map(escapeMarkdown);
}

/** Whether a reader would want to hear of a finding. */
export function isNews(finding: Finding): boolean {
  if (finding.kind !== 'judged') return false;
  return finding.legs.some(leg => !('judged' in leg) || hasChanged(leg.judged.judgement));
}

/**
 * Whether a reader would want to hear of a judgement: a disk mode differs, or a gated cell moved,
 * or the gate failed.
 */
export function hasChanged({ passed, changes, cells }: Judgement): boolean {
  const moved = cells.some(
    ({ gated, verdict }) => gated && ['regressed', 'missing', 'improved'].includes(verdict),
  );
  return !passed || moved || changes.length > 0;
}
