import { z } from 'zod';
import { diskModeKey } from '../disk/fields.ts';
import { type Disk, diskParts } from '../disk/parts.ts';
import { GateError } from '../errors.ts';
import { imageInUse } from './image.ts';
import type { Qmp } from './qmp.ts';

/**
 * Plugs a disk into a running machine; what was made of one that is refused goes with the machine.
 * `qemu-failed` with QEMU's own words, or because the image is in use.
 */
export async function attachDisk({ qmp }: { readonly qmp: Qmp }, disk: Disk): Promise<void> {
  const { nodes, objects, devices } = diskParts(disk);
  try {
    for (const object of objects) await qmp.execute('object-add', object);
    for (const node of nodes) await qmp.execute('blockdev-add', node);
    for (const device of devices) await qmp.execute('device_add', device);
  } catch (error) {
    throw refusalOf(disk, error);
  }
}

/** The error that says of which disk a refusal is, where the cause is one. */
function refusalOf({ image, mode }: Disk, cause: unknown): unknown {
  if (!(cause instanceof GateError)) return cause;
  const path = typeof image === 'string' ? image : undefined;
  if (path !== undefined && /Failed to get .* lock/i.test(cause.facts.why ?? ''))
    return imageInUse(path, cause);
  if (!cause.facts.problem.startsWith('QEMU refused')) return cause;
  const problem = `QEMU refused the disk mode ${diskModeKey(mode)} with the image ${path ?? 'null-co'}`;
  return new GateError('qemu-failed', { ...cause.facts, problem, path }, { cause });
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
  if (disk === undefined) {
    const problem = `query-blockstats does not report the disk ${id}`;
    throw new GateError('qemu-failed', { problem });
  }
  const { rd_bytes, wr_bytes, rd_operations, wr_operations } = disk.stats;
  const requests = rd_operations + wr_operations;
  return { bytes: rd_bytes + wr_bytes, bytesWritten: wr_bytes, requests };
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
