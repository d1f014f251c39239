import { z } from 'zod';
import { GateError } from '../errors.ts';
import { diskNames } from './disk-nodes.ts';
import type { Qmp } from './qmp.ts';

const blocks = z.array(
  z.object({
    qdev: z.string().optional(),
    inserted: z.object({ 'node-name': z.string() }).optional(),
  }),
);

/**
 * A plugged disk, and the bytes per second that it shall let through, reads and writes together.
 */
export interface ThrottleRequest {
  readonly id: string;
  readonly bytesPerSecond: number;
}

/**
 * Limits a plugged disk: on its device and not by a node below it, so that the graph is that of a
 * disk without a limit. The device is called as QEMU calls it, since that of virtio-blk is a part
 * of the one that was plugged.
 */
export async function throttleDisk(
  qmp: Qmp,
  { id, bytesPerSecond }: ThrottleRequest,
): Promise<void> {
  const answer = blocks.safeParse(await qmp.execute('query-block'));
  const found = answer.data?.find(
    ({ inserted }) => inserted?.['node-name'] === diskNames(id).format,
  );
  if (found?.qdev === undefined) {
    throw new GateError('qemu-failed', {
      problem: `QEMU does not tell the device of the disk ${id}, so it can't be throttled`,
    });
  }
  const limits = { bps: bytesPerSecond, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 };
  await qmp.execute('block_set_io_throttle', { id: found.qdev, ...limits });
}
