import { z } from 'zod';
import { diskModeKey, withoutImage } from '../disk/fields.ts';
import { diskModeSchema, type ImageFormat, imageFormats } from '../disk/mode.ts';
import { definitionSchema } from './definition.ts';
import { canonicalJson } from './environment.ts';
import { gateSchema } from './gate-plan.ts';
import { drawSchema, pairSchema } from './pair.ts';
import {
  amountSchema,
  commitSchema,
  type Decoded,
  digestSchema,
  nameSchema,
  textSchema,
  timeSchema,
} from './schema.ts';
import { suiteSchema } from './suite.ts';

const sides = ['head', 'base', 'host', 'yardstick'] as const;

/**
 * The side of an arm: head is judged, base is what it is judged against. What a host gives by
 * itself (host: no QEMU, or a disk without storage) and the yardstick (the same plain disk in every
 * run) are never judged.
 */
export const sideSchema = z.enum(sides);
export type Side = z.infer<typeof sideSchema>;

/** How an own image is used: as a copy of its whole chain, or below a fresh overlay. */
export const imageUses = ['copy', 'overlay'] as const;

const imageSchema = z.strictObject({
  on: z.enum(imageUses),
  /** Of the content of all its layers. */
  digest: digestSchema,
  /** From the image itself down to the layer that all others rest on. */
  layers: z
    .array(
      z.strictObject({
        format: z.enum(imageFormats),
        /** Virtual, in bytes. */
        size: z.int().positive(),
        /** As `qemu-img create -o` spells them; none of a raw layer. */
        options: z.record(z.string().max(32), textSchema),
      }),
    )
    .min(1)
    .max(16),
  /** Bytes of the chain's files that take space. */
  bytes: z.int().nonnegative(),
  /** Bytes of the disk that hold data, and those of them in which requests are made. */
  data: z.int().nonnegative(),
  used: z.int().nonnegative(),
});

/** An own image under test, as its files were before the first number. */
export type OwnImage = Decoded<typeof imageSchema>;

/** Schema of what an arm measures. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('disk'),
    mode: diskModeSchema,
    /** Absent where the gate makes the image. */
    image: imageSchema.optional(),
    /** The block device of the host under it, as the owner of the host calls it; else a file. */
    device: nameSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('null'), size: z.int().positive() }),
  z.strictObject({ kind: z.literal('host'), direct: z.boolean(), dsync: z.boolean().optional() }),
]);

/**
 * What an arm measures: a virtual disk; a virtual disk with no storage under it (QEMU's null-co;
 * size in bytes), which shows CPU and virtio alone; or a directory of the host itself, buffered or
 * with O_DIRECT, with or without O_DSYNC.
 */
export type ArmTarget = Decoded<typeof targetSchema>;

/** Whether it is a disk whose image somebody built. */
export function isOwnImage(target: ArmTarget | undefined): boolean {
  return target?.kind === 'disk' && target.image !== undefined;
}

/** What an arm measures, as one word: two are alike where it is the same. */
export function targetKey(target: ArmTarget): string {
  if (target.kind !== 'disk') return canonicalJson(target);
  const { mode, image, device } = target;
  const own = image && `,image=${image.digest.slice(0, 16)},on=${image.on}`;
  return `${diskModeKey(mode)}${own ?? ''}${device === undefined ? '' : `,device=${device}`}`;
}

/** The same as far as a config says it: of an own image only how it is used. */
export function askedKey(target: ArmTarget): string {
  if (target.kind !== 'disk' || target.image === undefined) return targetKey(target);
  return `${diskModeKey(withoutImage(target.mode))},on=${target.image.on}`;
}

const plannedArmSchema = z.strictObject({
  /** Unique on its side, and stable over commits. */
  name: nameSchema,
  side: sideSchema,
  target: targetSchema,
  /** A host arm in a directory of its own, maybe on another drive: no disk is compared with it. */
  ownDirectory: z.boolean().optional(),
  /** Raw nodes between file and format, which pass everything on: a known loss of QEMU's own. */
  layers: z.int().positive().max(1000).optional(),
  /** Of a base side: it is the head as this stored run had it. */
  asStored: z.strictObject({ startedAt: timeSchema, commit: commitSchema.nullable() }).optional(),
  /** Where its disk was read; absent where the config says its fields. */
  definition: definitionSchema.optional(),
  /** Why what it was at the base can't be read, though it is there: its cells are never green. */
  baseUnread: textSchema.optional(),
});

/** One thing to be measured. */
export type PlannedArm = Decoded<typeof plannedArmSchema>;

/** Schema of a plan, as a run document keeps it. */
export const planSchema = z.strictObject({
  suite: suiteSchema,
  arms: z.array(plannedArmSchema).min(1).max(128),
  rounds: z.int().positive().max(1000),
  randomSeed: z.int(),
  /** For each round the indexes into `arms`, in the order in which they are measured. */
  order: z.array(z.array(z.int().nonnegative()).max(128)).max(1000),
  /** What the suite `pairs` alternates between; absent in the others. */
  pairs: z.array(pairSchema).min(1).max(128).optional(),
  /** For each round what is drawn for each of `pairs`. */
  draws: z.array(z.array(drawSchema).max(128)).max(1000).optional(),
  /** Wall time of the whole run after which no further round starts, in seconds. */
  budget: amountSchema,
  /** Bytes that a run may write to the drive, images and preparation included. */
  writeBudget: amountSchema,
  /**
   * The arms were picked by hand for this one run (`--disk`): those it leaves out are not missing.
   */
  armsPicked: z.boolean().optional(),
  /** Disks that are the same on both sides, definition and all: neither measured nor judged. */
  unchanged: z.array(nameSchema).max(128).optional(),
  /**
   * How it will be judged; absent where nobody was to judge it, or nobody said how: one look, at
   * the end.
   */
  gate: gateSchema.optional(),
});

/**
 * What will be measured, fixed before the first number and kept in the run. It names no path: the
 * document goes to a public branch. Seconds and bytes.
 */
export type Plan = Decoded<typeof planSchema>;

/** The parts of a guest's machine that an input can give, as paths; undefined where none did. */
export interface GivenParts {
  readonly qemu: string | undefined;
  readonly kernel: string | undefined;
  readonly initrd: string | undefined;
}

/** A file of an own image's chain, as it was when it was checked. */
export interface LayerFile {
  readonly path: string;
  readonly format: ImageFormat;
  /** Device, inode, size and times: another file, or a changed one, has others. */
  readonly identity: string;
}

/** A range of a disk, in bytes. */
export interface Extent {
  readonly start: number;
  readonly length: number;
}

/** Where an own image is; what its files are once they were read. */
export interface ImageFile {
  readonly path: string;
  /** The directory outside of which no layer of it may lie, where it is one of its own. */
  readonly within?: string | undefined;
  /** Of the image itself, where somebody said it. */
  readonly format?: ImageFormat | undefined;
  readonly layers: readonly LayerFile[];
  /** Where requests are made. */
  readonly extents: readonly Extent[];
}

/**
 * Where and with what a plan is measured. It holds paths of this host, so it is never part of a run
 * document. Its own parts are the head's, and also the base side's where none was given for that.
 */
export interface Site extends GivenParts {
  readonly directory: string;
  /**
   * True for the default directory only: one that the user named and that is missing is an error.
   */
  readonly createDirectory: boolean;
  /** Directories of the host arms that name one of their own, by arm name. */
  readonly hostDirectories: Readonly<Record<string, string>>;
  /** Own images by side and name of their arms; a base side without one has the head's. */
  readonly images?: Readonly<Record<string, ImageFile>> | undefined;
  /** The directory outside of which no layer of one may lie. */
  readonly imagesWithin?: string | undefined;
  readonly accelerator: 'auto' | 'kvm' | 'tcg';
  /**
   * The base side's parts where one was given for it, complete: the others are those of the head.
   */
  readonly base?: GivenParts | undefined;
  /** Of each guest; two, or one where the host has no more, where nobody says. */
  readonly cpus?: number | undefined;
  /** Threads of the guest that have a processor of the host each; none where nobody says. */
  readonly pin?: 'vcpus' | 'iothread' | 'all' | undefined;
  readonly allowTmpfs: boolean;
  /** Seconds to wait for another run on this host to end. */
  readonly lockWait: number;
  /** The repository's guest lock; it need not exist. */
  readonly lockFile?: string | undefined;
}

/** Where the own image of an arm is; undefined where the gate makes its image. */
export function imageFileOf(
  { images = {} }: Pick<Site, 'images'>,
  { side, name, target }: Pick<PlannedArm, 'side' | 'name' | 'target'>,
): ImageFile | undefined {
  if (target.kind !== 'disk' || target.image === undefined) return undefined;
  return images[`${side} ${name}`] ?? images[`head ${name}`];
}
