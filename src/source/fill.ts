import { accept, type Outcome, type Rejection } from '../core/rejection.ts';
import { type Cache, cacheFlags, caches, flagKeys } from '../disk/cache.ts';
import { spelled } from '../disk/field.ts';
import { fields as modeFields, modeKeys } from '../disk/fields.ts';
import { gatesOwn } from '../disk/image-fields.ts';
import type { FoundDisk, Origin, SaidInConfig } from './definition.ts';
import { placeOf } from './text.ts';

/** Texts of a disk's fields, and where each comes from. */
interface FilledFields {
  readonly fields: Readonly<Record<string, string>>;
  readonly origins: Readonly<Record<string, Origin>>;
}

interface Said {
  readonly value: string;
  readonly origin: Origin;
}

/**
 * The fields of a disk: what its definition says, and from the config what that leaves open. What
 * both say must be equal, and what the definition leaves to QEMU must be QEMU's default.
 */
export function fillFields({
  path,
  disk,
  given,
}: {
  readonly path: string;
  readonly disk: FoundDisk;
  readonly given: Readonly<Record<string, SaidInConfig>>;
}): Outcome<FilledFields> {
  const said = new Map(disk.said.map(({ name, value, origin }) => [name, { value, origin }]));
  const inForce = spread(said);
  const rejections: Rejection[] = [];
  const filled = new Map<string, Said>(said);
  for (const [name, { value, where }] of Object.entries(given)) {
    const own = new Map([[name, { value, origin: { config: where } }]]);
    for (const [flag, wanted] of spread(own)) {
      const there = inForce.get(flag) ?? usual(flag, disk);
      if (there === undefined || there.value === wanted.value) continue;
      const place = describeOrigin(path, disk, there.origin);
      const problem = `${flag}=${wanted.value} contradicts ${flag}=${there.value} (${place})`;
      const remedy = `change ${name} in one of the two, or leave it out of the config`;
      rejections.push({ path: where, problem, remedy });
      break;
    }
    if (!filled.has(name)) filled.set(name, { value, origin: { config: where } });
  }
  for (const { name, why } of disk.open) {
    if (spread(filled).has(name) || filled.has(name)) continue;
    const problem = `nobody says ${name}: ${why}`;
    const place = `${placeOf(path, disk.line)} disk ${disk.names[0]}`;
    rejections.push({ path: place, problem, remedy: `write ${name}: beside from: in the config` });
  }
  if (rejections.length > 0) return { ok: false, rejections };
  const entries = [...filled];
  return accept({
    fields: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    origins: Object.fromEntries(entries.map(([name, { origin }]) => [name, origin])),
  });
}

/** Fields with the flags of a cache mode in its place, so that every spelling compares. */
function spread(said: ReadonlyMap<string, Said>): Map<string, Said> {
  const fields = new Map(said);
  const named = said.get('cache');
  const cache = caches.find(known => known === resolved(named?.value));
  if (named === undefined || cache === undefined) return fields;
  fields.delete('cache');
  const flags = cacheFlags(cache);
  for (const { key, flag } of flagKeys)
    if (!fields.has(key)) fields.set(key, { ...named, value: spelled(flags[flag]) });
  return fields;
}

function resolved(cache: string | undefined): string | undefined {
  return cache === 'default' ? ('writeback' satisfies Cache) : cache;
}

/** What QEMU does where a definition is silent; undefined where that is open. */
function usual(name: string, { open }: FoundDisk): Said | undefined {
  if (gatesOwn.includes(name) || !modeKeys.includes(name)) return undefined;
  const flag = flagKeys.find(({ key }) => key === name);
  if (open.some(field => field.name === (flag === undefined ? name : 'cache'))) return undefined;
  const origin = { default: "QEMU's default" };
  if (flag !== undefined) return { value: spelled(cacheFlags('writeback')[flag.flag]), origin };
  const entry = modeFields.find(field => field.name === name);
  return entry?.default === undefined ? undefined : { value: spelled(entry.default), origin };
}

function describeOrigin(path: string, disk: FoundDisk, origin: Origin): string {
  if ('line' in origin) return placeOf(path, origin.line);
  if ('config' in origin) return origin.config;
  return `${placeOf(path, disk.line)} leaves it out: ${origin.default}`;
}
