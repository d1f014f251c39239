import { z } from 'zod';
import type { Limit, LimitReading } from '../core/limit.ts';
import { GateError } from '../errors.ts';
import type { Qmp } from './qmp.ts';

const said = z.record(z.string(), z.unknown());
type Said = Readonly<z.infer<typeof said>>;

/** What is limited, as throttle groups call it and as query-block does. */
const directions = [
  ['both', '-total', ''],
  ['read', '-read', '_rd'],
  ['write', '-write', '_wr'],
] as const;
const limited = directions.flatMap(
  ([direction, inGroup, inBlock]) =>
    [
      { what: 'bytes', direction, group: `bps${inGroup}`, block: `bps${inBlock}` },
      { what: 'requests', direction, group: `iops${inGroup}`, block: `iops${inBlock}` },
    ] as const,
);

/**
 * The limits in force in a QEMU: those of its devices (-drive throttling.*, block_set_io_throttle),
 * and those of the groups of throttle nodes. `qemu-failed` where QEMU is gone.
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
    const medium = said.safeParse(inserted).data ?? {};
    const node = medium['node-name'];
    if (typeof node === 'string') take(node, limitsIn(medium, node, 'block'));
    else take('a device', undefined);
  }
  for (const { name, type } of await ask(qmp, 'qom-list', { path: '/objects' })) {
    if (type !== 'child<throttle-group>') continue;
    const asked = { path: `/objects/${String(name)}`, property: 'limits' };
    const group = said.safeParse(await qmp.execute('qom-get', asked)).data;
    take(String(name), group && limitsIn(group, String(name), 'group'));
  }
  return { limits, unknown };
}

/**
 * Those limits that may hold the disk `id`: all but the ones of other disks' own nodes. A throttle
 * group that somebody else made is taken for every disk's, as QEMU does not tell who is in it.
 */
export function limitsOfDisk(limits: readonly Limit[], id: string): readonly Limit[] {
  return limits.filter(({ source, node }) => {
    const owner = /^(.+)-(?:file|disk|throttle)$/.exec(node)?.[1] ?? id;
    return source !== 'QEMU' || owner === id;
  });
}

async function ask(qmp: Qmp, command: string, args: object = {}): Promise<readonly Said[]> {
  const answer = z.array(said).safeParse(await qmp.execute(command, args));
  if (answer.success) return answer.data;
  const problem = `QEMU answered ${command} with something other than a list`;
  throw new GateError('qemu-failed', { problem });
}

/** Undefined where a number is missing, or is none. */
function limitsIn(values: Said, node: string, speaker: 'group' | 'block'): Limit[] | undefined {
  const dash = speaker === 'group' ? '-' : '_';
  const limits: Limit[] = [];
  for (const { what, direction, [speaker]: name } of limited) {
    const perSecond = values[name];
    const most = values[`${name}${dash}max`] ?? 0;
    const seconds = values[`${name}${dash}max${dash}length`] ?? 1;
    const size = values[`iops${dash}size`] ?? 0;
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
