import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { Definition, FoundDisk, ReaderAid, SourceText } from '../definition.ts';
import { refusedField } from '../gathered.ts';
import type { Drive, Fact } from '../proxmox/conf.ts';
import { disksOf } from '../proxmox/reader.ts';
import { groupBy, readValues, type Values } from './json.ts';
import provider from './resources.json' with { type: 'json' };

/** Fields of the provider, each with the name that Proxmox has for it where that is another. */
const names: ReadonlyMap<string, string> = new Map(Object.entries(provider.names));

/** Fields that decide a disk, which a plan may know only after apply. */
const late =
  /^change\/after_unknown\/(?:disk\/\d+\/)?(aio|cache|discard|iothread|queues|ssd|speed|disk$|scsi_hardware|machine|kvm_arguments|cpu\/0\/cores|cpu\/0\/sockets)/;

/** Reads what `terraform show -json` prints of a plan or a state, for guests of Proxmox. */
export function readTerraform(source: SourceText, aid: ReaderAid): Outcome<Definition> {
  const values = readValues(source);
  if (!values.ok) return values;
  const changes = [...groupBy(values.value, /^\/resource_changes\/(\d+)\/(.+)/).values()];
  const resources = groupBy(
    values.value,
    /^\/(?:planned_)?values\/root_module((?:\/child_modules\/\d+)*\/resources\/\d+)\/(.+)/,
  );
  const disks: FoundDisk[] = [];
  for (const resource of resources.values()) {
    const { value: type, line } = resource.get('type') ?? { value: '', line: 1 };
    const textOf = (name: string) => resource.get(name)?.value ?? '';
    const address = textOf('address');
    const none = { names: [address], line, said: [], told: [], refused: [], open: [] };
    if (type !== provider.type || textOf('mode') === 'data') {
      if (/domain|container|lxc|instance|qemu|machine|_vm/.test(type))
        disks.push({ ...none, skipped: `of ${type}, which is not read` });
      continue;
    }
    const change = changes.find(each => each.get('address')?.value === address) ?? [];
    const refused = [...change].flatMap(([at, { value }]) => {
      const name = value === 'true' && late.exec(at)?.[1];
      const problem = `${name} is known only after apply`;
      return name ? refusedField(name, { value: 'unknown', line }, problem) : [];
    });
    const found = [...groupBy(resource, /^values\/disk\/(\d+)\/(.+)/).values()];
    const drives = found.map(disk => driveOf(disk, refused));
    const facts = new Map([['scsihw', { value: 'virtio-scsi-pci', line }]]);
    for (const [at, fact] of resource) {
      const field = at.replace('values/', '');
      if (isSaid(fact)) facts.set(names.get(field) ?? field, fact);
    }
    const read = disksOf(source, aid, { facts, drives });
    if (!read.ok) return read;
    const labels = [address.replace(`${type}.`, ''), textOf('name'), address, ''];
    const isLost = drives.length === 0 && refused.length > 0;
    for (const disk of isLost ? [{ ...none, names: ['disk'], refused }] : read.value) {
      const own = labels.map(label => `${label}/${disk.names[0]}`.replace(/^\//, ''));
      disks.push({ ...disk, names: own });
    }
  }
  if (resources.size > 0)
    return accept({ format: 'terraform', what: 'plan or state of Terraform', disks });
  return reject(source.path, 'has no resources', 'give what `terraform show -json PLAN` prints');
}

/** An empty text, or none of something, says nothing. */
function isSaid({ value }: Fact): boolean {
  return !/^(?:|0|false)$/.test(value);
}

/** A disk as Proxmox gets it. */
function driveOf(disk: Values, refused: Drive['refused']): Drive {
  const textOf = (name: string) => disk.get(name)?.value ?? '';
  const [{ line } = { line: 1 }] = [...disk.values()];
  const key = textOf('interface');
  const store = textOf('datastore_id');
  // Without a path, Proxmox makes an image.
  const path = textOf('path_in_datastore') || '1';
  const usual = { ...provider.usual, file: store === '' ? path : `${store}:${path}` };
  const all = Object.entries(usual).map(([name, value]) => [name, { value, line }] as const);
  const options = [...new Map([...all, ...disk])].flatMap(([at, fact]) => {
    const [own = '', , inner = own] = at.split('/');
    const { value } = fact;
    // They are part of the volume, or no provider sends them to a bus that has no such option.
    const isElsewhere = /^(?:interface|datastore_id|path_in_datastore|file_id|import_from)$/.test(
      own,
    );
    if (!isSaid(fact) || isElsewhere || (own === 'ssd' && key.startsWith('virtio'))) return [];
    const shown = inner === own ? `${own}=${value}` : `${own}: ${inner}=${value}`;
    const name = names.get(inner) ?? inner;
    return { ...fact, name, own, value: value.replace('true', '1'), shown };
  });
  return { key, line, options, refused };
}
