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
