import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkedOutCommit, findCheckout } from '../../src/action/checkout.ts';
import { git } from '../harness/git.ts';
import { putFiles } from '../harness/step.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const { signal } = new AbortController();
const config = 'storage-gate.yml';
const name = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];

async function committed(path: string, ...init: readonly string[]): Promise<string> {
  await mkdir(path, { recursive: true });
  await git(path, 'init', '--quiet', ...init);
  await git(path, ...name, 'commit', '--quiet', '--allow-empty', '--message', 'x');
  return (await git(path, 'rev-parse', 'HEAD')).trim();
}

describe('the commit of the work tree', () => {
  test.each([
    'main',
    'dependabot/npm_and_yarn/@types/node-22',
    'fix/#123',
    'größe',
    'feat+x',
    'renovate/a=b',
    "it's(a)branch!&;$",
    '支店/…',
    'a/HEAD',
  ])('is that of the branch %s, loose, packed, and beside a worktree', async branch => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'clone');
    const commit = await committed(path, `--initial-branch=${branch}`);
    expect(findCheckout(config, path)?.commit).toBe(commit);
    await git(path, 'pack-refs', '--all');
    expect(findCheckout(config, path)?.commit).toBe(commit);
    const tree = join(directory.path, 'tree');
    await git(path, 'worktree', 'add', '--quiet', '-b', 'own', tree);
    await git(tree, ...name, 'commit', '--quiet', '--allow-empty', '--message', 'y');
    const own = (await git(tree, 'rev-parse', 'HEAD')).trim();
    expect(findCheckout(config, tree)?.commit).toBe(own);
    await git(path, 'pack-refs', '--all');
    expect(findCheckout(config, tree)?.commit).toBe(own);
    await git(tree, 'checkout', '--quiet', '--detach', branch);
    expect(findCheckout(config, tree)?.commit).toBe(commit);
  });

  test('is that of a repository of SHA-256', async () => {
    await using directory = await temporaryDirectory();
    const commit = await committed(directory.path, '--object-format=sha256');
    expect(commit).toHaveLength(64);
    expect(findCheckout(config, directory.path)?.commit).toBe(commit);
  });

  test('is that of a branch that stands for another, and git knows what its files do not say', async () => {
    await using directory = await temporaryDirectory();
    const { path } = directory;
    const commit = await committed(path, '--initial-branch=main');
    await git(path, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
    await git(path, 'symbolic-ref', 'HEAD', 'refs/heads/alias');
    expect(findCheckout(config, path)?.commit).toBe(commit);
    const checkout = { root: path, path: config, commit: undefined };
    expect(await checkedOutCommit(checkout, signal)).toBe(commit);
  });

  test.each([
    ['no file', {}],
    ['an unborn branch', { HEAD: 'ref: refs/heads/none' }],
    ['a short name', { HEAD: 'abc123' }],
    ['a length that no hash has', { HEAD: 'a'.repeat(41) }],
    ['a ref outside of git', { HEAD: 'ref: ../outside' }],
    ['refs in a circle', { HEAD: 'ref: refs/heads/a', 'refs/heads/a': 'ref: refs/heads/a' }],
  ])('is not known of %s', async (_, files) => {
    await using directory = await temporaryDirectory();
    const { path } = directory;
    await mkdir(join(path, '.git'));
    await writeFile(join(path, 'outside'), 'a'.repeat(40));
    for (const [file, text] of Object.entries(files))
      await putFiles(join(path, '.git', dirname(file)), { [file.split('/').at(-1) ?? '']: text });
    const found = findCheckout(config, path);
    expect(found).toMatchObject({ path: config });
    expect(await checkedOutCommit(found, signal)).toBeUndefined();
  });

  test('is none where nothing is checked out, or only above the workspace', async () => {
    await using directory = await temporaryDirectory();
    await committed(directory.path);
    const workspace = join(directory.path, 'workspace');
    await mkdir(workspace);
    expect(findCheckout(config, workspace)).toBeUndefined();
    expect(await checkedOutCommit(undefined, signal)).toBeUndefined();
    expect(findCheckout('deep/er/gate.yml', directory.path)?.path).toBe('deep/er/gate.yml');
  });
});
