import {
  aioEngines,
  buses,
  type CacheMode,
  cacheModes,
  type DiskMode,
  imageFormats,
  impossibility,
} from '../core/disk-mode.ts';
import type { PlannedArm } from '../core/plan.ts';
import { accept, type Outcome, type Rejection, reject } from '../core/rejection.ts';
import { namePattern } from '../core/run.ts';
import { parseSize, parseWord } from './quantity.ts';

/** What a disk SPEC asks for: an arm, and for host arms the directory that it names. */
export interface DiskRequest {
  readonly arm: PlannedArm;
  readonly hostDirectory: string | undefined;
}

/** Fields of a SPEC or of an entry under `disks:` in the config file, all as texts. */
export type DiskFields = Readonly<Record<string, string>>;

/** Keys that a disk may have, in the order in which they are documented. */
export const diskKeys = ['name', 'format', 'cache', 'aio', 'bus', 'iothread', 'size'] as const;

const usage =
  'write a preset (default, writeback, writethrough, none, directsync, unsafe), host[:PATH], host-direct[:PATH], ' +
  'or fields such as name=prod,format=raw,cache=none,aio=native,bus=virtio-blk,iothread=on,size=1GiB';

/** Reads one SPEC of the command line: `none`, `none,aio=native,name=prod`, `name=prod,cache=none`, `host-direct:/mnt/data`. */
export function parseDiskSpec(path: string, spec: string, defaultSize: number): Outcome<DiskRequest> {
  const host = /^(host|host-direct)(?::(.+?))?(?:,name=([^,]*))?$/.exec(spec.trim());
  if (host !== null) return hostRequest(path, { kind: host[1] as string, directory: host[2], name: host[3] });
  const fields: Record<string, string> = {};
  for (const [index, word] of spec.split(',').entries()) {
    const [key = '', ...rest] = word.split('=');
    if (rest.length === 0 && index === 0 && isCacheMode(key.trim())) {
      fields.name = key.trim();
      fields.cache = key.trim();
      continue;
    }
    if (rest.length === 0)
      return reject(path, `"${word}" in "${spec}" is neither a preset nor a key=value pair`, usage);
    if (key in fields && !(index > 0 && key === 'name')) return reject(path, `${key} stands twice in "${spec}"`);
    fields[key.trim()] = rest.join('=').trim();
  }
  return diskRequest(path, fields, defaultSize);
}

/** Reads the fields of one disk; every rejection names the key. */
export function diskRequest(path: string, fields: DiskFields, defaultSize: number): Outcome<DiskRequest> {
  const rejections: Rejection[] = [];
  const take = <T>(outcome: Outcome<T>, fallback: T): T => {
    if (outcome.ok) return outcome.value;
    rejections.push(...outcome.rejections);
    return fallback;
  };
  for (const key of Object.keys(fields)) {
    if (!(diskKeys as readonly string[]).includes(key)) {
      rejections.push({
        path: `${path}.${key}`,
        problem: `unknown key "${key}"`,
        remedy: `use ${diskKeys.join(', ')}`,
      });
    }
  }
  const word = <const W extends string>(key: string, words: readonly W[], fallback: W): W =>
    fields[key] === undefined ? fallback : take(parseWord(`${path}.${key}`, fields[key], words), fallback);
  const cache: CacheMode = word('cache', cacheModes, 'default');
  const mode: DiskMode = {
    format: word('format', imageFormats, 'raw'),
    cache: cache === 'default' ? 'writeback' : cache,
    aio: word('aio', aioEngines, 'threads'),
    bus: word('bus', buses, 'virtio-blk'),
    iothread: word('iothread', ['on', 'off'], 'off') === 'on',
    size: fields.size === undefined ? defaultSize : take(parseSize(`${path}.size`, fields.size), defaultSize),
  };
  const name = take(parseName(path, fields.name), 'invalid');
  const impossible = impossibility(mode);
  if (impossible !== undefined) rejections.push({ path, ...impossible });
  if (rejections.length > 0) return { ok: false, rejections };
  return accept({ arm: { name, side: 'head', target: { kind: 'disk', mode } }, hostDirectory: undefined });
}

function hostRequest(
  path: string,
  { kind, directory, name }: { kind: string; directory: string | undefined; name: string | undefined },
): Outcome<DiskRequest> {
  const named = parseName(path, name ?? (directory === undefined ? kind : `${kind}-${slug(directory)}`));
  if (!named.ok) return named;
  const target = { kind: 'host', direct: kind === 'host-direct' } as const;
  return accept({ arm: { name: named.value, side: 'host', target }, hostDirectory: directory });
}

function parseName(path: string, name: string | undefined): Outcome<string> {
  if (name === undefined) return reject(`${path}.name`, 'the disk has no name', 'add name=…, stable over commits');
  if (namePattern.test(name)) return accept(name);
  return reject(
    `${path}.name`,
    `"${name}" is not a name`,
    'use 1 to 64 letters, digits, ".", "_" or "-", starting with a letter or digit',
  );
}

function isCacheMode(text: string): boolean {
  return (cacheModes as readonly string[]).includes(text);
}

/** A directory's path as a part of an arm's name: `/mnt/block` is `mnt-block`. */
function slug(path: string): string {
  return (
    path
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'root'
  );
}
