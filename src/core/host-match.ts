import { hostJobName, jobOf, matchedJob } from './host-job.ts';
import type { Run, RunArm } from './run.ts';

/** An arm with its index in the run. */
export interface IndexedArm {
  readonly arm: RunArm;
  readonly index: number;
}

/** The arms of a run with their indexes, since base and head share names. */
export function indexedArms(run: Run): IndexedArm[] {
  return run.arms.map((arm, index) => ({ arm, index }));
}

/**
 * The host arm whose job is that of the arm's disk mode (`matchedJob`). Undefined for host and null arms, and where the
 * run has none.
 */
export function matchedHost(run: Run, arm: RunArm): IndexedArm | undefined {
  const { target } = arm.subject;
  if (target.kind !== 'disk') return undefined;
  const wanted = hostJobName(matchedJob(target.mode, run.plan.suite));
  const fitting = indexedArms(run).filter(({ arm: { side, subject } }) => {
    const job = jobOf(subject.target);
    return side === 'host' && job !== undefined && hostJobName(job) === wanted;
  });
  // One of that name works in the disks' own directory; others may have been given another drive's.
  return (
    fitting.find(({ arm: { name } }) => name === wanted) ?? (run.plan.suite.name === 'seed' ? fitting[0] : undefined)
  );
}
