import { formatCount } from '../core/quantity.ts';
import type { CommitStatus } from '../github/status.ts';
import type { Judgement } from '../judge/judgement.ts';
import { escapeMarkdown } from '../report/escape.ts';
import { headlineOf } from '../report/headline.ts';
import { titlesOf } from '../report/labels.ts';
import { renderLegs } from '../report/legs-markdown.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { JudgedRun } from '../run.ts';
import { haveAllPassed, type Leg, verdictOfLegs } from './leg.ts';

/** How a run of the action ended, as a pull request is told. */
export type Finding =
  | { readonly kind: 'judged'; readonly judged: JudgedRun; readonly notes: readonly string[] }
  /** Documents that other jobs measured. */
  | { readonly kind: 'legs'; readonly legs: readonly Leg[]; readonly notes: readonly string[] }
  /** Base and head have the same subject, so there was nothing to measure. */
  | { readonly kind: 'nothing-changed'; readonly notes: readonly string[] }
  /** Trouble or a cancellation ended it; `reason` is one sentence without a full stop. */
  | { readonly kind: 'not-measured'; readonly reason: string };

/** The output `verdict`. */
export function verdictOf(finding: Finding): string {
  switch (finding.kind) {
    case 'judged':
      return finding.judged.judgement.verdict;
    case 'legs':
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
  if (finding.kind === 'judged') return finding.judged.judgement.passed;
  if (finding.kind === 'legs') return haveAllPassed(finding.legs);
  return finding.kind === 'nothing-changed' ? true : undefined;
}

/** The finding as a commit status: one line of plain text. */
export function statusOf(finding: Finding): Pick<CommitStatus, 'state' | 'description'> {
  switch (finding.kind) {
    case 'judged': {
      const { run, judgement } = finding.judged;
      const { title, sentence } = headlineOf(judgement, titlesOf(run));
      return {
        state: judgement.passed ? 'success' : 'failure',
        description: `${title}: ${sentence}`,
      };
    }
    case 'legs': {
      const failed = finding.legs.filter(leg => !haveAllPassed([leg])).map(({ name }) => name);
      const count = `${failed.length} of ${formatCount(finding.legs.length, 'run')} failed`;
      const description = `${verdictOfLegs(finding.legs)}: ${failed.length === 0 ? 'all runs passed' : `${count}: ${failed.join(', ')}`}`;
      return { state: failed.length === 0 ? 'success' : 'failure', description };
    }
    case 'nothing-changed':
      return { state: 'success', description: 'nothing under test changed' };
    case 'not-measured':
      return { state: 'error', description: `not measured: ${finding.reason}` };
    default:
      return finding satisfies never;
  }
}

/**
 * The finding as Markdown of at most `limit` characters; `more` are further sentences of plain
 * text.
 */
export function renderFinding(finding: Finding, { limit, sha, more }: FindingPlace): string {
  switch (finding.kind) {
    case 'judged':
      return renderMarkdown({ ...finding.judged, notes: [...more, ...finding.notes], limit });
    case 'legs': {
      const legs = finding.legs.map(leg =>
        'judged' in leg ? { name: leg.name, report: leg.judged } : leg,
      );
      const [verdict, passed] = [verdictOfLegs(finding.legs), haveAllPassed(finding.legs)];
      return renderLegs({ legs, verdict, passed, notes: [...more, ...finding.notes], limit });
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
      const text = `**${escapeMarkdown(finding.reason).slice(0, 2000)}.** That is no verdict: the job failed, and its step summary says more.`;
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

/** Where a finding is shown. */
interface FindingPlace {
  readonly limit: number;
  readonly sha: string;
  readonly more: readonly string[];
}

function paragraphs(notes: readonly string[]): string[] {
  return notes.map(escapeMarkdown);
}

/** Whether a reader would want to hear of a finding. */
export function isNews(finding: Finding): boolean {
  if (finding.kind === 'judged') return hasChanged(finding.judged.judgement);
  if (finding.kind !== 'legs') return false;
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
