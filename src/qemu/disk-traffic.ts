import { z } from 'zod';
import { GateError } from '../errors.ts';
import type { Vm } from './vm.ts';

/** What the guest has asked of a disk since it was attached. */
export interface DiskTraffic {
  /** Read and written. */
  readonly bytes: number;
  readonly bytesWritten: number;
  /** Reads and writes; flushes are not counted. */
  readonly requests: number;
}

const count = z.number().nonnegative();
const answerSchema = z.array(
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
export async function readDiskTraffic({ qmp }: Pick<Vm, 'qmp'>, id: string): Promise<DiskTraffic> {
  const answer = answerSchema.safeParse(await qmp.execute('query-blockstats'));
  // The device's id, or a path that holds it: `/machine/peripheral/ID/virtio-backend`.
  const disk = answer.data?.find(({ qdev = '' }) => qdev.split('/').includes(id));
  if (disk === undefined)
    throw new GateError('qemu-failed', { problem: `query-blockstats does not tell of disk ${id}` });
  const { rd_bytes, wr_bytes, rd_operations, wr_operations } = disk.stats;
  return {
    bytes: rd_bytes + wr_bytes,
    bytesWritten: wr_bytes,
    requests: rd_operations + wr_operations,
  };
}
