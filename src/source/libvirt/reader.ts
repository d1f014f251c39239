import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { Definition, FoundDisk, SourceText } from '../definition.ts';
import { hasPlaceholder, placeOf, quoted } from '../text.ts';
import { placeOfDisk, readDisk } from './disk.ts';
import { type DiskElement, type Domain, domainOf } from './domain.ts';
import { childOf, readXml } from './xml.ts';

/** Kinds of domains that QEMU runs. */
const qemuDomains = new Set(['kvm', 'qemu', 'hvf']);

/** The most disks of a domain; each is looked for among the others. */
const mostDisks = 1000;

/** Reads a libvirt domain, or a disk element alone as `virsh attach-device` takes it. */
export function readLibvirt(source: SourceText): Outcome<Definition> {
  const xml = readXml(source);
  if (!xml.ok) return xml;
  const root = xml.value;
  const place = placeOf(source.path, root.line);
  if (root.name !== 'domain' && root.name !== 'disk') {
    const problem = `<${quoted(root.name)}> is neither a domain nor a disk of libvirt`;
    return reject(place, problem, 'give what `virsh dumpxml NAME` prints');
  }
  const type = root.attributes['type'] ?? 'kvm';
  if (root.name === 'domain' && !qemuDomains.has(type) && !hasPlaceholder(type))
    return reject(
      place,
      `a domain of type ${quoted(type)} is no guest of QEMU`,
      'give one of type kvm',
    );
  const domain = domainOf(root);
  if (domain.disks.length > mostDisks)
    return reject(place, `has more than ${mostDisks} disks`, 'give the definition of one guest');
  const disks = domain.disks.map(disk => onceAsked(disk, domain));
  const name = childOf(root, 'name')?.text;
  const what = root.name === 'disk' ? 'libvirt disk' : `libvirt domain "${quoted(name ?? '')}"`;
  return accept({ format: 'libvirt', what, disks });
}

/** A disk that is read when somebody asks for more than its names: a file may have thousands. */
function onceAsked(disk: DiskElement, domain: Domain): FoundDisk {
  let found: FoundDisk | undefined;
  const read = (): FoundDisk => (found ??= readDisk(disk, domain));
  return {
    ...placeOfDisk(disk),
    get said() {
      return read().said;
    },
    get told() {
      return read().told;
    },
    get refused() {
      return read().refused;
    },
    get durability() {
      return read().durability;
    },
    open: [],
  };
}
