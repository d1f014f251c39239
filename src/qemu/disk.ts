import { diskModeKey } from '../core/disk-mode.ts';
import { GateError } from '../errors.ts';
import { type DiskNames, type DiskRequest, diskNames, diskParts } from './disk-nodes.ts';
import { imageInUse } from './image.ts';
import type { Qmp } from './qmp.ts';
import { throttleDisk } from './throttle.ts';
import { unplug } from './unplug.ts';
import type { Vm } from './vm.ts';

/**
 * Plugs a disk into a running machine; what was made is undone where a later part fails.
 * `qemu-failed` with QEMU's own words, or that the image is in use.
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

/**
 * What was not made is refused, which is no news; the error that led here is. A lone controller is
 * left unplugged.
 */
async function undo(qmp: Qmp, names: DiskNames): Promise<void> {
  if (qmp.lost) return;
  const steps: readonly (readonly [string, object])[] = [
    ['blockdev-del', { 'node-name': names.format }],
    ['blockdev-del', { 'node-name': names.file }],
  ];
  await unplug(qmp, { id: names.controller }).catch(() => undefined);
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
