import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs git as a user would, without what the machine's own configuration says; returns its stdout.
 */
export async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const who = [
    '-c',
    'user.name=A tester',
    '-c',
    'user.email=tester@example.invalid',
    '-c',
    'protocol.file.allow=always',
  ];
  const { stdout } = await run('git', [...who, ...args], { cwd, maxBuffer: 64 * 2 ** 20 });
  return stdout.trimEnd();
}

/** A bare repository that allows filters, as GitHub does, unless `plain`. */
export async function bareRemote(parent: string, { plain = false } = {}): Promise<string> {
  const path = join(parent, 'remote.git');
  await mkdir(path);
  await git(path, 'init', '--quiet', '--bare', '--initial-branch=main');
  await git(path, 'config', 'uploadpack.allowFilter', String(!plain));
  // It need not outlive a loss of power, and waiting for a drive that others use takes seconds.
  await git(path, 'config', 'core.fsync', 'none');
  if (plain) await git(path, 'config', 'uploadpack.advertiseRefInWant', 'false');
  return path;
}

/**
 * A clone with commits on main, pushed to its remote; returns its path and the commits, oldest
 * first.
 */
export async function cloneWithCommits(
  parent: string,
  { remote, count }: { remote: string; count: number },
) {
  const path = join(parent, 'clone');
  await git(parent, 'clone', '--quiet', remote, path);
  await git(path, 'checkout', '--quiet', '-B', 'main');
  const commits: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    await git(path, 'commit', '--quiet', '--allow-empty', '--message', `commit ${number}`);
    commits.push(await git(path, 'rev-parse', 'HEAD'));
  }
  await git(path, 'push', '--quiet', 'origin', 'main');
  return { path, commits };
}

/** Empty commits on main of a bare repository, made at once; returns them, oldest first. */
export async function importCommits(bare: string, count: number): Promise<readonly string[]> {
  const commit = (number: number): string => {
    const message = `commit ${number}`;
    const when = `${1_700_000_000 + number} +0000`;
    const committer = `committer A tester <tester@example.invalid> ${when}`;
    return `commit refs/heads/main\n${committer}\ndata ${message.length}\n${message}\n`;
  };
  const importing = run('git', ['fast-import', '--quiet'], { cwd: bare });
  importing.child.stdin?.end(
    Array.from({ length: count }, (_, index) => commit(index + 1)).join(''),
  );
  await importing;
  return (await git(bare, 'rev-list', '--reverse', 'main')).split('\n');
}
