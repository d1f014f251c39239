import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { canMount, inMountNamespace } from '../harness/mount-namespace.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

test('a directory that others fill in the middle of a run ends it with 69, and never with a verdict', async ({
  skip,
}) => {
  if (!(await canMount())) skip('this host lets us mount nothing, and so fill nothing');
  await using directory = await temporaryDirectory();
  const full = join(directory.path, 'full');
  await mkdir(full);
  // Room for a master and a copy of 320 MiB each, which is checked before anything is written, and
  // for little more.
  const script = 'mount -t tmpfs -o size=720m none "$1"';
  const driver = fileURLToPath(import.meta.resolve('./full-disk.ts'));
  const { stdout, stderr } = await inMountNamespace(script, { driver, words: [full] });
  expect(stderr).toBe('');
  const end = JSON.parse(stdout) as {
    status: number;
    stdout: string;
    stderr: string;
    left: string[];
  };
  expect(end.stderr).toMatch(
    /no space left while writing .*\.raw[\s\S]*what to do: free some space/,
  );
  expect(end.status).toBe(69);
  // No report, no stored run, no image.
  expect(end.stdout).toBe('');
  expect(end.left.filter(name => name !== 'baselines')).toEqual([]);
  expect(end.stderr).not.toMatch(/stored as/);
});
