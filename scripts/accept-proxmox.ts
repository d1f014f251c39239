/**
 * Holds our reading of Proxmox's conf files against the arguments that Proxmox itself makes of
 * them: `npm run accept:proxmox -- DIRECTORY`, where the directory is `src/test/cfg2cmd` of a copy
 * of qemu-server. For each disk the two readings are equal, or both refuse it; exits 1 otherwise.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDiskMode } from '../src/config/disk-mode.ts';
import { diskModeKey } from '../src/disk/fields.ts';
import type { SourceFormat } from '../src/source/definition.ts';
import { listDisks, readSource, type SourceRequest } from '../src/source/read.ts';

/** What the storages of qemu-server's run_config2command_tests.pl are. */
const storages = {
  local: 'dir',
  localsnapext: 'dir snapshot-as-volume-chain',
  noimages: 'dir',
  'btrfs-store': 'btrfs',
  'cifs-store': 'cifs',
  'rbd-store': 'rbd',
  'krbd-store': 'krbd',
  'zfs-over-iscsi-store': 'zfs',
  'lvm-store': 'lvm',
  'local-lvm': 'lvmthin',
};

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  process.stderr.write(
    'Name the directory: npm run accept:proxmox -- qemu-server/src/test/cfg2cmd\n',
  );
  process.exit(64);
}

/**
 * With scsiblock=1, Proxmox passes a path through if its host has a SCSI device there. That no text
 * says, so we refuse it; the host of the test has none.
 */
const explained = new Set(['scsiblk.conf on virtio-scsi scsi0']);

const counts = {
  confs: 0,
  disks: 0,
  equal: 0,
  'both refused': 0,
  'no disk': 0,
  explained: 0,
  unlike: 0,
};
const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
for (const name of names.filter(each => each.endsWith('.conf')).toSorted()) {
  const command = join(directory, `${name}.cmd`);
  // Proxmox refuses the others by itself.
  if (!existsSync(command)) continue;
  counts.confs += 1;
  const conf = readFileSync(join(directory, name), 'utf8');
  // This file of Proxmox has buses alone, and no argument says that.
  const cmd = readFileSync(command, 'utf8').replace(
    /^ *-readconfig \S*\/pve-q35\S*\.cfg \\\n/m,
    '',
  );
  compare(name, conf, cmd);
  // Another controller keeps what is behind it from being read, so that it takes another's place.
  const hub = /-device '(?:lsi\w*|megasas|pvscsi),id=scsihw/g;
  if (!hub.test(cmd)) continue;
  const changed = `scsihw: virtio-scsi-pci\n${conf.replace(/^scsihw:.*\n/m, '')}`;
  compare(
    `${name} on virtio-scsi`,
    changed,
    cmd.replace(hub, "-device 'virtio-scsi-pci,id=scsihw"),
  );
}
console.log(counts);
process.exitCode = counts.unlike === 0 && counts.equal > 0 ? 0 : 1;

/** Holds every disk of a conf against the arguments. */
function compare(name: string, text: string, argv: string): void {
  const conf = requestOf(name, text, 'proxmox');
  const cmd = requestOf(`${name}.cmd`, argv, 'qemu');
  const list = listDisks(conf);
  for (const { target, skipped } of list.ok ? list.value.disks : []) {
    counts.disks += 1;
    if (skipped !== undefined) {
      counts['no disk'] += 1;
      continue;
    }
    const [ours, theirs] = [modeOf(conf, target), modeOf(cmd, target)];
    const isRefused = Array.isArray(ours) && Array.isArray(theirs);
    if (ours === theirs) counts.equal += 1;
    else if (isRefused) counts['both refused'] += 1;
    else if (explained.has(`${name} ${target}`)) counts.explained += 1;
    else {
      counts.unlike += 1;
      console.log(`${name} ${target}\n  conf: ${String(ours)}\n  .cmd: ${String(theirs)}`);
    }
  }
}

function requestOf(path: string, text: string, format: SourceFormat): SourceRequest {
  const said = (value: string) => ({ value, where: path });
  return {
    source: { path, text },
    where: path,
    format: said(format),
    standIn: said('file'),
    fields: {},
    ...(format === 'proxmox' ? { as: 'proxmox-9', storages } : {}),
  };
}

/** The key of a disk's mode, or why there is none. */
function modeOf(request: SourceRequest, target: string): string | readonly string[] {
  const reading = readSource({ ...request, target: { value: target, where: request.where } });
  if (!reading.ok) return reading.rejections.map(({ problem }) => problem);
  const { fields: texts } = reading.value;
  const mode = parseDiskMode({ path: '', texts, defaultSize: 2 ** 30, isWhole: true });
  return mode.ok ? diskModeKey(mode.value) : mode.rejections.map(({ problem }) => problem);
}
