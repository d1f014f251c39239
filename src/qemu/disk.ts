import { z } from 'zod';
import { diskNames } from '../disk/field.ts';
import { diskModeKey } from '../disk/fields.ts';
import { type Disk, type DiskParts, diskParts } from '../disk/parts.ts';
import { GateError } from '../errors.ts';
import { imageInUse } from './image.ts';
import type { Qmp } from './qmp.ts';

/**
 * Plugs a disk into a running machine; if a later part fails, the earlier ones are undone.
 * `qemu-failed` with QEMU's own words, or because the image is in use.
 */
export async function attachDisk({ qmp }: { readonly qmp: Qmp }, disk: Disk): Promise<void> {
  const parts = diskParts(disk);
  try {
    for (const node of parts.nodes) await qmp.execute('blockdev-add', node);
    for (const object of parts.objects) await qmp.execute('object-add', object);
    for (const device of parts.devices) await qmp.execute('device_add', device);
  } catch (error) {
    await undo(qmp, disk, parts);
    throw refusalOf(disk, error);
  }
}

/**
 * What was not made is refused, which tells nothing new; the error that led here is. A lone
 * controller is left unplugged.
 */
async function undo(qmp: Qmp, { id }: Disk, { nodes, objects }: DiskParts): Promise<void> {
  if (qmp.lost) return;
  await unplug(qmp, diskNames(id).controller).catch(() => undefined);
  for (const object of objects)
    await qmp.execute('object-del', { id: object['id'] }).catch(() => undefined);
  for (const node of nodes.toReversed())
    await qmp.execute('blockdev-del', { 'node-name': node['node-name'] }).catch(() => undefined);
}

/** The error that says of which disk a refusal is, where the cause is one. */
function refusalOf({ image, mode }: Disk, cause: unknown): unknown {
  if (!(cause instanceof GateError)) return cause;
  const why = cause.facts.why ?? '';
  const path = typeof image === 'string' ? image : undefined;
  if (path !== undefined && /Failed to get .* lock/i.test(why)) return imageInUse(path, cause);
  if (!cause.facts.problem.startsWith('QEMU refused')) return cause;
  const problem = `QEMU refused the disk mode ${diskModeKey(mode)} with the image ${path ?? 'null-co'}`;
  return new GateError('qemu-failed', { ...cause.facts, problem, path }, { cause });
}

/** Seconds in which the guest must let go of a device: it acknowledges at once unless it hangs. */
const unplugTimeoutSeconds = 20;

/**
 * Unplugs a device; `guest-hung` where the guest does not let go of it within `timeout` seconds. A
 * guest that hangs, or refuses, never says so: QEMU asks it once, and waits. Runs unplug nothing
 * that is measured: each round boots a fresh guest.
 */
export async function unplug(
  qmp: Qmp,
  id: string,
  timeout: number = unplugTimeoutSeconds,
): Promise<void> {
  const settled = new AbortController();
  const match = (data: Record<string, unknown>): boolean => data['device'] === id;
  const deleted = qmp.event('DEVICE_DELETED', { match, timeout, signal: settled.signal });
  deleted.catch(() => undefined);
  try {
    await qmp.execute('device_del', { id });
    await deleted.catch(cause => {
      if (qmp.lost) throw cause;
      const problem = `the guest did not release the device ${id} within ${timeout} s`;
      const why = 'QEMU asked the guest to release the device, and the guest did not answer';
      throw new GateError('guest-hung', { problem, why }, { cause });
    });
  } finally {
    settled.abort();
  }
}

/** What the guest has asked of a disk since it was attached. */
export interface DiskTraffic {
  /** Read and written. */
  readonly bytes: number;
  readonly bytesWritten: number;
  /** Reads and writes; flushes are not counted. */
  readonly requests: number;
}

const count = z.number().nonnegative();
const statistics = z.array(
  z.object({
    qdev: z.string().optional(),
    stats: z.object({
      rd_bytes: count,
      wr_bytes: count,
      rd_operations: count,
      wr_operations: count,
    }),
  }),
);

/**
 * QEMU's own counters of a disk, as `query-blockstats` has them: exact, and the ramp is in them.
 */
export async function readDiskTraffic(
  { qmp }: { readonly qmp: Qmp },
  id: string,
): Promise<DiskTraffic> {
  const answer = statistics.safeParse(await qmp.execute('query-blockstats'));
  // The device's id, or a path that holds it: `/machine/peripheral/ID/virtio-backend`.
  const disk = answer.data?.find(({ qdev = '' }) => qdev.split('/').includes(id));
  if (disk === undefined)
    throw new GateError('qemu-failed', {
      problem: `query-blockstats does not report the disk ${id}`,
    });
  const { rd_bytes, wr_bytes, rd_operations, wr_operations } = disk.stats;
  return {
    bytes: rd_bytes + wr_bytes,
    bytesWritten: wr_bytes,
    requests: rd_operations + wr_operations,
  };
}

/**
 * Keeps watch over what QEMU says about requests that the host refused: the guest only sees "I/O
 * error".
 */
export interface IoErrors {
  /**
   * Rejects with `no-space` once a write found no space on the host: then numbers are no verdict on
   * anything.
   */
  requireSpace(): Promise<void>;
}

const ioError = z.object({
  'node-name': z.string().optional(),
  nospace: z.boolean().optional(),
  reason: z.string(),
});

/**
 * Listens for BLOCK_IO_ERROR (qapi/block-core.json) as long as the monitor lives. With
 * werror=report QEMU 7.2 leaves the field `nospace` out [seen], so that the reason, which is
 * strerror's, has to tell.
 */
export function watchIoErrors(qmp: Qmp): IoErrors {
  let full: string | undefined;
  qmp.watch('BLOCK_IO_ERROR', data => {
    const error = ioError.safeParse(data);
    if (!error.success) return;
    const { nospace = false, reason } = error.data;
    if (nospace || /No space left|quota exceeded/i.test(reason))
      full ??= error.data['node-name'] ?? 'a disk';
  });
  return {
    async requireSpace() {
      // What the guest already knows comes by another way; an answer comes after all events from
      // before the question.
      await qmp.execute('query-status');
      if (full === undefined) return;
      throw new GateError('no-space', {
        problem: `the host ran out of space while the guest wrote to ${full}`,
        why: 'QEMU could not write to the image, and reported it to the guest as an I/O error',
        remedy: 'free some space, name another --directory, or use a smaller size for the disks',
      });
    },
  };
}
