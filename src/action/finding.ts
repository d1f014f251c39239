import { formatCount } from '../core/quantity.ts';
import { worstVerdict } from '../core/verdict.ts';
import { type CommentState, type CommentText, stateAfter } from '../github/comment.ts';
import { type CommitStatus, type RunFacts, runUrl } from '../github/status.ts';
import type { Annotation } from '../github/step.ts';
import type { CellJudgement, JudgedRun, Judgement } from '../judge/judgement.ts';
import { escapeMarkdown } from '../report/escape.ts';
import { gateText, headlineOf } from '../report/headline.ts';
import { capitalized } from '../report/layout.ts';
import { hasPassed, renderLegs, undecidedOf } from '../report/legs-markdown.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { titlesOf } from '../report/tables.ts';
import type { StoreLocation } from '../store/location.ts';

/** One run document: judged, or the reason why it can't be. */
export type Leg = { readonly name: string } & ( // With the store that keeps its verdict, if any.
  | { readonly judged: JudgedRun; readonly place?: StoreLocation | undefined }
  | { readonly problem: string; readonly isAbsent: boolean }
);

/** How a finding is told, by the policy. */
interface Telling {
  /** Whether it is to fail nothing. */
  readonly advisory?: boolean | undefined;
  readonly historyUrl?: string | undefined;
}

/** Reds that need no number. */
export interface AtOnce extends Telling {
  readonly kind: 'at-once';
  readonly reds: readonly Annotation[];
  /** How many of them are losses; the others are missing. */
  readonly regressions: number;
  readonly notes: readonly string[];
}

/** How a run of the action ended, as the pull request sees it. */
export type Finding = Telling &
  // One run document or more: the job's own, or those that other jobs measured.
  (
    | {
        readonly kind: 'judged';
        readonly legs: readonly Leg[];
        readonly notes: readonly string[];
        /** What of measuring and judging the pull request or its job chose. */
        readonly chosen?: readonly string[];
      }
    /** What disks are says it all: no number could turn it green. */
    | AtOnce
    /** Base and head have the same subject, so there was nothing to measure. */
    | { readonly kind: 'nothing-changed'; readonly notes: readonly string[] }
    /** Trouble or a cancellation ended it; `reason` is one sentence without a full stop. */
    | { readonly kind: 'not-measured'; readonly reason: string }
  );

/** What a finding comes to. */
interface FindingOutcome extends Pick<CommitStatus, 'state' | 'description'> {
  /** The output `verdict`. */
  readonly verdict: string;
  /** Whether the gate passed; undefined where nothing was judged. */
  readonly passed: boolean | undefined;
}

/** The finding as a verdict, and as a commit status: one line of plain text. */
export function outcomeOf(finding: Finding): FindingOutcome {
  const found = foundOf(finding);
  if (finding.advisory !== true || found.state === 'success') return found;
  return { ...found, state: 'success', description: `advisory: ${found.description}` };
}

function foundOf(finding: Finding): FindingOutcome {
  switch (finding.kind) {
    case 'judged': {
      const { legs } = finding;
      const failed = legs.flatMap(leg => (hasPassed(leg) ? [] : [leg.name]));
      const passed = failed.length === 0;
      const verdict = worstVerdict(
        legs.map(leg => ('judged' in leg ? leg.judged.judgement.verdict : 'missing')),
      );
      const count = `${failed.length} of ${formatCount(legs.length, 'run')} failed`;
      const said = passed
        ? `all runs passed${undecidedOf(legs)}`
        : `${count}: ${failed.join(', ')}`;
      const description = headlineOfOnly(finding) ?? `${verdict}: ${said}`;
      return { verdict, passed, state: passed ? 'success' : 'failure', description };
    }
    case 'at-once': {
      const { regressions, reds } = finding;
      const verdict = regressions > 0 ? 'regressed' : 'missing';
      const more = reds.length > 1 ? `, and ${reds.length - 1} more` : '';
      const description = `${verdict}: ${reds[0]?.message}${more}`;
      return { verdict, passed: false, state: 'failure', description };
    }
    case 'nothing-changed': {
      const description = 'nothing under test changed';
      return { verdict: 'unchanged', passed: true, state: 'success', description };
    }
    case 'not-measured': {
      const description = `not measured: ${finding.reason}`;
      return { verdict: 'error', passed: undefined, state: 'error', description };
    }
    default:
      return finding satisfies never;
  }
}

/** The run of a finding that has only one, which is shown as itself and not in a table of runs. */
export function onlyRunOf(finding: Finding): JudgedRun | undefined {
  const [leg, ...others] = finding.kind === 'judged' ? finding.legs : [];
  return leg !== undefined && 'judged' in leg && others.length === 0 ? leg.judged : undefined;
}

function headlineOfOnly(finding: Finding): string | undefined {
  const only = onlyRunOf(finding);
  if (only === undefined) return undefined;
  const { title, sentence } = headlineOf(only.judgement, titlesOf(only.run));
  return `${title}: ${sentence}`;
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
      const { verdict, passed = false } = outcomeOf(finding);
      // A red needs no doubt, and a green must not hide what it rests on.
      const choice = passed ? choiceOf(finding.chosen ?? []) : '';
      const { historyUrl } = finding;
      const link = historyUrl === undefined ? '' : `\n[History](${historyUrl})\n`;
      const room = { notes, limit: limit - choice.length - link.length };
      const report =
        only === undefined
          ? renderLegs({ ...finding, verdict, passed, ...room })
          : renderMarkdown({ ...only, ...room });
      return report.replace('\n', () => `${choice}\n`) + link;
    }
    case 'at-once':
      return [
        `### Storage gate: ${outcomeOf(finding).verdict}: no number could pass`,
        `**${capitalized(gateText({ ...finding, passed: false }))}.** Nothing was measured: what the disks are says it.`,
        finding.reds.map(({ message }) => `- ${escapeMarkdown(message)}`).join('\n'),
        ...[...more, ...finding.notes].map(escapeMarkdown),
      ].join('\n\n');
    case 'nothing-changed':
      return [
        '### Storage gate: unchanged: nothing under test changed',
        '**The gate passed.** Nothing was measured: what the config and its definitions say, storage-gate.lock, and each QEMU, kernel and initrd that was given are those of the base.',
        ...[...more, ...finding.notes].map(escapeMarkdown),
      ].join('\n\n');
    case 'not-measured':
      return [
        `### Storage gate: not measured at ${sha.slice(0, 12)}`,
        `**${escapeMarkdown(finding.reason.slice(0, 1000))}.** This is not a verdict: ${finding.advisory === true ? 'the gate is advisory' : 'the job failed'}. Its step summary, or its log, says more.`,
        ...more.map(escapeMarkdown),
      ].join('\n\n');
    default:
      return finding satisfies never;
  }
}

/** Ends the first line. */
function choiceOf(chosen: readonly string[]): string {
  return chosen.length === 0
    ? ''
    : escapeMarkdown(`; chosen by the pull request: ${chosen.join('; ')}`.slice(0, 500));
}

/** Whether a reader would want to hear of a finding. */
export function isNews(finding: Finding): boolean {
  if (finding.kind !== 'judged') return finding.kind === 'at-once';
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

/** The line of a definition that a cell's verdict is about. */
export function placeOfCell(
  { arm, reason }: CellJudgement,
  { changes }: Judgement,
): Annotation['at'] {
  return reason?.kind === 'unmeasured-change'
    ? reason.changes[0]
    : changes.find(change => change.arm === arm && change.at !== undefined)?.at;
}

/** The report within GitHub's limit, with notes on earlier runs, the commit and the attempt. */
export function composeComment({
  finding,
  facts,
  sha,
  before,
  limit,
}: {
  readonly finding: Finding;
  readonly facts: RunFacts;
  readonly sha: string;
  readonly before: CommentState | undefined;
  readonly limit: number;
}): CommentText & { readonly history: readonly string[] } {
  const { runId: run, runAttempt: attempt } = facts;
  const { verdict, passed } = outcomeOf(finding);
  const state = stateAfter(before, { sha, run, attempt, verdict, passed });
  const verb = finding.kind === 'judged' ? 'Measured' : 'Written';
  const origin = `\n\n<sub>${verb} for ${sha} in [run ${run}, attempt ${attempt}](${runUrl(facts)}).</sub>`;
  const history: string[] = [];
  const red = before?.red;
  // Otherwise nobody sees that it was red, or that a job was run again until it was green.
  if (red !== undefined && passed === true)
    history.push(`This turned green: it was ${red.verdict} at ${red.sha.slice(0, 12)}.`);
  if (state.first !== undefined)
    history.push(
      `This is attempt ${attempt} of the run; the first attempt ended with the verdict ${state.first}.`,
    );
  const report = renderFinding(finding, { limit: limit - origin.length, sha, more: history });
  return { state, body: `${report.trimEnd()}${origin}`, history };
}
