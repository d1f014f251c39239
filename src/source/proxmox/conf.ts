import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { RefusedField, SourceText } from '../definition.ts';
import { placeOf } from '../text.ts';

/** A value of a guest, and its line. */
export interface Fact {
  readonly value: string;
  readonly line: number;
}

/** An option of a drive. */
export interface DriveOption extends Fact {
  /** By Proxmox's name for it; `file` is the volume. */
  readonly name: string;
  /** As the definition spells its name. */
  readonly own: string;
  /** As messages show it: `cache=none`. */
  readonly shown: string;
}

/** A drive of a guest, whoever wrote it: a conf, or a provider of Terraform. */
export interface Drive {
  /** `scsi0`. */
  readonly key: string;
  readonly line: number;
  readonly options: readonly DriveOption[];
  readonly refused: readonly RefusedField[];
}

/** A guest as Proxmox takes it. */
export interface PveGuest {
  /** Settings beside the drives, by Proxmox's name. */
  readonly facts: ReadonlyMap<string, Fact>;
  readonly drives: readonly Drive[];
}

/** Drives that Proxmox knows; it drops all others. */
export const driveKey =
  /^(?:scsi(?:\d|[12]\d|30)|virtio(?:\d|1[0-5])|sata[0-5]|ide[0-3]|efidisk0|tpmstate0|unused\d{1,2})$/;

/** Reads a guest as `qm config ID` and /etc/pve/qemu-server/ID.conf have it. */
export function readConf({ path, text }: SourceText): Outcome<PveGuest> {
  const facts = new Map<string, Fact>();
  const drives: Drive[] = [];
  for (const [index, each] of text.split(/\r\n?|\n/).entries()) {
    const line = index + 1;
    // Snapshots and changes to come repeat all keys.
    if (/^\[.*\]\s*$/.test(each)) break;
    const [, key = '', value = ''] = /^([a-z][a-z_-]*\d*):\s*(\S.*?)\s*$/.exec(each) ?? [];
    if (/^(?:rootfs|mp\d+)$/.test(key))
      return reject(
        placeOf(path, line),
        `${key}: a container's config, and no guest of QEMU`,
        'give one of /etc/pve/qemu-server',
      );
    facts.set(key, { value, line });
    if (!driveKey.test(key)) continue;
    const parts = value.split(',').filter(part => part.trim() !== '');
    const options = parts.map((shown): DriveOption => {
      // The word without a name is the volume.
      const [, name = 'file', own = shown] = /^(.*?)=(.*)$/.exec(shown) ?? [];
      return { name, own: name, value: own, line, shown };
    });
    drives.push({ key, line, options, refused: [] });
  }
  return accept({ facts, drives });
}
