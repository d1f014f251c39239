import { randomInt } from 'node:crypto';
import { requireSettings, type Settings, type SettingsRequest } from '../config/settings.ts';
import { readConfigFile } from '../config-file.ts';
import type { PlannedArm } from '../core/plan.ts';
import type { Job } from '../github/environment.ts';
import { checkoutRefusal, recordingRefusal } from '../github/trust.ts';
import { openStore, type StoreLocation } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { measureLabel } from './acceptance.ts';
import { policyOfBase, readBase } from './base.ts';
import { checkedOutCommit, findCheckout, readText, requireMergeOrHead } from './checkout.ts';
import type { Inputs } from './inputs.ts';
import {
  baseSpecs,
  disksBefore,
  disksOf,
  hasGivenParts,
  headArms,
  measureAlike,
  sameParts,
} from './sides.ts';
import { baselineLocation, openingContext } from './stores.ts';

/** What a job will measure, and how it will be judged. */
export interface Preparation {
  readonly settings: Settings;
  /** Open until its user closes it. */
  readonly store: Store;
  readonly baseline: StoreLocation;
  /** The commit of the work tree; undefined where that is not known. */
  readonly commit: string | undefined;
  /** Why the run may not become a baseline; undefined where it may. */
  readonly refusal: string | undefined;
  /** The commit at or before which stored runs can be the baseline. */
  readonly baseCommit: string;
  /** What the head had at the base. */
  readonly hadBefore: readonly PlannedArm[];
  /** What the pull request should be told of its own edits of the gate, and what it chose. */
  readonly notes: readonly string[];
  readonly chosen: readonly string[];
  /** True where head and base have the same subject, and nobody asked to measure all the same. */
  readonly isUnchanged: boolean;
}

/**
 * Decides what is measured and how it is judged. For a pull request or merge queue the policy is
 * that of the base commit, and the disks of that commit are measured beside the new ones.
 */
export async function prepareGate(
  inputs: Pick<Inputs, 'raw' | 'config' | 'status' | 'record'>,
  job: Job,
): Promise<Preparation> {
  const { raw } = inputs;
  const { workspace, sha, pullRequest, mergeGroup } = job.facts;
  const config = await readConfigFile(inputs.config, {
    directory: workspace,
    remedy:
      'check out the repository before this step, and give the path relative to the workspace',
  });
  const checkout = findCheckout(inputs.config ?? 'storage-gate.yml', workspace);
  const commit = await checkedOutCommit(checkout, job.signal);
  const forbidden = inputs.record === 'never' ? 'the input record is never' : undefined;
  const refusal = forbidden ?? recordingRefusal(job.facts) ?? checkoutRefusal(commit, job.facts);
  const randomSeed = randomInt(2 ** 32);
  const request: SettingsRequest = {
    raw,
    configFile: config,
    origin: 'action',
    randomSeed,
    workspace,
    kept: refusal === undefined,
  };
  const head = requireSettings(request);
  // A place that can't be used is told first.
  baselineLocation(head.baseline, job.facts);
  if (pullRequest !== undefined || mergeGroup !== undefined) requireMergeOrHead(commit, job);
  const lockFile = head.site.lockFile ?? '';
  const ownLock = findCheckout(lockFile, workspace);
  const files = {
    config: checkout?.path ?? '',
    lock: ownLock?.root === checkout?.root ? ownLock?.path : undefined,
  };
  const base = await readBase({ ...files, checkedOut: commit }, job);
  const measured = { commit, refusal };
  if (base === undefined) {
    const alone = { notes: [], chosen: [], hadBefore: [], isUnchanged: false };
    return {
      ...measured,
      settings: head,
      ...(await storeOf(head, job)),
      baseCommit: commit ?? sha,
      ...alone,
    };
  }
  const { notes, chosen, ...judging } = policyOfBase(base, { own: head, config, raw });
  await using resources = new AsyncDisposableStack();
  const opened = await storeOf(judging, job);
  resources.use(opened.store);
  const newest = (await opened.store.list({ newest: 1 })).runs[0]?.run;
  const before = disksBefore(base.config, request);
  const now = disksOf(head);
  const isLockEdited = base.isLockEdited || base.lock !== readText(lockFile);
  const isUnchanged =
    !base.isWorkflowEdited &&
    !isLockEdited &&
    now.size > 0 &&
    measureAlike([base.config, base.headConfig, config], request) &&
    (await sameParts(head, { newest, base }, workspace));
  // Where only the head's QEMU is given, or its kernel by the lock, both sides would run in it, and
  // a loss in it would cancel: stored runs show it.
  const isShared = head.site.base === undefined && (hasGivenParts(head) || isLockEdited);
  const isLive = !isShared && judging.policy.reference !== 'stored';
  const baseDisks = before === undefined || !isLive ? [] : baseSpecs(before, now);
  const settings = requireSettings({
    ...request,
    workloadsFrom: config && base.config,
    raw: { ...raw, baseDisks },
  });
  const isInConfig =
    base.config !== undefined && head.site.base === undefined && !hasGivenParts(head);
  const isAsked = pullRequest?.labels.includes(measureLabel) ?? false;
  resources.move();
  return {
    ...measured,
    settings: { ...settings, ...judging },
    ...opened,
    baseCommit: base.commit,
    hadBefore: headArms(before),
    notes,
    chosen,
    // Who takes the document over must see for himself that there is none because nothing changed:
    // by the config alone.
    isUnchanged: isUnchanged && !isAsked && (inputs.status === 'always' || isInConfig),
  };
}

async function storeOf(
  { baseline: named }: Pick<Settings, 'baseline'>,
  job: Job,
): Promise<Pick<Preparation, 'store' | 'baseline'>> {
  const baseline = baselineLocation(named, job.facts);
  return { store: await openStore(baseline, openingContext(job)), baseline };
}
