import { accept, type Outcome } from '../../core/rejection.ts';
import type { Definition, FoundDisk, ReaderAid, SourceText } from '../definition.ts';
import { refusedField } from '../gathered.ts';
import { readDisks } from '../qemu/disk.ts';
import { readGuest } from '../qemu/guest.ts';
import { wordOf } from '../qemu/words.ts';
import { quoted } from '../text.ts';
import { driveKey, type PveGuest, readConf } from './conf.ts';
import { readDrive } from './drive.ts';
import { newest, versionOf } from './facts.ts';

/** Reads a guest of Proxmox as its conf has it. */
export function readProxmox(source: SourceText, aid: ReaderAid): Outcome<Definition> {
  const guest = readConf(source);
  if (!guest.ok) return guest;
  const what = `Proxmox guest "${quoted(guest.value.facts.get('name')?.value ?? '')}"`;
  const disks = disksOf(source, aid, guest.value);
  return disks.ok ? accept({ format: 'proxmox', what, disks: disks.value }) : disks;
}

/**
 * The disks of a guest. Proxmox makes arguments of QEMU of its drives, and so is it done here, so
 * that what they mean is decided in one place.
 */
export function disksOf(
  { path }: SourceText,
  { as, storages }: ReaderAid,
  guest: PveGuest,
): Outcome<FoundDisk[]> {
  const version = versionOf(path, as);
  if (!version.ok) return version;
  const { facts } = guest;
  const known = guest.drives.filter(({ key }) => driveKey.test(key));
  const drives = known.map(drive => ({
    ...drive,
    ...readDrive(drive, guest, storages, version.value),
  }));
  const around = [
    ['machine', '-machine', `type=${machineOf(facts)}`],
    ['cores', '-smp', `${cpusOf(facts)}`],
    ['scsihw', '-device', 'virtio-scsi-pci,id=scsihw0'],
    ['args', ...argumentsOf(facts.get('args')?.value ?? '')],
  ].map(([name = '', ...words]) => words.map(word => wordOf(word, facts.get(name)?.line ?? 1)));
  const last = around.pop() ?? [];
  // What is there twice is refused, and would take long to tell apart.
  const once = new Map(drives.map(drive => [drive.key, drive.words]));
  const words = [...around.flat(), ...[...once.values()].flat(), ...last];
  const whole = readGuest({ program: 'kvm', line: 1, words });
  const found = readDisks(whole);
  const asked = version.value ?? 100 * newest;
  const node = 'above every disk lies a throttle node since Proxmox 9, which the gate has not';
  const facing = `the newest facts that the gate has are those of Proxmox ${newest}`;
  const toldOfAll = (
    [
      // It came with the machine of 10.0.
      ['throttle node', node, asked >= 900 && !/-\d\.\d/.test(whole.machine.value)],
      ['as', facing, asked >= 100 * newest + 100],
    ] as const
  ).flatMap(([name, says, holds]) => (holds ? { name, says, value: 'yes', line: undefined } : []));
  const never = [...facts].flatMap(([name, fact]) =>
    name === 'template' && fact.value !== '0'
      ? refusedField(name, fact, 'a template is never started')
      : [],
  );
  return accept(
    drives.map(({ key, line, skipped, found: own, durability, defaults }): FoundDisk => {
      const disk = found.find(({ names }) => names[0] === key);
      const place = { names: [key], line, skipped, said: [], told: [], refused: [], open: [] };
      if (skipped !== undefined || disk === undefined) return place;
      return {
        ...place,
        said: disk.said.map(field => {
          const why = defaults.get(field.name);
          return why === undefined ? field : { ...field, origin: { default: why } };
        }),
        told: [...own.told, ...disk.told, ...toldOfAll],
        refused: [...own.refused, ...disk.refused, ...never],
        durability: durability ?? disk.durability,
        open: disk.open.map(({ name }) => ({ name, why: 'the image is still to be made' })),
      };
    }),
  );
}

/** Words of `args:`, without those that set something of other devices. */
function argumentsOf(args: string): string[] {
  const words = args.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const isOther = (word = '') => /^device\.(?!(?:virtio|scsi)(?:scsi|hw)?\d)/.test(word);
  return words
    .filter((word, at) => !isOther(word) && !(word === '-set' && isOther(words[at + 1])))
    .map(word => word.replace(/["']/g, ''));
}

/** CPUs with which the guest starts: those that are plugged in are not there yet. */
function cpusOf(facts: PveGuest['facts']): number {
  const numberOf = (name: string, other = 1) => Number(facts.get(name)?.value ?? other);
  if (/\bcpu\b/.test(facts.get('hotplug')?.value ?? '')) return 1;
  return numberOf('vcpus', numberOf('cores') * numberOf('sockets', numberOf('smp')));
}

/** The machine; Proxmox pins Windows to an old one, or to the one that it was made with. */
function machineOf(facts: PveGuest['facts']): string {
  const textOf = (name: string) => facts.get(name)?.value ?? '';
  const type = /(?:^|,)(?:type=)?([^,=]+)(?=,|$)/.exec(textOf('machine'))?.[1] ?? 'pc';
  const made = /creation-qemu=(9\.[1-9]|\d\d+\.\d+)/.exec(textOf('meta'))?.[1] ?? '5.1';
  const isOpen = /^w(?!l)/.test(textOf('ostype')) && /^(?:pc|q35|virt)$/.test(type);
  return isOpen ? `${type}-${made}` : type;
}
