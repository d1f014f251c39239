import { type DiskFields, requestOf } from '../config/defined-disk.ts';
import { askedDisks } from '../config/definitions.ts';
import { parseDiskMode } from '../config/disk-mode.ts';
import { parseConfigFile } from '../config/file.ts';
import type { BaseSide, Settings } from '../config/settings.ts';
import { unmeasuredChanges } from '../core/definition.ts';
import { type PlannedArm, targetKey } from '../core/plan.ts';
import { policyFor, ruleFor } from '../core/policy.ts';
import { type Cache, describeCache, durabilityClass } from '../disk/cache.ts';
import type { Job } from '../github/environment.ts';
import type { Annotation } from '../github/step.ts';
import { reasonText } from '../report/reasons.ts';
import { listDisks } from '../source/read.ts';
import { rulesOf, suiteNamed } from '../suites/registry.ts';
import { acceptanceOf } from './acceptance.ts';
import type { Base, BasePolicy, ConfigText } from './base.ts';
import type { AtOnce } from './finding.ts';

interface Sides extends Pick<BasePolicy, 'policy' | 'notes'> {
  readonly base: Pick<Base, 'config'>;
  /** The disks of the base that can be measured. */
  readonly side: BaseSide | undefined;
  /** Head and base as they would be measured; undefined where the head can't be. */
  readonly compared: Settings | undefined;
  /** The head's. */
  readonly config: ConfigText | undefined;
}

/**
 * What is red whatever would be measured: disks that promise less than at the base, and those that
 * differ from it in nothing but what nobody measures. Undefined where there are none that gate, and
 * where somebody accepts that they promise less.
 */
export async function redAtOnce(
  { base, side, compared, config, policy, notes }: Sides,
  job: Job,
): Promise<AtOnce | undefined> {
  const { arms = [], suite } = compared?.plan ?? {};
  const heads = arms.filter(arm => arm.side === 'head');
  const before = new Map([
    ...promisesOf(side?.arms ?? []),
    ...listedPromises(base.config, ['from.head', 'from']),
    ...listedPromises(config, ['from.base']),
  ]);
  const now = new Map([...promisesOf(heads), ...listedPromises(config, ['from.head', 'from'])]);
  const gating = suite === undefined ? policy : policyFor(rulesOf(suite).gates, policy);
  const isGated = (arm: string): boolean =>
    ruleFor({ arm, workload: '', metric: 'throughput', side: 'head' }, gating).gated;
  const losses = [...now].flatMap(([disk, { level, says, at }]) => {
    const earlier = before.get(disk);
    if (earlier === undefined || level >= earlier.level || !isGated(disk)) return [];
    const where = at ? ` (${at.path}:${at.line})` : '';
    const text = `${says}${where} promises less durability than ${earlier.says}, whatever its speed`;
    return redOf('regressed', disk, text, at);
  });
  const unseen = heads.flatMap(({ name, target, definition }) => {
    const own = arms.find(arm => arm.side === 'base' && arm.name === name);
    if (own === undefined || targetKey(target) !== targetKey(own.target)) return [];
    const changes = unmeasuredChanges(own.definition, definition);
    if (changes.length === 0 || !isGated(name)) return [];
    return redOf('missing', name, reasonText({ kind: 'unmeasured-change', changes }), changes[0]);
  });
  const { acceptance, notes: more = [] } = losses.length === 0 ? {} : await acceptanceOf(job);
  const regressions = acceptance === undefined ? losses.length : 0;
  const reds = [...losses.slice(0, regressions), ...unseen];
  const all = [...more, ...notes];
  const { advisory } = policy;
  return reds.length === 0
    ? undefined
    : { kind: 'at-once', reds, regressions, notes: all, advisory };
}

function redOf(verdict: string, disk: string, says: string, at: Annotation['at']): Annotation {
  return { level: 'error', title: `${verdict}: ${disk}`, message: `${disk}: ${says}`, at };
}

/** What a disk promises of what the guest has flushed, and where that is written. */
interface Promised extends Pick<Annotation, 'at'> {
  readonly level: number;
  readonly says: string;
}

/** Of disks that the config says itself. */
function promisesOf(arms: readonly PlannedArm[]): [string, Promised][] {
  return arms.flatMap(({ name, target, definition }) =>
    target.kind === 'disk' && definition === undefined
      ? [[name, promised(target.mode.cache, undefined)]]
      : [],
  );
}

function promised(cache: Cache, at: Annotation['at']): Promised {
  return { level: durabilityClass(cache), says: describeCache(cache), at };
}

/** Of disks by the definitions that a config names by one of these keys, measurable or not. */
function listedPromises(
  config: ConfigText | undefined,
  keys: readonly string[],
): [string, Promised][] {
  const file = config === undefined ? undefined : parseConfigFile(config);
  if (file?.ok !== true) return [];
  const asked = { specs: [], config: file.value, suite: suiteNamed('fio'), where: '' };
  return askedDisks({ ...asked, definitions: undefined }).flatMap(({ texts }) => {
    const from = keys.flatMap(key => texts[key] ?? [])[0];
    const listed = from && config && listedPromise({ ...texts, from }, config);
    return listed ? [[texts['name'] ?? '', listed]] : [];
  });
}

/** Every spelling of a cache mode. */
const ofCache = /^(write-)?cache/;

function listedPromise(texts: DiskFields, { definitions }: ConfigText): Promised | undefined {
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
