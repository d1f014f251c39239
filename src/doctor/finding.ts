import type { Plan, Site } from '../core/plan.ts';
import type { Run } from '../core/run.ts';
import { remedyOf, toldOf } from '../errors.ts';

/** One thing that was examined: what it is, what was found, and what to do about it. */
export interface Finding {
  readonly topic: string;
  /** A problem keeps this host from measuring, a warning makes numbers worth less. */
  readonly state: 'ok' | 'warning' | 'problem';
  /** One or several sentences without a full stop at the end. */
  readonly text: string;
  readonly remedy?: string | undefined;
}

/** A finding that asks for nothing. */
export function ok(topic: string, text: string): Finding {
  return { topic, state: 'ok', text };
}

/** A finding that makes numbers worth less. */
export function warning(topic: string, text: string, remedy?: string): Finding {
  return { topic, state: 'warning', text, remedy };
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
  } catch (thrown) {
    const error = toldOf(thrown);
    if (error === undefined || ['interrupted', 'terminated'].includes(error.code)) throw thrown;
    const { problem, why } = error.facts;
    const text = why === undefined ? problem : `${problem}: ${why}`;
    return [{ topic, state: 'problem', text, remedy: remedyOf(error) }];
  }
}

/** Whether a host with these findings can measure. */
export function canMeasure(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'problem');
}
