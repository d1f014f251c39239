import { diskNames } from '../../src/disk/field.ts';
import { GateError } from '../../src/errors.ts';
import type { Qmp } from '../../src/qemu/qmp.ts';
import type { Vm } from '../../src/qemu/vm.ts';

/**
 * Unplugs a disk and closes its image, so that many modes can be tried in one guest; `guest-hung`
 * as `unplug`.
 */
export async function detachDisk(
  { qmp }: Vm,
  { id, timeout }: { readonly id: string; readonly timeout?: number },
): Promise<void> {
  const names = diskNames(id);
  const parts = await childrenOf(qmp, '/machine/peripheral');
  await unplug(qmp, names.device, timeout);
  if (parts.includes(names.controller)) await unplug(qmp, names.controller, timeout);
  const nodes = await qmp.execute('query-named-block-nodes', { flat: true });
  for (const node of [names.throttle, names.format, names.file]) {
    const isThere = JSON.stringify(nodes).includes(`"node-name":${JSON.stringify(node)}`);
    if (isThere) await qmp.execute('blockdev-del', { 'node-name': node });
  }
  const objects = await childrenOf(qmp, '/objects');
  for (const object of [names.iothread, names.throttle])
    if (objects.includes(object)) await qmp.execute('object-del', { id: object });
}

/**
 * Unplugs a device; `guest-hung` where the guest does not let go of it within `timeout` seconds. A
 * guest that hangs, or refuses, never says so: QEMU asks it once, and waits.
 */
async function unplug(qmp: Qmp, id: string, timeout = 20): Promise<void> {
  const settled = new AbortController();
  const match = (data: Record<string, unknown>): boolean => data['device'] === id;
  const deleted = qmp.event('DEVICE_DELETED', { match, timeout, signal: settled.signal });
  deleted.catch(() => undefined);
  try {
    await qmp.execute('device_del', { id });
    await deleted.catch(cause => {
      if (qmp.lost) throw cause;
      const problem = `the guest did not release the device ${id} within ${timeout} s`;
      throw new GateError('guest-hung', { problem }, { cause });
    });
  } finally {
    settled.abort();
  }
}

/** Names of the children of an object in QEMU's tree. */
async function childrenOf(qmp: Qmp, path: string): Promise<readonly string[]> {
  const answer = await qmp.execute('qom-list', { path });
  const properties = Array.isArray(answer) ? (answer as readonly Record<string, unknown>[]) : [];
  return properties.map(({ name }) => String(name));
}
