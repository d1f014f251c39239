import { type DiskMode, diskModeKey } from './disk-mode.ts';

/** A disk as `--disk` and the input `disks` take it: `name=prod,format=qcow2,cache=none,…,size=1GiB`. */
export function diskSpec(name: string, mode: DiskMode): string {
  const fields = diskModeKey(mode).replace(/(^|,)size=(\d+)/, (_, before: string, bytes: string) => {
    return `${before}size=${spelledSize(Number(bytes))}`;
  });
  return `name=${name},${fields}`;
}

/** In the largest unit that leaves a whole number. */
function spelledSize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
  const power = units.findLastIndex((_, index) => bytes % 1024 ** index === 0);
  return `${bytes / 1024 ** power}${units[power] ?? 'B'}`;
}
