import type { Outcome } from '../core/rejection.ts';
import type { Suite } from '../core/suite.ts';
import { cacheModes } from '../disk/cache.ts';
import { rulesOf, suiteNamed } from '../suites/registry.ts';
import { type Definitions, type DiskFields, groupOf, isInside, plainPath } from './defined-disk.ts';
import { type AskedArm, type DiskAid, diskFrom, fieldsOf, parseDiskSpec } from './disk-spec.ts';
import { type ConfigFile, parseConfigFile, specKey } from './file.ts';
import type { RawSettings } from './lookup.ts';

/** What says which disks there are. */
export interface AskedDisks {
  readonly specs: readonly string[] | undefined;
  readonly config: ConfigFile | undefined;
  readonly suite: Suite;
  readonly where: string;
  readonly definitions: Definitions | undefined;
}

/** A disk as it is asked for: what is written of it, and what that is. */
interface AskedDisk {
  readonly texts: DiskFields;
  readonly outcome: Outcome<AskedArm>;
}

/** Each disk that SPECs or the config ask for, or that is a row of the post. */
export function askedDisks({
  specs = [],
  config,
  suite,
  where,
  definitions,
}: AskedDisks): readonly AskedDisk[] {
  const given = specs.filter(spec => spec.trim() !== '');
  const aid = { defaultSize: rulesOf(suite).diskSize.usual, definitions };
  if (given.length === 0 && config?.content.disks !== undefined) return disksOfConfig(config, aid);
  return (given.length > 0 ? given : rowsFor(suite)).map(spec => diskOfSpec(where, spec, aid));
}

function diskOfSpec(path: string, spec: string, { defaultSize, definitions }: DiskAid): AskedDisk {
  const fields = fieldsOf(path, spec);
  const outcome = parseDiskSpec(path, spec, defaultSize, definitions);
  return { texts: fields.ok ? fields.value : {}, outcome };
}

function rowsFor(suite: Suite): readonly string[] {
  return rulesOf(suite).unit === 'pair' ? cacheModes : ['host', 'host-direct', ...cacheModes];
}

function disksOfConfig(config: ConfigFile, aid: DiskAid): AskedDisk[] {
  return Object.entries(config.content.disks ?? {}).map(([name, fields]) => {
    const path = config.where(['disks', name]);
    const spec = fields[specKey];
    if (spec !== undefined) return diskOfSpec(path, `${spec},name=${name}`, aid);
    const texts = { ...fields, name } as DiskFields;
    const isWhole = !config.isFaulty(['disks', name]);
    const where = (key: string): string => config.where(['disks', name, ...keysOf(key)]);
    return { texts, outcome: diskFrom(path, texts, { ...aid, isWhole, where }) };
  });
}

/** The keys that lead to `vars.NAME`; to the disk itself from ''. */
function keysOf(key: string): readonly string[] {
  const group = groupOf(key);
  if (group !== undefined) return [group, key.slice(group.length + 1)];
  return key === '' ? [] : [key];
}

/**
 * The files that the config and the disk SPECs of a side name, as they write them; of `from: {
 * head, base }` the head's side names both, since its own config hands both over. Paths that may
 * not be read are left out, and so are all of a config that is broken: resolving the settings says
 * what is wrong.
 */
export function definitionPaths({
  raw: { disks, baseDisks = [] },
  configFile,
  side,
}: {
  readonly raw: RawSettings;
  readonly configFile?: { readonly path: string; readonly text: string } | undefined;
  readonly side: 'head' | 'base';
}): readonly string[] {
  const file = configFile === undefined ? undefined : parseConfigFile(configFile);
  const config = file?.ok === true ? file.value : undefined;
  const nothing = { suite: suiteNamed('fio'), where: '', definitions: undefined };
  const asked = [
    ...askedDisks({ ...nothing, specs: disks, config }),
    ...(side === 'head' ? baseDisks : []).flatMap(spec =>
      askedDisks({ ...nothing, specs: [spec], config: undefined }),
    ),
  ];
  const keys = ['from', 'from.head', ...(side === 'head' ? ['from.base'] : []), 'storages'];
  const paths = asked.flatMap(({ texts }) => keys.flatMap(key => texts[key] ?? [])).map(plainPath);
  return [...new Set(paths)].filter(isInside);
}
