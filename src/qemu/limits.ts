import { z } from 'zod';
import type { Limit, LimitReading } from '../core/limit.ts';
import { diskNames } from '../disk/field.ts';
import { GateError } from '../errors.ts';
import type { Qmp } from './qmp.ts';

const objects = z.array(z.record(z.string(), z.unknown()));
const medium = z.looseObject({ 'node-name': z.string() });
type Said = Readonly<Record<string, unknown>>;

/** What is limited, as throttle groups call it and as query-block does. */
const limited = [
  ['bytes', 'both', 'bps-total', 'bps'],
  ['bytes', 'read', 'bps-read', 'bps_rd'],
  ['bytes', 'write', 'bps-write', 'bps_wr'],
  ['requests', 'both', 'iops-total', 'iops'],
  ['requests', 'read', 'iops-read', 'iops_rd'],
  ['requests', 'write', 'iops-write', 'iops_wr'],
] as const;

/**
 * The limits in force in a QEMU: those of its devices (-drive throttling.*, block_set_io_throttle),
 * and those of throttle nodes, which lie in a group. `qemu-failed` where QEMU is gone.
 */
export async function qemuLimits(qmp: Qmp): Promise<LimitReading> {
  const limits: Limit[] = [];
  const unknown: string[] = [];
  const take = (node: string, found: readonly Limit[] | undefined): void => {
    if (found === undefined) unknown.push(`throttle of ${node} in QEMU`);
    else limits.push(...found);
  };
  for (const { inserted } of await ask(qmp, 'query-block')) {
    if (inserted === undefined) continue;
    const { success, data } = medium.safeParse(inserted);
    take(
      success ? data['node-name'] : 'a device',
      success ? limitsIn(data, data['node-name'], 'block') : undefined,
    );
  }
  for (const node of await ask(qmp, 'query-named-block-nodes', { flat: true })) {
    if (node['drv'] !== 'throttle') continue;
    const name = String(node['node-name']);
    const said = await groupOf(qmp, node);
    take(name, said === undefined ? undefined : limitsIn(said, name, 'group'));
  }
  return { limits, unknown };
}

/**
 * Those limits that may hold the disk `id`: all but the ones of other disks' own nodes. A throttle
 * node that somebody else put there is taken for every disk's, as QEMU does not tell what lies
 * above it.
 */
export function limitsOfDisk(limits: readonly Limit[], id: string): readonly Limit[] {
  const own = diskNames(id).format;
  const ofDisks = diskNames('').format;
  return limits.filter(
    ({ source, node }) => source !== 'QEMU' || node === own || !node.endsWith(ofDisks),
  );
}

async function ask(qmp: Qmp, command: string, args: object = {}): Promise<readonly Said[]> {
  const answer = objects.safeParse(await qmp.execute(command, args));
  if (answer.success) return answer.data;
  throw new GateError('qemu-failed', {
    problem: `QEMU answered ${command} with something other than a list`,
  });
}

/** A throttle node tells its group by its filename alone, in JSON that QEMU may cut off. */
async function groupOf(qmp: Qmp, { file }: Said): Promise<Said | undefined> {
  const group = /"throttle-group": "([\w.-]+)"/.exec(String(file))?.[1];
  if (group === undefined) return undefined;
  const path = `/objects/${group}`;
  const answer = await qmp
    .execute('qom-get', { path, property: 'limits' })
    .catch((error: unknown) => {
      if (qmp.lost) throw error;
    });
  return z.record(z.string(), z.unknown()).safeParse(answer).data;
}

/** Undefined where a number is missing, or is none. */
function limitsIn(said: Said, node: string, speaker: 'group' | 'block'): Limit[] | undefined {
  const [join, bytesPerRequest] = speaker === 'group' ? ['-', 'iops-size'] : ['_', 'iops_size'];
  const limits: Limit[] = [];
  for (const [what, direction, inGroup, inBlock] of limited) {
    const name = speaker === 'group' ? inGroup : inBlock;
    const perSecond = said[name];
    const most = said[`${name}${join}max`] ?? 0;
    const seconds = said[`${name}${join}max${join}length`] ?? 1;
    const size = said[bytesPerRequest] ?? 0;
    if (!isAmount(perSecond) || !isAmount(most) || !isAmount(seconds) || !isAmount(size))
      return undefined;
    if (perSecond === 0) continue;
    const burst = most === 0 ? {} : { burst: { perSecond: most, seconds } };
    const limit = { source: 'QEMU', node, what, direction, perSecond, ...burst } as const;
    limits.push(limit);
    // A larger request counts as several.
    if (what === 'requests' && size > 0) limits.push(inBytes(limit, size));
  }
  return limits;
}

function inBytes({ burst, ...limit }: Limit, size: number): Limit {
  const bytes = { ...limit, what: 'bytes', perSecond: limit.perSecond * size } as const;
  if (burst === undefined) return bytes;
  return { ...bytes, burst: { ...burst, perSecond: burst.perSecond * size } };
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
