import { realpath } from 'node:fs/promises';
import type { Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import { readStoredFile } from './documents.ts';
import type { Store } from './store.ts';

/**
 * The run document at `path`; `bad-document` says what is wrong with it. Links are followed,
 * because the user named the path.
 */
export async function readRunFile(path: string): Promise<Run> {
  const file = await readStoredFile(await realpath(path).catch(() => path));
  if ('run' in file) return file.run;
  throw new GateError('bad-document', {
    problem: `${path} can't be used: ${'reason' in file ? file.reason : 'it is not a run'}`,
    remedy: 'give a document that `storage-gate measure --out` wrote',
    path,
  });
}

/** One run document as a baseline: two documents are compared without a directory. */
export function openFileStore({ path }: { readonly path: string }): Store {
  const refuse = async (): Promise<never> => {
    const problem = `the baseline file:${path} is a single run and cannot hold another one`;
    throw new GateError('bad-argument', { problem, remedy: 'record into dir:PATH', path });
  };
  return {
    entries: async () => [
      { kind: 'run', path, fingerprint: (await readRunFile(path)).fingerprint, name: undefined },
    ],
    read: entries => Promise.all(entries.map(entry => readStoredFile(entry.path))),
    list: async () => ({
      runs: [{ run: await readRunFile(path), path }],
      acknowledgements: [],
      damaged: [],
    }),
    append: refuse,
    acknowledge: refuse,
    remove: refuse,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
