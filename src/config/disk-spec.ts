import { nearWord } from '../core/near-word.ts';
import type { PlannedArm } from '../core/plan.ts';
import { accept, type Outcome, type Rejection, reject } from '../core/rejection.ts';
import { namePattern } from '../core/schema.ts';
import { cacheModes } from '../disk/cache.ts';
import { defaultDiskMode, modeKeys } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { diskSpec } from '../disk/spec.ts';
import {
  type Asking,
  type Definitions,
  type DiskFields,
  groupOf,
  plainPath,
  type ReadDisk,
  readDisk,
  sourceKeys,
} from './defined-disk.ts';
import { unknownKey } from './file-errors.ts';
import { type AskedImages, imageKeys, ownImage } from './own-image.ts';

/** What a disk SPEC stands for: an arm, and for host arms the directory that it names. */
export interface AskedArm {
  readonly arm: PlannedArm;
  readonly hostDirectory: string | undefined;
  readonly images?: AskedImages | undefined;
  /** Its base side, where the config hands over a definition for that too. */
  readonly base?: PlannedArm | undefined;
  /** Where it was written, for error messages. */
  readonly path: string;
}

/** Keys that a disk may have, in the order in which they are documented. */
export const diskKeys = ['name', ...modeKeys, ...imageKeys, ...sourceKeys] as const;

/** What disks are read with. */
export type DiskAid = Pick<Asking, 'defaultSize' | 'definitions'>;

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
export function parseDiskSpec(
  path: string,
  spec: string,
  defaultSize: number,
  definitions?: Definitions,
): Outcome<AskedArm> {
  const host = /^(host|host-direct)(?::(.+?))?(?:,name=([^,]*))?$/.exec(spec.trim());
  if (host !== null)
    return hostRequest(path, { kind: host[1] as string, directory: host[2], name: host[3] });
  const fields = fieldsOf(path, spec);
  return fields.ok
    ? diskFrom(path, fields.value, { defaultSize, definitions, isWhole: true })
    : fields;
}

/** Marks the fields of a null disk; no user can spell it as a key. */
const nullKey = '(null)';

/** The fields of a SPEC as they are written, keys of a group in one word: `vars.NAME`. */
export function fieldsOf(path: string, spec: string): Outcome<DiskFields> {
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
 * Reads the fields of one disk, and its definition where it names one; every rejection names the
 * key, or the line of the definition. A disk without storage under it is a row of the host, because
 * no pull request can make it slower.
 */
export function diskFrom(
  path: string,
  { [nullKey]: isNull, 'from.base': handed, ...texts }: DiskFields,
  {
    where = key => (key === '' ? path : `${path}.${key}`),
    ...aid
  }: DiskAid & Pick<Asking, 'isWhole'> & Partial<Pick<Asking, 'where'>>,
): Outcome<AskedArm> {
  const from = texts['from.head'] ?? texts['from'];
  const known = isNull === undefined ? ['name', ...modeKeys, ...imageKeys] : ['name', 'size'];
  const unknown = unknownKeys(texts, from === undefined ? known : diskKeys, where);
  const name = parseName(path, texts['name']);
  const isWhole = aid.isWhole && unknown.length === 0;
  const readSide = (file: string | undefined, given: boolean) =>
    readDisk(file === undefined ? texts : { ...texts, from: file }, {
      ...aid,
      where,
      given,
      isWhole,
    });
  const head = readSide(from, path === '--base-disk');
  const isThere = handed !== undefined && aid.definitions?.has(plainPath(handed));
  const base = isThere ? readSide(handed, true) : accept(undefined);
  const image = ownImage(texts, where, head.ok ? head.value.target.mode : defaultDiskMode(1));
  if (unknown.length > 0 || !head.ok || !base.ok || !name.ok || !image.ok) {
    const parts = [head, base, name, image].flatMap(part => (part.ok ? [] : part.rejections));
    return { ok: false, rejections: [...unknown, ...parts] };
  }
  const { size } = head.value.target.mode;
  const own = { name: name.value };
  const ofImage = ({ target, ...rest }: ReadDisk): ReadDisk => ({
    ...rest,
    target: { ...target, ...image.value?.target },
  });
  const arm: PlannedArm =
    isNull === undefined
      ? { ...own, side: 'head', ...ofImage(head.value) }
      : { ...own, side: 'host', target: { kind: 'null', size } };
  const before = base.value && { ...own, side: 'base' as const, ...ofImage(base.value) };
  return accept({ arm, base: before, hostDirectory: undefined, path, images: image.value?.images });
}

const ofDefinition = {
  keys: sourceKeys,
  advice: 'it says how a definition is read: add from with its file, or leave it out',
};

function unknownKeys(
  fields: DiskFields,
  known: readonly string[],
  where: Asking['where'],
): Rejection[] {
  return Object.keys(fields)
    .filter(key => !known.includes(groupOf(key) ?? key))
    .map(key => unknownKey(key, { path: where(key), known, others: [ofDefinition] }));
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
