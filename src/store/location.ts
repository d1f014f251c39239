import { accept, type Outcome, reject } from '../core/rejection.ts';
import { GateError } from '../errors.ts';

/** Where a baseline store is. */
export interface StoreLocation {
  readonly kind: 'dir';
  /** As written: relative ones are the caller's to resolve or refuse. */
  readonly path: string;
}

/** `dir:PATH` as a location; `path` names the input in the rejection. */
export function parseStore(text: string, path = '--baseline'): Outcome<StoreLocation> {
  const [, kind, rest] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (kind === 'git' || kind === 'file') {
    return reject(path, `the ${kind}: store of "${text}" is not available in this version`, 'use dir:PATH');
  }
  if (kind !== 'dir' || rest === undefined) {
    return reject(
      path,
      `"${text}" names no kind of store`,
      `use dir:PATH, for instance dir:${text || '.storage-gate'}`,
    );
  }
  if (rest === '') return reject(path, '"dir:" lacks the path', 'use dir:PATH, for instance dir:.storage-gate');
  if (rest.includes('\0')) return reject(path, 'the path of a store can not hold a NUL character');
  return accept({ kind, path: rest });
}

/** `dir:PATH` as a location; throws `bad-argument` where it is none. */
export function requireStore(text: string, path?: string): StoreLocation {
  const location = parseStore(text, path);
  if (location.ok) return location.value;
  throw new GateError('bad-argument', {
    problem: location.rejections.map(({ path: input, problem }) => `${input}: ${problem}`).join('; '),
    remedy: location.rejections[0]?.remedy,
  });
}
