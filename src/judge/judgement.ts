import type { Doubt } from '../core/doubt.ts';
import { type Gates, isFailing, type Policy } from '../core/policy.ts';
import type { Guard, Reason } from '../core/reason.ts';
import type { Run } from '../core/run.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Claim } from '../suites/suite.ts';
import type { Cell } from './cell.ts';
import type { Outlier } from './outlier.ts';
import type { SubjectChange } from './subject.ts';

/** What is said of one cell. Values in base units, changes as fractions of base. */
export interface CellJudgement extends Cell {
  readonly verdict: Verdict;
  /** Why the verdict is what it is, where the numbers do not say it. */
  readonly reason?: Reason | undefined;
  /** Geometric means over rounds. */
  readonly head?: number | undefined;
  readonly base?: number | undefined;
  readonly headRounds: number;
  /** What `base` is: the base side of the same run, or the stored runs. */
  readonly reference: 'live base' | 'stored runs';
  /** Stored runs that have a valid value of the cell. */
  readonly baseRuns: number;
  /** Relative difference towards better: -0.1 is 10 % worse whatever the metric's direction. */
  readonly change?: number | undefined;
  /**
   * Blocking interval of `change`: each end is one-sided at the cell's share of the false-alarm
   * budget.
   */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
  /** Smallest loss that this run would have caught nine times in ten, as a positive fraction. */
  readonly mde?: number | undefined;
  /** Smallest tolerance at which its rounds certify it as unchanged. */
  readonly holds?: number | undefined;
  /**
   * Share of the error's variance that comes from differences between runs; the rest is from round
   * to round.
   */
  readonly betweenShare?: number | undefined;
  /** Rounds after which it was decided: the latest look that did. */
  readonly decidedAt?: number | undefined;
  /**
   * Rounds whose values, or changes where there is a live base, stand out from the others, by more
   * than the tolerance.
   */
  readonly outliers?: readonly Outlier[] | undefined;
  /**
   * Change from the first to the last round, where the rounds rise or fall all the way and it is
   * beyond the tolerance.
   */
  readonly drift?: number | undefined;
  /**
   * Whether it moved against the stored runs, where nobody asked that it gate: its interval is one
   * of 95 % by the noise of all rows of its workload, and excludes no change.
   */
  readonly moved?: boolean | undefined;
  /**
   * How it moved since the stored runs, towards better: its level, its ratio to the yardstick where
   * both have that, and the host where it is known. It decides nothing beside a live base.
   */
  readonly since?:
    | {
        readonly runs: number;
        readonly level: number;
        readonly ratio?: number;
        readonly host?: number;
      }
    | undefined;
  /** Levels of the stored runs that it was compared with, oldest first, and its own at the end. */
  readonly trail?: readonly number[] | undefined;
  /** What guards found of its pair, by round; such as a ceiling that both disks are at. */
  readonly guards?: readonly { readonly round: number; readonly by: Guard }[] | undefined;
}

/**
 * A run compared with its baseline under a policy: plain data that every report is rendered from.
 */
export interface Judgement {
  readonly verdict: Verdict;
  /**
   * False where the verdict of a gated cell is one of the policy's `failOn`, and no loss that
   * somebody accepted.
   */
  readonly passed: boolean;
  /** True where the policy is to fail nothing: `passed` is what the gate would have done. */
  readonly advisory?: boolean | undefined;
  readonly gatedCells: number;
  /** Which cells of its suite gate at all. */
  readonly gates: Gates;
  readonly tolerance: number;
  readonly falseAlarm: number;
  readonly cells: readonly CellJudgement[];
  readonly changes: readonly SubjectChange[];
  /** The stored runs it was judged against, newest first. */
  readonly baseline: readonly { readonly startedAt: string; readonly commit: string | null }[];
  /** Facts that differ where stored runs exist but none is comparable: `hostKernel 6.1 -> 6.12`. */
  readonly incomparable: readonly string[];
  /**
   * The newest run of the environment with the fewest such facts: the nearest history that there
   * is.
   */
  readonly nearest?:
    | { readonly fingerprint: string; readonly startedAt: string; readonly commit: string | null }
    | undefined;
  readonly caveats: readonly Doubt[];
  /** Who lets the losses pass; undefined where nobody does, or where there are none. */
  readonly accepted?: Acceptance | undefined;
}

/** A run with its judgement: what every report is rendered from. */
export interface JudgedRun {
  readonly run: Run;
  readonly judgement: Judgement;
  readonly claims: readonly Claim[];
}

/** A known loss that somebody lets pass: who, and why. Both are foreign text. */
export interface Acceptance {
  readonly by: string;
  readonly reason: string;
}

/**
 * A judgement whose regressed cells do not fail the gate any more, nor those whose base can't be
 * read. They stay what they are and are shown as such. A cell that is missing for another reason,
 * or has any other verdict of `failOn`, fails it as before: nobody knew of that when the loss was
 * accepted.
 */
export function acceptLosses(
  judgement: Judgement,
  { acceptance, failOn }: { readonly acceptance: Acceptance; readonly failOn: Policy['failOn'] },
): Judgement {
  if (!judgement.cells.some(isAcceptable)) return judgement;
  const others = judgement.cells.filter(cell => cell.gated && !isAcceptable(cell));
  return {
    ...judgement,
    passed: !isFailing(
      others.map(({ verdict }) => verdict),
      failOn,
    ),
    accepted: acceptance,
  };
}

/** Whether somebody can let a cell pass that fails the gate. */
export function isAcceptable({ gated, verdict, reason }: CellJudgement): boolean {
  return gated && (verdict === 'regressed' || reason?.kind === 'base-unread');
}

/** Whether a cell has nothing that it could be compared with. */
export function lacksReference({ verdict, base }: CellJudgement): boolean {
  return verdict === 'inconclusive' && base === undefined;
}
