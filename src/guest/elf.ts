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

const sectionTypes = { dynamic: 6, symbols: 11, versionNeeds: 0x6ffffffe, versions: 0x6fffffff } as const;

/**
 * The dynamic section and symbols of a 64-bit little-endian ELF file; undefined for any other file and for one without section
 * headers. RangeError where it is damaged. Source: elf(5); LSB Core, "Symbol Versioning".
 */
export function readElf(file: Buffer): ElfDynamics | undefined {
  if (file.length < 64 || file.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return undefined;
  const sections = sectionsOf(file);
  const symbols = sections.find(({ type }) => type === sectionTypes.symbols);
  const dynamic = sections.find(({ type }) => type === sectionTypes.dynamic);
  const strings = sections[symbols?.link ?? -1]?.content;
  if (symbols === undefined || dynamic === undefined || strings === undefined) return undefined;
  const needs = sections.find(({ type }) => type === sectionTypes.versionNeeds)?.content;
  const versions = sections.find(({ type }) => type === sectionTypes.versions)?.content;
  const table = readSymbols(symbols.content, strings);
  const names = needs === undefined ? new Map() : versionNames(needs, strings);
  return {
    needed: neededNames(dynamic.content, strings),
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

interface Section {
  readonly type: number;
  /** Number of the section that has this one's strings. */
  readonly link: number;
  readonly content: Buffer;
}

function sectionsOf(file: Buffer): Section[] {
  const table = Number(file.readBigUInt64LE(40));
  const [entryBytes, count] = [file.readUInt16LE(58), file.readUInt16LE(60)];
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * entryBytes;
    const start = Number(file.readBigUInt64LE(at + 24));
    const content = file.subarray(start, start + Number(file.readBigUInt64LE(at + 32)));
    return { type: file.readUInt32LE(at + 4), link: file.readUInt32LE(at + 40), content };
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

/** By the number that the table of versions has for it. Each library's record is followed by its versions' ones. */
function versionNames(
  needs: Buffer,
  strings: Buffer,
): Map<number, { readonly name: string; readonly library: string }> {
  const names = new Map<number, { readonly name: string; readonly library: string }>();
  for (let record = 0, step = -1; step !== 0; record += step) {
    const library = stringAt(strings, needs.readUInt32LE(record + 4));
    let at = record + needs.readUInt32LE(record + 8);
    for (let left = needs.readUInt16LE(record + 2); left > 0; left -= 1) {
      names.set(needs.readUInt16LE(at + 6), { name: stringAt(strings, needs.readUInt32LE(at + 8)), library });
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
