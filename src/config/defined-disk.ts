import type { Definition } from '../core/definition.ts';
import { sha256Hex } from '../core/digest.ts';
import type { ArmTarget, PlannedArm } from '../core/plan.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { redactPaths } from '../core/run.ts';
import { flagKeys } from '../disk/cache.ts';
import { modeKeys } from '../disk/fields.ts';
import { imageFormats } from '../disk/mode.ts';
import type { Origin, SaidInConfig, SourceText, ToldField } from '../source/definition.ts';
import { type Reading, readSource, type SourceRequest } from '../source/read.ts';
import { quoted } from '../source/text.ts';
import { parseDiskMode } from './disk-mode.ts';
import { parseWord } from './quantity.ts';

/** Fields of a SPEC or of an entry under `disks:` in the config file, all as texts. */
export type DiskFields = Readonly<Record<string, string>>;

/** Files of the repository by the paths that a config names, or why one can't be read. */
export type Definitions = ReadonlyMap<string, Outcome<string>>;

/** Keys of a disk that is read from a definition, beside its fields. */
export const sourceKeys = [
  'from',
  'target',
  'as',
  'storages',
  'stand-in',
  'without',
  'vars',
  'volume-mode',
] as const;

/** The key of a config under which a key of a disk stands: `vars` for `vars.NAME`. */
export function groupOf(key: string): string | undefined {
  return /^(?:from(?=\.(?:head|base)$)|(?:storages|vars)(?=\..))/.exec(key)?.[0];
}

/** Without the `./` that shells like to write. */
export function plainPath(path: string): string {
  return path.trim().replace(/^(?:\.\/)+/, '');
}

/** Whether a path can lead to a file of the repository, whatever there is. */
export function isInside(path: string): boolean {
  return path.length < 400 && !/^[/~]|\\|\p{C}|(?:^|\/)\.{0,2}(?:\/|$)/u.test(path);
}

/** How a disk is asked for, and what it may be read from. */
export interface Asking {
  /** Place of a key of the disk in the config, for messages; of the disk itself by ''. */
  readonly where: (key: string) => string;
  readonly definitions: Definitions | undefined;
  /** Whether its file is handed over for a base side. */
  readonly given: boolean;
  readonly defaultSize: number;
  /** Whether none of its keys was misspelt. */
  readonly isWhole: boolean;
}

/** What an arm has of its disk. */
export interface ReadDisk extends Pick<PlannedArm, 'definition'> {
  readonly target: Extract<ArmTarget, { kind: 'disk' }>;
}

/**
 * A disk by the fields that its config says, and by the definition that this names as `from`; what
 * is wrong stands at a line of either.
 */
export function readDisk(texts: DiskFields, asking: Asking): Outcome<ReadDisk> {
  const request = texts['from'] === undefined ? undefined : requestOf(texts, asking);
  if (request?.ok === false) return request;
  const reading = request && readSource(request.value);
  if (reading?.ok === false) return reading;
  const path = request?.value.source.path ?? '';
  const found = reading?.value;
  const placeOf = (key: string): string => {
    if (found === undefined) return asking.where(key);
    const origin: Origin = found.origins[key] ?? found;
    if ('config' in origin) return origin.config;
    return `${path}:${'line' in origin ? origin.line : found.line} disk ${found.target}`;
  };
  if (found !== undefined && Math.max(found.told.length, found.unmeasured.length) > 64)
    return reject(placeOf(''), 'has more than 64 fields that are not measured');
  const { defaultSize, isWhole } = asking;
  const fields = found?.fields ?? texts;
  const mode = parseDiskMode({ path: '', texts: fields, defaultSize, isWhole });
  if (!mode.ok) {
    const rejections = mode.rejections.map(one => ({ ...one, path: placeOf(one.path.slice(1)) }));
    return { ok: false, rejections };
  }
  return accept({
    target: { kind: 'disk', mode: mode.value },
    ...(found && { definition: definitionIn(path, found, asking.given) }),
  });
}

/** What a reader is asked for by all that the config says of a disk. */
export function requestOf(
  texts: DiskFields,
  { where, definitions }: Pick<Asking, 'where' | 'definitions'>,
): Outcome<SourceRequest> {
  const said = (key: string): SaidInConfig | undefined =>
    texts[key] === undefined ? undefined : { value: texts[key], where: where(key) };
  const entries = Object.entries(texts);
  const group = (name: string): DiskFields =>
    Object.fromEntries(
      entries.flatMap(([key, text]) =>
        groupOf(key) === name ? [[key.slice(name.length + 1), text]] : [],
      ),
    );
  const fileOf = (key: string): Outcome<SourceText> => {
    const path = plainPath(texts[key] ?? '');
    const remedy = 'name a regular file by its path from the top of the repository';
    const text = isInside(path)
      ? definitions?.get(path)
      : reject('', 'leads out of the repository');
    if (text?.ok === true) return accept({ path, text: text.value });
    const why = text?.rejections[0]?.problem ?? 'there is no such file';
    return reject(where(key), `"${quoted(path)}": ${why}`, remedy);
  };
  const source = fileOf('from');
  const storages = 'storages' in texts ? fileOf('storages') : accept(group('storages'));
  const word = parseWord(where('stand-in'), texts['stand-in'] ?? 'file', ['file']);
  if (!source.ok) return source;
  if (!storages.ok) return storages;
  if (!word.ok) return word;
  const isImage = imageFormats.some(format => format === texts['format']);
  const fields = entries
    .filter(([key]) => modeKeys.includes(key) && (key !== 'format' || isImage))
    .map(([key, value]) => [key, { value, where: where(key) }]);
  return accept({
    where: where(''),
    source: source.value,
    target: said('target'),
    format: isImage ? undefined : said('format'),
    as: texts['as'],
    storages: storages.value,
    standIn: said('stand-in'),
    onDevice: texts['device'] !== undefined,
    without: texts['without']?.split('+').map(name => name.trim()),
    vars: group('vars'),
    volumeMode: texts['volume-mode'],
    fields: Object.fromEntries(fields),
  });
}

function definitionIn(path: string, reading: Reading, given: boolean): Definition {
  const { target, line, origins, told, unmeasured } = reading;
  const lines = Object.entries(origins).flatMap(([name, origin]) =>
    'line' in origin ? [[name, origin.line] as const] : [],
  );
  // Reports know a cache mode by its name, however a definition spells it.
  const flag = lines.find(([name]) => flagKeys.some(({ key }) => key === name));
  return {
    path,
    target: publicText(target),
    line,
    lines: { ...(flag && { cache: flag[1] }), ...Object.fromEntries(lines) },
    told: told.map(one => ({ ...publicOf(one), says: publicText(one.says) })),
    unmeasured: unmeasured.map(({ field, ...one }) => publicOf({ ...one, name: field })),
    ...(given && { given }),
  };
}

function publicOf({ name, value, line }: Pick<ToldField, 'name' | 'value' | 'line'>) {
  return {
    name: publicText(name),
    value: publicText(value, 80),
    ...(line !== undefined && { line }),
  };
}

/**
 * A run document is public and bounded: paths of a host are not for it, nor long texts. A change of
 * what is cut is seen by a digest.
 */
function publicText(text: string, most = 400): string {
  const shown = redactPaths(text, []).slice(0, most);
  return shown === text ? text : `${shown} (${sha256Hex(text).slice(0, 12)})`;
}
