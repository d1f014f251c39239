import { describeError, exitStatusOf } from '../src/errors.ts';
import type { BenchDocument } from './document.ts';

/** What one part of a bench found. */
export type Findings = Pick<BenchDocument, 'figures' | 'bars'>;

/** A part of a bench that may fail by itself. */
export interface Phase {
  readonly name: string;
  readonly measure: () => Promise<Findings>;
}

/** All that the phases find, one after the other; the first that fails is named and ends them. */
export async function inPhases(
  phases: readonly Phase[],
): Promise<Findings & Pick<BenchDocument, 'failed'>> {
  const found: Findings[] = [];
  const all = (): Findings => ({
    figures: found.flatMap(({ figures }) => figures),
    bars: found.flatMap(({ bars }) => bars),
  });
  for (const { name, measure } of phases) {
    try {
      found.push(await measure());
    } catch (error) {
      return {
        ...all(),
        failed: { phase: name, problem: describeError(error), exitStatus: exitStatusOf(error) },
      };
    }
  }
  return all();
}
