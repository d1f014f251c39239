import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Limit, LimitReading } from '../core/limit.ts';
import { hasCode } from '../errors.ts';
import { mountsIn } from './drive.ts';

/** Whose limits to read. */
interface CgroupRequest {
  /** Of the QEMU, or of ourselves for tools on the host. */
  readonly pid: number;
  /** major:minor of the block devices that it uses (`blockDevicesUnder`); none: take any. */
  readonly devices: readonly string[];
  /** Where procfs is. */
  readonly proc?: string;
}

type Found = Omit<Limit, 'source' | 'node'> & { readonly device?: string };

/** A file of a group that sets limits, with others beside it; no text where one is not there. */
interface LimitFile {
  readonly controller: string;
  readonly names: readonly [string, ...string[]];
  readonly parse: (text: string, ...beside: readonly string[]) => readonly Found[];
}

const kinds = { read_bps: 'rbps', read_iops: 'riops', write_bps: 'wbps', write_iops: 'wiops' };

/** Version 2 has no names of controllers in /proc/PID/cgroup. Kernels before 5.14 know no burst. */
const files: readonly LimitFile[] = [
  { controller: '', names: ['io.max'], parse: deviceLimits },
  { controller: '', names: ['cpu.max', 'cpu.max.burst'], parse: quota },
  ...Object.entries(kinds).map(
    ([kind, key]): LimitFile => ({
      controller: 'blkio',
      names: [`blkio.throttle.${kind}_device`],
      parse: text => deviceLimits(text.replaceAll(' ', ` ${key}=`)),
    }),
  ),
  {
    controller: 'cpu',
    names: ['cpu.cfs_quota_us', 'cpu.cfs_period_us', 'cpu.cfs_burst_us'],
    parse: (time, period, burst) => quota(`${time.replace('-1', 'max').trim()} ${period}`, burst),
  },
];

/**
 * The limits of a process's control groups and of all groups above them, of version 2 (io.max,
 * cpu.max) and 1 (blkio.throttle.*, cpu.cfs_*). A quota of all the processors there are is none.
 * What can't be read is `unknown`, as are groups above a container, which it does not see.
 * Sources: Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/blkio-controller.rst.
 */
export async function cgroupLimits(request: CgroupRequest): Promise<LimitReading> {
  const { pid, devices, proc = '/proc' } = request;
  const limits: Limit[] = [];
  const unknown = new Set<string>();
  const [groups, mountinfo] = await Promise.all(
    [`${pid}/cgroup`, 'self/mountinfo'].map(name =>
      readFile(join(proc, name), 'utf8').catch(() => ''),
    ),
  );
  const memberships = membershipsIn(groups ?? '');
  const mounts = mountsIn(mountinfo ?? '');
  if (memberships.length === 0) unknown.add('control groups');
  for (const { controller, path } of memberships) {
    const top = mounts.find(({ filesystem, options }) =>
      controller === ''
        ? filesystem === 'cgroup2'
        : filesystem === 'cgroup' && options.split(',').includes(controller),
    );
    const below = top === undefined ? undefined : pathBelow(top.root, path);
    if (top === undefined || below === undefined || !existsSync(join(top.target, below))) {
      unknown.add(`control groups of ${controller || 'version 2'}`);
      continue;
    }
    // The real root has no type.
    if (top.root !== '/' || existsSync(join(top.target, 'cgroup.type')))
      unknown.add('control groups above the container');
    for (let at = below; ; at = dirname(at)) {
      const node = basename(at) || '/';
      for (const file of files.filter(one => one.controller === controller)) {
        const found = await limitsIn(join(top.target, at), file);
        if (found === undefined) unknown.add(file.names[0]);
        for (const { device, ...limit } of found ?? []) {
          if (device === undefined || devices.length === 0 || devices.includes(device))
            limits.push({ source: 'cgroup', node, ...limit });
        }
      }
      if (at === '/') break;
    }
  }
  return { limits, unknown: [...unknown] };
}

/** None where the group has no such file; undefined where it can't be read, or is malformed. */
async function limitsIn(directory: string, { names, parse }: LimitFile) {
  const read = (name: string): Promise<string> =>
    readFile(join(directory, name), 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return '';
      throw error;
    });
  try {
    const [text = '', ...beside] = await Promise.all(names.map(read));
    return text === '' ? [] : parse(text, ...beside);
  } catch {
    return undefined;
  }
}

/** Lines of `MAJOR:MINOR rbps=N wiops=max …`. */
function deviceLimits(text: string): readonly Found[] {
  return text.split('\n').flatMap(line => {
    const [device = '', ...settings] = line.trim().split(' ');
    return settings.flatMap(setting => {
      const [, direction, what, value] = /^([rw])(bps|iops)=(max|\d+)$/.exec(setting) ?? [];
      if (value === 'max') return [];
      return {
        what: what === 'bps' ? ('bytes' as const) : ('requests' as const),
        direction: direction === 'r' ? ('read' as const) : ('write' as const),
        perSecond: positive(value),
        device,
      };
    });
  });
}

/** `QUOTA PERIOD` in microseconds; a full bucket is a whole quota, and the burst on top of it. */
function quota(text: string, burst = ''): readonly Found[] {
  const [given, period] = text.trim().split(' ');
  if (given === 'max') return [];
  const [time, every] = [positive(given), positive(period)];
  const perSecond = time / every;
  const seconds = positive(((time + Number(burst)) * every) / (time * 1e6));
  if (perSecond >= cpus().length) return [];
  return [{ what: 'processors', direction: 'both', perSecond, burst: { perSecond, seconds } }];
}

function positive(said: string | number | undefined): number {
  const value = Number(said);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new TypeError(`${said} is not above 0`);
}

/**
 * The groups of a process that may limit it: lines of `ID:CONTROLLERS:PATH`. Where version 1 has
 * both controllers, version 2 has neither.
 */
function membershipsIn(text: string) {
  const found = text.split('\n').flatMap(line => {
    const [, names, path = ''] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    const held = names?.split(',').filter(name => files.some(one => one.controller === name));
    return (held ?? []).map(controller => ({ controller, path }));
  });
  const old = found.filter(({ controller }) => controller !== '');
  return old.length === 2 ? old : found;
}

/** Undefined where the mount does not show the group, as in some containers. */
function pathBelow(root: string, path: string): string | undefined {
  const below = join('/', path.startsWith(root) ? path.slice(root.length) : '');
  return [path, `${path}/`].includes(join(root, below)) ? below : undefined;
}
