import type { Plan, Site } from '../core/plan.ts';
import type { Run } from '../core/run.ts';
import { GateError, remedyOf } from '../errors.ts';

/**
 * How much a finding matters: a problem keeps this host from measuring, a warning makes numbers
 * worth less.
 */
type FindingState = 'ok' | 'warning' | 'problem';

/** One thing that was examined: what it is, what was found, and what to do about it. */
export interface Finding {
  readonly topic: string;
  readonly state: FindingState;
  /** One or several sentences without a full stop at the end. */
  readonly text: string;
  readonly remedy?: string | undefined;
}

/** What to examine a host for. */
export interface Examination {
  readonly plan: Plan;
  readonly site: Site;
  readonly cacheDirectory: string;
  /**
   * The newest recorded run of the plan's suite, which tells what one writes; undefined where there
   * is none.
   */
  readonly lastRun: Run | undefined;
  /** Told before what takes longer than two seconds. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** An examination of one topic; what it throws of our own errors becomes a problem. */
export async function examine(
  topic: string,
  work: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    if (
      !(error instanceof GateError) ||
      error.code === 'interrupted' ||
      error.code === 'terminated'
    )
      throw error;
    const { problem, why } = error.facts;
    const remedy = remedyOf(error);
    return [
      { topic, state: 'problem', text: why === undefined ? problem : `${problem}: ${why}`, remedy },
    ];
  }
}

/** Whether a host with these findings can measure. */
export function canMeasure(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'problem');
}
