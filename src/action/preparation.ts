import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { definitionPaths } from '../config/definitions.ts';
import { refusal as settingsError } from '../config/file-errors.ts';
import {
  requireSettings,
  resolveSettings,
  type Settings,
  type SettingsRequest,
} from '../config/settings.ts';
import { readConfigFile, readDefinitions } from '../config-file.ts';
import type { PlannedArm } from '../core/plan.ts';
import type { Job } from '../github/environment.ts';
import { checkoutRefusal, recordingRefusal } from '../github/trust.ts';
import { withBaseImages } from '../measure/base-images.ts';
import { settleImages } from '../measure/own-images.ts';
import { extractFrom } from '../store/git/extract.ts';
import { openStore, type StoreLocation } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { measureLabel } from './acceptance.ts';
import { redAtOnce } from './at-once.ts';
import { type Base, policyOfBase, readBase } from './base.ts';
import { checkedOutCommit, findCheckout, readText, requireMergeOrHead } from './checkout.ts';
import type { AtOnce } from './finding.ts';
import type { Inputs } from './inputs.ts';
import {
  hasGivenParts,
  headArms,
  isAlikeButDisks,
  notesOfSides,
  planLeft,
  sameParts,
  sideBefore,
} from './sides.ts';
import { baselineLocation, openingContext } from './stores.ts';

/** What a job will measure, and how it will be judged. */
export interface Preparation {
  readonly red?: undefined;
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
): Promise<Preparation | { readonly red: AtOnce }> {
  const { raw } = inputs;
  const { workspace, sha, pullRequest, mergeGroup } = job.facts;
  const file = await readConfigFile(inputs.config, {
    directory: workspace,
    remedy:
      'check out the repository before this step, and give the path relative to the workspace',
  });
  const checkout = findCheckout(inputs.config ?? 'storage-gate.yml', workspace);
  const named = definitionPaths({ raw, configFile: file, side: 'head' });
  const definitions = readDefinitions(named, checkout?.root ?? workspace);
  const config = file && { ...file, definitions };
  const commit = await checkedOutCommit(checkout, job.signal);
  const forbidden = inputs.record === 'never' ? 'the input record is never' : undefined;
  const refusal = forbidden ?? recordingRefusal(job.facts) ?? checkoutRefusal(commit, job.facts);
  const randomSeed = randomInt(2 ** 32);
  const request: SettingsRequest = {
    raw,
    configFile: config,
    definitions,
    origin: 'action',
    randomSeed,
    workspace,
    kept: refusal === undefined,
  };
  const head = resolveSettings(request);
  const refused = head.ok ? undefined : settingsError(head.rejections, config);
  const isCompared = (pullRequest ?? mergeGroup) !== undefined;
  // A definition that can't be measured can promise less than it did all the same.
  if (refused !== undefined && (definitions.size === 0 || !isCompared)) throw refused;
  // A place that can't be used is told first.
  if (head.ok) baselineLocation(head.value.baseline, job.facts);
  const lockFile = join(workspace, 'storage-gate.lock');
  const ownLock = findCheckout(lockFile, workspace);
  const lock = ownLock?.root === checkout?.root ? ownLock?.path : undefined;
  const files = { config: checkout?.path ?? '', lock, checkedOut: commit };
  const baseOf = async (): Promise<Base | undefined> => {
    if (isCompared) requireMergeOrHead(commit, job);
    return readBase(files, job);
  };
  const base = await baseOf().catch((error: unknown) => {
    throw refused ?? error;
  });
  const measured = { commit, refusal };
  if (base === undefined) {
    if (!head.ok) throw refused;
    const alone = { notes: [], chosen: [], hadBefore: [], isUnchanged: false };
    const opened = await storeOf(head.value, job);
    const settings = await settleImages(head.value, job);
    return { ...measured, settings, ...opened, baseCommit: commit ?? sha, ...alone };
  }
  const top = checkout?.root ?? workspace;
  const extract = extractFrom({ commit: base.commit, top });
  const side = await withBaseImages(sideBefore(base, request), { workspace, top, extract });
  const policed = policyOfBase(base, { own: head.ok ? head.value : undefined, config, raw });
  const asked = { ...request, workloadsFrom: config && base.config };
  const compared = head.ok
    ? await settleImages(requireSettings({ ...asked, baseSide: side }), job)
    : undefined;
  const red = await redAtOnce({ base, side, compared, config, ...policed }, job);
  if (red !== undefined) return { red };
  if (compared === undefined) throw refused;
  const { notes, chosen, readings, ...judging } = policed;
  await using resources = new AsyncDisposableStack();
  const opened = await storeOf(judging, job);
  resources.use(opened.store);
  const newest = (await opened.store.list({ newest: 1 })).runs[0]?.run;
  const { site } = compared;
  const isLockEdited = base.isLockEdited || base.lock !== readText(lockFile);
  const isAlike =
    isAlikeButDisks(base, { config, isLockEdited, readings }, request) &&
    (await sameParts(compared, { newest, base }, workspace));
  // Where only the head's QEMU is given, or its kernel by the lock, both sides would run in it, and
  // a loss in it would cancel: stored runs show it.
  const isShared = site.base === undefined && (hasGivenParts(compared) || isLockEdited);
  const isLive = !isShared && judging.policy.reference !== 'stored';
  const isInConfig =
    base.config !== undefined && site.base === undefined && !hasGivenParts(compared);
  const isAsked = pullRequest?.labels.includes(measureLabel) ?? false;
  // Who takes the document over must see for himself what it leaves out because nothing changed: by
  // the config alone. Its parts are the same here.
  const mayLeaveOut = isAlike && !isAsked && (inputs.status === 'always' || isInConfig);
  const imagesSeen = inputs.status === 'always';
  const left = mayLeaveOut ? planLeft({ ...compared, imagesSeen }, side) : compared.plan;
  const settings = isLive
    ? { ...compared, plan: left ?? compared.plan }
    : await settleImages(
        requireSettings({ ...asked, baseSide: side && { ...side, arms: [], images: {} } }),
        job,
      );
  resources.move();
  return {
    ...measured,
    settings: { ...settings, ...judging },
    ...opened,
    baseCommit: base.commit,
    hadBefore: headArms(side),
    notes: [...notes, ...notesOfSides(compared, base, left !== undefined)],
    chosen,
    isUnchanged: left === undefined,
  };
}

async function storeOf(
  { baseline: named }: Pick<Settings, 'baseline'>,
  job: Job,
): Promise<Pick<Preparation, 'store' | 'baseline'>> {
  const baseline = baselineLocation(named, job.facts);
  return { store: await openStore(baseline, openingContext(job)), baseline };
}
