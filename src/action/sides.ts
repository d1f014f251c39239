import { resolve } from 'node:path';
import { resolveSettings, type Settings, type SettingsRequest } from '../config/settings.ts';
import type { Run } from '../core/run.ts';
import { diskModeKey } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { diskSpec } from '../disk/spec.ts';
import { fileDigest } from '../process/file-digest.ts';
import type { ConfigText } from './base.ts';

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

/** Whether both sides have the same disks. */
export function sameDisks(before: Disks, now: Disks): boolean {
  const keyOf = (disks: Disks, name: string) => {
    const mode = disks.get(name);
    return mode === undefined ? '' : diskModeKey(mode);
  };
  return (
    before.size === now.size &&
    [...now.keys()].every(name => keyOf(before, name) === keyOf(now, name))
  );
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
 * newest stored run. Compared by digest; false where a digest is unknown.
 */
export async function sameParts(
  { site }: Pick<Settings, 'site'>,
  newest: Run | undefined,
): Promise<boolean> {
  const { base } = site;
  for (const part of partNames) {
    const now = await digestOf(site[part]);
    const before = base === undefined ? storedDigests(newest, part) : [await digestOf(base[part])];
    if (now === undefined && before.every(digest => digest === undefined)) continue;
    const isKnown = now !== unreadable && before.length > 0;
    if (!isKnown || before.some(digest => digest !== now)) return false;
  }
  return true;
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
