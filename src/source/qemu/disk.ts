import type { FoundDisk } from '../definition.ts';
import { type Gathered, refusedField } from '../libvirt/fields.ts';
import { quoted } from '../text.ts';
import { isDiskOfItsOwn, readDevice, readPlainDevice, skippedDevice } from './device.ts';
import { type Guest, unsaidField } from './guest.ts';
import { chainOfDrive, chainOfNode } from './nodes.ts';
import { type Argument, lastOf } from './options.ts';
import { readStorage } from './storage.ts';

/** A disk by its block node, its device, or both. */
interface Attached {
  readonly drive?: Argument | undefined;
  readonly device?: Argument | undefined;
}

/** The disks of a guest, in the order of its arguments. */
export function readDisks(guest: Guest): FoundDisk[] {
  const driveIds = new Set(guest.drives.map(({ options }) => lastOf(options, 'id')?.value));
  const attached = [
    ...guest.drives.flatMap((drive): Attached[] => {
      const id = lastOf(drive.options, 'id')?.value;
      const devices = guest.devices.filter(
        ({ options }) => id !== undefined && lastOf(options, 'drive')?.value === id,
      );
      return devices.length === 0 ? [{ drive }] : devices.map(device => ({ drive, device }));
    }),
    ...guest.devices.flatMap((device): Attached[] => {
      const node = lastOf(device.options, 'drive')?.value;
      const isOwn = isDiskOfItsOwn(lastOf(device.options, 'driver')?.value ?? '');
      return isOwn || (node !== undefined && !driveIds.has(node)) ? [{ device }] : [];
    }),
  ];
  return attached
    .toSorted((one, other) => lineOf(one) - lineOf(other))
    .map((each, index) => readDisk(each, guest, index));
}

function lineOf({ drive, device }: Attached): number {
  return (drive ?? device)?.line ?? 1;
}

function readDisk({ drive, device }: Attached, guest: Guest, index: number): FoundDisk {
  const line = lineOf({ drive, device });
  const ids = [
    lastOf(device?.options ?? [], 'id'),
    lastOf(drive?.options ?? [], 'id'),
    lastOf(device?.options ?? [], 'drive'),
  ].flatMap(option => (option === undefined || option.hole !== undefined ? [] : [option.value]));
  const names = [...new Set([...ids, `#${index + 1}`])];
  const driver = lastOf(device?.options ?? [], 'driver')?.value ?? '';
  const own = drive?.options ?? [];
  const media = lastOf(own, 'media')?.value;
  const by = lastOf(own, 'if');
  const skipped =
    (media === 'cdrom' ? 'a CD-ROM' : undefined) ??
    { floppy: 'a floppy disk', pflash: 'flash of the firmware' }[by?.value ?? ''] ??
    skippedDevice(driver) ??
    (by?.value === 'none' && device === undefined ? 'attached to no device' : undefined);
  const found: Gathered = { said: [], told: [], refused: [] };
  if (skipped !== undefined) return { names, line, skipped, ...found, open: [] };
  for (const argument of [drive, device]) {
    if (argument?.trouble === undefined) continue;
    const problem = `${argument.option} ${argument.trouble}, so QEMU refuses it`;
    found.refused.push(
      refusedField(argument.option.slice(1), { value: '', line: argument.line }, problem),
    );
  }
  const writeCache = device === undefined ? undefined : readDevice(device, guest, found);
  if (drive !== undefined && device === undefined) readInterface(drive, guest, found);
  const node = lastOf(device?.options ?? [], 'drive');
  const isOther = found.refused.some(({ name }) => name === 'device');
  const chain =
    drive !== undefined
      ? chainOfDrive(drive, guest, found)
      : node === undefined || (isOther && /^scsi-(?:block|generic)$/.test(driver))
        ? { nodes: [], isProbed: false }
        : chainOfNode(node, guest, found);
  const { isLost } = readStorage(chain, writeCache, found);
  found.refused.push(...guest.refused);
  found.told.push(...guest.told);
  const isOverlay = lastOf(own, 'snapshot')?.value === 'on' || guest.isSnapshot;
  const isElsewhere =
    isDiskOfItsOwn(driver) || found.refused.some(({ problem }) => / is on a network/.test(problem));
  return {
    names,
    line: chain.nodes[0]?.line ?? line,
    ...found,
    durability: isOverlay || isLost ? 0 : isElsewhere ? 'unknown' : undefined,
    open: chain.isProbed
      ? [{ name: 'format', why: 'QEMU would look into the file; say format=raw there, or here' }]
      : [],
  };
}

/** The device that a `-drive` makes by itself. */
function readInterface(drive: Argument, guest: Guest, found: Gathered): void {
  const by = lastOf(drive.options, 'if');
  if (by?.hole !== undefined)
    return void found.refused.push(unsaidField(by.hole, 'is an interface'));
  const emulator = guest.program.replace(/^.*\//, '').replace('qemu-system-', '');
  const { value: machine } = guest.machine;
  const isVirt =
    /^virt(?:-\d|$)/.test(machine) && /^(?:aarch64|arm|riscv(?:32|64))$/.test(emulator);
  const usual = isVirt ? 'virtio' : /^(?:pc|q35|$)/.test(machine) ? 'ide' : 'not known';
  const bus = by?.value ?? usual;
  if (bus === 'virtio' && !emulator.startsWith('s390x'))
    return readPlainDevice(drive, guest, found);
  const line = by?.line ?? drive.line;
  const own = by === undefined ? `on the interface of machine ${quoted(machine || 'pc')}, ` : '';
  const problem = `${drive.option || 'a disk'} is ${own}bus ${quoted(bus)}, which the gate has not`;
  found.refused.push(refusedField('bus', { value: bus, line }, problem));
}
