import { diskModeKey } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { spellBytes } from './quantity.ts';

/**
 * A disk as `--disk` and the input `disks` take it:
 * `name=prod,format=qcow2,cache=none,…,size=1GiB`.
 */
export function diskSpec(name: string, mode: DiskMode): string {
  const fields = diskModeKey(mode).replace(
    /(^|,)size=(\d+)/,
    (_, before: string, bytes: string) => {
      return `${before}size=${spellBytes(Number(bytes))}`;
    },
  );
  return `name=${name},${fields}`;
}
