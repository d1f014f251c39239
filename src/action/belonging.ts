import type { Settings } from '../config/settings.ts';
import { canonicalJson } from '../core/environment.ts';
import { askedKey, isOwnImage, type PlannedArm } from '../core/plan.ts';
import type { Policy } from '../core/policy.ts';
import type { Run, RunArm } from '../core/run.ts';
import type { Job } from '../github/environment.ts';
import { readRunStart } from '../github/repository.ts';
import { lacksReference } from '../judge/judgement.ts';
import type { JudgedRun } from '../run.ts';
import { required } from './base.ts';

/** What a run document must be of, to be a leg of a pull request. */
export interface Expected {
  /** What the config of the head measures; a sentence where it can't be used. */
  readonly head: Pick<Settings, 'plan'> | string;
  /** The disks of the base commit; undefined where that has no config that can be used. */
  readonly before: readonly PlannedArm[] | undefined;
  /** The disks that may be left out, as they are what they were. */
  readonly unchanged: readonly string[];
  readonly reference: Policy['reference'];
  readonly isLockEdited: boolean;
  /** Whether a commit is what was to be measured: the merge, or the head. */
  readonly isMeasured: (commit: string) => Promise<boolean>;
  /** When the measuring run began and ended, in milliseconds since 1970; NaN where not known. */
  readonly began: number;
  readonly ended: number;
}

/** When what measured began and ended; in the same workflow it ended before now. */
export async function timesOf(job: Job): Promise<Pick<Expected, 'began' | 'ended'>> {
  const { workflowRun, runId } = job.facts;
  if (workflowRun === undefined) {
    // One leg may be measured again alone, so that the others are of an earlier attempt.
    const began = required(await readRunStart(runId, job), 'when this run of the workflow began');
    return { began, ended: Date.now() };
  }
  const { startedAt: began, updatedAt } = workflowRun;
  return { began, ended: updatedAt > began ? updatedAt : Date.now() };
}

/** How far the clock of a runner may be from GitHub's, in milliseconds. */
const clockError = 60_000;

/**
 * Why a run document is none of this pull request; undefined where it is. A left-over file, the
 * artifact of another job and another config make one that is sound in itself.
 */
export async function whyNotOf(run: Run, expected: Expected): Promise<string | undefined> {
  const { began, ended, isMeasured } = expected;
  const commits = new Set(headsOf(run).map(({ commit }) => commit));
  const [commit] = commits;
  if (commits.size !== 1 || commit === null || commit === undefined)
    return 'it does not name the one commit that it measured';
  if (!(await isMeasured(commit)))
    return `it is of the commit ${commit.slice(0, 12)}, which is neither the merge nor the head`;
  const start = Date.parse(run.startedAt);
  const when = start < began - clockError ? 'before' : start > ended + clockError && 'after';
  return when
    ? `it was measured at ${run.startedAt}, ${when} the run that should have measured it`
    : whyOtherArms(run, expected);
}

/** Each disk of the config at head and base must be an arm with that mode, and no other. */
function whyOtherArms(run: Run, expected: Expected) {
  const { head, before, unchanged, reference, isLockEdited } = expected;
  if (typeof head === 'string') return `the config at the head can't be used: ${head}`;
  const { unchanged: left = [] } = run.plan;
  const changed = left.find(name => !unchanged.includes(name));
  if (changed !== undefined) return `it leaves out the disk ${changed}, which may have changed`;
  const planned = head.plan.arms.filter(({ name }) => !left.includes(name));
  const wanted = keysOf(planned.filter(({ side }) => side === 'head'));
  const heads = keysOf(headsOf(run).map(({ name, subject }) => ({ name, ...subject })));
  const unlike = firstUnlike(wanted, heads);
  if (unlike !== undefined) return `${unlike} at the head`;
  // Parts of the machine may be given by inputs, which the config does not say: then the base may
  // be left to stored runs, or be the head in another guest.
  const isGiven = headsOf(run).some(
    ({ subject: { qemu, kernel, initrd } }) => qemu ?? kernel ?? initrd,
  );
  if (isGiven && left.length > 0) return `it leaves out a disk, and was given a part of its guest`;
  const other = otherDefinition(run, planned);
  if (other !== undefined)
    return `its disk ${other} is defined otherwise than the repository has it`;
  // No config says of what build an own image is: only that there is one.
  const own = new Set(planned.flatMap(arm => (isOwnImage(arm.target) ? arm.name : [])));
  const shared = keysOf((before ?? []).filter(({ name }) => wanted.has(name) && !own.has(name)));
  const live = keysOf(
    run.plan.arms.filter(
      ({ side, name, asStored }) =>
        side === 'base' && !own.has(name) && (asStored === undefined || shared.has(name)),
    ),
  );
  const isOpen = (isGiven || isLockEdited) && live.size === 0;
  if (reference === 'stored' || isOpen) return live.size === 0 ? undefined : 'it has a base side';
  const unlikeBase = firstUnlike(isGiven ? new Map([...wanted, ...shared]) : shared, live);
  return unlikeBase && `${unlikeBase} at the base`;
}

/** The first disk with another definition than its side has; in a given guest the head's. */
function otherDefinition(run: Run, planned: readonly PlannedArm[]): string | undefined {
  const found = run.plan.arms.find(arm => {
    if (!['head', 'base'].includes(arm.side) || arm.asStored !== undefined) return false;
    const known = planned.filter(({ name }) => name === arm.name);
    const own = known.find(({ side }) => side === arm.side) ?? known[0];
    return definitionKey(own) !== definitionKey(arm);
  });
  return found && `${found.name} of the ${found.side}`;
}

function definitionKey(arm: PlannedArm | undefined): string {
  // Whether the image of a base can be read is seen where it is measured.
  const isUnread = arm?.baseUnread !== undefined && !isOwnImage(arm?.target);
  return canonicalJson([arm?.definition ?? null, isUnread]);
}

/** The first name whose keys differ, as a sentence's beginning. */
function firstUnlike(
  wanted: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): string | undefined {
  for (const name of new Set([...wanted.keys(), ...found.keys()])) {
    const [asked, got] = [wanted.get(name), found.get(name)];
    if (asked === got) continue;
    if (got === undefined) return `it lacks the disk ${name} that the config has`;
    if (asked === undefined) return `it has a disk ${name}, which the config has not`;
    return `its disk ${name} has ${got}, and the config ${asked}`;
  }
  return undefined;
}

function keysOf(arms: readonly Pick<Run['plan']['arms'][number], 'name' | 'target'>[]) {
  return new Map(arms.map(({ name, target }) => [name, askedKey(target)]));
}

function headsOf({ arms }: Run): readonly RunArm[] {
  return arms.filter(({ side }) => side === 'head');
}

/** What of its measuring a document has otherwise than the config says: its job chose that. */
export function chosenBy({ run, judgement }: JudgedRun, head: Expected['head']): readonly string[] {
  if (typeof head === 'string') return [];
  const names = new Set(run.plan.suite.workloads.map(({ name }) => name));
  const without = head.plan.suite.workloads.flatMap(({ name }) =>
    names.has(name) ? [] : [`no ${name}`],
  );
  const { verdict, cells } = judgement;
  if (verdict !== 'inconclusive') return without;
  const numbers = (['rounds', 'budget', 'writeBudget'] as const).flatMap(name => {
    const [got, asked] = [run.plan[name], head.plan[name]];
    return got === asked ? [] : [`${name} ${asked} -> ${got}`];
  });
  const where = cells.some(cell => cell.gated && lacksReference(cell));
  return [
    ...without,
    ...numbers,
    ...(where ? [`environment ${run.fingerprint.slice(0, 12)}`] : []),
  ];
}
