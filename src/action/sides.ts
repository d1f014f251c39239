import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { changedPlan, measuresAlike, resolveBaseSide } from '../config/base-side.ts';
import {
  type BaseSide,
  resolveSettings,
  type Settings,
  type SettingsRequest,
} from '../config/settings.ts';
import { commitOf } from '../core/commit.ts';
import { canonicalJson } from '../core/environment.ts';
import { isOwnImage, type Plan, type PlannedArm } from '../core/plan.ts';
import { defaultPolicy } from '../core/policy.ts';
import type { Run } from '../core/run.ts';
import { fileDigest } from '../process/bounded-file.ts';
import { droppedVariables } from '../process/child-environment.ts';
import type { Base, ConfigText } from './base.ts';

/** Parts of the machine that an input can give. */
const partNames = ['qemu', 'kernel', 'initrd'] as const;
type PartName = (typeof partNames)[number];

/** The virtual disks of a plan. */
export function disksOf({ plan }: Pick<Settings, 'plan'>): readonly PlannedArm[] {
  return plan.arms.filter(({ side, target }) => side === 'head' && target.kind === 'disk');
}

/**
 * The disks according to the config of the base commit and its files. Undefined where that config
 * is unusable, and where only the head has one: a new gate has no base.
 */
export function sideBefore(
  { config }: Pick<Base, 'config'>,
  request: SettingsRequest,
): BaseSide | undefined {
  if (config === undefined && request.configFile !== undefined) return undefined;
  const files = { configFile: config, definitions: config?.definitions };
  const asked = { ...request, ...files, side: 'base' } as const;
  const before = resolveBaseSide(asked, request.configFile);
  if (!before.ok || before.value.arms.length + before.value.unread.size > 0)
    return before.ok ? before.value : undefined;
  // A config that names no disk has those of the post.
  const settings = resolveSettings(asked);
  const arms = settings.ok ? disksOf(settings.value) : [];
  return { arms: arms.map(arm => ({ ...arm, side: 'base' })), unread: new Map() };
}

/** The head as it would be measured, and what else could change a number. */
interface Head extends Pick<Base, 'config' | 'isLockEdited'> {
  /** How definitions are read otherwise than at the base. */
  readonly readings: readonly string[];
}

/**
 * Whether nothing but disks that changed could change a number, as far as the repository tells. The
 * config measures as that of the base does, however they are written, or both are absent; and its
 * commit has the same texts. False where one can't be used.
 */
export function isAlikeButDisks(base: Base, head: Head, request: SettingsRequest): boolean {
  if (base.isWorkflowEdited || head.isLockEdited || head.readings.length > 0) return false;
  const [before, now] = [base.config, head.config];
  // Only what is told of other things than disks is compared of the base.
  const definitions = new Map([...(before?.definitions ?? []), ...(now?.definitions ?? [])]);
  const isAlike = measuresAlike({ ...request, definitions }, before, now);
  return isAlike && isCommitted(base.headConfig, now);
}

/** Whether a commit has the texts of a work tree. What it lacks was made by the job. */
function isCommitted(commit: ConfigText | undefined, tree: ConfigText | undefined): boolean {
  return (
    commit?.text === tree?.text &&
    [...(commit?.definitions ?? [])].every(
      ([path, file]) => canonicalJson(file) === canonicalJson(tree?.definitions.get(path)),
    )
  );
}

/**
 * The plan without the disks that are as they were, in parts that are the same; undefined where
 * nothing under test changed.
 */
export function planLeft(
  compared: Settings & { readonly imagesSeen?: boolean },
  before: BaseSide | undefined,
): Plan | undefined {
  const { plan, site } = compared;
  const names = new Set(disksOf(compared).map(({ name }) => name));
  const isGone = before?.arms.some(({ name }) => !names.has(name)) === true;
  const same = { ...compared, site: { ...site, base: undefined }, policy: defaultPolicy };
  const left = changedPlan(same);
  return left === undefined && isGone ? plan : left;
}

/** The disks of one side as what a judge expects of the head. */
export function headArms(side: BaseSide | undefined): readonly PlannedArm[] {
  return (side?.arms ?? []).map(arm => ({ ...arm, side: 'head' }));
}

/** What is to be told of the definitions of both sides; a run's own report tells of given ones. */
export function notesOfSides(
  { plan: { arms } }: Pick<Settings, 'plan'>,
  { commit, config }: Pick<Base, 'commit' | 'config'>,
  isMeasured: boolean,
): string[] {
  const based = new Set(arms.flatMap(({ name, side }) => (side === 'base' ? name : [])));
  return arms.flatMap(({ name, side, target, definition, baseUnread }) => {
    if (side === 'base' && definition?.given === true && !isMeasured)
      return `The base side of ${name} was given (${definition.path}), not read from the base commit.`;
    const isRead = definition !== undefined || isOwnImage(target);
    return side !== 'head' || !isRead || based.has(name) || baseUnread !== undefined || !config
      ? []
      : `${name} has no base side: the base ${commit.slice(0, 12)} lacks it, or its file.`;
  });
}

/** Whether a part of the machine was given for the head. */
export function hasGivenParts({ site }: Pick<Settings, 'site'>): boolean {
  return partNames.some(part => site[part] !== undefined);
}

/**
 * Whether the head's given parts are those of the base side, or, where that has none, those of the
 * newest stored run, which must be one of the base commit. Compared by digest; false where a digest
 * is unknown, and where that of a QEMU does not tell what runs.
 */
export async function sameParts(
  { site }: Pick<Settings, 'site'>,
  {
    newest,
    base: { commit },
  }: { readonly newest: Run | undefined; readonly base: Pick<Base, 'commit'> },
  workspace: string,
): Promise<boolean> {
  const { base } = site;
  const isStored = newest !== undefined && commitOf(newest) === commit;
  for (const part of partNames) {
    const now = await digestOf(site[part]);
    const before = base === undefined ? storedDigests(newest, part) : [await digestOf(base[part])];
    if (now === undefined && before.every(digest => digest === undefined)) continue;
    const isKnown = now !== unreadable && (base !== undefined || isStored);
    if (!isKnown || before.some(digest => digest !== now)) return false;
  }
  const programs = [site.qemu, base?.qemu].filter(path => path !== undefined);
  const whole = programs.map(path => isWholeQemu(resolve(path), workspace));
  return (await Promise.all(whole)).every(Boolean);
}

/**
 * Whether the digest of a file tells which QEMU runs: it is QEMU itself and no wrapper, and neither
 * it nor the environment leads to libraries or modules in the workspace, which a job may have
 * built.
 */
async function isWholeQemu(given: string, workspace: string): Promise<boolean> {
  if (droppedVariables().length > 0) return false;
  try {
    const [path, top] = await Promise.all([given, workspace].map(one => realpath(one)));
    const program = await readFile(path ?? '');
    return (
      path?.startsWith(`${top}/`) === false &&
      program.subarray(0, 4).toString('latin1') === '\x7fELF' &&
      program.includes('QEMU emulator version') &&
      ![top, workspace].some(place => place !== undefined && program.includes(place))
    );
  } catch {
    return false;
  }
}

function storedDigests(newest: Run | undefined, part: PartName): (string | undefined)[] {
  const heads = newest?.arms.filter(({ side }) => side === 'head') ?? [];
  return heads.map(({ subject }) => subject[part]?.sha256);
}

const unreadable = 'unreadable';

/**
 * Undefined where the host's own is used. What can't be read is like nothing: measuring will say
 * what is wrong with it.
 */
async function digestOf(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await fileDigest(resolve(path));
  } catch {
    return unreadable;
  }
}
