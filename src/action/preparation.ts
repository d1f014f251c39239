import { randomInt } from 'node:crypto';
import { requireSettings, type Settings, type SettingsRequest } from '../config/settings.ts';
import { readConfigFile } from '../config-file.ts';
import type { Job } from '../github/environment.ts';
import { recordingRefusal } from '../github/trust.ts';
import { openStore, type StoreLocation } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { measureLabel } from './acceptance.ts';
import { findCheckout, policyOfBase, readBase } from './base.ts';
import type { Inputs } from './inputs.ts';
import { baseSpecs, disksBefore, disksOf, hasGivenParts, sameDisks, sameParts } from './sides.ts';
import { baselineLocation, openingContext } from './stores.ts';

/** What a job will measure, and how it will be judged. */
export interface Preparation {
  readonly settings: Settings;
  /** Open until its user closes it. */
  readonly store: Store;
  readonly baseline: StoreLocation;
  /** The commit at or before which stored runs can be the baseline. */
  readonly baseCommit: string;
  /** What the pull request should be told of its own edits of the gate. */
  readonly notes: readonly string[];
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
  const { workspace, sha, pullRequest } = job.facts;
  const config = await readConfigFile(inputs.config, {
    directory: workspace,
    remedy:
      'check out the repository before this step, and give the path relative to the workspace',
  });
  const randomSeed = randomInt(2 ** 32);
  const request: SettingsRequest = {
    raw,
    configFile: config,
    origin: 'action',
    randomSeed,
    workspace,
    kept: inputs.record !== 'never' && recordingRefusal(job.facts) === undefined,
  };
  const head = requireSettings(request);
  const configPath = inputs.config ?? 'storage-gate.yml';
  const checkout = findCheckout(configPath, workspace);
  const base = await readBase({ configPath, config, checkout }, job);
  if (base === undefined) {
    const opened = await storeOf(head, job);
    return { settings: head, ...opened, baseCommit: sha, notes: [], isUnchanged: false };
  }
  const { notes, ...judging } = policyOfBase(base, { own: head, config, raw });
  await using resources = new AsyncDisposableStack();
  const opened = await storeOf(judging, job);
  resources.use(opened.store);
  const newest = (await opened.store.list({ newest: 1 })).runs[0]?.run;
  const before = disksBefore(base.config, request);
  const now = disksOf(head);
  const isUnchanged =
    before !== undefined &&
    now.size > 0 &&
    sameDisks(before, now) &&
    (await sameParts(head, newest));
  // Where only the head's QEMU is given both sides would run in it, and a loss in it would cancel:
  // stored runs show it.
  const isShared = head.site.base === undefined && hasGivenParts(head);
  const isLive = !isShared && judging.policy.reference !== 'stored';
  const baseDisks = before === undefined || !isLive ? [] : baseSpecs(before, now);
  const measured = requireSettings({ ...request, raw: { ...raw, baseDisks } });
  const isInConfig =
    base.config !== undefined && head.site.base === undefined && !hasGivenParts(head);
  const isAsked = pullRequest?.labels.includes(measureLabel) ?? false;
  resources.move();
  return {
    settings: { ...measured, ...judging },
    ...opened,
    baseCommit: base.commit,
    notes,
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
