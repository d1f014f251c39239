/**
 * What every reader of a definition gives, whatever the format: the disks that it found, in the
 * words of a disk mode, with the line of each word. Readers are pure: they open no file, start
 * nothing, and see no variable of the environment.
 */

/** A text of the repository, under the name by which messages call it. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** Formats that are read; named as `format:` names them. */
export const sourceFormats = ['libvirt', 'qemu', 'proxmox', 'kubevirt', 'terraform'] as const;
export type SourceFormat = (typeof sourceFormats)[number];

/** Where a value comes from. */
export type Origin =
  | { readonly line: number }
  /** What a product does where the definition says nothing: `QEMU`, `Proxmox since 7.0`. */
  | { readonly default: string }
  /** Where the config says it: `storage-gate.yml:9 disks.prod.bus`. */
  | { readonly config: string };

/** A field of a disk mode, as `--disk` spells name and value. */
export interface SaidField {
  readonly name: string;
  readonly value: string;
  readonly origin: Origin;
}

/** Measured all the same, though the gate differs in it: the report says so. */
export interface ToldField {
  /** As the definition spells it: `rotation_rate`. */
  readonly name: string;
  /** What it is; a change between base and head is seen by it. */
  readonly value: string;
  readonly line: number | undefined;
  /** How the gate differs; one sentence without a full stop. */
  readonly says: string;
}

/** What keeps a disk from being measured. */
export interface RefusedField {
  /** As the definition spells it, and as `without: [...]` takes it. */
  readonly name: string;
  readonly value: string;
  readonly line: number | undefined;
  /** One sentence without a full stop, which names the thing: `<driver queue_size="1024"> …`. */
  readonly problem: string;
  readonly remedy: string;
  /**
   * What lets it be measured without: naming it under `without`, or `stand-in: file` where a file
   * takes the place of the storage. Undefined: nothing does.
   */
  readonly accepts: 'without' | 'stand-in' | undefined;
}

/** A disk of a definition. */
export interface FoundDisk {
  /** Names by which it may be asked for; the first one is shown. */
  readonly names: readonly string[];
  readonly line: number;
  /** Why it is none to measure, such as `a CD-ROM`; the rest is empty then. */
  readonly skipped?: string | undefined;
  /** Fields that the definition says, and defaults of its product that are not QEMU's. */
  readonly said: readonly SaidField[];
  readonly told: readonly ToldField[];
  readonly refused: readonly RefusedField[];
  /** Durability class, where another place than the fields decides it; `unknown` on a network. */
  readonly durability?: 0 | 1 | 2 | 'unknown' | undefined;
  /**
   * Fields of a mode that the definition leaves open, with who decides them: the config must say
   * them (`bus`: `KubeVirt's default is sata`).
   */
  readonly open: readonly { readonly name: string; readonly why: string }[];
}

/** A definition with everything that its reader understood. */
export interface Definition {
  readonly format: SourceFormat;
  /** What it is: `libvirt domain "prod"`. */
  readonly what: string;
  readonly disks: readonly FoundDisk[];
}

/** What the config tells a reader beside the file. */
export interface ReaderAid {
  /** Product and version whose defaults hold, as `as:` says it: `proxmox-9`. */
  readonly as?: string | undefined;
  /** Kinds of storage by name (`local-lvm` is `lvmthin`). */
  readonly storages: Readonly<Record<string, string>>;
  /** Values of variables of a script, and of nothing else. */
  readonly vars: Readonly<Record<string, string>>;
  /** `filesystem` or `block`, where a claim is not in the file. */
  readonly volumeMode?: string | undefined;
}

/** A text of the config, and where it stands: `storage-gate.yml:9 disks.prod.bus`. */
export interface SaidInConfig {
  readonly value: string;
  readonly where: string;
}

/** The class of a field of a format: what becomes of it. */
export type FieldClass =
  /** Sets this field of the mode. */
  | { readonly kind: 'mapped'; readonly to: string }
  /** Can't change a figure; placeholders are allowed in these alone. */
  | { readonly kind: 'neutral' }
  /** Measured all the same; the report says how the gate differs. */
  | { readonly kind: 'told'; readonly says: string }
  | { readonly kind: 'refused'; readonly why: string; readonly accepts?: 'without' | 'stand-in' };
