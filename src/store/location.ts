import { accept, type Outcome, reject } from '../core/rejection.ts';
import { GateError } from '../errors.ts';

/** Where a baseline store is. */
export interface StoreLocation {
  /** A directory that grows by a file for each run, or one run document that is only read. */
  readonly kind: 'dir' | 'file';
  /** As written: relative ones are the caller's to resolve or refuse. */
  readonly path: string;
}

/** `dir:PATH` or `file:PATH` as a location; `path` names the input in the rejection. */
export function parseStore(text: string, path = '--baseline'): Outcome<StoreLocation> {
  const [, kind, rest] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (kind === 'git') {
    return reject(path, `the git: store of "${text}" is not available in this version`, 'use dir:PATH');
  }
  if ((kind !== 'dir' && kind !== 'file') || rest === undefined) {
    const remedy = `use dir:PATH, for instance dir:${text || '.storage-gate'}, or file:RUN.json`;
    return reject(path, `"${text}" names no kind of store`, remedy);
  }
  if (rest === '') return reject(path, `"${kind}:" lacks the path`, 'for instance dir:.storage-gate or file:run.json');
  if (rest.includes('\0')) return reject(path, 'the path of a store can not hold a NUL character');
  return accept({ kind, path: rest });
}

/** The same; throws `bad-argument` where it is none. */
export function requireStore(text: string, path?: string): StoreLocation {
  const location = parseStore(text, path);
  if (location.ok) return location.value;
  throw new GateError('bad-argument', {
    problem: location.rejections.map(({ path: input, problem }) => `${input}: ${problem}`).join('; '),
    remedy: location.rejections[0]?.remedy,
  });
}
