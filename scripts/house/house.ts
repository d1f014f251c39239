/** The limits of the house, and what of its sources stands against them. */
import type { Journey } from './journeys.ts';
import type { Source } from './source.ts';

/** The most files that src may have. */
const mostFiles = 359;

/** The most characters of code that src may have, without comments and white space. */
const mostCharacters = 1_210_000;

/** The most files that may have all of their importers in one other room. */
const mostLoneImports = 30;

/** A room with what is in it and the rooms that it imports. */
export interface Occupancy {
  readonly room: string;
  readonly files: number;
  readonly characters: number;
  readonly imports: readonly string[];
}

/** A file all of whose importers lie in one other room. */
export interface LoneImport {
  readonly path: string;
  readonly importers: readonly string[];
}

/** The room of a file of src: its folder, or its own name where it lies in src directly. */
export function roomOf(path: string): string {
  return (path.split('/')[0] ?? path).replace(/\.(ts|json)$/, '');
}

/** Every room, the largest first. */
export function occupancyOf(sources: readonly Source[]): Occupancy[] {
  const byRoom = Map.groupBy(sources, ({ path }) => roomOf(path));
  return [...byRoom]
    .map(([room, inIt]) => ({
      room,
      files: inIt.length,
      characters: sumOf(inIt),
      imports: [...new Set(inIt.flatMap(({ files }) => files.map(roomOf)))]
        .filter(imported => imported !== room && imported !== '..')
        .toSorted(),
    }))
    .toSorted((one, other) => other.characters - one.characters);
}

/** Files that one other room alone imports: they might live there. */
export function loneImportsOf(sources: readonly Source[]): LoneImport[] {
  return sources.flatMap(({ path }) => {
    const importers = sources.filter(({ files }) => files.includes(path)).map(one => one.path);
    const [room, ...others] = new Set(importers.map(roomOf));
    const isLone = room !== undefined && others.length === 0 && room !== roomOf(path);
    return isLone ? [{ path, importers }] : [];
  });
}

/**
 * One circle in a graph of imports, as the names along it with the first repeated at the end;
 * undefined where every arrow runs one way.
 */
export function circleIn(
  graph: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const finished = new Set<string>();
  const follow = (name: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (finished.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const circle = follow(next, [...trail, name]);
      if (circle !== undefined) return circle;
    }
    finished.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const circle = follow(name, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** What breaks a limit, a sentence each; none where the house is in order. */
export function faultsOf(sources: readonly Source[]): string[] {
  const rooms = new Map(occupancyOf(sources).map(({ room, imports }) => [room, imports]));
  const files = new Map(sources.map(source => [source.path, source.files]));
  return [
    ...over('files in src', sources.length, mostFiles),
    ...over('characters of code in src', sumOf(sources), mostCharacters),
    ...over(
      'files that one other room alone imports',
      loneImportsOf(sources).length,
      mostLoneImports,
    ),
    ...[rooms, files].flatMap(graph => {
      const circle = circleIn(graph);
      return circle === undefined ? [] : [`imports run in a circle: ${circle.join(' -> ')}`];
    }),
  ];
}

/**
 * What is wrong with a journey: a file that is not there or named twice, or one that neither
 * imports an earlier one nor is imported by one, so that nobody gets there from the files before.
 */
export function faultsOfJourney(journey: Journey, sources: readonly Source[]): string[] {
  const imports = new Map(sources.map(({ path, files }) => [path, files]));
  return journey.files.flatMap((path, index) => {
    const before = journey.files.slice(0, index);
    const fault = (what: string) => [`the journey "${journey.name}": ${path} ${what}`];
    if (!imports.has(path)) return fault('is no file of src');
    if (before.includes(path)) return fault('is named twice');
    const isReached = before.some(
      earlier => imports.get(earlier)?.includes(path) || imports.get(path)?.includes(earlier),
    );
    return index === 0 || isReached ? [] : fault('is tied by no import to the files before it');
  });
}

/** The lines of comments that are too long, as `PATH:LINE`. */
export function longCommentsOf(folder: string, sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, longComments }) =>
    longComments.map(line => `${folder}/${path}:${line}`),
  );
}

function over(what: string, count: number, most: number): string[] {
  return count > most ? [`${count} ${what}, ${count - most} more than the ${most} allowed`] : [];
}

function sumOf(sources: readonly Source[]): number {
  return sources.reduce((sum, { characters }) => sum + characters, 0);
}
