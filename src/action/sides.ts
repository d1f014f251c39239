import { resolve } from 'node:path';
import { resolveSettings, type Settings, type SettingsRequest } from '../config/settings.ts';
import { diskSpec } from '../core/disk-spec.ts';
import type { Run, RunArm, Subject } from '../core/run.ts';
import { diskModeKey } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { fileDigest } from '../process/file-digest.ts';
import type { ConfigText } from './base.ts';

/** The virtual disks of one side, by the names that they have on both. */
export type Disks = ReadonlyMap<string, DiskMode>;

/** Parts of the machine that an input can give. */
const partNames = ['qemu', 'kernel', 'initrd'] as const;
type PartName = (typeof partNames)[number];

/** What the disks of a plan are. */
export function disksOf({ plan }: Pick<Settings, 'plan'>): Disks {
  return modesOf(plan.arms);
}

interface BeforeRequest {
  /** Config of the base commit. */
  readonly config: ConfigText | undefined;
  readonly request: SettingsRequest;
  /** Newest stored run, if any. */
  readonly newest: Run | undefined;
}

/**
 * What the disks were before: as the config of the base commit says; or, where inputs name them, as
 * the newest stored run has them. Undefined where neither tells.
 */
export function disksBefore({ config, request, newest }: BeforeRequest): Disks | undefined {
  if (!namesDisks(request.raw) && config !== undefined) {
    const settings = resolveSettings({
      ...request,
      raw: { ...request.raw, baseDisks: [] },
      configFile: config,
    });
    return settings.ok ? disksOf(settings.value) : undefined;
  }
  if (newest === undefined) return undefined;
  return modesOf(
    newest.arms.map(({ name, side, subject }) => ({ name, side, target: subject.target })),
  );
}

/** Whether inputs name the disks, over what a config says. */
export function namesDisks({ disks = [] }: SettingsRequest['raw']): boolean {
  return disks.some(spec => spec.trim() !== '');
}

function modesOf(
  arms: readonly (Pick<RunArm, 'name' | 'side'> & Pick<Subject, 'target'>)[],
): Disks {
  return new Map(
    arms.flatMap(({ name, side, target }) =>
      side === 'head' && target.kind === 'disk' ? [[name, target.mode] as const] : [],
    ),
  );
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

/** The disks that have a head of their name, as the input `base-disks` takes them. */
export function baseSpecs(before: Disks, now: Disks): string[] {
  return [...before].filter(([name]) => now.has(name)).map(([name, mode]) => diskSpec(name, mode));
}

/** Whether a part of the machine was given for the head. */
export function hasGivenParts({ site }: Pick<Settings, 'site'>): boolean {
  return partNames.some(part => site[part] !== undefined);
}

/**
 * Whether the head's given parts are the base side's, or, where none is given for that, those of
 * the newest stored run; by their digests, and false where they can't be known.
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
