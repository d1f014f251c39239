import { hostJobName, jobOf } from '../core/host-job.ts';
import type { Run, RunArm } from '../core/run.ts';
import type { SuiteRules } from './suite.ts';

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
export function matchedHost(
  run: Run,
  arm: RunArm,
  { matchedJob, addsHostJobs }: Pick<SuiteRules, 'matchedJob' | 'addsHostJobs'>,
): IndexedArm | undefined {
  const { target } = arm.subject;
  if (target.kind !== 'disk') return undefined;
  const wanted = hostJobName(matchedJob(target.mode));
  const fitting = indexedArms(run).filter(({ arm: { side, subject }, index }) => {
    const job = jobOf(subject.target);
    const beside = run.plan.arms[index]?.ownDirectory !== true;
    return side === 'host' && beside && job !== undefined && hostJobName(job) === wanted;
  });
  // In documents from before directories were recorded, only the name says that it was
  // added there.
  return (
    fitting.find(({ arm: { name } }) => name === wanted) ?? (addsHostJobs ? undefined : fitting[0])
  );
}
