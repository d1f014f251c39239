import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roomOf } from '../scripts/house/house.ts';
import { edges, everything, nothing, pure, type Room, rooms } from '../scripts/house/rooms.ts';
import { codeOf, readSources, type Source } from '../scripts/house/source.ts';
import { suiteKinds } from '../src/suites/registry.ts';

// Who may import what stands in scripts/house/rooms.ts, from which docs/architecture.md has its
// table too. The imports are read from the sources, so a new arrow shows up here first.
const source = resolve(import.meta.dirname, '../src');
const sources = readSources(source);
const files = sources.map(({ path }) => path).filter(path => path.endsWith('.ts'));

describe('the direction of imports', () => {
  it.each(sources)('$path imports only what its room allows', file => {
    const room = rooms.find(({ name }) => name === roomOf(file.path));
    if (room === undefined)
      throw new Error(`${roomOf(file.path)} is no room of scripts/house/rooms.ts: add it there`);
    expect(refusedIn(file, room)).toEqual([]);
  });

  it('has a room for every entry of the table, and each once', () => {
    const taken = new Set(sources.map(({ path }) => roomOf(path)));
    expect(rooms.map(({ name }) => name).filter(name => !taken.has(name))).toEqual([]);
    expect(new Set(rooms.map(({ name }) => name)).size).toBe(rooms.length);
  });

  it('has no edge that may import another edge, process/ apart', () => {
    const crossing = rooms
      .filter(({ name }) => edges.includes(name))
      .flatMap(({ name, imports }) => imports.map(imported => ({ name, imported })))
      .filter(({ imported }) => edges.includes(imported) && imported !== 'process');
    expect(crossing).toEqual([]);
  });
});

describe('what is pure', () => {
  const pureRooms = rooms.filter(({ touches }) => touches === pure).map(({ name }) => name);
  const pureFiles = files.filter(path => pureRooms.includes(roomOf(path)));

  it('holds core, statistics and judge', () => {
    expect(pureRooms).toEqual(expect.arrayContaining(['core', 'statistics', 'judge']));
  });

  it.each(pureFiles)(
    '%s touches no clock, no randomness, no process and nothing asynchronous',
    file => {
      expect(codeOf(readFileSync(join(source, file), 'utf8'))).not.toMatch(
        /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.|\bprocess\.|\basync\b|\bawait\b|\bfetch\(/,
      );
    },
  );
});

describe('what depends on a suite', () => {
  // Two at most, so that a new suite is a folder of src/suites and not a search for the others.
  const most = 2;
  const names = suiteKinds().flatMap(kind => [kind.name, kind.make().tool]);
  const name = `'(?:${[...new Set(names)].join('|')})'`;
  const branches = new RegExp(
    [
      `(?:[!=]==|\\bcase|includes\\() ?${name}`,
      `${name} ?[!=]==`,
      String.raw`\bsuite\.(?:name|tool) ?[!=]==`,
      String.raw`\bswitch \(\w*\.?suite\.`,
      String.raw`'\w+' in (?:suite|workload)\b`,
    ].join('|'),
    'g',
  );

  it(`stands in src/suites, but for ${most} branches on a suite's name`, () => {
    const found = files
      .filter(file => roomOf(file) !== 'suites')
      .flatMap(file => {
        const code = codeOf(readFileSync(join(source, file), 'utf8'));
        return [...code.matchAll(branches)].map(([text]) => `${file}: ${text}`);
      });
    expect(found.slice(most)).toEqual([]);
  });

  it.each(["suite.name === 'x'", "tool === 'fio'", "case 'pairs'", "'rw' in workload"])(
    'is found as %s',
    text => expect(text).toMatch(new RegExp(branches.source)),
  );
});

describe('every source file', () => {
  it.each(files)('%s has a name for a noun and at most 250 lines', file => {
    expect(file).not.toMatch(/(^|\/)(utils|helpers|types|constants|common|index)\.ts$/);
    expect(readFileSync(join(source, file), 'utf8').split('\n').length).toBeLessThanOrEqual(251);
  });
});

/** The imports of a file that its room does not allow. */
function refusedIn({ files: imported, modules }: Source, room: Room): string[] {
  const mayImport = (file: string): boolean => {
    if (file === '../package.json') return room.name === 'version';
    const target = roomOf(file);
    return target === room.name || room.imports === everything || room.imports.includes(target);
  };
  const mayUse = (module: string): boolean =>
    (module.startsWith('node:') && room.touches !== nothing && room.touches !== pure) ||
    room.packages.some(allowed => module === allowed || module.startsWith(`${allowed}/`));
  return [
    ...imported.filter(file => !mayImport(file)),
    ...modules.filter(module => !mayUse(module)),
  ];
}
