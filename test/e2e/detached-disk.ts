import { diskNames } from '../../src/disk/field.ts';
import { unplug } from '../../src/qemu/disk.ts';
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
  if ((await childrenOf(qmp, '/objects')).includes(names.iothread)) {
    await qmp.execute('object-del', { id: names.iothread });
  }
  for (const node of [names.format, names.file])
    await qmp.execute('blockdev-del', { 'node-name': node });
}

/** Names of the children of an object in QEMU's tree. */
async function childrenOf(qmp: Qmp, path: string): Promise<readonly string[]> {
  const answer = await qmp.execute('qom-list', { path });
  const properties = Array.isArray(answer) ? (answer as readonly Record<string, unknown>[]) : [];
  return properties.map(({ name }) => String(name));
}
