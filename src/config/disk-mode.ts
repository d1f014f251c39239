import { accept, collectRejections, type Outcome } from '../core/rejection.ts';
import { cacheFlags, cacheModes, cacheOf, flagKeys } from '../disk/cache.ts';
import type { Values } from '../disk/field.ts';
import {
  defaultDiskMode,
  impossibilities,
  fields as modeFields,
  withoutDefaults,
} from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { parseBlockSize, parseCount, parseSize, parseWord } from './quantity.ts';

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
