import { z } from 'zod';
import { defaultDiskMode } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { type DiskImage, type DiskParts, diskParts } from '../disk/parts.ts';
import { GateError } from '../errors.ts';
import { lackOfEngine, startBareQemu } from './bare-qemu.ts';
import type { Qmp } from './qmp.ts';
import { type QmpSchema, readSchema, unknownArguments } from './schema.ts';

export interface FeatureRequest {
  readonly qemu: string;
  readonly modes: readonly DiskMode[];
  /** Whether disks without storage are wanted as well. */
  readonly nullDisks?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks a QEMU without a machine whether it has all that the modes need, so that what is lacking is
 * said before anything boots: `qemu-failed` with one sentence per lack. Asked instead of a table of
 * versions, since builds differ.
 */
export async function requireFeatures(request: FeatureRequest): Promise<void> {
  const lacks = await missingFeatures(request);
  if (lacks.length === 0) return;
  throw new GateError('qemu-failed', {
    problem: `${request.qemu} can't do what the disks ask for: ${lacks.join('; ')}`,
    remedy: 'leave those options out, or name another QEMU (--qemu, --base-qemu)',
  });
}

/**
 * One sentence without a full stop for everything that the modes need and this QEMU, or this host,
 * lacks.
 */
export async function missingFeatures({
  qemu,
  modes,
  nullDisks,
  signal,
}: FeatureRequest): Promise<readonly string[]> {
  await using bare = await startBareQemu({ qemu, signal });
  const { qmp, argv } = bare;
  const lacks = new Set<string>();
  const schema = readSchema(await qmp.execute('query-qmp-schema'));
  if (schema === undefined) {
    throw new GateError('qemu-failed', {
      problem: `${qemu} answered query-qmp-schema with something unexpected`,
      argv,
    });
  }
  const disks = modes.map(mode => partsOf(mode, 'image'));
  if (nullDisks === true) disks.push(partsOf(defaultDiskMode(512), { driver: 'null-co' }));
  for (const parts of disks) {
    for (const lack of lacksOfNodes(schema, parts)) lacks.add(lack);
    for (const lack of await lacksOfDevices(qmp, parts)) lacks.add(lack);
  }
  for (const aio of new Set(modes.map(mode => mode.aio))) {
    const said = await lackOfEngine(bare, aio);
    if (said !== undefined) lacks.add(`aio=${aio}: ${said}`);
  }
  return [...lacks];
}

/**
 * The very parts that would be plugged, so that nothing is asked for that we don't set, and nothing
 * set unasked.
 */
function partsOf(mode: DiskMode, image: DiskImage): DiskParts {
  return diskParts({ id: 'asked', image, mode, port: 0 });
}

function lacksOfNodes(schema: QmpSchema, { nodes }: DiskParts): string[] {
  return nodes.flatMap(node =>
    unknownArguments(schema, 'blockdev-add', node).map(
      unknown => `its block driver ${String(node['driver'])} does not know ${unknown}`,
    ),
  );
}

const propertyList = z.array(z.object({ name: z.string() }));

/** Arguments of device_add that are no properties of the device. */
const ofEveryDevice: ReadonlySet<string> = new Set(['id', 'bus']);

async function lacksOfDevices(qmp: Qmp, { devices }: DiskParts): Promise<string[]> {
  const lacks: string[] = [];
  for (const { driver, ...device } of devices) {
    const typename = String(driver);
    const answer = await qmp
      .execute('device-list-properties', { typename })
      .catch((error: unknown) => error);
    const known = propertyList.safeParse(answer);
    if (!known.success) {
      lacks.push(`it has no device ${typename}`);
      continue;
    }
    const names = new Set(known.data.map(({ name }) => name));
    for (const property of Object.keys(device)) {
      if (!names.has(property) && !ofEveryDevice.has(property)) {
        lacks.push(`its device ${typename} has no property ${property}`);
      }
    }
  }
  return lacks;
}
