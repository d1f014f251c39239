import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { GateError } from '../errors.ts';
import type { Job } from '../github/environment.ts';
import { headOfClone } from '../store/git/ancestors.ts';

/** The repository that a file of the workspace belongs to. */
export interface Checkout {
  /** Directory of the work tree. */
  readonly root: string;
  /** The file's path in the repository. */
  readonly path: string;
  /** Commit of the work tree; undefined where git's files do not say it plainly. */
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
      return { root, path: relative(root, path), commit: headOf(join(root, '.git')) };
    if (root === dirname(root)) break;
  }
  return undefined;
}

/**
 * The commit of HEAD by git's own files, which need no git and no owner that it trusts. `.git` is a
 * file in a linked work tree, whose branches lie in the repository that it was made from.
 */
function headOf(git: string): string | undefined {
  const link = lineOf(git)?.replace(/^gitdir: /, '');
  const own = resolve(dirname(git), link ?? git);
  return commitAt('HEAD', { own, common: resolve(own, lineOf(join(own, 'commondir')) ?? '') });
}

/** Most refs that lead from one to another, as git has it. */
const mostSteps = 5;

function commitAt(
  name: string,
  places: { readonly own: string; readonly common: string },
  steps = mostSteps,
): string | undefined {
  if (steps === 0 || name.split('/').includes('..')) return undefined;
  const { own, common } = places;
  const found = lineOf(join(own, name)) ?? lineOf(join(common, name)) ?? packedLine(name, common);
  const [, next] = /^ref: (.+)$/.exec(found ?? '') ?? [];
  if (next !== undefined) return commitAt(next, places, steps - 1);
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found ?? '') ? found : undefined;
}

function packedLine(name: string, common: string): string | undefined {
  const lines = readText(join(common, 'packed-refs'))?.split('\n');
  return lines?.find(line => line.endsWith(` ${name}`))?.slice(0, -name.length - 1);
}

function lineOf(path: string): string | undefined {
  return readText(path)?.split(/\r?\n/)[0];
}

/** The text of a file; undefined where it can't be read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The commit of the work tree, by git where its files do not say it plainly, as of a reftable. */
export async function checkedOutCommit(
  checkout: Checkout | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  return checkout && (checkout.commit ?? (await headOfClone(checkout.root, signal)));
}

/**
 * Refuses with `no-checkout` to compare a work tree that is not the merge or the head of what a
 * pull request or merge queue asks about: what its files were before could not be read.
 */
export function requireMergeOrHead(
  commit: string | undefined,
  { facts }: Pick<Job, 'facts'>,
): asserts commit is string {
  const { sha, pullRequest, workspace } = facts;
  if (commit !== undefined && [sha, pullRequest?.headSha].includes(commit)) return;
  throw new GateError('no-checkout', {
    problem:
      commit === undefined
        ? `the config lies in no git checkout in ${workspace} whose commit is known`
        : `the commit ${commit} is checked out, which is neither the merge that this runs for (${sha}) nor its head`,
    why: 'what is measured could not be told from what the base has',
    remedy:
      'check the repository out before this step, by actions/checkout and with git installed, at its default ref or the head of the pull request',
  });
}
