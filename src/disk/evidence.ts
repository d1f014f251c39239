import {
  diskNames,
  type Expectation,
  inBlocks,
  inNodes,
  onDevice,
  type Source,
  sources,
  topDriver,
} from './field.ts';
import { fields, withDefaults } from './fields.ts';
import type { Disk } from './parts.ts';

/** One fact of the proof that a disk mode is in force: what was expected, and what was found. */
export interface Evidence {
  readonly fact: string;
  readonly expected: string;
  readonly found: string;
}

/** What each source said; undefined where it does not know the disk. */
export type Readings = Readonly<Record<Source, unknown>>;

/** Sources that tell of a file, and so of no disk without storage. */
const fileSources: ReadonlySet<Source> = new Set([
  '/proc/PID/fdinfo of QEMU',
  'what QEMU wrote to stderr',
]);

/** Everything that must be said of a disk while its mode is in force, by source. */
export function expectationsOf(disk: Omit<Disk, 'port'>) {
  const { id, image, mode, shared, backing, begin } = disk;
  const names = diskNames(id);
  const full = withDefaults(mode);
  const ofFile = begin === undefined ? 'file' : 'host_device';
  const driver = typeof image === 'string' ? ofFile : 'null-co';
  const asked: readonly Expectation[] = [
    ...fields.flatMap(({ evidence }) => evidence?.(full, names) ?? []),
    inNodes("driver of the image's node", 'drv', driver),
    inBlocks(
      'bytes of the device in QEMU',
      'image.virtual-size',
      begin === undefined ? begin : mode.size,
    ),
    inBlocks('images below the own image', 'backing_file_depth', backing?.length),
    onDevice('share-rw of the device', 'share-rw', shared === true ? true : undefined),
  ];
  return (
    asked
      .filter(({ expected }) => expected !== undefined)
      .filter(({ from }) => driver !== 'null-co' || !fileSources.has(from))
      // Both sides have the device open, and nobody can tell their descriptors apart.
      .filter(({ from }) => begin === undefined || from !== '/proc/PID/fdinfo of QEMU')
      .map(expectation => (mode.throttleNode === true ? belowFilter(expectation) : expectation))
      .toSorted((a, b) => sources.indexOf(a.from) - sources.indexOf(b.from))
  );
}

/** Of a filter and no more query-block tells: the format's node is asked by its name. */
function belowFilter(expectation: Expectation): Expectation {
  const { from, at } = expectation;
  if (from !== 'query-block' || at === 'cache.writeback' || at === topDriver) return expectation;
  return { ...expectation, from: 'query-named-block-nodes', at: `format.${at}` };
}

/** Whether the image is a file of the gate's: of another one the holes are its own. */
export function hasGatesSpace({ image, backing, begin }: Omit<Disk, 'port'>): boolean {
  return typeof image === 'string' && backing === undefined && begin === undefined;
}

/** Facts about the space of an image; nobody can tell what is shared on some filesystems. */
export const spaceFacts = {
  holes: 'bytes of the image that are not allocated',
  shared: 'bytes of the image that other files share',
} as const;

/**
 * What keeps evidence from being that of a disk whose mode is in force: a fact that is missing,
 * told twice, other than the mode implies, or none of its own. Undefined where it is whole.
 */
export function evidenceFault(
  disk: Omit<Disk, 'port'>,
  evidence: readonly Evidence[],
): string | undefined {
  const wanted = new Map(expectationsOf(disk).map(one => [one.fact, String(one.expected)]));
  const space = hasGatesSpace(disk);
  if (space) wanted.set(spaceFacts.holes, '0');
  const told = new Map(evidence.map(({ fact, found }) => [fact, found]));
  if (space && told.has(spaceFacts.shared)) wanted.set(spaceFacts.shared, '0');
  const wrong = [...wanted].find(([fact, expected]) => told.get(fact) !== expected);
  if (wrong !== undefined)
    return `${wrong[0]} is ${told.get(wrong[0]) ?? 'not told'} and should be ${wrong[1]}`;
  return evidence.length === wanted.size ? undefined : 'tells more than its mode implies';
}

/** Names of what a source is asked for, each once. */
export function askedOf(source: Source, expectations: readonly Expectation[]): string[] {
  const asked = expectations.filter(({ from }) => from === source);
  return [...new Set(asked.map(({ at }) => at.split('.')[0] ?? at))];
}

/** The fact that an expectation became, by what its source said. */
export function evidenceOf({ fact, from, at, expected, absent }: Expectation, readings: Readings) {
  const said = at.split('.').reduce<unknown>(memberOf, readings[from]);
  const isSilent = readings[from] !== undefined && (said === undefined || said === '');
  const found = isSilent ? absent : said;
  return factOf(fact, expected, found);
}

/** A fact. What could not be read is found as `unknown`, which no expectation equals. */
export function factOf(fact: string, expected: Expectation['expected'], found: unknown): Evidence {
  return { fact, expected: String(expected), found: textOf(found) || 'unknown' };
}

/** A guest may answer anything. */
function textOf(found: unknown): string {
  if (typeof found === 'boolean' || typeof found === 'number') return String(found);
  return typeof found === 'string' ? found.trim().slice(0, 400) : '';
}

/** Facts that are not as expected, each as `cache.direct in QEMU is false and should be true`. */
export function contradictionsIn(evidence: readonly Evidence[]): string[] {
  return evidence.flatMap(({ fact, expected, found }) =>
    expected === found ? [] : [`${fact} is ${found} and should be ${expected}`],
  );
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
