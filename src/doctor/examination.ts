import type { Plan, Site } from '../core/plan.ts';
import type { Run } from '../core/run.ts';
import { missingPackages } from '../host/packages.ts';
import { examineAccelerator } from './accelerator.ts';
import { examineDirectory } from './directory.ts';
import { examine, type Finding } from './finding.ts';
import { examineGuest } from './guest.ts';
import { examineMemory, examineProcessors } from './hardware.ts';
import { examineNoise } from './noise.ts';
import { examinePackages } from './packages.ts';
import { examineWear } from './wear.ts';

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

/**
 * What this host can measure, what is missing, and what would make its numbers better; in the order
 * in which a reader would mend it. Changes nothing but the caches that a run would fill.
 */
export async function examineHost(examination: Examination): Promise<readonly Finding[]> {
  const missing = await missingPackages();
  const findings = [
    ...examinePackages(missing),
    ...(await examine('directory', () => examineDirectory(examination))),
    ...(await examine('writes', () => examineWear(examination))),
    ...(await examine('guest', () => examineGuest(examination))),
    // Without its programs no guest can be built, which was said already.
    ...(missing.length > 0 ? [] : await examineAccelerator(examination)),
    ...(await examineProcessors()),
    ...(await examineMemory({ guests: examination.site.base === undefined ? 1 : 2 })),
    ...(await examine('noise', () => examineNoise(examination))),
  ];
  return findings;
}
