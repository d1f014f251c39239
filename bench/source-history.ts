import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { randomFrom } from '../src/statistics/random.ts';
import { git } from '../test/harness/git.ts';

const run = promisify(execFile);
const files = 200;

/**
 * Commits on main of a bare repository, each of which changes one of 200 files by random text: what
 * a remote would send of trees and files to a fetch that forgot to leave them out. Oldest first.
 */
export async function importSources(bare: string, count: number): Promise<readonly string[]> {
  const random = randomFrom(1);
  const importing = run('git', ['fast-import', '--quiet'], { cwd: bare });
  const stream = Array.from({ length: count }, (_, index) => {
    const text = Array.from({ length: 100 }, () => random().toString(36)).join('\n');
    const message = `commit ${index}`;
    const committer = `committer A tester <tester@example.invalid> ${1_700_000_000 + index} +0000`;
    const path = `src/${index % 10}/${index % files}.c`;
    return [
      `commit refs/heads/main`,
      committer,
      `data ${message.length}\n${message}`,
      `M 100644 inline ${path}`,
      `data ${text.length}\n${text}\n`,
    ].join('\n');
  });
  importing.child.stdin?.end(stream.join(''));
  await importing;
  return (await git(bare, 'rev-list', '--reverse', 'main')).split('\n');
}
