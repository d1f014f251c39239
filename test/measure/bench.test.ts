import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RawSettings } from '../../src/config/lookup.ts';
import { requireSettings } from '../../src/config/settings.ts';
import { openBench } from '../../src/measure/bench.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const { signal } = new AbortController();

/** What is refused of a request in `workspace`, and whether anything was installed before. */
async function refusalOf(workspace: string, raw: RawSettings) {
  const disks = ['name=prod,cache=writeback,size=64MiB'];
  const { plan, site } = requireSettings({
    raw: { disks, 'allow-tmpfs': 'true', ...raw },
    origin: 'cli',
    randomSeed: 1,
    workspace,
  });
  let installed = false;
  const install = async (): Promise<never> => {
    installed = true;
    throw new Error('packages were asked for');
  };
  const cacheDirectory = join(workspace, 'cache');
  const request = { plan, site, cacheDirectory, onProgress: () => undefined, signal, install };
  const error: unknown = await openBench(request).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return { installed, error };
}

test.each([
  [{ directory: '/nonexistent' }, 'bad-directory', 'does not exist'],
  [{ directory: 'file' }, 'bad-directory', 'is not a directory'],
  [{ directory: '/proc' }, 'bad-directory', '/proc'],
  [{ 'write-budget': '1MiB' }, 'bad-argument', 'does not allow one round'],
  [{ kernel: '/nonexistent' }, 'bad-argument', 'the kernel /nonexistent'],
  [{ initrd: '/etc/passwd' }, 'bad-argument', 'the initrd /etc/passwd'],
  [{ qemu: '/nonexistent' }, 'bad-argument', '--qemu: /nonexistent'],
  [{ qemu: '/bin/true' }, 'bad-argument', 'does not report a QEMU version'],
  [{ 'base-kernel': '/nonexistent' }, 'bad-argument', 'the kernel /nonexistent'],
  [{ suite: 'sysbench', disks: ['host:/nonexistent'] }, 'bad-directory', 'does not exist'],
  [
    { disks: ['name=prod,cache=writeback,size=1024TiB'], 'write-budget': '1024TiB' },
    'bad-argument',
    'write budget',
  ],
])(
  'of %j it is told what is wrong, and nothing is installed before',
  async (raw, code, problem) => {
    await using workspace = await temporaryDirectory();
    writeFileSync(join(workspace.path, 'file'), '');
    const given: RawSettings = raw;
    const here = given.directory === 'file' ? { directory: join(workspace.path, 'file') } : {};
    const { installed, error } = await refusalOf(workspace.path, { ...raw, ...here });
    expect(error).toMatchObject({ code, facts: { problem: expect.stringContaining(problem) } });
    expect(installed).toBe(false);
  },
);

test('a guest lock that is broken is told before anything is installed', async () => {
  await using workspace = await temporaryDirectory();
  mkdirSync(join(workspace.path, 'storage-gate.lock'));
  const { installed, error } = await refusalOf(workspace.path, {});
  expect(error).toMatchObject({ code: 'bad-config' });
  expect(installed).toBe(false);
});

test('where nothing is wrong packages are asked for', async () => {
  await using workspace = await temporaryDirectory();
  const { installed, error } = await refusalOf(workspace.path, {});
  expect(installed).toBe(true);
  expect(error).toMatchObject({ message: 'packages were asked for' });
});
