import { expect, test } from 'vitest';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { smallRun } from './run-document.ts';

test('a store on a filesystem that makes no directories is refused, and does not try for ever', async () => {
  const store = await openDirectoryStore({ path: '/proc/storage-gate' });
  await expect(store.append([smallRun()])).rejects.toMatchObject({ code: 'store-unusable' });
});
