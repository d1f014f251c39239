import { suggestWord } from '../core/near-word.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';

const sizeUnits = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 } as const;
const durationUnits = { s: 1, m: 60, h: 3600 } as const;

/**
 * Bytes from `512MiB`, `2GiB`, up to 1024TiB; a unit is required, so that 2G is never taken for
 * something else.
 */
export function parseSize(path: string, text: string): Outcome<number> {
  const match = /^(\d+(?:\.\d+)?)\s?(B|KiB|MiB|GiB|TiB)$/.exec(text.trim());
  const bytes =
    match === null ? Number.NaN : Number(match[1]) * sizeUnits[match[2] as keyof typeof sizeUnits];
  if (Number.isInteger(bytes) && bytes > 0 && bytes <= 2 ** 50) return accept(bytes);
  return reject(
    path,
    `"${text}" is not a size`,
    'write a number and B, KiB, MiB, GiB or TiB, such as 512MiB, up to 1024TiB',
  );
}

/**
 * Bytes of a block, in QEMU's own words (`4096`, `64k`, `2M`) or with a unit as in sizes (`64KiB`).
 */
export function parseBlockSize(path: string, text: string): Outcome<number> {
  const match = /^(\d+)([kKM]?)$/.exec(text.trim());
  if (match !== null && Number(match[1]) > 0 && Number(match[1]) < 2 ** 30) {
    const unit = match[2] === '' ? 1 : match[2] === 'M' ? sizeUnits.MiB : sizeUnits.KiB;
    return accept(Number(match[1]) * unit);
  }
  const size = parseSize(path, text);
  return size.ok
    ? size
    : reject(path, `"${text}" is not a block size`, 'write bytes, such as 4096, or 64KiB');
}

/** Seconds from `90s`, `15m`, `1h`: from `least` to a day. */
export function parseDuration(path: string, text: string, least = 1): Outcome<number> {
  const match = /^(\d+(?:\.\d+)?)\s?(s|m|h)$/.exec(text.trim());
  const seconds = Number(match?.[1]) * durationUnits[match?.[2] as keyof typeof durationUnits];
  if (seconds >= least && seconds <= 24 * 3600) return accept(seconds);
  return reject(
    path,
    `"${text}" is not a duration`,
    `write a number and s, m or h, such as 15m, from ${least}s to 24h`,
  );
}

/**
 * A fraction from `5%` or `0.5 %`, from 0 to 99 % or to all. The sign is required: 5 could mean 5
 * % or 500 %.
 */
export function parsePercentage(path: string, text: string, most = 99): Outcome<number> {
  const match = /^(\d+(?:\.\d+)?)\s?%$/.exec(text.trim());
  const fraction = match === null ? Number.NaN : Number(match[1]) / 100;
  if (fraction >= 0 && fraction * 100 <= most) return accept(fraction);
  return reject(
    path,
    `"${text}" is not a percentage`,
    `write a number from 0 to ${most} with its sign, such as 5%`,
  );
}

/** A share of all from 0 to 1, as `0 %` to `100 %`. */
export function parseShare(path: string, text: string): Outcome<number> {
  return parsePercentage(path, text, 100);
}

/** A whole number within `least` and `most`. */
export function parseCount(
  path: string,
  text: string,
  { least, most }: { least: number; most: number },
): Outcome<number> {
  const count = /^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isInteger(count) && count >= least && count <= most) return accept(count);
  return reject(
    path,
    `"${text}" is not a whole number from ${least} to ${most}`,
    'write a number in that range, in digits',
  );
}

/** One of a fixed set of words; the rejection lists them all, the nearest one first. */
export function parseWord<const W extends string>(
  path: string,
  text: string,
  words: readonly W[],
): Outcome<W> {
  const word = words.find(candidate => candidate === text.trim());
  if (word !== undefined) return accept(word);
  return reject(path, `"${text}" is not a known value`, suggestWord(text, words));
}

/** Reads a whole number within these. */
export function countWithin(least: number, most: number) {
  return (where: string, text: string) => parseCount(where, text, { least, most });
}

/** Reads one of these words. */
export function oneOf<const W extends string>(...words: readonly W[]) {
  return (where: string, text: string) => parseWord(where, text, words);
}
