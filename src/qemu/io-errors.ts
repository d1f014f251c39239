import { z } from 'zod';
import { GateError } from '../errors.ts';
import type { Qmp } from './qmp.ts';

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

const event = z.object({
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
    const error = event.safeParse(data);
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
