import { GateError } from '../errors.ts';
import type { Qmp } from './qmp.ts';

/** Seconds in which the guest must let go of a device: it acknowledges at once unless it hangs. */
const unplugTimeout = 20;

/**
 * A device to be unplugged, and the seconds within which the guest must let go of it; default 20.
 */
export interface UnplugRequest {
  readonly id: string;
  readonly timeout?: number | undefined;
}

/**
 * Unplugs a device; `guest-hung` where the guest does not let go of it in time. A guest that hangs,
 * or refuses, never says so: QEMU asks it once, and waits. Runs unplug nothing that is measured:
 * each round boots a fresh guest.
 */
export async function unplug(
  qmp: Qmp,
  { id, timeout = unplugTimeout }: UnplugRequest,
): Promise<void> {
  const settled = new AbortController();
  const match = (data: Record<string, unknown>): boolean => data['device'] === id;
  const deleted = qmp.event('DEVICE_DELETED', { match, timeout, signal: settled.signal });
  deleted.catch(() => undefined);
  try {
    await qmp.execute('device_del', { id });
    await deleted.catch(cause => {
      if (qmp.lost) throw cause;
      const problem = `the guest did not let go of the device ${id} within ${timeout} s`;
      const why = 'QEMU asked the guest to give the device up, and the guest did not answer';
      throw new GateError('guest-hung', { problem, why }, { cause });
    });
  } finally {
    settled.abort();
  }
}
