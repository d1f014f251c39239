import type { ImageFile, Plan, PlannedArm, Site } from '../core/plan.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import { accept, collectRejections, type Outcome } from '../core/rejection.ts';
import { rulesOf, suiteInstead, suiteNamed } from '../suites/registry.ts';
import type { Definitions } from './defined-disk.ts';
import { lacksDisks, resolveBaseDisks, resolveDisks } from './disks.ts';
import { type ConfigFile, parseConfigFile } from './file.ts';
import { refusal } from './file-errors.ts';
import { resolvePolicy, unmatchedGates } from './gate.ts';
import {
  type Lookup,
  lookupIn,
  nameOf,
  type Origin,
  type RawSettings,
  readerOf,
  resolveParts,
} from './lookup.ts';
import { planRun, unlikePairs } from './plan.ts';
import { countWithin, oneOf, parseDuration, parseSize } from './quantity.ts';
import { joinedSuite, resolveSuite } from './suite.ts';
import { ownWorkloads, unfitWorkloads } from './workloads.ts';

/** Everything a run needs to know, checked. */
export interface Settings {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly site: Site;
  /** As written, `dir:PATH`; undefined where nobody named one. */
  readonly baseline: string | undefined;
  /** Where the history of this gate can be looked at. */
  readonly historyUrl?: string | undefined;
  /** Whether disks that are the same on both sides are measured too. */
  readonly measure: 'all' | 'changed';
}

/** The disks of a base commit, as its config and its files say them. */
export interface BaseSide {
  /** Its virtual disks, as base arms with their definitions. */
  readonly arms: readonly PlannedArm[];
  /** By name: why a disk that is there can't be read, so that its head is never green. */
  readonly unread: ReadonlyMap<string, string>;
  /** Own images by name: as its config names them, then where they were read. */
  readonly images?: Readonly<Record<string, ImageFile>>;
}

/**
 * What the texts come from, for error messages: `--accel` on the command line, `input accel` in
 * an action.
 */
export interface SettingsRequest {
  readonly raw: RawSettings;
  readonly configFile?: { readonly path: string; readonly text: string } | undefined;
  readonly origin: Origin;
  /** Used where no random seed is given. */
  readonly randomSeed: number;
  /** The config whose workloads win over those of the same name: that of a base commit. */
  readonly workloadsFrom?: { readonly path: string; readonly text: string } | undefined;
  /** Whether the run is to join a store. */
  readonly kept?: boolean | undefined;
  /** Directory below which the default `directory` lies. */
  readonly workspace: string;
  /** Whose files `definitions` are; those of a base commit hand over no base of their own. */
  readonly side?: 'head' | 'base' | undefined;
  /** The files of `definitionPaths`; one that is not among them is absent. */
  readonly definitions?: Definitions | undefined;
  /** What was there before, as `resolveBaseSide` has it: measured beside the heads. */
  readonly baseSide?: BaseSide | undefined;
}

/**
 * Flags, inputs and config as settings; everything that is wrong is rejected at once, each with its
 * place.
 */
export function resolveSettings(request: SettingsRequest): Outcome<Settings> {
  const file = request.configFile === undefined ? undefined : parseConfigFile(request.configFile);
  if (file !== undefined && !file.ok) return file;
  const config = file?.value;
  const { rejections, take } = collectRejections(config?.rejections);
  const before = request.workloadsFrom && parseConfigFile(request.workloadsFrom);
  const ofBase = before?.ok === true && before.value.rejections.length === 0 && before.value;
  const hasOwn = ofBase && ownWorkloads([ofBase]) !== undefined;
  const own = ownWorkloads([hasOwn ? ofBase : undefined, config]);
  const named = lookupIn(request.raw, { origin: request.origin, config });
  // A list in place of the base's group would leave its workloads out.
  const lookup: Lookup = name => {
    const isOfConfig = name === 'workloads' && (request.raw.workloads ?? '') === '';
    return isOfConfig && hasOwn ? undefined : named(name);
  };
  const read = readerOf(lookup, take);
  const asked = (request.raw.disks ?? []).filter(spec => spec.trim() !== '');
  const instead =
    asked.length > 0 || namesDisks(config) ? suiteInstead.disks : suiteInstead.noDisks;
  const chosen = resolveSuite(lookup, instead, own);
  // Of the suite that asks the least of a disk nothing is said that another one would not say too.
  const first = take(chosen, suiteNamed('fio'));
  const { unit, rounds, budget, writeBudget } = rulesOf(first);
  const { definitions, baseSide } = request;
  const disks = resolveDisks({
    specs: request.raw.disks,
    config,
    suite: first,
    where: nameOf(request.origin, 'disk'),
    definitions,
  });
  const heads = take<readonly PlannedArm[] | undefined>(
    disks.ok ? accept(disks.value.arms) : disks,
    undefined,
  );
  const parts = resolveParts(lookup);
  const ofCommit = Object.entries(baseSide?.images ?? {}).map(([name, image]) => [
    `base ${name}`,
    image,
  ]);
  const images = { ...Object.fromEntries(ofCommit), ...(disks.ok && disks.value.images) };
  const bases = take(
    resolveBaseDisks({
      specs: request.raw.baseDisks ?? [],
      suite: first,
      where: nameOf(request.origin, 'base-disk'),
      heads,
      images,
      wholeSide: parts.whereBase,
      before: [
        ...(disks.ok && request.side !== 'base' ? disks.value.bases : []),
        ...(baseSide?.arms ?? []),
      ],
      definitions,
    }),
    { arms: [], images: {} },
  );
  if (unit === 'pair')
    rejections.push(...unlikePairs(heads ?? [], bases.arms, nameOf(request.origin, 'base-disk')));
  const isWhole = own === undefined && lookup('workloads') === undefined;
  const suite = isWhole ? joinedSuite(first, [...(heads ?? []), ...bases.arms]) : first;
  const gating = {
    config,
    gate: request.raw.gate ?? [],
    whereGate: nameOf(request.origin, 'gate'),
  };
  const policy = take(resolvePolicy({ lookup, ...gating }), defaultPolicy);
  const ofConfig = asked.length > 0 ? undefined : config?.content.disks;
  const names = heads === undefined ? ofConfig && Object.keys(ofConfig) : headNames(heads);
  rejections.push(
    ...unmatchedGates({ ...gating, disks: names, suite: chosen.ok ? suite : undefined }),
  );
  const numbers = {
    rounds: read('rounds', countWithin(1, 100), rounds),
    randomSeed: read('random-seed', countWithin(0, 2 ** 32 - 1), request.randomSeed),
    budget: read('budget', parseDuration, budget),
    writeBudget: read('write-budget', parseSize, writeBudget),
  };
  const site: Omit<Site, 'hostDirectories'> = {
    directory: lookup('directory')?.text ?? `${request.workspace}/.storage-gate/work`,
    createDirectory: lookup('directory') === undefined,
    accelerator: read('accel', oneOf('auto', 'kvm', 'tcg'), 'auto'),
    ...parts.head,
    base: parts.base,
    allowTmpfs: read('allow-tmpfs', oneOf('true', 'false'), 'false') === 'true',
    cpus: read<number | undefined>('cpus', countWithin(1, 8), undefined),
    pin: read<Site['pin']>('pin', oneOf('vcpus', 'iothread', 'all'), undefined),
    lockWait: read('lock-wait', (where, text) => parseDuration(where, text, 0), 600),
    lockFile: `${request.workspace}/storage-gate.lock`,
  };
  const measure = read('measure', oneOf('all', 'changed'), 'changed');
  if (rejections.length > 0 || !disks.ok) return { ok: false, rejections };
  const unread = (arm: PlannedArm): PlannedArm => {
    const baseUnread = baseSide?.unread.get(arm.name);
    const isSaid = arm.side !== 'head' || bases.arms.some(({ name }) => name === arm.name);
    return isSaid || baseUnread === undefined ? arm : { ...arm, baseUnread };
  };
  // Disks of the command line pick some for once.
  const picked = (request.raw.disks ?? []).length > 0;
  const plan = planRun({
    suite,
    arms: [...disks.value.arms.map(unread), ...bases.arms],
    ...numbers,
    // Against stored runs alone nothing but the yardstick tells a disk from its host.
    kept: request.kept === true || policy.reference === 'stored',
    twoGuests: parts.base !== undefined,
    givenParts: [parts.head, parts.base ?? {}].some(given =>
      Object.values(given).some(part => part !== undefined),
    ),
    ...(picked && { armsPicked: true }),
  });
  const unfit = unfitWorkloads(own ?? [], plan);
  if (unfit.length > 0) return { ok: false, rejections: unfit };
  return accept({
    plan,
    policy,
    site: {
      ...site,
      hostDirectories: disks.value.hostDirectories,
      images: { ...images, ...bases.images },
      imagesWithin: request.workspace,
    },
    baseline: lookup('baseline')?.text,
    historyUrl: config?.content['history-url'],
    measure,
  });
}

/**
 * The settings, or one error that lists every rejection: `bad-argument`, or `bad-config` where a
 * config file is at fault.
 */
export function requireSettings(request: SettingsRequest): Settings {
  return valueOf(resolveSettings(request), request.configFile);
}

/** The value of an outcome; otherwise one error with every rejection. */
export function valueOf<T>(outcome: Outcome<T>, configFile: SettingsRequest['configFile']): T {
  if (outcome.ok) return outcome.value;
  throw refusal(outcome.rejections, configFile);
}

/** Whether a config file says which disks there are, be it badly. */
export function namesDisks(config: ConfigFile | undefined): boolean {
  return config !== undefined && (config.content.disks !== undefined || lacksDisks(config));
}

/** Names of the disks that are judged. */
export function headNames(arms: readonly Pick<PlannedArm, 'name' | 'side'>[]): readonly string[] {
  return arms.flatMap(({ name, side }) => (side === 'head' ? [name] : []));
}
