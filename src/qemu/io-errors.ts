import { z } from 'zod';
import { GateError } from '../errors.ts';
import type { Qmp } from './qmp.ts';

/** Keeps watch over what QEMU says about requests that the host refused: the guest only sees "I/O error". */
export interface IoErrors {
  /** Throws `no-space` once a write found no space on the host: then numbers are no verdict on anything. */
  requireSpace(): void;
}

const event = z.object({ 'node-name': z.string().optional(), nospace: z.boolean().optional() });

/** Listens for BLOCK_IO_ERROR (qapi/block-core.json) as long as the monitor lives. */
export function watchIoErrors(qmp: Qmp): IoErrors {
  let full: string | undefined;
  qmp.watch('BLOCK_IO_ERROR', data => {
    const error = event.safeParse(data);
    if (error.success && error.data.nospace === true) full ??= error.data['node-name'] ?? 'a disk';
  });
  return {
    requireSpace() {
      if (full === undefined) return;
      throw new GateError('no-space', {
        problem: `the host ran out of space while the guest wrote to ${full}`,
        why: 'QEMU could not write to the image, and reported it to the guest as an I/O error',
        remedy: 'free some space, name another --directory, or use a smaller size for the disks',
      });
    },
  };
}
