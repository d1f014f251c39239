import { type ImageFile, imageUses, type OwnImage, type PlannedArm } from '../core/plan.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { namePattern } from '../core/schema.ts';
import type { Suite } from '../core/suite.ts';
import type { Impossibility } from '../disk/field.ts';
import { fields, imageSays } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { rulesOf } from '../suites/registry.ts';
import type { Asking, DiskFields } from './defined-disk.ts';
import { parseWord } from './quantity.ts';

/** The own image of a disk, and that of its base side where it has another one. */
export interface AskedImages {
  readonly head: ImageFile;
  readonly base?: ImageFile | undefined;
}

/** Keys of a disk that say of which image it is. */
export const imageKeys = ['image', 'base-image', 'on', 'device'] as const;

/** What a disk lies on, where the gate makes no image for it. */
interface Medium {
  readonly target: { readonly image?: OwnImage; readonly device?: string };
  readonly images?: AskedImages;
}

const noName = [
  'is no name of a device',
  'write a name that the owner of the runner gave it in /etc/storage-gate/devices; a path is not taken',
] as const;

/** What is not known of an own image before its files were read. */
const unread = { digest: '0'.repeat(64), layers: [], bytes: 0, data: 0, used: 0 } as const;

/**
 * An own image and how it is used, or the device; undefined for a disk whose image the gate makes.
 * Its `mode` is what config and definition say of the disk.
 */
export function ownImage(
  texts: DiskFields,
  where: Asking['where'],
  mode: DiskMode,
): Outcome<Medium | undefined> {
  const { image, 'base-image': base, on = 'copy', device } = texts;
  const asked = imageKeys.find(key => texts[key] !== undefined);
  if (asked === undefined) return accept(undefined);
  if (device !== undefined) {
    const other = imageKeys.find(key => key !== 'device' && texts[key] !== undefined);
    if (other !== undefined)
      return reject(where(other), 'a disk on a device has no image', 'leave one of them out');
    if (!namePattern.test(device)) return reject(where('device'), ...noName);
    const unfit = fields.find(
      ({ field, default: usual }) =>
        (field === 'rawNode' || (imageSays.has(field) && field !== 'size')) &&
        (mode[field] ?? usual) !== usual,
    );
    if (unfit === undefined) return accept({ target: { device } });
    const problem = `a disk on a device is raw, in a part of it, and has no ${unfit.name} of its own`;
    return reject(where(unfit.name), problem, 'leave it out');
  }
  if (!image) return reject(where(asked), 'it needs an image', 'add image: PATH');
  const used = parseWord(where('on'), on, imageUses);
  const said = fields.flatMap(({ field, name }) =>
    field !== 'format' && imageSays.has(field) && texts[name] !== undefined
      ? [{ path: where(name), problem: 'the image says that itself', remedy: 'leave it out' }]
      : [],
  );
  if (!used.ok || said.length > 0)
    return { ok: false, rejections: [...said, ...(used.ok ? [] : used.rejections)] };
  const isSaid = texts['from'] ?? texts['from.head'] ?? texts['format'];
  const format = isSaid === undefined ? undefined : mode.format;
  const fileOf = (path: string): ImageFile => ({ path, format, layers: [], extents: [] });
  const target = { image: { on: used.value, ...unread } };
  return accept({ target, images: { head: fileOf(image), ...(base && { base: fileOf(base) }) } });
}

/** The images of disks by side and name; those of a SPEC of the base side are that side's. */
export function imagesOf(
  asked: readonly { readonly arm: PlannedArm; readonly images?: AskedImages | undefined }[],
  side?: 'base',
): Readonly<Record<string, ImageFile>> {
  const named = asked.flatMap(({ arm: { name }, images }) => {
    if (images === undefined) return [];
    const { head, base } = images;
    const own = [`${side ?? 'head'} ${name}`, head] as const;
    return base === undefined ? [own] : [own, [`base ${name}`, base] as const];
  });
  return Object.fromEntries(named);
}

/**
 * A disk of the base side: of an own image or a device only its mode is described. Two drives say
 * nothing about two modes.
 */
export function likeHead(arm: PlannedArm, heads: readonly PlannedArm[] | undefined): PlannedArm {
  const head = heads?.find(({ name }) => name === arm.name)?.target;
  if (head?.kind !== 'disk' || arm.target.kind !== 'disk') return arm;
  const { device: _, ...target } = arm.target;
  const { image, device } = head;
  return { ...arm, target: { ...(image && { image }), ...target, ...(device && { device }) } };
}

/** Only there requests are made where data is. */
export function ownImageIn(suite: Suite) {
  return ({ name, target }: PlannedArm): Impossibility | undefined => {
    if (target.kind !== 'disk' || rulesOf(suite).unit === 'pair') return undefined;
    const { image, device } = target;
    if ((image ?? device) === undefined) return undefined;
    const what = image === undefined ? 'lies on a device' : 'is an own image';
    const problem = `disk "${name}" ${what}, which the suite ${suite.name} does not measure`;
    return { problem, remedy: 'measure it with suite pairs' };
  };
}
