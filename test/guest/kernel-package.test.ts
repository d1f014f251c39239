import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  findGuestKernel,
  metapackageNames,
  parseAptRecord,
  unpackKernelPackage,
} from '../../src/guest/kernel-package.ts';
import { runTool } from '../../src/process/tool.ts';

// apt stands at the process border: small real scripts in front of the host's own.

let directory: string;
const searchPath = process.env['PATH'];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kernel-package-'));
  process.env['PATH'] = `${directory}:${searchPath}`;
});

afterEach(async () => {
  process.env['PATH'] = searchPath;
  await rm(directory, { recursive: true });
});

const script = (name: string, body: string) =>
  writeFile(join(directory, name), `#!/bin/sh\n${body}`, { mode: 0o755 });

/** An apt-cache that knows these packages, as `name: dependencies`. */
async function knowPackages(packages: Readonly<Record<string, string>>): Promise<void> {
  const cases = Object.entries(packages).map(
    ([name, depends]) =>
      `${name}) printf 'Package: ${name}\\nVersion: 1.2-3\\nDepends: ${depends}\\n\\n' ;;`,
  );
  await script(
    'apt-cache',
    `case "$3" in\n${cases.join('\n')}\n*) echo 'E: No packages found' >&2; exit 100 ;;\nesac\n`,
  );
}

/** A package file made by the real dpkg-deb, with these empty files in it. */
async function makePackage(name: string, files: readonly string[]): Promise<string> {
  const tree = join(directory, `tree-${name}`);
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  const control = `Package: ${name}\nVersion: 1.2-3\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n`;
  await writeFile(join(tree, 'DEBIAN/control'), control);
  for (const file of files) {
    await mkdir(join(tree, file, '..'), { recursive: true });
    await writeFile(join(tree, file), '');
  }
  await runTool({
    argv: ['dpkg-deb', '--root-owner-group', '-b', tree, join(directory, `${name}.deb`)],
  });
  return join(directory, `${name}.deb`);
}

test("apt's lists that are missing are named as the reason, with the command that fetches them", async () => {
  await knowPackages({});
  await expect(findGuestKernel()).rejects.toMatchObject({
    code: 'missing-packages',
    facts: {
      remedy: expect.stringContaining('`apt-get update` as root'),
      argv: ['apt-get', 'update'],
    },
  });
});

test("Debian's cloud kernel is preferred, and Ubuntu's virtual one taken where there is no other", async () => {
  const [debian = '', ubuntu = ''] = metapackageNames(process.arch);
  const images = {
    'linux-image-6.8.0-1-generic': 'linux-modules-6.8.0-1-generic',
    'linux-image-6.1.0-1-cloud': 'kmod',
  };
  await knowPackages({ ...images, [ubuntu]: 'linux-image-6.8.0-1-generic' });
  expect(await findGuestKernel()).toMatchObject({ name: 'linux-image-6.8.0-1-generic' });
  await knowPackages({
    ...images,
    [ubuntu]: 'linux-image-6.8.0-1-generic',
    [debian]: 'linux-image-6.1.0-1-cloud (= 1.2-3)',
  });
  expect(await findGuestKernel()).toMatchObject({
    name: 'linux-image-6.1.0-1-cloud',
    version: '1.2-3',
  });
});

test('a download that fails names the package and what apt said', async () => {
  await script('apt-get', 'echo "E: Failed to fetch: 404 Not Found" >&2; exit 100\n');
  const image = { name: 'linux-image-9', version: '1', depends: [] };
  await expect(unpackKernelPackage(image, directory)).rejects.toMatchObject({
    code: 'guest-build',
    message: expect.stringContaining('linux-image-9 1'),
    facts: {
      stderrTail: expect.stringContaining('404'),
      remedy: expect.stringContaining('apt-get update'),
    },
  });
});

const release = '6.8.0-1-generic';

// Ubuntu splits the modules off; Debian from 7.0 on all there is (fixtures/guest).
test.each<[string, Readonly<Record<string, readonly string[]>>, string]>([
  [
    'the modules',
    { modules: [`usr/lib/modules/${release}/modules.builtin`] },
    `boot/vmlinuz-${release}`,
  ],
  [
    'kernel, modules and their lists',
    {
      base: [`usr/lib/modules/${release}/modules.builtin`],
      binary: [`usr/lib/modules/${release}/vmlinuz`],
      modules: [`usr/lib/modules/${release}/kernel/virtio.ko`],
    },
    `lib/modules/${release}/vmlinuz`,
  ],
])('%s that are packages of their own are unpacked together', async (_, parts, kernel) => {
  const names = Object.keys(parts).map(part => `linux-${part}-${release}`);
  await knowPackages(Object.fromEntries(names.map(name => [name, ''])));
  const own = 'binary' in parts ? ['usr/share/doc/readme'] : [kernel];
  await makePackage(`linux-image-${release}`, own);
  for (const [part, files] of Object.entries(parts))
    await makePackage(`linux-${part}-${release}`, files);
  await script('apt-get', `for name; do :; done\ncp "${directory}/\${name%=*}.deb" .\n`);
  const scratch = join(directory, 'scratch');
  await mkdir(scratch);
  const depends = [...names, 'linux-base', 'initramfs-tools'];
  const image = { name: `linux-image-${release}`, version: '1.2-3', depends };
  const files = await unpackKernelPackage(image, scratch);
  expect(files).toEqual({
    release,
    kernel: join(scratch, 'root', kernel),
    modules: join(scratch, 'root/lib/modules', release),
    source: { name: image.name, version: '1.2-3', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(await readdir(files.modules)).toEqual(
    expect.arrayContaining(['modules.builtin', 'modules.dep']),
  );
});

test('a package without a kernel image is refused by name', async () => {
  await makePackage('linux-image-empty', ['usr/share/doc/readme']);
  await script('apt-get', `cp "${directory}/linux-image-empty.deb" .\n`);
  const scratch = join(directory, 'scratch');
  await mkdir(scratch);
  await expect(
    unpackKernelPackage({ name: 'linux-image-empty', version: '1', depends: [] }, scratch),
  ).rejects.toMatchObject({
    code: 'guest-build',
    message: expect.stringContaining('linux-image-empty'),
  });
});

const fixture = (name: string) => readFile(`fixtures/guest/apt-cache-show-${name}.txt`, 'utf8');

test("a metapackage's record names the kernel image that it stands for", async () => {
  expect(parseAptRecord(await fixture('linux-image-cloud-amd64'))).toEqual({
    name: 'linux-image-cloud-amd64',
    version: '6.1.192-2',
    depends: ['linux-image-6.1.0-56-cloud-amd64'],
  });
});

test("Debian's kernel of 7.2 names its parts", async () => {
  const record = parseAptRecord(await fixture('linux-image-7.2.13+deb14-cloud-amd64'));
  expect(record?.depends.slice(1)).toEqual(
    ['base', 'binary', 'modules'].map(part => `linux-${part}-7.2.13+deb14-cloud-amd64`),
  );
});

test('of alternative dependencies the first counts', async () => {
  const record = parseAptRecord(await fixture('linux-image-6.1.0-56-cloud-amd64'));
  expect(record?.depends).toEqual(['kmod', 'linux-base', 'initramfs-tools']);
});

test('no output is no record', () => {
  expect(parseAptRecord('')).toBeUndefined();
});
