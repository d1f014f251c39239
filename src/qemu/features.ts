import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AioEngine, Bus, DiskMode } from '../core/disk-mode.ts';
import { GateError } from '../errors.ts';
import { startProgram } from '../process/program.ts';
import { createSocketScratch } from '../process/scratch.ts';
import { listenForQemu } from './monitor.ts';
import type { Qmp } from './qmp.ts';

export interface FeatureRequest {
  readonly qemu: string;
  readonly modes: readonly DiskMode[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a QEMU without a machine whether it has all that the modes need, so that what is lacking is said before anything
 * boots: `qemu-failed` with one sentence per lack. Asked instead of a table of versions, since builds differ.
 */
export async function requireFeatures(request: FeatureRequest): Promise<void> {
  const lacks = await missingFeatures(request);
  if (lacks.length === 0) return;
  throw new GateError('qemu-failed', {
    problem: `${request.qemu} can't do what the disks ask for: ${lacks.join('; ')}`,
    remedy: 'leave those options out, or name another QEMU with --qemu',
  });
}

/** One sentence without a full stop for everything that the modes need and this QEMU, or this host, lacks. */
export async function missingFeatures({ qemu, modes, signal }: FeatureRequest): Promise<readonly string[]> {
  await using sockets = await createSocketScratch();
  await using monitor = await listenForQemu(join(sockets.path, 'qmp'));
  const argv = [qemu, '-M', 'none', '-nodefaults', '-no-user-config', '-display', 'none', '-nic', 'none'];
  const connection = ['-chardev', `socket,id=monitor,path=${monitor.path.replaceAll(',', ',,')},server=off`];
  const mode = ['-mon', 'chardev=monitor,mode=control'];
  await using program = await startProgram({ argv: [...argv, ...connection, ...mode], signal });
  await using qmp = await monitor.accept({ program, timeout: 20, signal });
  const lacks: string[] = [];
  for (const bus of new Set(modes.map(disk => disk.bus))) {
    const wanted = modes.filter(disk => disk.bus === bus);
    lacks.push(...(await lacksOfBus(qmp, { bus, iothread: wanted.some(disk => disk.iothread) })));
  }
  for (const aio of new Set(modes.map(disk => disk.aio))) {
    const said = await lackOfEngine({ qmp, stderr: () => program.stderrTail(), aio, directory: sockets.path });
    if (said !== undefined) lacks.push(`aio=${aio}: ${said}`);
  }
  return lacks;
}

/** Drivers of a bus with the properties that we set on them. */
const devicesOf: Readonly<Record<Bus, readonly { readonly driver: string; readonly properties: readonly string[] }[]>> =
  {
    'virtio-blk': [
      { driver: 'virtio-blk-pci', properties: ['write-cache', 'config-wce', 'serial', 'werror', 'rerror'] },
    ],
    'virtio-scsi': [
      { driver: 'virtio-scsi-pci', properties: [] },
      { driver: 'scsi-hd', properties: ['write-cache', 'serial', 'werror', 'rerror'] },
    ],
    nvme: [{ driver: 'nvme', properties: ['write-cache', 'serial'] }],
  };

const propertyList = z.array(z.object({ name: z.string() }));

async function lacksOfBus(
  qmp: Qmp,
  { bus, iothread }: { readonly bus: Bus; readonly iothread: boolean },
): Promise<string[]> {
  const lacks: string[] = [];
  for (const [index, { driver, properties }] of devicesOf[bus].entries()) {
    const answer = await qmp.execute('device-list-properties', { typename: driver }).catch((error: unknown) => error);
    const known = propertyList.safeParse(answer);
    if (!known.success) {
      lacks.push(`bus=${bus}: it has no device ${driver}`);
      continue;
    }
    const names = new Set(known.data.map(({ name }) => name));
    const needed = iothread && index === 0 ? [...properties, 'iothread'] : properties;
    for (const property of needed) {
      if (!names.has(property)) lacks.push(`bus=${bus}: its device ${driver} has no property ${property}`);
    }
  }
  return lacks;
}

interface Probe {
  readonly qmp: Qmp;
  readonly stderr: () => string;
  readonly aio: AioEngine;
  readonly directory: string;
}

/**
 * Opens a small file with the engine: a build may lack it, and a kernel may refuse it (kernel.io_uring_disabled, a
 * container's seccomp profile), of which some versions only warn. native is in every build for Linux, and whether the
 * directory has O_DIRECT is not asked here.
 */
async function lackOfEngine({ qmp, stderr, aio, directory }: Probe): Promise<string | undefined> {
  if (aio !== 'io_uring') return undefined;
  const filename = join(directory, 'probe');
  await writeFile(filename, Buffer.alloc(65536));
  const before = stderr().length;
  const node = { driver: 'file', 'node-name': 'probe', filename, aio };
  const refused = await qmp.execute('blockdev-add', node).then(
    () => undefined,
    (error: unknown) => (error instanceof GateError ? (error.facts.why ?? error.facts.problem) : String(error)),
  );
  const warning = stderr()
    .slice(before)
    .split('\n')
    .find(line => line.includes('io_uring'));
  return refused ?? warning;
}
