import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GateError } from '../errors.ts';
import { openDirectoryStore, type Store } from './directory.ts';
import { openFileStore } from './file.ts';
import type { StoreLocation } from './location.ts';

/** The store at a location. */
export function openStore({ kind, path }: StoreLocation): Promise<Store> {
  switch (kind) {
    case 'dir':
      return openDirectoryStore({ path });
    case 'file':
      return Promise.resolve(openFileStore({ path }));
    default:
      return kind satisfies never;
  }
}

/** The same, for reading what a user named: a directory that is missing or none is `bad-argument`. */
export async function openExistingStore(location: StoreLocation): Promise<Store> {
  if (location.kind === 'dir') await requireDirectory(location.path);
  return openStore(location);
}

async function requireDirectory(path: string): Promise<void> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    // Whatever else keeps us out is told where the store is read.
    return { isDirectory: () => true };
  });
  if (facts?.isDirectory() === true) return;
  throw new GateError('bad-argument', {
    problem: `the baseline dir:${path} ${facts === undefined ? 'does not exist' : 'is no directory'}`,
    why: `${resolve(path)} was looked at`,
    remedy: 'name a directory that `storage-gate run` or `record` stored into, or one document as file:RUN.json',
    path,
  });
}
