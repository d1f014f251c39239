import { type DiskMode, mostQueues } from './mode.ts';

/** What a field of a disk mode can be, and how a text says it. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** One of the names of a cache mode, or its flags by keys of their own (cache.ts). */
  | { readonly kind: 'cache' }
  /** `on` or `off`. */
  | { readonly kind: 'switch' }
  | { readonly kind: 'count'; readonly least: number; readonly most: number }
  /** A power of two, in bytes. */
  | { readonly kind: 'block size'; readonly least: number; readonly most: number }
  /** Bytes, written with a unit. */
  | { readonly kind: 'size' };

/** Arguments of one part of a disk, as QMP and the command line's JSON take them. */
export type DiskPart = Readonly<Record<string, unknown>>;

/** What a field adds to the parts of a disk (parts.ts puts them together). */
export interface Additions {
  /** Options of the image when it is made: `qemu-img … -o`. */
  readonly image?: DiskPart;
  /** Both block nodes. */
  readonly nodes?: DiskPart;
  /** The node of the image's file, which a disk without storage has not. */
  readonly file?: DiskPart;
  /** The node of the image's format. */
  readonly format?: DiskPart;
  /** A node between that of the format and the device. */
  readonly filter?: DiskPart;
  readonly objects?: readonly DiskPart[];
  /** What hangs on the PCI port: the controller of virtio-scsi, else the device itself. */
  readonly controller?: DiskPart;
  /** The device that the guest sees as a disk. */
  readonly device?: DiskPart;
}

/** Who says what is in force, in the order in which they are listed. */
export const sources = [
  'query-block',
  'query-named-block-nodes',
  'qom-get on the controller',
  'qom-get on the device',
  '/sys/block/X/queue/ in the guest',
  '/proc/PID/fdinfo of QEMU',
  'what QEMU wrote to stderr',
] as const;
/** One of them. */
export type Source = (typeof sources)[number];

/** One thing that a source must say while a mode is in force. */
export interface Expectation {
  /** The fact's name in run documents and reports. */
  readonly fact: string;
  readonly from: Source;
  /** Where the source says it: names of members with dots between them. */
  readonly at: string;
  /** Undefined where nothing is expected: then nobody is asked. */
  readonly expected: string | number | boolean | undefined;
  /** What counts as said where a source that answers has nothing there. */
  readonly absent?: string;
}

/** Why a mode can't be, and what to write instead; sentences without a full stop. */
export interface Impossibility {
  readonly problem: string;
  readonly remedy: string;
}

/** What fields.json says of one field of a disk mode. */
export interface FieldFacts {
  /** As QEMU and configurations spell it. */
  readonly name: string;
  /** What QEMU does where a mode does not say; undefined where that depends on the machine. */
  readonly default?: string | number | boolean;
  /** Stands in keys and documents also at its default, as only the fields of the first ones do. */
  readonly always?: boolean;
  /** Arms may exchange images only where they agree in it. */
  readonly shapesImage?: boolean;
  /** What it sets, for docs/disk-modes.md. */
  readonly sets: string;
  /** Why nobody can say whether it is in force, where there is no evidence. */
  readonly unproven?: string;
  /** The documentation of its values and its default, where they need more words. */
  readonly docs?: { readonly values?: string; readonly default?: string };
}

/** What becomes of one field of a disk mode. */
export interface FieldRules extends Pick<FieldFacts, 'docs'> {
  readonly values: Values;
  /** What it adds to the parts of a disk; what is undefined is left to QEMU. */
  readonly qemu?: (mode: DiskMode, names: DiskNames) => Additions;
  /** What must be said while it is in force, of a mode whose defaults are filled in. */
  readonly evidence?: (mode: DiskMode, names: DiskNames) => readonly Expectation[];
  /** What QEMU or a Linux guest would refuse, or silently change. */
  readonly refused?: (mode: DiskMode) => Impossibility | undefined;
}

/**
 * Names of what belongs to the disk `id` in QEMU; node names may have 31 characters. Those that can
 * have limits are told apart in qemu/limits.ts.
 */
export function diskNames(id: string) {
  return {
    file: `${id}-file`,
    layer: (index: number) => `${id}-l${index}`,
    format: `${id}-disk`,
    backingFile: (index: number) => `${id}-b${index}-file`,
    backing: (index: number) => `${id}-b${index}`,
    device: id,
    /** What virtio-scsi needs between port and disk. */
    controller: `${id}-hba`,
    iothread: `${id}-io`,
    thread: (index: number) => `${id}-io${index}`,
    /** Of the node, and of its group. */
    throttle: `${id}-throttle`,
  } as const;
}

/** What `diskNames` returns. */
export type DiskNames = ReturnType<typeof diskNames>;

/** The names of a disk's node of the format, and of the one on which its device stands. */
export function nodeNames({ rawNode, throttleNode }: DiskMode, id: string) {
  const { file, format: own, throttle } = diskNames(id);
  const format = rawNode === false ? file : own;
  return { format, top: throttleNode === true ? throttle : format } as const;
}

/** A field's value as QEMU spells it. */
export function spelled(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

/** Bytes of a sector where a mode does not say: QEMU's default. */
export const sector = 512;

/** Whether a number of bytes is a power of two within the bounds of such a field. */
export function isAllowed(
  bytes: number,
  { least, most }: { readonly least: number; readonly most: number },
): boolean {
  return bytes >= least && bytes <= most && Number.isInteger(Math.log2(bytes));
}

/**
 * QEMU's names for the number of queues and their size, and the most that there can be:
 * VIRTIO_QUEUE_MAX, of which virtio-scsi keeps three for itself and its events.
 */
export const queues = {
  'virtio-blk': { name: 'num-queues', size: 'queue-size', most: mostQueues },
  'virtio-scsi': { name: 'num_queues', size: 'virtqueue_size', most: mostQueues - 3 },
  nvme: { name: '', size: '', most: 0 },
} as const;

/** Why a field is none of nvme. */
export function notOnNvme(given: string, why: string): Impossibility {
  return {
    problem: `${given} can't be set on bus=nvme: there ${why}`,
    remedy: 'use bus=virtio-blk or bus=virtio-scsi, or leave it out',
  };
}

/** Makes expectations of one source. */
function saidBy(source: Source) {
  return (fact: string, at: string, expected: Expectation['expected']): Expectation => {
    return { fact, from: source, at, expected };
  };
}

/** Of query-block, which alone knows the device's write cache. */
export const inBlocks = saidBy('query-block');
/** Where query-block has the driver of the node on which the device stands, filter or format. */
export const topDriver = 'image.format';
/** Of the node of the image's file. */
export const inNodes = saidBy('query-named-block-nodes');
/** Of the properties of what hangs on the PCI port. */
export const onController = saidBy('qom-get on the controller');
/** Of the properties of the device that the guest sees as a disk. */
export const onDevice = saidBy('qom-get on the device');
/** Of what the guest's kernel takes the disk for. */
export const inGuest = saidBy('/sys/block/X/queue/ in the guest');
/** Of the descriptors that QEMU has on the image. */
export const inDescriptors = saidBy('/proc/PID/fdinfo of QEMU');
/** Of QEMU's warnings. */
export const inStderr = saidBy('what QEMU wrote to stderr');
