import { getState, saveState } from '@actions/core';
import { z } from 'zod';
import { endLeftovers, identify, markChildren } from '../process/leftover.ts';
import { removeAbandonedScratch } from '../process/scratch.ts';

const schema = z.object({
  mark: z.uuid(),
  owner: z.object({ pid: z.int().positive(), started: z.string() }).optional(),
  /** Directories in which this run makes its scratch. */
  parents: z.array(z.string()),
});
type Cleanup = z.infer<typeof schema>;

/** Notes for the post step who we are, and marks everything that is started from now on. */
export async function prepareCleanup(): Promise<{ readonly watch: (parent: string) => void }> {
  const cleanup: Cleanup = {
    mark: markChildren(process.env),
    owner: await identify(process.pid),
    parents: [],
  };
  saveState('cleanup', cleanup);
  return {
    watch: parent => {
      cleanup.parents.push(parent);
      saveState('cleanup', cleanup);
    },
  };
}

/**
 * Ends the processes and removes the files that the main step left, which it only does when it was
 * killed. Returns what it did, a line each; nothing where the main step never came as far as
 * `prepareCleanup`.
 */
export async function cleanUp(): Promise<readonly string[]> {
  const state = getState('cleanup');
  if (state === '') return [];
  const { mark, owner, parents } = schema.parse(JSON.parse(state));
  const killed = await endLeftovers({ mark, owner });
  const removed = (await Promise.all(parents.map(removeAbandonedScratch))).flat();
  return [...killed.map(pid => `ended process ${pid}`), ...removed.map(path => `removed ${path}`)];
}
