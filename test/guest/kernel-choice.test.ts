import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sha256Hex } from '../../src/core/digest.ts';
import type { GivenKernel } from '../../src/guest/given-part.ts';
import type { Manifest } from '../../src/guest/guest-cache.ts';
import {
  encodeGuestLock,
  type GuestLock,
  lockOf,
  parseGuestLock,
} from '../../src/guest/guest-lock.ts';
import { fetchKernel, keptKernel } from '../../src/guest/kernel-choice.ts';
import { fileDigest } from '../../src/process/bounded-file.ts';
import { findProgram } from '../../src/process/tool.ts';
import { canMount, inMountNamespace } from '../harness/mount-namespace.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

afterEach(() => vi.unstubAllEnvs());

const release = '7.1-host';
const names = ['virtio', 'virtio_blk', 'virtio_scsi', 'nvme', 'ext4'];

/** "module" in each form in which distributions ship them; the one of xz was made by xz. */
const xz = Buffer.from(
  '/Td6WFoAAAFpIt42AgAhARYAAAB0L+WjAQAFbW9kdWxlAAAAKCYkDAABGgbF6sh5kEKZDQEAAAAAAVla',
  'base64',
);
const forms = {
  '.ko': Buffer.from('module'),
  '.ko.gz': gzipSync('module'),
  '.ko.zst': zstdCompressSync('module'),
  '.ko.xz': xz,
};

/** A host's root with a kernel and its modules, and a PATH that has only what is named. */
async function hostOf({
  programs = ['busybox'],
  form = '.ko',
  lacking = [],
}: {
  readonly programs?: readonly string[];
  readonly form?: keyof typeof forms;
  readonly lacking?: readonly string[];
} = {}) {
  const directory = await temporaryDirectory();
  const root = join(directory.path, 'root');
  const base = join(root, 'lib/modules', release);
  await mkdir(join(base, 'kernel'), { recursive: true });
  const modules = names.filter(name => !lacking.includes(name));
  const lines = modules.map(name => {
    const needs = name === 'virtio' || lacking.includes('virtio') ? '' : ` kernel/virtio${form}`;
    return `kernel/${name.replace('_', '-')}${form}:${needs}\n`;
  });
  for (const name of modules)
    await writeFile(join(base, 'kernel', `${name.replace('_', '-')}${form}`), forms[form]);
  await writeFile(join(base, 'modules.dep'), lines.join(''));
  const builtin = ['virtio_pci', 'virtio_console', 'sd_mod'];
  await writeFile(
    join(base, 'modules.builtin'),
    builtin.map(name => `kernel/${name}.ko\n`).join(''),
  );
  const image = Buffer.alloc(4096);
  image.write('ARM\x64', 56, 'latin1');
  image.write(`Linux version ${release} (x@y) #1 SMP`, 1024);
  await writeFile(join(base, 'vmlinuz'), image);
  const bin = join(directory.path, 'bin');
  await mkdir(bin);
  for (const name of programs) {
    const path = await findProgram(name);
    await writeFile(join(bin, name), `#!/bin/sh\nexec ${path} "$@"\n`, { mode: 0o755 });
  }
  vi.stubEnv('PATH', bin);
  const scratch = join(directory.path, 'scratch');
  await mkdir(scratch);
  const said: string[] = [];
  return {
    ...directory,
    bin,
    base,
    said,
    kernel: join(base, 'vmlinuz'),
    fetch: (wanted: { readonly given?: GivenKernel; readonly lock?: GuestLock } = {}) =>
      fetchKernel({
        given: undefined,
        ...wanted,
        root,
        scratch,
        onProgress: text => said.push(text),
      }),
  };
}

describe('without apt the guest is made of the kernel of the host', () => {
  test.each(['.ko', '.ko.gz', '.ko.zst', '.ko.xz'] as const)(
    'with modules that end in %s, those built in left out',
    async form => {
      await using host = await hostOf({ form });
      const choice = await host.fetch();
      expect(choice).toMatchObject({
        file: host.kernel,
        identity: { origin: 'package', release, package: { name: 'host', version: release } },
      });
      expect(choice.modules.map(path => basename(path))).toEqual([
        '00-virtio.ko',
        '01-virtio_blk.ko',
        '02-ext4.ko',
        '03-virtio_scsi.ko',
        '04-nvme.ko',
      ]);
      for (const path of choice.modules) expect(await readFile(path, 'utf8')).toBe('module');
      expect(host.said).toEqual([`taking this host's own kernel ${host.kernel} for the guest`]);
      // Nothing is unpacked beside the modules, which may be read-only.
      expect(await readdir(join(host.base, 'kernel'))).toHaveLength(names.length);
    },
  );

  test('which a lock names by its release and a digest over kernel and modules', async () => {
    await using host = await hostOf();
    const { identity, modules } = await host.fetch();
    const lock = lockOf(identity);
    if (lock === undefined) throw new Error('there is no lock');
    const contents = modules.map(() => 'module');
    const digests = [await fileDigest(host.kernel), ...contents.map(text => sha256Hex(text))];
    const sha256 = sha256Hex(digests.join('\n'));
    expect(lock).toEqual({ package: 'host', version: release, kernel: release, sha256 });
    expect(parseGuestLock('l', encodeGuestLock(lock))).toEqual(lock);
    await using same = await hostOf();
    expect((await same.fetch({ lock })).identity).toEqual(identity);
    await using other = await hostOf();
    await writeFile(join(other.base, 'kernel/nvme.ko'), 'another module');
    await expect(other.fetch({ lock })).rejects.toMatchObject({
      code: 'guest-build',
      facts: { problem: expect.stringContaining('is not the one in the guest lock') },
    });
  });

  test.each(['virtio_blk', 'virtio_scsi', 'nvme', 'ext4'])(
    'and refused by name where it lacks %s',
    async name => {
      await using host = await hostOf({ lacking: [name] });
      await expect(host.fetch()).rejects.toMatchObject({
        code: 'guest-build',
        facts: {
          problem: expect.stringContaining(`no module ${name},`),
          remedy: expect.stringContaining('--kernel'),
        },
      });
    },
  );

  test('and refused with the command where nobody ran depmod', async () => {
    await using host = await hostOf();
    await rm(join(host.base, 'modules.dep'));
    await expect(host.fetch()).rejects.toMatchObject({
      code: 'guest-build',
      facts: {
        problem: expect.stringContaining(`${host.base} have no modules.dep`),
        remedy: expect.stringContaining(`depmod ${release}`),
      },
    });
  });

  test('but a lock that names a package is not', async () => {
    await using host = await hostOf();
    const lock = { package: 'linux-image-7', version: '7-1', sha256: '0'.repeat(64), kernel: '7' };
    await expect(host.fetch({ lock })).rejects.toMatchObject({
      code: 'guest-build',
      facts: { why: 'this host has no apt', remedy: expect.stringContaining('--upgrade-guest') },
    });
  });

  test('nor is it where apt has lists, but it is where apt knows no kernel', async () => {
    await using host = await hostOf({ programs: ['busybox', 'dpkg-deb'] });
    for (const name of ['apt-get', 'apt-cache'])
      await writeFile(join(host.bin, name), '#!/bin/sh\nexit 100\n', { mode: 0o755 });
    expect((await host.fetch()).file).toBe(host.kernel);
    expect(host.said[0]).toContain('apt offers no kernel for the guest');
  });
});

describe('a given kernel', () => {
  const given = { path: '/given', release, sha256: 'a'.repeat(64) };

  test('has the modules of its release that are on the host', async () => {
    await using host = await hostOf();
    const { identity, modules, file } = await host.fetch({ given });
    expect([file, identity.origin, identity.package?.name]).toEqual(['/given', 'given', 'host']);
    expect(modules).toHaveLength(names.length);
  });

  test('of another release goes without, which is said', async () => {
    await using host = await hostOf();
    const { modules, identity } = await host.fetch({ given: { ...given, release: '9.9' } });
    expect([modules, identity.package]).toEqual([[], null]);
    expect(host.said).toEqual([expect.stringContaining('no modules of 9.9 are on this host')]);
  });

  test('that was built anew does not get the modules of the one before', () => {
    const entry = (name: string) =>
      ({
        key: 'k',
        kernel: {
          origin: 'given',
          release,
          sha256: 'b'.repeat(64),
          package: { name, version: '1', sha256: '' },
        },
        files: { 'modules/00-virtio.ko': '' },
      }) as unknown as Manifest;
    const kept = (name: string, one = given) =>
      keptKernel('/c', { entries: [entry(name)], given: one });
    expect(kept('host')).toBeUndefined();
    expect(kept('linux-image-7')?.modules).toEqual(['/c/k/modules/00-virtio.ko']);
    expect(kept('host', { ...given, sha256: 'b'.repeat(64) })?.modules).toHaveLength(1);
  });
});

test('a read-only /boot and read-only modules are enough', async ({ skip }) => {
  if (!(await canMount())) skip('this host lets nobody mount');
  await using host = await hostOf({ form: '.ko.xz' });
  vi.unstubAllEnvs();
  const driver = join(host.path, 'driver.ts');
  const module = resolve(import.meta.dirname, '../../src/guest/kernel-choice.ts');
  await writeFile(
    driver,
    `import { fetchKernel } from ${JSON.stringify(module)};
    const [root, scratch, bin] = process.argv.slice(2);
    process.env.PATH = bin;
    const { modules } = await fetchKernel({ given: undefined, root, scratch, onProgress: () => {} });
    console.log(modules.length);`,
  );
  const root = join(host.path, 'root');
  const script =
    'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; ! touch "$1/x" 2>/dev/null';
  const end = await inMountNamespace(script, {
    driver,
    words: [root, join(host.path, 'scratch'), host.bin],
  });
  expect(end).toMatchObject({ stdout: `${names.length}\n`, exitCode: 0 });
  expect(dirname(host.kernel)).toBe(host.base);
});
