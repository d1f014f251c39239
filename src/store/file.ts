import { realpath } from 'node:fs/promises';
import type { Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import type { Store } from './store.ts';
import { readStoredFile } from './stored-file.ts';

/** The one run document at `path`; `bad-document` says what is wrong with it. Links are followed: the user named it. */
export async function readRunFile(path: string): Promise<Run> {
  const file = await readStoredFile(await realpath(path).catch(() => path));
  if ('run' in file) return file.run;
  throw new GateError('bad-document', {
    problem: `${path} can't be used: ${file.reason}`,
    remedy: 'give a document that `storage-gate measure --out` wrote',
    path,
  });
}

/** One run document as a baseline: two documents are compared without a directory. Recording into it is `bad-argument`. */
export function openFileStore({ path }: { readonly path: string }): Store {
  return {
    entries: async () => [{ path, fingerprint: (await readRunFile(path)).fingerprint, name: undefined }],
    list: async () => ({ runs: [{ run: await readRunFile(path), path }], damaged: [] }),
    append: async () => {
      const problem = `the baseline file:${path} is a single run and can't take another one`;
      throw new GateError('bad-argument', { problem, remedy: 'record into dir:PATH', path });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
