import type { ReaderAid } from '../definition.ts';
import type { Gathered } from '../gathered.ts';
import { quoted } from '../text.ts';
import type { Fact } from './conf.ts';
import { reachOf, whyNot } from './facts.ts';

/**
 * What a volume is, by the kind of its storage and its own name: how QEMU reaches it (undefined
 * where nobody can tell), its kind with flags, which are conditions of defaults, and its format,
 * undefined where the image is still to be made.
 */
export function readVolume(
  { value, line }: Fact,
  storages: ReaderAid['storages'],
  found: Gathered,
) {
  const [, id = '', name = ''] = /^([^:/\s]+):(\S+)$/.exec(value) ?? [];
  const path = /^\/dev\/(?!shm\/)/.test(value) ? 'device' : value.startsWith('/') ? 'path' : '';
  const stored = Object.hasOwn(storages, id) ? storages[id] : undefined;
  // Proxmox makes sure that there is a directory of this name.
  const said = path || (stored ?? (id === 'local' ? 'dir' : 'not said'));
  const kind = said.split(' ');
  const reach = reachOf(kind[0] ?? '');
  const shown = `${quoted(path ? value : `storage ${id}`)} (${quoted(said)})`;
  const why = whyNot(reach) ?? 'is of no kind known, which decides format, cache and aio';
  const accepts = reach === 'block' ? 'stand-in' : undefined;
  const at = { value: said, line };
  const remedy = `give storage.cfg as storages:, or write storages: { ${quoted(id || 'NAME')}: lvmthin }`;
  const says = `${shown} is taken as a file in the gate's directory`;
  if (reach !== 'file')
    found.refuse(
      'storage',
      at,
      `${shown} ${why}`,
      accepts,
      reach === undefined ? remedy : undefined,
    );
  else if (said !== 'dir') found.tell('storage', at, says);
  const ending = /\.(\w+)$/.exec(name)?.[1] ?? 'not known';
  const isRaw = reach !== 'file' && !(kind[0] === 'lvm' && ending === 'qcow2');
  // A number is the size of an image to be made.
  const named = /^[\d.]+$/.test(name) ? undefined : ending;
  const isClone = /(?:^|\/)base-[^/]+\//.test(name);
  return { reach, kind, format: isRaw || path ? 'raw' : named, isClone };
}
