import { diskModeKey } from '../core/disk-mode.ts';
import { GateError } from '../errors.ts';
import { type DiskNames, type DiskRequest, diskNames, diskParts } from './disk-nodes.ts';
import { imageInUse } from './image.ts';
import type { Qmp } from './qmp.ts';
import { throttleDisk } from './throttle.ts';
import type { Vm } from './vm.ts';

/** Seconds in which the guest must let go of a device: it acknowledges at once unless it hangs. */
const unplugTimeout = 20;

/**
 * Plugs a disk into a running machine; what was made is undone where a later part fails. `qemu-failed` with QEMU's own
 * words, or that the image is in use.
 */
export async function attachDisk(vm: Vm, request: DiskRequest): Promise<void> {
  const { qmp } = vm;
  const names = diskNames(request.id);
  const parts = diskParts(request);
  try {
    for (const node of parts.nodes) await qmp.execute('blockdev-add', node);
    for (const object of parts.objects) await qmp.execute('object-add', object);
    for (const device of parts.devices) await qmp.execute('device_add', device);
    const { id, throttle: bytesPerSecond } = request;
    if (bytesPerSecond !== undefined) await throttleDisk(qmp, { id, bytesPerSecond });
  } catch (error) {
    await undo(qmp, names);
    throw describe(request, error);
  }
}

/** A disk to be unplugged, and the seconds within which the guest must let go of it; default 20. */
export interface UnplugRequest {
  readonly id: string;
  readonly timeout?: number | undefined;
}

/** Unplugs a disk and closes its image; `guest-hung` where the guest does not let go in time. */
export async function detachDisk(vm: Vm, { id, timeout = unplugTimeout }: UnplugRequest): Promise<void> {
  const { qmp } = vm;
  const names = diskNames(id);
  const parts = await childrenOf(qmp, '/machine/peripheral');
  await unplug(qmp, { id: names.device, timeout });
  if (parts.includes(names.controller)) await unplug(qmp, { id: names.controller, timeout });
  if ((await childrenOf(qmp, '/objects')).includes(names.iothread)) {
    await qmp.execute('object-del', { id: names.iothread });
  }
  for (const node of [names.format, names.file]) await qmp.execute('blockdev-del', { 'node-name': node });
}

/** A guest that hangs, or refuses, never says so: QEMU asks it once, and waits. */
async function unplug(qmp: Qmp, { id, timeout }: { readonly id: string; readonly timeout: number }): Promise<void> {
  const settled = new AbortController();
  const match = (data: Record<string, unknown>): boolean => data['device'] === id;
  const deleted = qmp.event('DEVICE_DELETED', { match, timeout, signal: settled.signal });
  deleted.catch(() => undefined);
  try {
    await qmp.execute('device_del', { id });
    await deleted.catch(cause => {
      if (qmp.lost) throw cause;
      const problem = `the guest did not let go of the disk ${id} within ${timeout} s`;
      const why = 'QEMU asked the guest to give the device up, and the guest did not answer';
      throw new GateError('guest-hung', { problem, why }, { cause });
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

/** What was not made is refused, which is no news; the error that led here is. A lone controller is left unplugged. */
async function undo(qmp: Qmp, names: DiskNames): Promise<void> {
  if (qmp.lost) return;
  const steps: readonly (readonly [string, object])[] = [
    ['blockdev-del', { 'node-name': names.format }],
    ['blockdev-del', { 'node-name': names.file }],
  ];
  await unplug(qmp, { id: names.controller, timeout: unplugTimeout }).catch(() => undefined);
  await qmp.execute('object-del', { id: names.iothread }).catch(() => undefined);
  for (const [command, args] of steps) await qmp.execute(command, args).catch(() => undefined);
}

function describe({ image, mode }: DiskRequest, cause: unknown): unknown {
  if (!(cause instanceof GateError)) return cause;
  const why = cause.facts.why ?? '';
  const path = typeof image === 'string' ? image : undefined;
  if (path !== undefined && /Failed to get .* lock/i.test(why)) return imageInUse(path, cause);
  if (!cause.facts.problem.startsWith('QEMU refused')) return cause;
  const problem = `QEMU refused the disk mode ${diskModeKey(mode)} with the image ${path ?? 'null-co'}`;
  return new GateError('qemu-failed', { ...cause.facts, problem, path }, { cause });
}
