import { accept, describeFaults, type Outcome, reject } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import { describeRefPlace, parseRefPlace, type RefPlace } from './git/ref-name.ts';

/**
 * Where a baseline store is: a directory that grows by a file for each run, one document that is
 * only read, or a ref.
 */
export type StoreLocation =
  /** The path is as written: relative ones are the caller's to resolve or refuse. */
  { readonly kind: 'dir' | 'file'; readonly path: string } | ({ readonly kind: 'git' } & RefPlace);

/**
 * `dir:PATH`, `file:PATH`, `git:REF` or `git:REF:FOLDER` as a location; `path` names the input in
 * the rejection.
 */
export function parseStore(text: string, path = '--baseline'): Outcome<StoreLocation> {
  const [, kind, rest] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (kind === 'git' && rest !== undefined) {
    const place = parseRefPlace(rest, path);
    return place.ok ? accept({ kind, ...place.value }) : place;
  }
  if ((kind !== 'dir' && kind !== 'file') || rest === undefined) {
    const remedy = `use git:REF, dir:PATH, for instance dir:${text || '.storage-gate'}, or file:RUN.json`;
    return reject(path, `"${text}" names no kind of store`, remedy);
  }
  if (rest === '')
    return reject(
      path,
      `"${kind}:" lacks the path`,
      'for instance dir:.storage-gate or file:run.json',
    );
  if (rest.includes('\0'))
    return reject(path, 'the path of a store can not hold a NUL character', 'name another');
  return accept({ kind, path: rest });
}

/** A location as it is written: the same text gives the same store again. */
export function describeStore(location: StoreLocation): string {
  return location.kind === 'git' ? describeRefPlace(location) : `${location.kind}:${location.path}`;
}

/** The same; throws `bad-argument` where it is none. */
export function requireStore(text: string, path?: string): StoreLocation {
  const location = parseStore(text, path);
  if (location.ok) return location.value;
  throw new GateError('bad-argument', describeFaults(location.rejections, 'settings'));
}
