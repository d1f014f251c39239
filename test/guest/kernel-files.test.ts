import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readGivenKernel } from '../../src/guest/given-part.ts';
import { findKernelFiles, findModules, hostKernel } from '../../src/guest/kernel-modules.ts';
import { runOrdinarily } from '../harness/ordinary-user.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/** As much of an arm64 Image as tells its release. */
function imageOf(release: string): Buffer {
  const image = Buffer.alloc(4096);
  image.write('ARM\x64', 56, 'latin1');
  image.write(`Linux version ${release} (x@y) #1 SMP`, 1024);
  return image;
}

/** A program for EFI that unpacks its payload (Documentation in the kernel: zboot). */
function zbootOf(release: string, kind: 'gzip' | 'zstd'): Buffer {
  const payload = (kind === 'gzip' ? gzipSync : zstdCompressSync)(imageOf(release));
  const head = Buffer.alloc(64);
  head.write('MZ\0\0zimg', 'latin1');
  head.writeUInt32LE(head.length, 8);
  head.writeUInt32LE(payload.length, 12);
  head.write(kind, 24);
  return Buffer.concat([head, payload]);
}

/** A host's root with these files: a kernel of the release that is said, or an empty file. */
async function rootOf(files: Readonly<Record<string, string>>) {
  const root = await temporaryDirectory();
  for (const [path, release] of Object.entries(files)) {
    await mkdir(dirname(join(root.path, path)), { recursive: true });
    await writeFile(join(root.path, path), release === '' ? '' : imageOf(release));
  }
  return root;
}

const dep = 'modules.dep';

describe("the host's own kernel", () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'Fedora',
      {
        [`lib/modules/7.1/${dep}`]: '',
        'lib/modules/7.1/vmlinuz': '7.1',
        'boot/vmlinuz-7.1': '7.1',
      },
      'lib/modules/7.1/vmlinuz',
    ],
    [
      'Debian',
      { [`usr/lib/modules/7.1/${dep}`]: '', 'boot/vmlinuz-7.1': '7.1', 'boot/config-7.1': '' },
      'boot/vmlinuz-7.1',
    ],
    ['a board', { [`lib/modules/7.1/${dep}`]: '', 'boot/Image': '7.1' }, 'boot/Image'],
    ['Alpine', { [`lib/modules/7.1/${dep}`]: '', 'boot/vmlinuz-lts': '7.1' }, 'boot/vmlinuz-lts'],
    [
      'NixOS',
      {
        [`run/booted-system/kernel-modules/lib/modules/7.1/${dep}`]: '',
        'run/booted-system/kernel': '7.1',
      },
      'run/booted-system/kernel',
    ],
    [
      'a host with a newer one than runs',
      {
        [`lib/modules/7.1/${dep}`]: '',
        [`lib/modules/7.10/${dep}`]: '',
        'boot/vmlinuz-7.10': '7.10',
        'boot/vmlinuz-7.1': '7.1',
      },
      'boot/vmlinuz-7.1',
    ],
  ])('of %s is found with its modules', async (_, files, kernel) => {
    await using root = await rootOf(files);
    const found = await hostKernel(root.path, '7.1');
    expect(found).toEqual({
      release: '7.1',
      kernel: join(root.path, kernel),
      modules: expect.stringMatching(/\/lib\/modules\/7\.1$/),
    });
  });

  test('is the newest where that which runs has no files', async () => {
    const kernels = ['6.9', '6.12', '6.2'];
    const files = kernels.flatMap(each => [
      [`boot/vmlinuz-${each}`, each],
      [`lib/modules/${each}/${dep}`, ''],
    ]);
    await using root = await rootOf(Object.fromEntries(files));
    expect((await hostKernel(root.path, '7.1')).release).toBe('6.12');
    // Without a release to prefer, as in the packages of a distribution.
    expect((await findKernelFiles(root.path))?.release).toBe('6.12');
  });

  test('is looked for in merged directories once', async () => {
    await using root = await rootOf({ [`usr/lib/modules/7.1/${dep}`]: '' });
    await symlink('usr/lib', join(root.path, 'lib'));
    expect([...(await findModules(root.path))]).toEqual([
      ['7.1', join(root.path, 'lib/modules/7.1')],
    ]);
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['neither kernel nor modules', {}, /modules of none, and in \/boot no kernel/],
    [
      'modules of another release',
      { [`lib/modules/7.2/${dep}`]: '', 'boot/vmlinuz-7.1': '7.1' },
      /modules of 7\.2, and in \/boot vmlinuz-7\.1/,
    ],
    [
      'a kernel whose name is that of another one',
      { [`lib/modules/7.1/${dep}`]: '', 'boot/vmlinuz-7.1': '7.0' },
      /vmlinuz-7\.1 is Linux 7\.0$/,
    ],
  ])('is refused with what is there: %s', async (_, files, why) => {
    await using root = await rootOf(files);
    await expect(hostKernel(root.path, '7.1')).rejects.toMatchObject({
      code: 'guest-build',
      facts: { why: expect.stringMatching(why), remedy: expect.stringContaining('--kernel') },
    });
  });
});

describe('a kernel that only root may read', () => {
  /** What an ordinary user is told of the kernel in a root. */
  async function told(root: string): Promise<string> {
    const module = resolve(import.meta.dirname, '../../src/guest/kernel-modules.ts');
    const script = `import { hostKernel } from ${JSON.stringify(module)};
      try { console.log((await hostKernel(process.argv[1], '7.1')).kernel); }
      catch (error) { console.log(JSON.stringify({ ...error.facts, code: error.code })); }`;
    const argv = [process.execPath, '--input-type=module', '-e', script, root];
    const { stdout, stderr } = await runOrdinarily(argv);
    return stdout.trim() || stderr;
  }

  /** As an ordinary user has to read what it runs. */
  async function needSources(skip: (why: string) => void): Promise<void> {
    const readable = await runOrdinarily(['test', '-r', import.meta.filename]);
    if (readable.exitCode !== 0) skip('the sources are not readable for an ordinary user');
  }

  test('is refused with the command that copies it', async ({ skip }) => {
    await needSources(skip);
    const kernel = 'boot/vmlinuz-7.1';
    await using root = await rootOf({ [`lib/modules/7.1/${dep}`]: '', [kernel]: '7.1' });
    await chmod(root.path, 0o755);
    await chmod(join(root.path, kernel), 0);
    const facts: unknown = JSON.parse(await told(root.path));
    expect(facts).toMatchObject({
      code: 'guest-build',
      problem: `this user may not read the kernel ${join(root.path, kernel)}`,
      remedy: expect.stringContaining('--kernel'),
      argv: ['sudo', 'install', '-m', '0644', join(root.path, kernel), 'vmlinuz'],
    });
  });

  test('is left aside where the same one may be read elsewhere', async ({ skip }) => {
    await needSources(skip);
    const [closed, open] = ['boot/vmlinuz-7.1', 'lib/modules/7.1/vmlinuz'];
    await using root = await rootOf({ [closed]: '7.1', [open]: '7.1' });
    await chmod(root.path, 0o755);
    await chmod(join(root.path, closed), 0);
    expect(await told(root.path)).toBe(join(root.path, open));
  });
});

test.each([
  ['an arm64 Image', imageOf('7.1-a')],
  ['one that is gzipped', gzipSync(imageOf('7.1-a'))],
  ['one that EFI starts, gzip', zbootOf('7.1-a', 'gzip')],
  ['one that EFI starts, zstd', zbootOf('7.1-a', 'zstd')],
])('the release is read from %s', async (_, bytes) => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'kernel');
  await writeFile(path, bytes);
  expect((await readGivenKernel(path)).release).toBe('7.1-a');
});

test('a kernel for EFI that is cut is refused', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'kernel');
  await writeFile(path, zbootOf('7.1-a', 'gzip').subarray(0, 90));
  await expect(readGivenKernel(path)).rejects.toMatchObject({ code: 'bad-argument' });
});
