import { nearWord } from '../core/near-word.ts';
import type { PlannedArm } from '../core/plan.ts';
import {
  accept,
  collectRejections,
  type Outcome,
  type Rejection,
  reject,
} from '../core/rejection.ts';
import { namePattern } from '../core/schema.ts';
import { cacheFlags, cacheModes, cacheOf, flagKeys } from '../disk/cache.ts';
import type { Values } from '../disk/field.ts';
import {
  defaultDiskMode,
  impossibilities,
  fields as modeFields,
  modeKeys,
  withoutDefaults,
} from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { diskSpec } from '../disk/spec.ts';
import { unknownKey } from './file-errors.ts';
import { parseBlockSize, parseCount, parseSize, parseWord } from './quantity.ts';

/** What a disk SPEC stands for: an arm, and for host arms the directory that it names. */
export interface AskedArm {
  readonly arm: PlannedArm;
  readonly hostDirectory: string | undefined;
  /** Where it was written, for error messages. */
  readonly path: string;
}

/** Fields of a SPEC or of an entry under `disks:` in the config file, all as texts. */
export type DiskFields = Readonly<Record<string, string>>;

/** Keys that a disk may have, in the order in which they are documented. */
export const diskKeys = ['name', ...modeKeys] as const;

const example: DiskMode = {
  ...defaultDiskMode(2 ** 30),
  cache: 'none',
  aio: 'native',
  iothread: true,
};
const usage =
  `write a preset (${cacheModes.join(', ')}), host[:PATH], host-direct[:PATH], null, ` +
  `or fields such as ${diskSpec('prod', example)}`;

/**
 * Reads one SPEC of the command line: `none`, `none,aio=native,name=prod`, `name=prod,cache=none`,
 * `host-direct:/mnt/data`, `null`.
 */
export function parseDiskSpec(path: string, spec: string, defaultSize: number): Outcome<AskedArm> {
  const host = /^(host|host-direct)(?::(.+?))?(?:,name=([^,]*))?$/.exec(spec.trim());
  if (host !== null)
    return hostRequest(path, { kind: host[1] as string, directory: host[2], name: host[3] });
  const fields = fieldsOf(path, spec);
  return fields.ok ? diskFrom(path, fields.value, { defaultSize, isWhole: true }) : fields;
}

/** Marks the fields of a null disk; no user can spell it as a key. */
const nullKey = '(null)';

function fieldsOf(path: string, spec: string): Outcome<DiskFields> {
  const fields: Record<string, string> = {};
  for (const [index, word] of spec.split(',').entries()) {
    const [key = '', ...rest] = word.split('=');
    if (rest.length === 0 && index === 0 && isCacheMode(key.trim())) {
      fields.name = key.trim();
      fields.cache = key.trim();
      continue;
    }
    if (rest.length === 0 && index === 0 && key.trim() === 'null') {
      fields.name = 'null';
      fields[nullKey] = '';
      continue;
    }
    if (rest.length === 0) {
      const place = word === spec ? '' : ` in "${spec}"`;
      return reject(
        path,
        `"${word}"${place} is neither a preset nor a key=value pair`,
        usageFor(word),
      );
    }
    if (Object.hasOwn(fields, key) && !(index > 0 && key === 'name'))
      return reject(path, `${key} appears twice in "${spec}"`, 'say it once');
    fields[key.trim()] = rest.join('=').trim();
  }
  return accept(fields);
}

function usageFor(word: string): string {
  const near = nearWord(word.replace(/:.*/s, ''), [...cacheModes, 'host', 'host-direct', 'null']);
  return near === undefined ? usage : `did you mean ${near}? Else ${usage}`;
}

/**
 * Reads the fields of one disk; every rejection names the key. A disk without storage under it is a
 * row of the host, because no pull request can make it slower.
 */
export function diskFrom(
  path: string,
  { [nullKey]: isNull, ...texts }: DiskFields,
  { defaultSize, isWhole }: { readonly defaultSize: number; readonly isWhole: boolean },
): Outcome<AskedArm> {
  const unknown = unknownKeys(path, texts, isNull === undefined ? diskKeys : ['name', 'size']);
  const name = parseName(path, texts['name']);
  const mode = parseDiskMode({
    path,
    texts,
    defaultSize,
    isWhole: isWhole && unknown.length === 0,
  });
  if (unknown.length > 0 || !mode.ok || !name.ok) {
    const parts = [mode, name].flatMap(part => (part.ok ? [] : part.rejections));
    return { ok: false, rejections: [...unknown, ...parts] };
  }
  const arm: PlannedArm =
    isNull === undefined
      ? { name: name.value, side: 'head', target: { kind: 'disk', mode: mode.value } }
      : { name: name.value, side: 'host', target: { kind: 'null', size: mode.value.size } };
  return accept({ arm, hostDirectory: undefined, path });
}

function unknownKeys(path: string, fields: DiskFields, known: readonly string[]): Rejection[] {
  return Object.keys(fields)
    .filter(key => !known.includes(key))
    .map(key => unknownKey(key, { path: `${path}.${key}`, known }));
}

function hostRequest(
  path: string,
  {
    kind,
    directory,
    name,
  }: { kind: string; directory: string | undefined; name: string | undefined },
): Outcome<AskedArm> {
  const named = parseName(
    path,
    name ?? (directory === undefined ? kind : `${kind}-${slug(directory)}`),
  );
  if (!named.ok) return named;
  const target = { kind: 'host', direct: kind === 'host-direct' } as const;
  const arm = { name: named.value, side: 'host', target } as const;
  return accept({
    arm: directory === undefined ? arm : { ...arm, ownDirectory: true },
    hostDirectory: directory,
    path,
  });
}

function parseName(path: string, name: string | undefined): Outcome<string> {
  if (name === undefined)
    return reject(`${path}.name`, 'the disk has no name', 'add name=…, stable over commits');
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

type Parse<T> = (path: string, text: string) => Outcome<T>;

/** The value of a key; undefined where it is not given or wrong, which is noted. */
type Take = <T>(key: string, parse: Parse<T>) => T | undefined;

/**
 * Resolves a disk mode from the texts of its fields: flags override what `cache` sets, and what no
 * disk can be is rejected with its reason. `defaultSize` is in bytes. Fields that are not
 * `isWhole`, since one was misspelt, are not asked whether they are possible together.
 */
export function parseDiskMode({
  path,
  texts,
  defaultSize,
  isWhole,
}: {
  readonly path: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly defaultSize: number;
  readonly isWhole: boolean;
}): Outcome<DiskMode> {
  const { rejections, take: takeFrom } = collectRejections();
  const take: Take = (key, parse) => {
    const text = texts[key];
    return text === undefined ? undefined : takeFrom(parse(`${path}.${key}`, text), undefined);
  };
  const given = modeFields.flatMap(({ field, name, values }) => {
    const value = values.kind === 'cache' ? takeCache(take) : take(name, parserOf(values));
    return value === undefined ? [] : [[field, value]];
  });
  const mode: DiskMode = { ...defaultDiskMode(defaultSize), ...Object.fromEntries(given) };
  if (rejections.length === 0 && isWhole)
    rejections.push(...impossibilities(mode).map(impossibility => ({ path, ...impossibility })));
  return rejections.length > 0 ? { ok: false, rejections } : accept(withoutDefaults(mode));
}

function parserOf(values: Exclude<Values, { kind: 'cache' }>): Parse<string | number | boolean> {
  switch (values.kind) {
    case 'words':
      return (path, text) => parseWord(path, text, values.words);
    case 'switch':
      return parseSwitch;
    case 'count':
      return (path, text) => parseCount(path, text, values);
    case 'block size':
      return parseBlockSize;
    case 'size':
      return parseSize;
    default:
      return values satisfies never;
  }
}

function takeCache(take: Take): DiskMode['cache'] {
  const named = take('cache', (path, text) => parseWord(path, text, cacheModes)) ?? 'default';
  const flags = { ...cacheFlags(named === 'default' ? 'writeback' : named) };
  for (const { flag, key } of flagKeys) flags[flag] = take(key, parseSwitch) ?? flags[flag];
  return cacheOf(flags);
}

function parseSwitch(path: string, text: string): Outcome<boolean> {
  const word = parseWord(path, text, ['on', 'off']);
  return word.ok ? accept(word.value === 'on') : word;
}
