import type { Plan } from '../core/plan.ts';
import { formatBytes } from '../core/quantity.ts';
import { GateError } from '../errors.ts';
import { type HeldDevice, holdDevice, isSameDevice, namedDevices } from '../host/scratch-device.ts';
import { deviceBytes } from './places.ts';

/**
 * Keeps the devices of a plan to ourselves until they are disposed of. `bad-config` where the owner
 * of this host gave none that name, where one may not be written to, or is too small.
 */
export async function holdDevices(plan: Plan, signal: AbortSignal) {
  await using resources = new AsyncDisposableStack();
  const held = new Map<string, HeldDevice>();
  const targets = plan.arms.map(({ target }) =>
    target.kind === 'disk' ? target.device : undefined,
  );
  const names = [...new Set(targets)].filter(name => name !== undefined);
  const paths = names.length === 0 ? new Map<string, string>() : await namedDevices();
  for (const name of names) {
    const path = paths.get(name);
    if (path === undefined)
      throw refusal(
        name,
        'has no name on this host',
        'let its owner write it into /etc/storage-gate/devices',
      );
    const device = await holdDevice(path, signal);
    if (typeof device === 'string')
      throw refusal(
        name,
        `may not be written to: ${device}`,
        `look at it: storage-gate device show ${name}`,
      );
    resources.use(device);
    const needed = deviceBytes(plan, name);
    if (device.size < needed)
      throw refusal(
        name,
        `has ${formatBytes(device.size)}, and its disks need ${formatBytes(needed)}, side by side`,
        'give the disks a smaller size',
      );
    held.set(name, device);
  }
  const kinds = [...held].map(([name, { kind }]) => `${name}: ${kind}`).toSorted();
  const owned = resources.move();
  return {
    held,
    facts: kinds.length === 0 ? {} : { devices: kinds.join('; ').slice(0, 500) },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function refusal(name: string, what: string, remedy: string): GateError {
  return new GateError('bad-config', { problem: `the device "${name}" ${what}`, remedy });
}

/** `host-changed` where a device is no longer there, or not the one that was held. */
export async function requireSameDevices({
  devices,
  signal,
}: {
  readonly devices: ReadonlyMap<string, HeldDevice>;
  readonly signal: AbortSignal;
}): Promise<void> {
  for (const [name, device] of devices)
    if (!(await isSameDevice(device, signal)))
      throw new GateError('host-changed', {
        problem: `the device "${name}" vanished while it was measured, or is another one`,
        remedy: 'let it be until the run has ended',
      });
}
