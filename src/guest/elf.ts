import { type FileHandle, open } from 'node:fs/promises';

/** A function or variable that a program takes from a shared library. */
export interface ElfImport {
  readonly name: string;
  /** Symbol version and the library that has to have it; undefined where any library's will do. */
  readonly version?: { readonly name: string; readonly library: string } | undefined;
  readonly isFunction: boolean;
}

/** What the dynamic loader reads of a program or a shared library. */
export interface ElfDynamics {
  /** Names of the libraries that it asks for itself, in their order. */
  readonly needed: readonly string[];
  /** What it can't do without; weak symbols are left out. */
  readonly imports: readonly ElfImport[];
  readonly exports: ReadonlySet<string>;
}

const sectionTypes = {
  dynamic: 6,
  symbols: 11,
  versionNeeds: 0x6ffffffe,
  versions: 0x6fffffff,
} as const;

/**
 * The dynamic section and symbols of a 64-bit little-endian ELF file; undefined for any other file
 * and for one without section headers. RangeError where it is damaged. Only these sections are
 * read: a library may have tens of megabytes. Source: elf(5); LSB Core, "Symbol Versioning".
 */
export async function readElf(path: string): Promise<ElfDynamics | undefined> {
  await using file = await open(path);
  const header = await readPart(file, { start: 0, length: 64 }).catch(() => Buffer.alloc(0));
  if (header.length < 64 || header.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return undefined;
  const sections = await readSections(file, header);
  const contentOf = (type: number): Promise<Buffer> | undefined => {
    const section = sections.find(one => one.type === type);
    return section && readPart(file, section);
  };
  const symbols = sections.find(({ type }) => type === sectionTypes.symbols);
  const strings = sections[symbols?.link ?? -1];
  const dynamic = await contentOf(sectionTypes.dynamic);
  if (symbols === undefined || dynamic === undefined || strings === undefined) return undefined;
  const words = await readPart(file, strings);
  const needs = await contentOf(sectionTypes.versionNeeds);
  const versions = await contentOf(sectionTypes.versions);
  const table = readSymbols(await readPart(file, symbols), words);
  const names = needs === undefined ? new Map() : versionNames(needs, words);
  return {
    needed: neededNames(dynamic, words),
    imports: table
      .filter(({ isDefined, isWeak, name }) => !isDefined && !isWeak && name !== '')
      .map(({ name, isFunction, index }) => ({
        name,
        isFunction,
        version: names.get((versions?.readUInt16LE(index * 2) ?? 0) & 0x7fff),
      })),
    exports: new Set(table.filter(({ isDefined }) => isDefined).map(({ name }) => name)),
  };
}

interface Part {
  readonly start: number;
  readonly length: number;
}

interface Section extends Part {
  readonly type: number;
  /** Number of the section that has this one's strings. */
  readonly link: number;
}

/** No section that is read here is larger. */
const mostBytes = 64 * 2 ** 20;

async function readPart(file: FileHandle, { start, length }: Part): Promise<Buffer> {
  if (!Number.isSafeInteger(start) || length > mostBytes)
    throw new RangeError('a section is larger than any');
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, start);
  if (bytesRead < length) throw new RangeError('the file ends before a section of it');
  return buffer;
}

async function readSections(file: FileHandle, header: Buffer): Promise<Section[]> {
  const [entryBytes, count] = [header.readUInt16LE(58), header.readUInt16LE(60)];
  const start = Number(header.readBigUInt64LE(40));
  const table =
    count === 0 ? Buffer.alloc(0) : await readPart(file, { start, length: entryBytes * count });
  return Array.from({ length: count }, (_, index) => {
    const at = index * entryBytes;
    return {
      type: table.readUInt32LE(at + 4),
      link: table.readUInt32LE(at + 40),
      start: Number(table.readBigUInt64LE(at + 24)),
      length: Number(table.readBigUInt64LE(at + 32)),
    };
  });
}

interface Symbol {
  readonly index: number;
  readonly name: string;
  readonly isFunction: boolean;
  readonly isWeak: boolean;
  readonly isDefined: boolean;
}

function readSymbols(table: Buffer, strings: Buffer): Symbol[] {
  return Array.from({ length: Math.floor(table.length / 24) }, (_, index) => {
    const at = index * 24;
    const kind = table.readUInt8(at + 4);
    return {
      index,
      name: stringAt(strings, table.readUInt32LE(at)),
      isFunction: (kind & 15) === 2,
      isWeak: kind >> 4 === 2,
      isDefined: table.readUInt16LE(at + 6) !== 0,
    };
  });
}

/**
 * By the number that the table of versions has for it. Each library's record is followed by its
 * versions' ones.
 */
function versionNames(
  needs: Buffer,
  strings: Buffer,
): Map<number, { readonly name: string; readonly library: string }> {
  const names = new Map<number, { readonly name: string; readonly library: string }>();
  for (let record = 0, step = -1; step !== 0; record += step) {
    const library = stringAt(strings, needs.readUInt32LE(record + 4));
    let at = record + needs.readUInt32LE(record + 8);
    for (let left = needs.readUInt16LE(record + 2); left > 0; left -= 1) {
      names.set(needs.readUInt16LE(at + 6), {
        name: stringAt(strings, needs.readUInt32LE(at + 8)),
        library,
      });
      at += needs.readUInt32LE(at + 12);
    }
    step = needs.readUInt32LE(record + 12);
  }
  return names;
}

function neededNames(dynamic: Buffer, strings: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 16 <= dynamic.length; at += 16) {
    const tag = dynamic.readBigInt64LE(at);
    if (tag === 0n) break;
    if (tag === 1n) names.push(stringAt(strings, Number(dynamic.readBigUInt64LE(at + 8))));
  }
  return names;
}

function stringAt(strings: Buffer, start: number): string {
  const end = strings.indexOf(0, start);
  return strings.toString('latin1', start, end < 0 ? start : end);
}
