import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The repository that a file of the workspace belongs to. */
export interface Checkout {
  /** The file's path in the repository. */
  readonly path: string;
  /** Commit of the work tree; undefined where git's files do not tell it plainly. */
  readonly commit: string | undefined;
}

/**
 * Finds the checkout around a file that need not exist; undefined where there is none in the
 * workspace.
 */
export function findCheckout(file: string, workspace: string): Checkout | undefined {
  const path = resolve(workspace, file);
  for (
    let root = dirname(path);
    !relative(workspace, root).startsWith('..');
    root = dirname(root)
  ) {
    if (existsSync(join(root, '.git')))
      return { path: relative(root, path), commit: headOf(join(root, '.git')) };
    if (root === dirname(root)) break;
  }
  return undefined;
}

/** A detached HEAD, as actions/checkout leaves it, or a branch that was written just now. */
function headOf(git: string): string | undefined {
  try {
    const head = readFileSync(join(git, 'HEAD'), 'utf8').trim();
    const branch = /^ref: (refs\/heads\/[\w./-]+)$/.exec(head)?.[1];
    const commit =
      branch === undefined || branch.includes('..')
        ? head
        : readFileSync(join(git, branch), 'utf8').trim();
    return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
  } catch {
    return undefined;
  }
}
