import { type UnmeasuredChange, unmeasuredChanges } from '../core/definition.ts';
import { type PlannedArm, targetKey } from '../core/plan.ts';
import { type Policy, policyFor, ruleFor } from '../core/policy.ts';
import type { MissingReason } from '../core/reason.ts';
import { type Cache, describeCache, durabilityClass } from '../disk/cache.ts';
import { listDisks } from '../source/read.ts';
import { rulesOf, suiteNamed } from '../suites/registry.ts';
import { type Definitions, type DiskFields, requestOf } from './defined-disk.ts';
import { askedDisks } from './definitions.ts';
import { parseDiskMode } from './disk-mode.ts';
import { parseConfigFile } from './file.ts';
import type { BaseSide, Settings } from './settings.ts';

/** What says the disks of a side: SPECs or a config, and the files that these name. */
export interface WrittenSide {
  readonly specs?: readonly string[] | undefined;
  readonly config: { readonly path: string; readonly text: string } | undefined;
  readonly definitions: Definitions | undefined;
}

/** Both sides, as they are written and as they would be measured. */
interface Sides {
  readonly before: WrittenSide;
  readonly now: WrittenSide;
  /** The disks of the base that can be measured. */
  readonly side: BaseSide | undefined;
  /** Head and base as they would be measured; undefined where the head can't be. */
  readonly compared: Pick<Settings, 'plan'> | undefined;
  readonly policy: Policy;
}

/** A line of a definition. */
interface Place {
  readonly path: string;
  readonly line: number;
}

/** A disk that is red whatever would be measured. */
export interface Loss {
  readonly disk: string;
  /** Its cache mode, and that of the base. */
  readonly says: string;
  readonly was: string;
  readonly at: Place | undefined;
}

/** A disk of which no number could say whether it lost. */
export interface Missing {
  readonly disk: string;
  readonly reason: MissingReason;
  readonly at: Pick<UnmeasuredChange, 'path' | 'line'> | undefined;
  /** Whether the base alone has it. */
  readonly isGone: boolean;
}

/**
 * The disks that gate and that no number could turn green: those that promise less than before,
 * measurable or not, those of which only what nobody measures is another, and those that are gone,
 * of which nothing says what they were.
 */
export function redAtOnce({ before, now, side, compared, policy }: Sides) {
  const { arms = [], suite } = compared?.plan ?? {};
  const heads = arms.filter(arm => arm.side === 'head');
  const earlier = new Map([
    ...promisesOf(side?.arms ?? []),
    ...listedPromises(before, ['from.head', 'from']),
    ...listedPromises(now, ['from.base']),
  ]);
  const later = new Map([...promisesOf(heads), ...listedPromises(now, ['from.head', 'from'])]);
  const gating = suite === undefined ? policy : policyFor(rulesOf(suite).gates, policy);
  const isGated = (arm: string): boolean =>
    ruleFor({ arm, workload: '', metric: 'throughput', side: 'head' }, gating).gated;
  const losses = [...later].flatMap(([disk, { level, says, at }]): Loss[] => {
    const was = earlier.get(disk);
    if (was === undefined || level >= was.level || !isGated(disk)) return [];
    return [{ disk, says, was: was.says, at }];
  });
  const unseen = heads.flatMap(({ name, target, definition }): Missing[] => {
    const own = arms.find(arm => arm.side === 'base' && arm.name === name);
    if (own === undefined || targetKey(target) !== targetKey(own.target)) return [];
    const changes = unmeasuredChanges(own.definition, definition);
    if (changes.length === 0 || !isGated(name)) return [];
    const reason = { kind: 'unmeasured-change', changes } as const;
    return [{ disk: name, reason, at: changes[0], isGone: false }];
  });
  const unread = compared === undefined ? [] : [...(side?.unread ?? [])];
  const gone = unread.flatMap(([disk, said]): Missing[] => {
    if (heads.some(({ name }) => name === disk) || !isGated(disk)) return [];
    return [{ disk, reason: { kind: 'base-unread', said }, at: undefined, isGone: true }];
  });
  return { losses, missing: [...unseen, ...gone] };
}

/** What a disk promises of what the guest has flushed, and where that is written. */
interface Promised extends Pick<Loss, 'at' | 'says'> {
  readonly level: number;
}

/** Of disks that the config says itself. */
function promisesOf(arms: readonly PlannedArm[]): [string, Promised][] {
  return arms.flatMap(({ name, target, definition }) =>
    target.kind === 'disk' && definition === undefined
      ? [[name, promised(target.mode.cache, undefined)]]
      : [],
  );
}

function promised(cache: Cache, at: Loss['at']): Promised {
  return { level: durabilityClass(cache), says: describeCache(cache), at };
}

/** Of disks by the definitions that a side names by one of these keys, measurable or not. */
function listedPromises(
  { specs = [], config, definitions }: WrittenSide,
  keys: readonly string[],
): [string, Promised][] {
  const file = config === undefined ? undefined : parseConfigFile(config);
  if (file?.ok === false) return [];
  const asked = { specs, config: file?.value, suite: suiteNamed('fio'), where: '' };
  return askedDisks({ ...asked, definitions: undefined }).flatMap(({ texts }) => {
    const from = keys.flatMap(key => texts[key] ?? [])[0];
    const listed = from && listedPromise({ ...texts, from }, definitions);
    return listed ? [[texts['name'] ?? '', listed]] : [];
  });
}

/** Every spelling of a cache mode. */
const ofCache = /^(write-)?cache/;

function listedPromise(
  texts: DiskFields,
  definitions: Definitions | undefined,
): Promised | undefined {
  const request = requestOf(texts, { definitions, where: () => '' });
  const list = request.ok ? listDisks(request.value) : request;
  if (!list.ok || !request.ok) return undefined;
  const { source, target } = request.value;
  const [disk, other] = list.value.disks.filter(
    ({ skipped, names }) =>
      skipped === undefined && names.includes(target?.value ?? names[0] ?? ''),
  );
  if (disk === undefined || other !== undefined) return undefined;
  const { fields, durability, origins, line, open } = disk;
  const all = { ...texts, ...fields };
  if (all['cache'] === undefined && open.some(({ name }) => name === 'cache')) return undefined;
  const cached = Object.entries(all).filter(([key]) => ofCache.test(key));
  const asked = { path: '', texts: Object.fromEntries(cached), isWhole: false };
  const mode = parseDiskMode({ ...asked, defaultSize: 1 });
  const lines = Object.entries(origins).flatMap(([key, at]) =>
    ofCache.test(key) && 'line' in at ? at.line : [],
  );
  const own = mode.ok && promised(mode.value.cache, { path: source.path, line: lines[0] ?? line });
  return own ? { ...own, ...(typeof durability === 'number' && { level: durability }) } : undefined;
}
