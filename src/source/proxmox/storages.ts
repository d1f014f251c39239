import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { ReaderAid, SourceText } from '../definition.ts';

/** Kinds of storage by name, from the text of Proxmox's storage.cfg. */
export function readStorages({ path, text }: SourceText): Outcome<ReaderAid['storages']> {
  const kinds = new Map<string, string>();
  let id = '';
  for (const line of text.split(/\r\n?|\n/)) {
    const [, kind, name] = /^([^\s#]+):\s*(\S+)\s*$/.exec(line) ?? [];
    if (kind !== undefined && name !== undefined) {
      id = name;
      // Proxmox makes a directory of whatever has this name.
      kinds.set(id, id === 'local' ? 'dir' : kind.toLowerCase());
    }
    const sign = /^\s+(krbd|nocow|snapshot-as-volume-chain)(?:\s+(?:1|on|yes|true))?\s*$/i;
    const [, flag] = sign.exec(line) ?? [];
    const own = kinds.get(id);
    if (own === undefined || flag === undefined) continue;
    kinds.set(id, { krbd: 'krbd', nocow: 'btrfs-nocow' }[flag] ?? `${own} ${flag}`);
  }
  if (kinds.size > 0) return accept(Object.fromEntries(kinds));
  return reject(path, 'names no storage', 'give /etc/pve/storage.cfg');
}
