import { z } from 'zod';
import { diskModeKey } from '../disk/fields.ts';
import { diskModeSchema } from '../disk/mode.ts';
import { definitionSchema } from './definition.ts';
import { canonicalJson } from './environment.ts';
import { gateSchema } from './gate-plan.ts';
import { drawSchema, pairSchema } from './pair.ts';
import {
  amountSchema,
  commitSchema,
  type Decoded,
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

/** Schema of what an arm measures. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('disk'), mode: diskModeSchema }),
  z.strictObject({ kind: z.literal('null'), size: z.int().positive() }),
  z.strictObject({ kind: z.literal('host'), direct: z.boolean(), dsync: z.boolean().optional() }),
]);

/**
 * What an arm measures: a virtual disk; a virtual disk with no storage under it (QEMU's null-co;
 * size in bytes), which shows CPU and virtio alone; or a directory of the host itself, buffered or
 * with O_DIRECT, with or without O_DSYNC.
 */
export type ArmTarget = Decoded<typeof targetSchema>;

/** What an arm measures, as one word: two are alike where it is the same. */
export function targetKey(target: ArmTarget): string {
  return target.kind === 'disk' ? diskModeKey(target.mode) : canonicalJson(target);
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
  readonly accelerator: 'auto' | 'kvm' | 'tcg';
  /**
   * The base side's parts where one was given for it, complete: the others are those of the head.
   */
  readonly base?: GivenParts | undefined;
  /** Of each guest; two, or one where the host has no more, where nobody says. */
  readonly cpus?: number | undefined;
  readonly allowTmpfs: boolean;
  /** Seconds to wait for another run on this host to end. */
  readonly lockWait: number;
  /** The repository's guest lock; it need not exist. */
  readonly lockFile?: string | undefined;
}
