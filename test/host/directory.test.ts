import { chmod, mkdir, readdir, realpath, rmdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exitStatusOf, GateError } from '../../src/errors.ts';
import {
  checkDirectories,
  checkDirectory,
  type DirectoryNeed,
  directRefusal,
} from '../../src/host/directory.ts';
import { runTool } from '../../src/process/tool.ts';
import { canMount, inMountNamespace } from '../harness/mount-namespace.ts';
import { runOrdinarily } from '../harness/ordinary-user.ts';
import { awkwardName, temporaryDirectory } from '../harness/temporary-directory.ts';

const driver = fileURLToPath(new URL('./driver.ts', import.meta.url));
const need = (path: string, changes: Partial<DirectoryNeed> = {}): DirectoryNeed => ({
  path,
  bytesNeeded: 0,
  allowTmpfs: true,
  ...changes,
});

async function refused(request: DirectoryNeed): Promise<GateError> {
  const error: unknown = await checkDirectory(request).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GateError) return error;
  throw new Error(`expected a GateError, found ${String(error)}`);
}

describe('checkDirectory', () => {
  test('tells filesystem and free space as findmnt and df do', async () => {
    await using directory = await temporaryDirectory();
    const checked = await checkDirectory(need(directory.path));
    const findmnt = await runTool({
      argv: ['findmnt', '-n', '-o', 'FSTYPE', '-T', directory.path],
    });
    expect(checked.filesystem).toBe(findmnt.stdout.trim());
    const df = await runTool({ argv: ['df', '-B1', '--output=avail', directory.path] });
    const available = Number(df.stdout.trim().split('\n').at(-1));
    // Others write at the same time.
    expect(Math.abs(checked.freeBytes - available)).toBeLessThan(2 ** 30);
    expect(checked.path).toBe(directory.path);
  });

  test('describes the drive by kind, without path or name of the device', async () => {
    await using directory = await temporaryDirectory();
    const { device } = await checkDirectory(need(directory.path));
    expect(device).toMatch(/^(unknown|.+ \((non-)?rotational\))$/);
    expect(device).not.toContain('/');
    expect(device).not.toMatch(/\b(vd|sd)[a-z]\d*\b/);
  });

  test('gives the real path behind a link', async () => {
    await using directory = await temporaryDirectory();
    await mkdir(join(directory.path, 'real'));
    await symlink('real', join(directory.path, 'link'));
    const { path } = await checkDirectory(need(join(directory.path, 'link')));
    expect(path).toBe(join(await realpath(directory.path), 'real'));
  });

  test('refuses a missing directory, a file, and a path through a file', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, 'file'), '');
    const missing = await refused(need(join(directory.path, 'missing')));
    expect(missing.message).toBe(`the directory ${directory.path}/missing does not exist`);
    expect(missing.facts.remedy).toContain('create it');
    const file = await refused(need(join(directory.path, 'file')));
    expect(file.message).toBe(`${directory.path}/file is not a directory`);
    const through = await refused(need(join(directory.path, 'file/below')));
    expect(through.facts.why).toContain('ENOTDIR');
    expect([missing, file, through].map(exitStatusOf)).toEqual([2, 2, 2]);
  });

  test('refuses one that an ordinary user may not write to', async ({ skip }) => {
    const readable = await runOrdinarily(['test', '-r', import.meta.filename]);
    if (readable.exitCode !== 0) skip('the sources are not readable for an ordinary user');
    await using directory = await temporaryDirectory();
    await chmod(directory.path, 0o555);
    const end = await runOrdinarily([process.execPath, driver, 'check', directory.path]);
    expect(end.stderr).toContain(`the directory ${directory.path} is not writable by this user`);
    expect(end.exitCode).toBe(2);
  });

  test('refuses one that is too small, with both sizes', async () => {
    await using directory = await temporaryDirectory();
    const error = await refused(need(directory.path, { bytesNeeded: 2 ** 50 }));
    expect(exitStatusOf(error)).toBe(2);
    expect(error.message).toMatch(/has [\d.]+ [MGT]iB free, 1024 TiB are needed$/);
    expect(error.facts.remedy).toContain('--directory');
  });

  test('refuses memory unless it is asked for', async ({ skip }) => {
    const mounted = await runTool({
      argv: ['findmnt', '-n', '-o', 'FSTYPE', '-T', '/dev/shm'],
      accept: [0, 1],
    });
    if (!mounted.stdout.includes('tmpfs')) skip('this host has no tmpfs at /dev/shm');
    await using directory = await temporaryDirectory({ parent: '/dev/shm' });
    const error = await refused(need(directory.path, { allowTmpfs: false }));
    expect(exitStatusOf(error)).toBe(2);
    expect(error.message).toContain('is on tmpfs');
    expect(error.facts.remedy).toContain('--allow-tmpfs');
    expect(await checkDirectory(need(directory.path))).toMatchObject({
      filesystem: 'tmpfs',
      device: 'unknown',
    });
  });
});

describe('checkDirectories', () => {
  test('gives one for each need, in their order', async () => {
    await using directory = await temporaryDirectory();
    const [b, a] = [join(directory.path, 'b'), join(directory.path, 'a')];
    for (const path of [b, a]) await mkdir(path);
    const checked = await checkDirectories([need(b), need(a)]);
    expect(checked.map(({ path }) => path)).toEqual([b, a]);
  });

  test('holds the free space of a filesystem against all that is needed of it', async ({
    skip,
  }) => {
    await using directory = await temporaryDirectory();
    const [one, other] = [join(directory.path, 'one'), join(directory.path, 'other')];
    await mkdir(one);
    await mkdir(other);
    const bytesNeeded = Math.floor(0.6 * (await checkDirectory(need(directory.path))).freeBytes);
    const both = [need(one, { bytesNeeded }), need(other, { bytesNeeded })] as const;
    for (const alone of both) await checkDirectory(alone);
    await expect(checkDirectories(both)).rejects.toMatchObject({
      code: 'bad-directory',
      facts: {
        problem: expect.stringContaining(
          `the directories ${one} and ${other} share a filesystem with `,
        ) as string,
        remedy: expect.stringContaining('another filesystem') as string,
      },
    });
    const mounted = await runTool({
      argv: ['findmnt', '-n', '-o', 'FSTYPE', '-T', '/dev/shm'],
      accept: [0, 1],
    });
    if (!mounted.stdout.includes('tmpfs')) skip('this host has no tmpfs at /dev/shm');
    await using memory = await temporaryDirectory({ parent: '/dev/shm' });
    expect(await checkDirectories([need(one, { bytesNeeded }), need(memory.path)])).toHaveLength(2);
  });
});

test('a directory in which files open with O_DIRECT is not refused, and nothing is left in it', async () => {
  await using directory = await temporaryDirectory();
  expect(await directRefusal(directory.path)).toBeUndefined();
  await checkDirectory(need(directory.path, { direct: true }));
  expect(await readdir(directory.path)).toEqual([]);
});

describe.skipIf(!(await canMount()))(
  'checkDirectory on mounts of its own (skipped where we may not mount)',
  () => {
    test('refuses a read-only filesystem, which even root cannot write to', async () => {
      await using directory = await temporaryDirectory();
      const script = 'mount --bind "$2" "$2"; mount -o remount,bind,ro "$2"';
      const end = await inMountNamespace(script, { driver, words: ['check', directory.path] });
      expect(end.stderr).toContain(`the directory ${directory.path} is on a read-only filesystem`);
      expect(end.exitCode).toBe(2);
    });

    test('refuses one without O_DIRECT where it is needed, with path, filesystem and remedy', async () => {
      await using directory = await temporaryDirectory();
      const end = await inMountNamespace('mount -t ramfs none "$2"', {
        driver,
        words: ['direct', directory.path],
      });
      expect(end.stderr).toContain(
        `the directory ${directory.path} is on ramfs, where files can't be opened with O_DIRECT`,
      );
      expect(end.stderr).toMatch(/what to do: give another directory, such as one on ext4 or xfs/);
      expect(end.exitCode).toBe(2);
    });

    test('finds the mount that covers another one at an awkward place', async () => {
      await using directory = await temporaryDirectory();
      const below = join(directory.path, `tab\there\\${awkwardName}`);
      await mkdir(below);
      const script = 'mount --bind /proc "$2"; mount -t tmpfs -o size=1m "a source" "$2"';
      const end = await inMountNamespace(script, { driver, words: ['mount', below] });
      expect(JSON.parse(end.stdout)).toMatchObject({
        target: below,
        filesystem: 'tmpfs',
        source: 'a source',
      });
      await rmdir(below);
    });

    test('names a loop device by its kind, without its number or its file', async ({ skip }) => {
      if (process.getuid?.() !== 0) skip('only root may attach a loop device');
      await using directory = await temporaryDirectory();
      await mkdir(join(directory.path, 'mnt'));
      const script =
        'truncate -s 8M "$2/../image"; mke2fs -q -t ext4 "$2/../image"; mount -o loop "$2/../image" "$2"';
      const words = ['check', join(directory.path, 'mnt')];
      const end = await inMountNamespace(`PATH="$PATH:/usr/sbin:/sbin"\n${script}`, {
        driver,
        words,
      });
      if (/loop|mount/.test(end.stderr))
        skip(`this host lets nobody mount a loop device: ${end.stderr}`);
      expect(JSON.parse(end.stdout)).toMatchObject({
        filesystem: 'ext4',
        device: expect.stringMatching(/^loop \((non-)?rotational\)$/) as string,
      });
    });
  },
);
