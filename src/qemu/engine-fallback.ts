import type { AioEngine } from '../core/disk-mode.ts';

const names = { native: /(native|Linux) AIO|linux-aio/i, io_uring: /io_uring/i } as const;

/**
 * The line of stderr in which QEMU says that an engine is not to be had and that it uses threads
 * instead, as some versions do where others refuse; undefined where there is none, and for threads,
 * of which there is nothing to fall back from.
 */
export function fallbackWarning(stderr: string, aio: AioEngine): string | undefined {
  if (aio === 'threads') return undefined;
  return stderr
    .split('\n')
    .find(line => /fall(ing|s|en)? ?back/i.test(line) && names[aio].test(line));
}
