import { constants } from 'node:fs';
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { z } from 'zod';
import { cacheFlags } from '../core/cache-mode.ts';
import type { DiskMode } from '../core/disk-mode.ts';
import type { Attestation } from '../core/run.ts';
import { GateError } from '../errors.ts';
import { diskNames } from './disk-nodes.ts';
import { unallocatedBytes } from './image.ts';
import type { Vm } from './vm.ts';

/** A plugged disk, and what it shall be. */
export interface AttestationRequest {
  readonly id: string;
  readonly mode: DiskMode;
  readonly image: string;
  /** Content of /sys/block/X/queue/write_cache in the guest. */
  readonly guestWriteCache: string;
}

type Evidence = Attestation['evidence'][number];

/**
 * Reads back from QEMU, guest and host whether a disk mode is in force. What can't be read is found as `unknown`, which
 * no expectation equals; `qemu-failed` only where QEMU itself is gone.
 */
export async function attestDisk(vm: Vm, request: AttestationRequest): Promise<Attestation> {
  const evidence = [
    ...(await monitorEvidence(vm, request)),
    ...guestEvidence(request),
    await directEvidence(vm, request),
    ...stderrEvidence(vm, request.mode),
    await allocationEvidence(request),
  ];
  return { ok: evidence.every(({ expected, found }) => expected === found), evidence };
}

const cache = z.object({ writeback: z.boolean(), direct: z.boolean(), 'no-flush': z.boolean() });
const blocks = z.array(
  z.object({ inserted: z.object({ 'node-name': z.string(), drv: z.string(), cache }).optional() }),
);
const nodes = z.array(z.object({ 'node-name': z.string(), drv: z.string(), file: z.string(), cache }));

/** query-block knows the device's write cache; query-named-block-nodes, which does not, the flags of the file's node. */
async function monitorEvidence({ qmp }: Vm, { id, mode }: AttestationRequest): Promise<Evidence[]> {
  const names = diskNames(id);
  const flags = cacheFlags(mode.cache);
  const disk = read(blocks, await qmp.execute('query-block'), 'query-block')
    .map(({ inserted }) => inserted)
    .find(inserted => inserted?.['node-name'] === names.format);
  const named = await qmp.execute('query-named-block-nodes', { flat: true });
  const file = read(nodes, named, 'query-named-block-nodes').find(node => node['node-name'] === names.file);
  const iothread = await iothreadOf(qmp, mode.bus === 'virtio-scsi' ? names.controller : names.device);
  return [
    fact('format in QEMU', mode.format, disk?.drv),
    fact('cache.writeback in QEMU', flags.writeCache, disk?.cache.writeback),
    fact('cache.direct in QEMU', flags.direct, disk?.cache.direct),
    fact('cache.no-flush in QEMU', flags.noFlush, disk?.cache['no-flush']),
    fact("cache.direct of the image's node", flags.direct, file?.cache.direct),
    fact("cache.no-flush of the image's node", flags.noFlush, file?.cache['no-flush']),
    fact('iothread in QEMU', mode.iothread ? `/objects/${names.iothread}` : 'none', iothread),
  ];
}

/** The iothread that a device is linked to; `none` also where devices of that kind have no such link (nvme). */
async function iothreadOf(qmp: Vm['qmp'], device: string): Promise<string | undefined> {
  const path = `/machine/peripheral/${device}`;
  const answer = await unlessRefused(qmp, qmp.execute('qom-list', { path }));
  const properties = z.array(z.object({ name: z.string() })).safeParse(answer);
  if (!properties.success) return undefined;
  if (!properties.data.some(({ name }) => name === 'iothread')) return 'none';
  const link = await qmp.execute('qom-get', { path, property: 'iothread' });
  return typeof link === 'string' && link !== '' ? link : 'none';
}

/** A device that is not there is found as `unknown`; a QEMU that is not there is an error. */
async function unlessRefused(qmp: Vm['qmp'], answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (qmp.lost) throw error;
  });
}

/**
 * What the guest's kernel takes the disk for. QEMU's nvme announces a volatile cache whatever `write-cache` says [seen with
 * 7.2], so that a guest flushes what is already written through: there its view is no evidence.
 */
function guestEvidence({ mode, guestWriteCache }: AttestationRequest): Evidence[] {
  const { writeCache } = cacheFlags(mode.cache);
  if (mode.bus === 'nvme' && !writeCache) return [];
  const expected = writeCache ? 'write back' : 'write through';
  return [fact('write cache that the guest sees', expected, guestWriteCache.trim().slice(0, 100) || undefined)];
}

/** The open flags of every descriptor that QEMU has on the image (proc(5), octal). */
async function directEvidence({ pid }: Vm, { image, mode }: AttestationRequest): Promise<Evidence> {
  const found = new Set<boolean>();
  const target = await realpath(image).catch(() => undefined);
  for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => undefined);
    if (link === undefined || link !== target) continue;
    const text = await readFile(`/proc/${pid}/fdinfo/${descriptor}`, 'utf8').catch(() => '');
    const flags = /^flags:\s*([0-7]+)$/m.exec(text)?.[1];
    if (flags !== undefined) found.add((Number.parseInt(flags, 8) & constants.O_DIRECT) !== 0);
  }
  const bit = found.size > 1 ? 'mixed' : [...found][0];
  return fact('O_DIRECT on the image in the host', cacheFlags(mode.cache).direct, bit);
}

const fallbacks = { native: /(native|Linux) AIO|linux-aio/i, io_uring: /io_uring/i } as const;

/** Some versions of QEMU only warn that an engine is not to be had, and use threads. */
function stderrEvidence(vm: Vm, { aio }: DiskMode): Evidence[] {
  if (aio === 'threads') return [];
  const warning = vm
    .stderrTail()
    .split('\n')
    .find(line => /fall(ing|s|en)? ?back/i.test(line) && fallbacks[aio].test(line));
  return [fact(`QEMU's warnings about aio=${aio}`, 'none', warning?.slice(0, 400) ?? 'none')];
}

async function allocationEvidence({ image, mode }: AttestationRequest): Promise<Evidence> {
  const holes = await unallocatedBytes({ path: image, format: mode.format }).catch(() => undefined);
  return fact('bytes of the image that are not allocated', 0, holes);
}

function fact(
  name: string,
  expected: string | number | boolean,
  found: string | number | boolean | undefined,
): Evidence {
  return { fact: name, expected: String(expected), found: String(found ?? 'unknown') };
}

function read<T>(schema: z.ZodType<T>, answer: unknown, command: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.');
  throw new GateError('qemu-failed', { problem: `QEMU answered ${command} with something unexpected at ${path}` });
}
