const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/**
 * Bytes for reading, in the largest unit that leaves a whole part and with four significant digits:
 * `1.25 GiB`.
 */
export function formatBytes(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toPrecision(4))} ${units[power] ?? 'bytes'}`;
}

/**
 * Bytes as a SPEC or the config takes them, in the largest unit that leaves a whole number:
 * `320MiB`.
 */
export function spellBytes(bytes: number): string {
  const power = bytes === 0 ? 0 : units.findLastIndex((_, index) => bytes % 1024 ** index === 0);
  return `${bytes / 1024 ** power}${power === 0 ? 'B' : units[power]}`;
}
