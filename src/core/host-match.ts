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
 * The host arm that does the job of the arm's disk mode (`matchedJob`) in the directory of the
 * disks. Undefined for host and null arms, and where the run has none; an arm with its own
 * directory does not count, since that may be on another drive.
 */
export function matchedHost(run: Run, arm: RunArm): IndexedArm | undefined {
  const { target } = arm.subject;
  if (target.kind !== 'disk') return undefined;
  const wanted = hostJobName(matchedJob(target.mode, run.plan.suite));
  const fitting = indexedArms(run).filter(({ arm: { side, subject }, index }) => {
    const job = jobOf(subject.target);
    const beside = run.plan.arms[index]?.ownDirectory !== true;
    return side === 'host' && beside && job !== undefined && hostJobName(job) === wanted;
  });
  // In documents from before directories were recorded, only the name says that the gate suite
  // planned it there.
  return (
    fitting.find(({ arm: { name } }) => name === wanted) ??
    (run.plan.suite.name === 'seed' ? fitting[0] : undefined)
  );
}
