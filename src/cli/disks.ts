import { parseDiskMode } from '../config/disk-mode.ts';
import { readSourceFile } from '../config-file.ts';
import { rejectionFacts } from '../core/rejection.ts';
import { durabilityClass, flagKeys } from '../disk/cache.ts';
import { diskModeKey, fieldValues } from '../disk/fields.ts';
import { gatesOwn } from '../disk/image-fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { GateError } from '../errors.ts';
import { jsonText } from '../plain-text.ts';
import { alignColumns } from '../report/layout.ts';
import type { Origin } from '../source/definition.ts';
import { type DiskList, type ListedDisk, listDisks } from '../source/read.ts';
import { type Options, textOf } from './options.ts';
import type { Terminal } from './terminal.ts';

/** A disk of a definition, with the mode that its fields make. */
export interface ShownDisk extends ListedDisk {
  /** What a disk mode can't be, beside what its definition refuses. */
  readonly impossible: readonly string[];
  /** Without a size; undefined where the fields make no mode. */
  readonly key: string | undefined;
  readonly durability: 0 | 1 | 2 | 'unknown';
  /** Every field of the mode, those that nobody says among them. */
  readonly shown: readonly {
    readonly name: string;
    readonly value: string;
    readonly from: string;
  }[];
}

/** `storage-gate disks`: what a definition of a guest says of its disks, as text or JSON. */
export async function disksCommand(
  path: string,
  options: Options,
  terminal: Terminal,
): Promise<number> {
  const file = textOf(options.storages);
  const list = listDisks({
    source: readSourceFile(path),
    as: textOf(options.as),
    storages: file === undefined ? undefined : readSourceFile(file),
  });
  if (!list.ok) throw new GateError('bad-document', rejectionFacts(list.rejections, 'things'));
  const { disks, ...definition } = list.value;
  const target = textOf(options.target);
  const asked = disks.filter(disk => target === undefined || disk.names.includes(target));
  if (target !== undefined && asked.length === 0) {
    const remedy = `use one of: ${disks.map(disk => disk.target).join(', ')}`;
    throw new GateError('bad-argument', { problem: `${path} has no disk "${target}"`, remedy });
  }
  const shown = asked.map(showDisk);
  terminal.print(
    options.format === 'json'
      ? jsonText({ path, ...definition, disks: shown })
      : renderDisks(path, definition, shown),
  );
  return 0;
}

/** A disk as the gate would take it. */
export function showDisk(disk: ListedDisk): ShownDisk {
  // A size is the gate's, and no definition says one.
  const parsed = parseDiskMode({
    path: '',
    texts: disk.fields,
    defaultSize: 2 ** 30,
    isWhole: true,
  });
  const mode = parsed.ok ? parsed.value : undefined;
  return {
    ...disk,
    impossible:
      parsed.ok || disk.skipped !== undefined
        ? []
        : parsed.rejections.map(({ problem }) => problem),
    key: mode === undefined ? undefined : keyOf(mode),
    durability: disk.durability ?? (mode === undefined ? 'unknown' : durabilityClass(mode.cache)),
    shown: mode === undefined ? [] : shownFields(mode, disk),
  };
}

function keyOf(mode: DiskMode): string {
  return diskModeKey(mode).replace(/,size=.*/, '');
}

function shownFields(mode: DiskMode, { origins, open }: ListedDisk): ShownDisk['shown'] {
  return fieldValues(mode)
    .filter(({ name }) => !gatesOwn.includes(name) || origins[name] !== undefined)
    .map(field => {
      // A cache has three flags, each of which may be said somewhere else.
      const flags = field.name === 'cache' ? flagKeys.map(({ key }) => key) : [];
      const places = [field.name, ...flags].flatMap(name => origins[name] ?? []);
      const isOpen = open.some(({ name }) => name === field.name);
      const said = [...new Set(places.map(describeOrigin))].join(', ') || "QEMU's default";
      const from = isOpen ? 'to be said in the config' : said;
      return { name: field.name, value: field.value, from };
    });
}

function describeOrigin(origin: Origin): string {
  if ('line' in origin) return `line ${origin.line}`;
  return 'default' in origin ? origin.default : origin.config;
}

/** The disks of a definition as text: each with its fields, what is told, and what keeps it. */
export function renderDisks(
  path: string,
  { what }: Pick<DiskList, 'what'>,
  disks: readonly ShownDisk[],
): string {
  const width = Math.max(4, ...disks.map(({ target }) => target.length));
  const indent = ' '.repeat(width + 4);
  const at = (line: number | undefined): string => (line === undefined ? '' : `line ${line}: `);
  const lines = disks.flatMap(disk => {
    const { target, skipped, key, durability, shown, told, refused, impossible, open } = disk;
    const name = `  ${target.padEnd(width)}  `;
    if (skipped !== undefined) return [`${name}skipped: ${skipped}`];
    const isMeasured = refused.length === 0 && impossible.length === 0;
    const head = isMeasured ? (key ?? '') : "can't be measured as it is";
    const rows = shown.map(field => [field.name, field.value, field.from]);
    return [
      `${name}${head}   ${durability === 'unknown' ? 'durability unknown' : `class ${durability}`}`,
      ...refused.flatMap(({ line, problem, remedy }) => [
        `${indent}${at(line)}${problem}`,
        `${indent}  -> ${remedy}`,
      ]),
      ...impossible.map(problem => `${indent}${problem}`),
      ...open.map(field => `${indent}${field.name} must be said in the config: ${field.why}`),
      ...alignColumns(rows, [0, 1, 2]).map(line => `${indent}${line}`),
      ...told.map(({ line, says }) => `${indent}told: ${at(line)}${says}`),
    ];
  });
  return [`${path}: ${what}`, ...lines, ...(disks.length === 0 ? ['  no disk'] : []), ''].join(
    '\n',
  );
}
