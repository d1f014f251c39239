import { randomInt } from 'node:crypto';
import { requireSettings, type Settings, type SettingsRequest } from '../config/settings.ts';
import { readConfigFile } from '../config-file.ts';
import type { Run } from '../core/run.ts';
import type { GithubFacts } from '../github/environment.ts';
import { openStore, type StoreLocation } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { measureLabel } from './acceptance.ts';
import { findCheckout, policyOfBase, readBase } from './base.ts';
import type { Inputs } from './inputs.ts';
import {
  baseSpecs,
  disksBefore,
  disksOf,
  hasGivenParts,
  namesDisks,
  sameDisks,
  sameParts,
} from './sides.ts';
import { baselineLocation, openingContext } from './stores.ts';

/** What a job is about to do. */
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

interface PreparationRequest {
  readonly inputs: Pick<Inputs, 'raw' | 'config' | 'status'>;
  readonly facts: GithubFacts;
  readonly signal: AbortSignal;
}

/**
 * Settles what is measured and how it is judged. On a pull request and in a merge queue the policy
 * is that of the base commit, and the disks as they were there are measured next to the new ones,
 * where inputs don't name a base side.
 */
export async function prepareGate({
  inputs,
  facts,
  signal,
}: PreparationRequest): Promise<Preparation> {
  const { raw } = inputs;
  const { workspace } = facts;
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
  };
  const head = requireSettings(request);
  const configPath = inputs.config ?? 'storage-gate.yml';
  const checkout = findCheckout(configPath, workspace);
  const base = await readBase({ configPath, config, checkout, facts, signal });
  if (base === undefined) {
    const opened = await storeOf(head, { facts, signal });
    return { settings: head, ...opened, baseCommit: facts.sha, notes: [], isUnchanged: false };
  }
  const { notes, ...judging } = policyOfBase({ base, own: head, config, raw });
  const settings = { ...head, ...judging };
  await using resources = new AsyncDisposableStack();
  const opened = await storeOf(settings, { facts, signal });
  resources.use(opened.store);
  const newest = (await opened.store.list({ newest: 1 })).runs[0]?.run;
  const compared = await compareSides({ config: base.config, request, newest, settings });
  const isAsked = facts.pullRequest?.labels.includes(measureLabel) ?? false;
  const measured = requireSettings({ ...request, raw: { ...raw, baseDisks: compared.baseDisks } });
  resources.move();
  return {
    settings: { ...measured, ...judging },
    ...opened,
    baseCommit: base.commit,
    notes,
    // Who takes the document over must see for himself that there is none because nothing changed:
    // by the config alone.
    isUnchanged:
      compared.isUnchanged && !isAsked && (inputs.status === 'always' || compared.isInConfig),
  };
}

async function storeOf(
  { baseline: named }: Settings,
  { facts, signal }: Pick<PreparationRequest, 'facts' | 'signal'>,
): Promise<Pick<Preparation, 'store' | 'baseline'>> {
  const baseline = baselineLocation(named, facts);
  return { store: await openStore(baseline, openingContext(facts, signal)), baseline };
}

interface Sides {
  readonly config: Parameters<typeof disksBefore>[0]['config'];
  readonly request: SettingsRequest;
  readonly newest: Run | undefined;
  readonly settings: Settings;
}

/** What is to be measured as the base side, and whether it is the head's own subject. */
async function compareSides({ config, request, newest, settings }: Sides) {
  const { baseDisks = [] } = request.raw;
  // Who names a base side wants it measured.
  if (baseDisks.some(spec => spec.trim() !== ''))
    return { baseDisks, isUnchanged: false, isInConfig: false };
  const now = disksOf(settings);
  const before = disksBefore({ config, request, newest });
  if (before === undefined || now.size === 0)
    return { baseDisks: [], isUnchanged: false, isInConfig: false };
  const isUnchanged = sameDisks(before, now) && (await sameParts(settings, newest));
  // Where only the head's QEMU is given both sides would run in it, and a loss in it would cancel:
  // stored runs show it.
  const isShared = settings.site.base === undefined && hasGivenParts(settings);
  const isInConfig =
    !namesDisks(request.raw) && settings.site.base === undefined && !hasGivenParts(settings);
  return { baseDisks: isShared ? [] : baseSpecs(before, now), isUnchanged, isInConfig };
}
