import { constants } from 'node:fs';
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { z } from 'zod';
import type { Attestation } from '../core/run.ts';
import {
  askedOf,
  type Evidence,
  evidenceOf,
  expectationsOf,
  factOf,
  hasGatesSpace,
  spaceFacts,
} from '../disk/evidence.ts';
import { diskNames, nodeNames, type Source } from '../disk/field.ts';
import type { DiskMode } from '../disk/mode.ts';
import { type Disk, deviceOnPort } from '../disk/parts.ts';
import { unallocatedBytes } from './chain.ts';
import { fallbackWarning } from './features.ts';
import type { Qmp } from './qmp.ts';
import type { Vm } from './vm.ts';

/**
 * Reads back from QEMU, guest and host whether the mode of a plugged disk is in force. What can't
 * be read is found as `unknown`, which no expectation equals; `qemu-failed` only where QEMU itself
 * is gone. `guestQueue` has files of the guest's /sys/block/X/queue/ by name. A disk that is `used`
 * was written to by its guest: then a mode that may punch holes may have.
 */
export async function attestDisk(
  vm: Vm,
  disk: Omit<Disk, 'port'>,
  {
    guestQueue,
    used,
  }: { readonly guestQueue: Readonly<Record<string, string>>; readonly used: boolean },
): Promise<Attestation> {
  const { image, mode } = disk;
  const { qmp } = vm;
  const names = diskNames(disk.id);
  const { format, top } = nodeNames(mode, disk.id);
  const nodes = await qmp.execute('query-named-block-nodes', { flat: true });
  const expectations = expectationsOf(disk);
  const properties = (device: string, source: Source) =>
    readProperties(qmp, device, askedOf(source, expectations));
  const readings = {
    'query-block': await readBlock(qmp, top),
    'query-named-block-nodes': { ...nodeIn(nodes, names.file), format: nodeIn(nodes, format) },
    'qom-get on the controller': await properties(deviceOnPort(disk), 'qom-get on the controller'),
    'qom-get on the device': await properties(names.device, 'qom-get on the device'),
    '/sys/block/X/queue/ in the guest': guestQueue,
    '/proc/PID/fdinfo of QEMU': { direct: await opensDirect(vm, image) },
    'what QEMU wrote to stderr': {
      fallback: fallbackWarning(vm.stderrTail(), mode.aio) ?? 'none',
    },
  };
  const evidence = [
    ...expectations.map(expectation => evidenceOf(expectation, readings)),
    ...(typeof image === 'string' && hasGatesSpace(disk)
      ? await allocationEvidence(image, mode, used)
      : []),
  ];
  return { ok: evidence.every(({ expected, found }) => expected === found), evidence };
}

const objects = z.array(z.record(z.string(), z.unknown())).catch([]);

/** What query-block says of the medium whose node this is; it knows the device's write cache. */
async function readBlock(qmp: Qmp, node: string): Promise<unknown> {
  const blocks = objects.parse(await qmp.execute('query-block'));
  return nodeIn(
    blocks.map(({ inserted = {} }) => inserted),
    node,
  );
}

function nodeIn(nodes: unknown, name: string): Readonly<Record<string, unknown>> | undefined {
  return objects.parse(nodes).find(node => node['node-name'] === name);
}

/**
 * Those of the wanted properties that a device has. A device that is not there is undefined; a QEMU
 * that is not there is an error.
 */
async function readProperties(
  qmp: Qmp,
  device: string,
  wanted: readonly string[],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const path = `/machine/peripheral/${device}`;
  const answer = await qmp.execute('qom-list', { path }).catch((error: unknown) => {
    if (qmp.lost) throw error;
  });
  if (answer === undefined) return undefined;
  const read: Record<string, unknown> = {};
  for (const { name } of objects.parse(answer)) {
    if (typeof name === 'string' && wanted.includes(name))
      read[name] = await qmp.execute('qom-get', { path, property: name });
  }
  return read;
}

/**
 * Whether QEMU has O_DIRECT on its descriptors of the image (proc(5), octal); `mixed` where only on
 * some, undefined where it has none.
 */
async function opensDirect(
  { pid }: Vm,
  image: Disk['image'],
): Promise<boolean | string | undefined> {
  if (typeof image !== 'string') return undefined;
  const found = new Set<boolean>();
  const target = await realpath(image).catch(() => undefined);
  for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => undefined);
    if (link === undefined || link !== target) continue;
    const text = await readFile(`/proc/${pid}/fdinfo/${descriptor}`, 'utf8').catch(() => '');
    const flags = /^flags:\s*([0-7]+)$/m.exec(text)?.[1];
    if (flags !== undefined) found.add((Number.parseInt(flags, 8) & constants.O_DIRECT) !== 0);
  }
  return found.size > 1 ? 'mixed' : [...found][0];
}

/**
 * That no block is without space of its own, which its first write would have to find. None can be
 * another file's: no image is made by sharing extents.
 */
async function allocationEvidence(
  path: string,
  { format, discard, detectZeroes = 'off' }: DiskMode,
  used: boolean,
): Promise<Evidence[]> {
  // The guest may have discarded some.
  if (used && (discard === 'unmap' || detectZeroes !== 'off')) return [];
  const holes = await unallocatedBytes({ path, format }).catch(() => undefined);
  return [factOf(spaceFacts.holes, 0, holes)];
}
