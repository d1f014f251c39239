import { accept, collectRejections, type Outcome, reject } from '../core/rejection.ts';
import { namePattern } from '../core/schema.ts';
import { describeShape, largestOf, type Shape, slotsOf } from '../suites/shape.ts';
import type { OwnFields } from './file.ts';
import { countWithin, oneOf, parseShare, parseSize } from './quantity.ts';
import faults from './workload-faults.json' with { type: 'json' };

/** A workload that a config names, and where its fields stand. */
export interface OwnWorkload {
  readonly name: string;
  readonly fields: OwnFields;
  readonly where: (key?: string) => string;
  /** Whether all that stands there was understood. */
  readonly isWhole: boolean;
}

/** Bytes of a disk that zeroes are written to, where nobody says how many. */
const zeroRegion = 16 * 2 ** 20;

/** An entry as a shape; everything that is wrong with it is rejected at once. */
export function parseShape({ name, fields, where }: OwnWorkload): Outcome<Shape> {
  const { rejections, take } = collectRejections();
  const read = <T>(
    key: Exclude<keyof OwnFields, 'gate' | 'block'>,
    parse: (path: string, text: string) => Outcome<T>,
    usual: T,
  ): T => {
    const text = fields[key];
    return text === undefined ? usual : take(parse(where(key), text), usual);
  };
  const count = countWithin(1, 1024);
  const share = read('read', parseShare, 1);
  const pattern = read('pattern', oneOf('random', 'sequential'), 'random');
  const { block = '4 KiB' } = fields;
  const sizes = Object.entries(typeof block === 'string' ? { [block]: '100 %' } : block).map(
    ([size, weight]) => ({
      bytes: take(parseSize(where('block'), size), 4096),
      share: take(parseShare(where('block'), weight), 1),
    }),
  );
  const depth = read('depth', count, 1);
  const jobs = read('jobs', count, 1);
  const { sync, every } = read<Sync>('sync', parseSync, { sync: 'none', every: 1 });
  const zeroes = read('zeroes', oneOf('off', 'on'), 'off') === 'on';
  const region = read('region', parseSize, zeroes ? zeroRegion : 0);
  const hot = read('skew', parseSkew, undefined);
  const shape: Omit<Shape, 'title'> = {
    name,
    read: share,
    pattern,
    blockSize: Math.round(sizes.reduce((sum, one) => sum + one.bytes * one.share, 0)),
    depth,
    sync,
    ...(sizes.length > 1 && { blocks: sizes }),
    ...(jobs > 1 && { jobs }),
    ...(every > 1 && { every }),
    ...(region > 0 && { region }),
    ...(hot && { hot }),
    ...(zeroes && { zeroes }),
  };
  const turn = slotsOf(shape) * largestOf(shape);
  const found: Record<keyof typeof faults, boolean> = {
    name: !namePattern.test(name),
    slots: slotsOf(shape) > 1024 || turn > 2 ** 26,
    turn: region > 0 && region < turn,
    sync: share === 1 && sync !== 'none',
    zeroes: zeroes && share > 0,
    skew: hot !== undefined && pattern === 'sequential',
    block: sizes.some(({ bytes }) => bytes % 512 !== 0 || bytes > 2 ** 24),
    shares:
      sizes.length > 8 ||
      sizes.some(one => one.share === 0) ||
      Math.abs(sizes.reduce((sum, one) => sum + one.share, 0) - 1) > 1e-6,
  };
  if (rejections.length === 0)
    for (const [fault, [key, problem = '', remedy]] of Object.entries(faults))
      if (found[fault as keyof typeof faults])
        rejections.push({ path: where(key === '' ? undefined : key), problem, remedy });
  return rejections.length > 0
    ? { ok: false, rejections }
    : accept({ ...shape, title: describeShape(shape) });
}

type Sync = Pick<Shape, 'sync'> & { readonly every: number };

function parseSync(path: string, text: string): Outcome<Sync> {
  const [, stem = text, writes] = /^(fdatasync) every (\S+)$/.exec(text.trim()) ?? [];
  const sync = oneOf('none', 'fdatasync', 'dsync')(path, stem);
  if (!sync.ok || writes === undefined)
    return sync.ok ? accept({ sync: sync.value, every: 1 }) : sync;
  const every = countWithin(1, 100_000)(path, writes);
  return every.ok ? accept({ sync: sync.value, every: every.value }) : every;
}

function parseSkew(path: string, text: string): Outcome<Shape['hot']> {
  if (text.trim() === 'uniform') return accept(undefined);
  const [, part = 0, share = 0] = (/^hot ([1-9]\d?)\/([1-9]\d?)$/.exec(text.trim()) ?? []).map(
    Number,
  );
  if (part > 0) return accept({ part: part / 100, share: share / 100 });
  return reject(
    path,
    `"${text}" is no skew`,
    'write uniform, or hot 10/90: the first 10 % get 90 %',
  );
}
