import { z } from 'zod';
import { cacheFlags } from '../core/cache-mode.ts';
import { type DiskMode, diskDefaults } from '../core/disk-mode.ts';
import { GateError } from '../errors.ts';
import { type DiskImage, type DiskNames, diskNames } from './disk-nodes.ts';
import { type Evidence, fact } from './evidence.ts';
import type { Qmp } from './qmp.ts';

const cache = z.object({ writeback: z.boolean(), direct: z.boolean(), 'no-flush': z.boolean() });
const image = z.object({
  'cluster-size': z.int().optional(),
  'format-specific': z
    .object({ data: z.object({ 'lazy-refcounts': z.boolean().optional() }) })
    .optional(),
});
const inserted = z.object({
  'node-name': z.string(),
  drv: z.string(),
  cache,
  detect_zeroes: z.string(),
  image,
  bps: z.int().optional(),
});
const blocks = z.array(z.object({ inserted: inserted.optional() }));
const nodes = z.array(
  z.object({ 'node-name': z.string(), drv: z.string(), file: z.string(), cache }),
);

/** What is asked about a plugged disk. */
export interface MonitorQuestion {
  readonly id: string;
  readonly mode: DiskMode;
  readonly image: DiskImage;
  /** Bytes per second that are let through, where that is limited. */
  readonly throttle?: number | undefined;
}

/**
 * What QEMU says about a disk. query-block knows the device's write cache; query-named-block-nodes,
 * which does not, the flags of the file's node. Whether a node passes discards on is nowhere to be
 * read.
 */
export async function monitorEvidence(qmp: Qmp, question: MonitorQuestion): Promise<Evidence[]> {
  const { id, mode } = question;
  const names = diskNames(id);
  const flags = cacheFlags(mode.cache);
  const disk = read(blocks, await qmp.execute('query-block'), 'query-block')
    .map(block => block.inserted)
    .find(found => found?.['node-name'] === names.format);
  const named = await qmp.execute('query-named-block-nodes', { flat: true });
  const file = read(nodes, named, 'query-named-block-nodes').find(
    node => node['node-name'] === names.file,
  );
  return [
    fact('format in QEMU', mode.format, disk?.drv),
    fact('cache.writeback in QEMU', flags.writeCache, disk?.cache.writeback),
    fact('cache.direct in QEMU', flags.direct, disk?.cache.direct),
    fact('cache.no-flush in QEMU', flags.noFlush, disk?.cache['no-flush']),
    fact(
      "driver of the image's node",
      typeof question.image === 'string' ? 'file' : 'null-co',
      file?.drv,
    ),
    fact("cache.direct of the image's node", flags.direct, file?.cache.direct),
    fact("cache.no-flush of the image's node", flags.noFlush, file?.cache['no-flush']),
    fact(
      'detect-zeroes in QEMU',
      mode.detectZeroes ?? diskDefaults.detectZeroes,
      disk?.detect_zeroes,
    ),
    ...(question.throttle === undefined
      ? []
      : [fact('bytes per second in QEMU', question.throttle, disk?.bps)]),
    ...(mode.format === 'qcow2' ? qcow2Evidence(mode, disk?.image) : []),
    ...(await deviceEvidence(qmp, mode, names)),
  ];
}

function qcow2Evidence(mode: DiskMode, found: z.infer<typeof image> | undefined): Evidence[] {
  const { clusterSize = diskDefaults.clusterSize, lazyRefcounts = diskDefaults.lazyRefcounts } =
    mode;
  return [
    fact('cluster_size of the image', clusterSize, found?.['cluster-size']),
    fact(
      'lazy_refcounts of the image',
      lazyRefcounts,
      found?.['format-specific']?.data['lazy-refcounts'],
    ),
  ];
}

async function deviceEvidence(qmp: Qmp, mode: DiskMode, names: DiskNames): Promise<Evidence[]> {
  const scsi = mode.bus === 'virtio-scsi';
  const controller = await openDevice(qmp, scsi ? names.controller : names.device);
  const device = scsi ? await openDevice(qmp, names.device) : controller;
  const queues = scsi ? 'num_queues' : 'num-queues';
  return [
    fact(
      'iothread in QEMU',
      mode.iothread ? `/objects/${names.iothread}` : 'none',
      await iothreadOf(controller),
    ),
    fact(
      'write-cache of the device',
      cacheFlags(mode.cache).writeCache ? 'on' : 'off',
      await device?.('write-cache'),
    ),
    fact(
      'logical_block_size of the device',
      mode.logicalBlockSize ?? diskDefaults.logicalBlockSize,
      await device?.('logical_block_size'),
    ),
    fact(
      'physical_block_size of the device',
      mode.physicalBlockSize ?? diskDefaults.physicalBlockSize,
      await device?.('physical_block_size'),
    ),
    ...(mode.numQueues === undefined
      ? []
      : [fact('num-queues of the device', mode.numQueues, await controller?.(queues))]),
  ];
}

/** Asks for a property of a device; undefined where the device has none of that name. */
type Device = (property: string) => Promise<string | undefined>;

/** A device that is not there is no device; a QEMU that is not there is an error. */
async function openDevice(qmp: Qmp, name: string): Promise<Device | undefined> {
  const path = `/machine/peripheral/${name}`;
  const answer = await qmp.execute('qom-list', { path }).catch((error: unknown) => {
    if (qmp.lost) throw error;
  });
  const properties = z.array(z.object({ name: z.string() })).safeParse(answer);
  if (!properties.success) return undefined;
  const known = new Set(properties.data.map(property => property.name));
  return async property =>
    known.has(property) ? String(await qmp.execute('qom-get', { path, property })) : undefined;
}

/**
 * The iothread that a device is linked to; `none` also where devices of that kind have no such link
 * (nvme).
 */
async function iothreadOf(device: Device | undefined): Promise<string | undefined> {
  if (device === undefined) return undefined;
  const link = await device('iothread');
  return link === undefined || link === '' ? 'none' : link;
}

function read<T>(schema: z.ZodType<T>, answer: unknown, command: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.');
  throw new GateError('qemu-failed', {
    problem: `QEMU answered ${command} with something unexpected at ${path}`,
  });
}
