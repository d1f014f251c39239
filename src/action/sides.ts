import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { resolveSettings, type Settings, type SettingsRequest } from '../config/settings.ts';
import { commitOf } from '../core/commit.ts';
import { canonicalJson } from '../core/environment.ts';
import { type PlannedArm, targetKey } from '../core/plan.ts';
import type { Run } from '../core/run.ts';
import type { DiskMode } from '../disk/mode.ts';
import { diskSpec } from '../disk/spec.ts';
import { fileDigest } from '../process/file-digest.ts';
import type { Base, ConfigText } from './base.ts';

/** The virtual disks of one side, by the names that they have on both. */
export type Disks = ReadonlyMap<string, DiskMode>;

/** Parts of the machine that an input can give. */
const partNames = ['qemu', 'kernel', 'initrd'] as const;
type PartName = (typeof partNames)[number];

/** The virtual disks of a plan, by name. */
export function disksOf({ plan }: Pick<Settings, 'plan'>): Disks {
  return new Map(
    plan.arms.flatMap(({ name, side, target }) =>
      side === 'head' && target.kind === 'disk' ? [[name, target.mode] as const] : [],
    ),
  );
}

/**
 * The disks according to the config of the base commit. Undefined where that config is unusable,
 * and where only the head has one: a new gate has no base.
 */
export function disksBefore(
  config: ConfigText | undefined,
  request: SettingsRequest,
): Disks | undefined {
  if (config === undefined && request.configFile !== undefined) return undefined;
  const settings = resolveSettings({ ...request, configFile: config });
  return settings.ok ? disksOf(settings.value) : undefined;
}

/**
 * Whether configs measure the same in the same way, however they are written, or are all absent.
 * False where one can't be used.
 */
export function measureAlike(
  configs: readonly (ConfigText | undefined)[],
  request: SettingsRequest,
): boolean {
  const measured = configs.map(configFile => {
    const settings = resolveSettings({ ...request, configFile });
    return settings.ok ? measuringOf(settings.value) : undefined;
  });
  const all = new Set(
    measured.map((what, index) => what && `${configs[index] === undefined} ${what}`),
  );
  return all.size === 1 && !all.has(undefined);
}

/** All that decides which numbers are measured, but for what is drawn. */
function measuringOf({ plan, site, policy: { reference } }: Settings): string {
  const { arms, order: _order, pairs: _pairs, draws: _draws, ...rest } = plan;
  const keyed = arms.map(arm => canonicalJson({ ...arm, target: targetKey(arm.target) }));
  return canonicalJson({ ...rest, arms: keyed.toSorted(), site, reference });
}

/** The disks of one side as what a judge expects of the head. */
export function headArms(disks: Disks | undefined): readonly PlannedArm[] {
  return [...(disks ?? [])].map(([name, mode]) => ({
    name,
    side: 'head',
    target: { kind: 'disk', mode },
  }));
}

/** The base side of the disks that both sides have, as settings take it. */
export function baseSpecs(before: Disks, now: Disks): string[] {
  return [...before].filter(([name]) => now.has(name)).map(([name, mode]) => diskSpec(name, mode));
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
  if (elsewhere.some(name => process.env[name])) return false;
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

/** Variables by which other libraries and modules are loaded. */
const elsewhere = ['LD_LIBRARY_PATH', 'LD_PRELOAD', 'QEMU_MODULE_DIR'];

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
