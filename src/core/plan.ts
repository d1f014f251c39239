import type { ContaminationThresholds } from './contamination.ts';
import type { DiskMode } from './disk-mode.ts';
import type { GatePlan } from './gate-plan.ts';
import type { Suite } from './workload.ts';

/**
 * On which side an arm stands: head is judged, base is what it is judged against, host (no QEMU)
 * and control never are.
 */
export const sides = ['head', 'base', 'host', 'control'] as const;
export type Side = (typeof sides)[number];

/**
 * What an arm measures: a virtual disk; a virtual disk with no storage under it (QEMU's null-co;
 * size in bytes), which shows CPU and virtio alone; or a directory of the host itself, buffered or
 * with O_DIRECT, with or without O_DSYNC.
 */
export type ArmTarget =
  | { readonly kind: 'disk'; readonly mode: DiskMode }
  | { readonly kind: 'null'; readonly size: number }
  | { readonly kind: 'host'; readonly direct: boolean; readonly dsync?: boolean | undefined };

/** One thing to be measured; `name` is unique on its side and stable over commits. */
export interface PlannedArm {
  readonly name: string;
  readonly side: Side;
  readonly target: ArmTarget;
  /** A host arm in a directory of its own, maybe on another drive: no disk is compared with it. */
  readonly ownDirectory?: boolean | undefined;
  /** The only workloads of the suite that it is measured with, by name; absent: all. */
  readonly workloads?: readonly string[] | undefined;
  /**
   * Bytes per second that QEMU lets through, reads and writes together: a disk that is slower than
   * its host by a known factor, by which the gate itself is checked. Never a user's disk.
   */
  readonly throttle?: number | undefined;
}

/**
 * What will be measured, fixed before the first number and kept in the run. It names no path: the
 * document goes to a public branch. Seconds and bytes.
 */
export interface Plan {
  readonly suite: Suite;
  readonly arms: readonly PlannedArm[];
  readonly rounds: number;
  readonly randomSeed: number;
  /** For each round the indexes into `arms`, in the order in which they are measured. */
  readonly order: readonly (readonly number[])[];
  /** Wall time of the whole run after which no further round starts, in seconds. */
  readonly budget: number;
  /** Bytes that a run may write to the drive, images and preparation included. */
  readonly writeBudget: number;
  /** From where on others' load spoils a round; absent: nothing is judged. */
  readonly contamination?: ContaminationThresholds | undefined;
  /**
   * The arms were picked by hand for this one run (`--disk`): those it leaves out are not missing.
   */
  readonly armsPicked?: boolean | undefined;
  /**
   * How it will be judged; absent where nobody was to judge it, or nobody said how: one look, at
   * the end.
   */
  readonly gate?: GatePlan | undefined;
}

/** The parts of a guest's machine that an input can give, as paths; undefined where none did. */
export interface GivenParts {
  readonly qemu: string | undefined;
  readonly kernel: string | undefined;
  readonly initrd: string | undefined;
}

/**
 * Where and with what a plan is measured. Paths of this host, so never part of a run document. Its
 * own parts are the head's, and everybody's where no part was given for the base side.
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
  readonly allowTmpfs: boolean;
  /** Seconds to wait for another run on this host to end. */
  readonly lockWait: number;
  /** The repository's guest lock; it need not exist. */
  readonly lockFile?: string | undefined;
}
