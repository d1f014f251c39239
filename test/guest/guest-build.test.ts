import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildGuest } from '../../src/guest/guest-build.ts';
import { fileDigest } from '../../src/process/bounded-file.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/** Builds a guest of an empty kernel and a busybox that has these applets. */
async function build(directory: string, applets: readonly string[]): Promise<readonly string[]> {
  const busybox = join(directory, 'busybox');
  const script = `#!/bin/sh\nprintf '%s\\n' ${applets.join(' ')}\n`;
  await writeFile(busybox, script, { mode: 0o755 });
  const file = join(directory, 'vmlinuz');
  await writeFile(file, '');
  const identity = {
    origin: 'package' as const,
    release: '7.1',
    sha256: await fileDigest(file),
    package: null,
  };
  const programs = [{ name: 'busybox', path: busybox, libraries: [], digests: {} }];
  const inputs = {
    toolset: { programs, kernelWords: '', digest: '' },
    kernel: { identity, chosenAt: '', file, modules: [] },
    initrd: undefined,
  };
  return Object.keys(await buildGuest(inputs, directory, join(directory, 'guest')));
}

const needed = ['sh', 'mount', 'umount', 'insmod', 'grep', 'tail', 'sync', 'ls'];

test('a busybox with all that the guest needs will do, static or not', async () => {
  await using directory = await temporaryDirectory();
  expect(await build(directory.path, needed)).toEqual(['kernel', 'initrd']);
});

test.each(['insmod', 'mount', 'grep'])('a busybox without %s is refused by name', async lacking => {
  await using directory = await temporaryDirectory();
  const applets = needed.filter(name => name !== lacking);
  await expect(build(directory.path, applets)).rejects.toMatchObject({
    code: 'guest-build',
    message: expect.stringContaining(`needs of it: ${lacking}`),
    facts: { remedy: expect.stringContaining('static') },
  });
});
