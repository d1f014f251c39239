/**
 * A library that stands in for another one: its name, and the functions that a program looks for in
 * it.
 */
export interface StandIn {
  readonly soname: string;
  /** `version` is empty for a symbol without one. */
  readonly functions: readonly { readonly name: string; readonly version: string }[];
}

const page = 4096;
/** Of an x86-64 ELF file; others are not written here. */
const machine = 62;

/**
 * A shared library whose functions end the program that calls one (`ud2`, SIGILL): it satisfies the
 * loader, and no more. Two segments, since the loader writes into the dynamic section: what is only
 * read or run, and behind it that section. Source: elf(5); System V gABI, "Hash Table"; LSB Core,
 * "Symbol Versioning".
 */
export function buildStandIn({ soname, functions }: StandIn): Buffer {
  const versions = [
    ...new Set(functions.map(({ version }) => version).filter(version => version !== '')),
  ];
  const strings = stringTable([soname, ...versions, ...functions.map(({ name }) => name)]);
  const layout = place([
    ['headers', Buffer.alloc(64 + 4 * 56)],
    ['hash', hashTable(functions.length + 1)],
    ['symbols', Buffer.alloc(24 * (functions.length + 1))],
    ['strings', strings.bytes],
    ['versions', versionTable(functions, versions)],
    ['definitions', versionDefinitions([soname, ...versions], strings.offsetOf)],
    // ud2, for all functions.
    ['code', Buffer.from([0x0f, 0x0b])],
  ]);
  writeSymbols(layout.part('symbols'), {
    functions,
    offsetOf: strings.offsetOf,
    code: layout.at('code'),
  });
  const text = layout.bytes;
  const start = Math.ceil(text.length / page) * page;
  const dynamic = dynamicSection([
    [14, strings.offsetOf(soname)],
    [4, layout.at('hash')],
    [5, layout.at('strings')],
    [6, layout.at('symbols')],
    [10, strings.bytes.length],
    [11, 24],
    [0x6ffffff0, layout.at('versions')],
    [0x6ffffffc, layout.at('definitions')],
    [0x6ffffffd, versions.length + 1],
  ]);
  writeHeaders(layout.part('headers'), { text: text.length, start, dynamic: dynamic.length });
  return Buffer.concat([text, Buffer.alloc(start - text.length), dynamic]);
}

interface Layout {
  readonly bytes: Buffer;
  readonly at: (name: string) => number;
  readonly part: (name: string) => Buffer;
}

/** One part behind the other, each at a multiple of 8. */
function place(parts: readonly (readonly [string, Buffer])[]): Layout {
  const places = new Map<string, { readonly start: number; readonly end: number }>();
  let end = 0;
  for (const [name, content] of parts) {
    const start = Math.ceil(end / 8) * 8;
    end = start + content.length;
    places.set(name, { start, end });
  }
  const bytes = Buffer.alloc(end);
  for (const [name, content] of parts) content.copy(bytes, places.get(name)?.start);
  return {
    bytes,
    at: name => places.get(name)?.start ?? 0,
    part: name => bytes.subarray(places.get(name)?.start, places.get(name)?.end),
  };
}

function stringTable(names: readonly string[]): {
  readonly bytes: Buffer;
  readonly offsetOf: (word: string) => number;
} {
  const offsets = new Map<string, number>();
  let text = '\0';
  for (const word of new Set(names)) {
    offsets.set(word, text.length);
    text += `${word}\0`;
  }
  return { bytes: Buffer.from(text, 'latin1'), offsetOf: word => offsets.get(word) ?? 0 };
}

/** With a single bucket the names need no hashing: all symbols are in its chain. */
function hashTable(symbols: number): Buffer {
  const chain = Array.from({ length: symbols }, (_, index) =>
    index === 0 ? 0 : (index + 1) % symbols,
  );
  return words([1, symbols, symbols > 1 ? 1 : 0, ...chain]);
}

interface SymbolSite {
  readonly functions: StandIn['functions'];
  readonly offsetOf: (word: string) => number;
  readonly code: number;
}

function writeSymbols(table: Buffer, { functions, offsetOf, code }: SymbolSite): void {
  for (const [index, { name }] of functions.entries()) {
    const at = (index + 1) * 24;
    table.writeUInt32LE(offsetOf(name), at);
    // A global function. There are no sections, but a symbol that is in none counts as one that is
    // missing.
    table.writeUInt8((1 << 4) | 2, at + 4);
    table.writeUInt16LE(1, at + 6);
    table.writeBigUInt64LE(BigInt(code), at + 8);
    table.writeBigUInt64LE(2n, at + 16);
  }
}

/** Version 1 is the library itself, which symbols without a version belong to. */
function versionTable(functions: StandIn['functions'], versions: readonly string[]): Buffer {
  const table = Buffer.alloc(2 * (functions.length + 1));
  for (const [index, { version }] of functions.entries()) {
    table.writeUInt16LE(version === '' ? 1 : versions.indexOf(version) + 2, 2 * (index + 1));
  }
  return table;
}

/** A definition is 20 bytes with the one name that it has behind it, 8. */
function versionDefinitions(names: readonly string[], offsetOf: (word: string) => number): Buffer {
  const table = Buffer.alloc(28 * names.length);
  for (const [index, name] of names.entries()) {
    const at = index * 28;
    table.writeUInt16LE(1, at);
    table.writeUInt16LE(index === 0 ? 1 : 0, at + 2);
    table.writeUInt16LE(index + 1, at + 4);
    table.writeUInt16LE(1, at + 6);
    table.writeUInt32LE(elfHash(name), at + 8);
    table.writeUInt32LE(20, at + 12);
    table.writeUInt32LE(index === names.length - 1 ? 0 : 28, at + 16);
    table.writeUInt32LE(offsetOf(name), at + 20);
  }
  return table;
}

/** System V gABI, "Hash Table". */
function elfHash(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name, 'latin1')) {
    hash = ((hash << 4) >>> 0) + byte;
    const high = hash & 0xf0000000;
    if (high !== 0) hash ^= high >>> 24;
    hash = (hash & ~high) >>> 0;
  }
  return hash;
}

function dynamicSection(entries: readonly (readonly [number, number])[]): Buffer {
  const table = Buffer.alloc(16 * (entries.length + 1));
  for (const [index, [tag, value]] of entries.entries()) {
    table.writeBigUInt64LE(BigInt(tag), index * 16);
    table.writeBigUInt64LE(BigInt(value), index * 16 + 8);
  }
  return table;
}

const readable = 4;
const writable = 2;
const executable = 1;

function writeHeaders(
  header: Buffer,
  {
    text,
    start,
    dynamic,
  }: { readonly text: number; readonly start: number; readonly dynamic: number },
): void {
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(3, 16);
  header.writeUInt16LE(machine, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(4, 56);
  header.writeUInt16LE(64, 58);
  const segments = [
    { type: 1, flags: readable | executable, at: 0, bytes: text, align: page },
    { type: 1, flags: readable | writable, at: start, bytes: dynamic, align: page },
    { type: 2, flags: readable | writable, at: start, bytes: dynamic, align: 8 },
    // Without this one the loader makes the stack executable.
    { type: 0x6474e551, flags: readable | writable, at: 0, bytes: 0, align: 16 },
  ];
  for (const [index, { type, flags, at, bytes, align }] of segments.entries()) {
    const entry = 64 + index * 56;
    header.writeUInt32LE(type, entry);
    header.writeUInt32LE(flags, entry + 4);
    for (const [field, value] of [at, at, at, bytes, bytes, align].entries()) {
      header.writeBigUInt64LE(BigInt(value), entry + 8 + field * 8);
    }
  }
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
