import { suggestWord } from '../core/near-word.ts';
import { accept, type Outcome, type Rejection, reject } from '../core/rejection.ts';
import type {
  Definition,
  FoundDisk,
  Origin,
  ReaderAid,
  RefusedField,
  SaidInConfig,
  SourceFormat,
  SourceText,
  ToldField,
} from './definition.ts';
import { sourceFormats } from './definition.ts';
import { fillFields } from './fill.ts';
import { readKubevirt } from './kubevirt/reader.ts';
import { readLibvirt } from './libvirt/reader.ts';
import { readProxmox } from './proxmox/reader.ts';
import { readStorages } from './proxmox/storages.ts';
import { readQemu } from './qemu/reader.ts';
import { recogniseFormat } from './recognise.ts';
import { readTerraform } from './terraform/reader.ts';
import { boundedText, placeOf, quoted } from './text.ts';

const readers: Record<SourceFormat, (source: SourceText, aid: ReaderAid) => Outcome<Definition>> = {
  kubevirt: readKubevirt,
  libvirt: readLibvirt,
  qemu: readQemu,
  proxmox: readProxmox,
  terraform: readTerraform,
};

/** What the config says of a definition beside its disk; all of it may be left out. */
export interface DefinitionRequest {
  readonly source: SourceText;
  readonly format?: SaidInConfig | undefined;
  readonly as?: string | undefined;
  /** Kinds of storage by name, or the text of the file that says them. */
  readonly storages?: SourceText | ReaderAid['storages'] | undefined;
  readonly standIn?: SaidInConfig | undefined;
  /** What is a block device there is measured on one. */
  readonly onDevice?: boolean;
  /** Fields that are knowingly not measured, as refusals name them. */
  readonly without?: readonly string[] | undefined;
  readonly vars?: ReaderAid['vars'] | undefined;
  readonly volumeMode?: string | undefined;
}

/** A definition with the disk that is asked for. */
export interface SourceRequest extends DefinitionRequest {
  /** Where the disk is asked for: `storage-gate.yml:3 disks.prod`. */
  readonly where: string;
  readonly target?: SaidInConfig | undefined;
  /** Fields of the disk that the config says beside the file, as `--disk` spells them. */
  readonly fields: Readonly<Record<string, SaidInConfig>>;
}

/** A field that the definition says and nobody measures; a change of it is never green. */
interface Unmeasured {
  readonly field: string;
  readonly value: string;
  readonly line: number | undefined;
}

/** What a disk of a definition is. */
export interface Reading {
  /** `vms/prod.xml vda`. */
  readonly disk: string;
  /** `libvirt domain "prod"`. */
  readonly what: string;
  readonly format: SourceFormat;
  /** The target under which it was found. */
  readonly target: string;
  readonly line: number;
  /** Texts of its fields; what is not among them is QEMU's default. */
  readonly fields: Readonly<Record<string, string>>;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly told: readonly ToldField[];
  readonly unmeasured: readonly Unmeasured[];
}

/** Every disk of a definition, for whoever wants to see what is understood. */
export interface ListedDisk extends Omit<Reading, 'disk' | 'what' | 'format'> {
  readonly names: readonly string[];
  /** Why it is none to measure; the rest is empty then. */
  readonly skipped: string | undefined;
  readonly refused: readonly RefusedField[];
  /** As readers give it. */
  readonly durability: FoundDisk['durability'];
  /** Fields that the config must say. */
  readonly open: FoundDisk['open'];
}

/** What `listDisks` understood of a definition. */
export interface DiskList extends Pick<Definition, 'format' | 'what'> {
  readonly disks: readonly ListedDisk[];
}

/**
 * Reads the disk of a definition that is asked for: its fields with their origins, or everything
 * that is wrong. Opens no file and knows no environment. `parseDiskMode` has the last word.
 */
export function readSource(request: SourceRequest): Outcome<Reading> {
  const definition = readDefinition(request);
  if (!definition.ok) return definition;
  const found = findDisk(definition.value, request);
  if (!found.ok) return found;
  const disk = found.value;
  const { path } = request.source;
  const target = disk.names[0] ?? '';
  const { refused, unmeasured } = sortRefusals(disk.refused, request);
  const filled = fillFields({ path, disk, given: request.fields });
  const faults = refused.map(({ line, problem, remedy }): Rejection => {
    return { path: `${placeOf(path, line ?? disk.line)} disk ${target}`, problem, remedy };
  });
  if (!filled.ok || faults.length > 0)
    return { ok: false, rejections: [...faults, ...(filled.ok ? [] : filled.rejections)] };
  const { format, what } = definition.value;
  const { line, told } = disk;
  return accept({
    disk: `${path} ${target}`,
    what,
    format,
    target,
    line,
    ...filled.value,
    told,
    unmeasured,
  });
}

/** Lists every disk of a definition with all that is understood of it, the refused ones too. */
export function listDisks(request: DefinitionRequest): Outcome<DiskList> {
  const definition = readDefinition(request);
  if (!definition.ok) return definition;
  const { format, what, disks } = definition.value;
  const listed = disks.map((disk): ListedDisk => {
    const { names, line, skipped, said, told, durability, open } = disk;
    return {
      target: names[0] ?? '',
      names,
      line,
      skipped,
      fields: Object.fromEntries(said.map(({ name, value }) => [name, value])),
      origins: Object.fromEntries(said.map(({ name, origin }) => [name, origin])),
      told,
      durability,
      open,
      ...sortRefusals(disk.refused, request),
    };
  });
  return accept({ format, what, disks: listed });
}

/** Whose defaults may be said to hold; readers whose defaults moved look by themselves. */
const product = /^(qemu|libvirt|(proxmox|kubevirt)-\d[\d.]*)$/;

/** What the reader of its format makes of a text. */
function readDefinition(request: DefinitionRequest): Outcome<Definition> {
  const source = boundedText(request.source);
  if (!source.ok) return source;
  const format = formatOf(source.value, request.format);
  if (!format.ok) return format;
  const storages = storagesOf(request.storages);
  if (!storages.ok) return storages;
  const { as, vars = {}, volumeMode } = request;
  const hasVersions = format.value !== 'libvirt' && format.value !== 'qemu';
  if (as !== undefined && !hasVersions && !product.test(as)) {
    const problem = `as: "${as}" is no product whose defaults the gate knows`;
    const remedy =
      'leave it out, or write qemu, libvirt, proxmox-9 or kubevirt-1.9, with your version';
    return reject(request.source.path, problem, remedy);
  }
  return readers[format.value](source.value, { as, vars, volumeMode, storages: storages.value });
}

function formatOf(source: SourceText, said: SaidInConfig | undefined): Outcome<SourceFormat> {
  if (said === undefined) return recogniseFormat(source);
  const format = sourceFormats.find(known => known === said.value);
  if (format !== undefined) return accept(format);
  const problem = `"${quoted(said.value)}" is no format of definitions`;
  return reject(said.where, problem, suggestWord(said.value, sourceFormats));
}

function storagesOf(given: DefinitionRequest['storages']): Outcome<ReaderAid['storages']> {
  if (given === undefined) return accept({});
  if (!isText(given)) return accept(given);
  const text = boundedText(given);
  return text.ok ? readStorages(text.value) : text;
}

function isText(given: SourceText | ReaderAid['storages']): given is SourceText {
  return 'path' in given && 'text' in given && Object.keys(given).length === 2;
}

function findDisk(
  { disks, what }: Definition,
  { source: { path }, target, where }: SourceRequest,
): Outcome<FoundDisk> {
  const names = disks.flatMap(disk => disk.names.slice(0, 1));
  const measurable = disks.filter(({ skipped }) => skipped === undefined);
  const [disk, other] =
    target === undefined ? measurable : disks.filter(each => each.names.includes(target.value));
  if (disk === undefined && target !== undefined && names.length > 0) {
    const problem = `${path} has no disk "${quoted(target.value)}"`;
    return reject(target.where, problem, suggestWord(target.value, names));
  }
  if (disk === undefined) {
    const others = disks.map(each => `${each.names[0]} is ${each.skipped}`).join(', ');
    const problem = `${what} has no disk${names.length > 0 ? ` to measure: ${others}` : ''}`;
    return reject(path, problem, 'give a definition that has one');
  }
  if (other !== undefined && target === undefined) {
    const problem = `${path} has ${measurable.length} disks, and nobody says which one is meant`;
    const all = measurable.map(each => each.names[0]).join(', ');
    return reject(where, problem, `write target: with one of ${all}`);
  }
  if (other !== undefined) {
    const problem = `the disk "${quoted(target?.value ?? '')}" is there twice, in line ${disk.line} too`;
    return reject(placeOf(path, other.line), problem, 'give each disk a name of its own');
  }
  if (disk.skipped === undefined) return accept(disk);
  const place = `${placeOf(path, disk.line)} disk ${disk.names[0]}`;
  return reject(place, `is ${disk.skipped}, and only disks are measured`, 'name another target');
}

/** What is refused for good, and what the config accepts not to be measured. */
function sortRefusals(
  fields: readonly RefusedField[],
  { without = [], standIn, onDevice = false }: DefinitionRequest,
): { readonly refused: readonly RefusedField[]; readonly unmeasured: readonly Unmeasured[] } {
  const isAccepted = ({ accepts, name }: RefusedField): boolean =>
    accepts === 'without'
      ? without.includes(name)
      : accepts === 'stand-in' && (onDevice || standIn?.value === 'file');
  return {
    refused: fields
      .filter(field => !isAccepted(field))
      .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)),
    unmeasured: fields
      .filter(field => isAccepted(field) && !(onDevice && field.accepts === 'stand-in'))
      .map(({ name, value, line }) => ({ field: name, value, line })),
  };
}
