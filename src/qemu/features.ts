import { z } from 'zod';
import { defaultDiskMode } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { type DiskParts, diskParts } from '../disk/parts.ts';
import { GateError } from '../errors.ts';
import { lackOfEngine, startBareQemu } from './bare-qemu.ts';
import type { Qmp } from './qmp.ts';

/**
 * The QEMU to ask, and the modes that it must support; `nullDisks` where disks without storage are
 * needed too.
 */
export interface FeatureRequest {
  readonly qemu: string;
  readonly modes: readonly DiskMode[];
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
    problem: `${request.qemu} does not support what these disks need: ${lacks.join('; ')}`,
    remedy: 'leave those options out, or name another QEMU (--qemu, --base-qemu)',
  });
}

/**
 * One sentence without a full stop for each thing that the modes need and this QEMU or host lacks.
 * The parts that it checks are exactly those that would be plugged.
 */
export async function missingFeatures({
  qemu,
  modes,
  nullDisks,
  signal,
}: FeatureRequest): Promise<readonly string[]> {
  await using bare = await startBareQemu({ qemu, signal });
  const lacks = new Set<string>();
  const asked = [...modes, ...(nullDisks === true ? [defaultDiskMode(512)] : [])];
  for (const mode of asked) {
    const image = { driver: 'null-co' } as const;
    const parts = diskParts({ id: 'asked', image, mode, port: 0 });
    for (const lack of await lacksOfNodes(bare.qmp, parts)) lacks.add(lack);
    for (const lack of await lacksOfDevices(bare.qmp, parts)) lacks.add(lack);
  }
  for (const aio of new Set(modes.map(mode => mode.aio))) {
    const said = await lackOfEngine(bare, aio);
    if (said !== undefined) lacks.add(`aio=${aio}: ${said}`);
  }
  return [...lacks];
}

/**
 * Why QEMU does not take the nodes, on a disk without storage. It checks every driver, option and
 * value before it finds that the format has no header there. What `file` alone has is asked for
 * with the engines.
 */
async function lacksOfNodes(qmp: Qmp, { nodes }: DiskParts): Promise<string[]> {
  const made: unknown[] = [];
  try {
    for (const node of nodes) {
      await qmp.execute('blockdev-add', node);
      made.unshift(node['node-name']);
    }
    return [];
  } catch (error) {
    if (!(error instanceof GateError) || qmp.lost) throw error;
    const { why = error.facts.problem } = error.facts;
    return /Image is not in \w+ format/.test(why) ? [] : [why];
  } finally {
    // One that stays is in the way of the next, which is told as its lack.
    for (const name of made)
      await qmp.execute('blockdev-del', { 'node-name': name }).catch(() => undefined);
  }
}

const propertyList = z.array(z.object({ name: z.string() }));

/** Arguments of device_add that are not properties of the device. */
const commonArguments: ReadonlySet<string> = new Set(['id', 'bus']);

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
      if (!names.has(property) && !commonArguments.has(property)) {
        lacks.push(`its device ${typename} has no property ${property}`);
      }
    }
  }
  return lacks;
}
