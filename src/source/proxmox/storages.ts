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
    const flag = /^\s+(krbd|nocow|snapshot-as-volume-chain)(?:\s+(?:1|on|yes|true))?\s*$/i.exec(
      line,
    );
    const own = kinds.get(id);
    if (own === undefined || flag === null) continue;
    const made = { krbd: 'krbd', nocow: 'btrfs-nocow' }[flag[1] ?? ''];
    kinds.set(id, made ?? `${own} ${flag[1]}`);
  }
  if (kinds.size > 0) return accept(Object.fromEntries(kinds));
  return reject(path, 'names no storage', 'give /etc/pve/storage.cfg');
}
