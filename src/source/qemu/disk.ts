import type { FoundDisk } from '../definition.ts';
import { Gathered } from '../gathered.ts';
import { quoted } from '../text.ts';
import { isDiskOfItsOwn, readDevice, readPlainDevice, skippedDevice } from './device.ts';
import { type Guest, unsaidField } from './guest.ts';
import { chainOfDrive, chainOfNode } from './nodes.ts';
import { type Argument, lastOf, valueOf } from './options.ts';
import { readStorage } from './storage.ts';

/** A disk by its block node, its device, or both. */
interface Attached {
  readonly drive?: Argument | undefined;
  readonly device?: Argument | undefined;
}

/** The disks of a guest, in the order of its arguments. */
export function readDisks(guest: Guest): FoundDisk[] {
  const onNode = Map.groupBy(guest.devices, ({ options }) => valueOf(options, 'drive'));
  const driveIds = new Set<string | undefined>();
  const ofDrives = guest.drives.flatMap((drive): Attached[] => {
    const id = valueOf(drive.options, 'id');
    driveIds.add(id);
    const devices = id === undefined ? undefined : onNode.get(id);
    return devices?.map(device => ({ drive, device })) ?? [{ drive }];
  });
  const others = guest.devices.filter(({ options }) => {
    const node = valueOf(options, 'drive');
    const isOwn = isDiskOfItsOwn(valueOf(options, 'driver') ?? '');
    return isOwn || (node !== undefined && !driveIds.has(node));
  });
  return [...ofDrives, ...others.map((device): Attached => ({ device }))]
    .toSorted((one, other) => lineOf(one) - lineOf(other))
    .map((each, index) => readDisk(each, guest, index));
}

function lineOf({ drive, device }: Attached): number {
  return (drive ?? device)?.line ?? 1;
}

function readDisk({ drive, device }: Attached, guest: Guest, index: number): FoundDisk {
  const line = lineOf({ drive, device });
  const node = lastOf(device?.options, 'drive');
  const ids = [lastOf(device?.options, 'id'), lastOf(drive?.options, 'id'), node].flatMap(option =>
    option === undefined || option.hole !== undefined ? [] : [option.value],
  );
  const names = [...new Set([...ids, `#${index + 1}`])];
  const driver = valueOf(device?.options, 'driver') ?? '';
  const by = valueOf(drive?.options, 'if') ?? '';
  const skipped =
    (valueOf(drive?.options, 'media') === 'cdrom' ? 'a CD-ROM' : undefined) ??
    { floppy: 'a floppy disk', pflash: 'flash of the firmware' }[by] ??
    skippedDevice(driver) ??
    (by === 'none' && device === undefined ? 'attached to no device' : undefined);
  const found = new Gathered();
  if (skipped !== undefined) return { names, line, skipped, ...found.all(), open: [] };
  for (const argument of [drive, device]) {
    if (argument?.trouble === undefined) continue;
    const problem = `${argument.option} ${argument.trouble}, so QEMU refuses it`;
    found.refuse(argument.option.slice(1), { value: '', line: argument.line }, problem);
  }
  const writeCache = device === undefined ? undefined : readDevice(device, guest, found);
  if (drive !== undefined && device === undefined) readInterface(drive, guest, found);
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
  const isOverlay = valueOf(drive?.options, 'snapshot') === 'on' || guest.isSnapshot;
  const isElsewhere =
    isDiskOfItsOwn(driver) || found.refused.some(({ problem }) => / is on a network/.test(problem));
  return {
    names,
    line: chain.nodes[0]?.line ?? line,
    ...found.all(),
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
  const value = by?.value ?? usual;
  if (value === 'virtio' && !emulator.startsWith('s390x'))
    return readPlainDevice(drive, guest, found);
  const own = by === undefined ? `on the interface of machine ${quoted(machine || 'pc')}, ` : '';
  const problem = `${drive.option || 'a disk'} is ${own}bus ${quoted(value)}, which the gate has not`;
  found.refuse('bus', { value, line: by?.line ?? drive.line }, problem);
}
