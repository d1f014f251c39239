import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GuestArtifacts, type GuestRequest, provideGuest } from '../../src/guest/artifacts.ts';
import type { ArchiveEntry } from '../../src/guest/cpio.ts';
import { extractModules } from '../../src/guest/kernel-modules.ts';
import { runTool } from '../../src/process/tool.ts';
import { packArchive } from '../harness/cpio.ts';
import { reachAgent, startMachine } from './bare-machine.ts';

// The first build downloads the distribution's kernel; all others must do without apt.

let directory: string;
let cacheDirectory: string;
let first: GuestArtifacts;
const said: string[] = [];
const searchPath = process.env['PATH'];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guest-build-'));
  cacheDirectory = join(directory, 'cache');
  first = await provide({ onProgress: text => said.push(text) });
  await forbidApt();
});

afterAll(async () => {
  process.env['PATH'] = searchPath;
  await rm(directory, { recursive: true, force: true });
});

async function provide(request: Partial<GuestRequest> = {}): Promise<GuestArtifacts> {
  return provideGuest({
    tools: ['sysbench'],
    cacheDirectory,
    onProgress: () => undefined,
    ...request,
  });
}

/** Puts an apt in front of the host's that fails whatever it is asked. */
async function forbidApt(): Promise<void> {
  const programs = join(directory, 'programs');
  await mkdir(programs);
  for (const name of ['apt-get', 'apt-cache']) {
    await writeFile(join(programs, name), '#!/bin/sh\necho "apt was called: $*" >&2\nexit 9\n', {
      mode: 0o755,
    });
  }
  process.env['PATH'] = `${programs}:${searchPath}`;
}

const allowApt = () => {
  process.env['PATH'] = searchPath;
};

test('the first use says what takes its time', () => {
  expect(said).toEqual([
    expect.stringMatching(/^downloading linux-image-\S+ \S+ for the guest$/),
    `building a guest with kernel ${first.release}`,
  ]);
});

test('the guest cache holds nothing but the entry, ours alone', async () => {
  expect(await readdir(join(cacheDirectory, 'guest'))).toEqual([basename(dirname(first.kernel))]);
  const { stdout } = await runTool({ argv: ['find', cacheDirectory, '-perm', '/077'] });
  expect(stdout).toBe('');
});

test('a second use takes what is cached, without asking apt', async () => {
  const start = performance.now();
  expect(await provide()).toEqual(first);
  console.log(
    `guest from a warm cache, verified: ${((performance.now() - start) / 1000).toFixed(2)} s`,
  );
});

test('other tools get a guest of their own with the kernel that is cached', async () => {
  const other = await provide({ tools: ['sysbench', 'fio'] });
  expect(other).toMatchObject({ release: first.release, kernelSha256: first.kernelSha256 });
  expect(other.toolsDigest).not.toBe(first.toolsDigest);
  expect(await provide()).toEqual(first);
});

test('builders that work at the same moment get the same sound guest', async () => {
  const guests = await Promise.all([1, 2, 3].map(() => provide({ tools: ['fio'] })));
  expect(guests[1]).toEqual(guests[0]);
  expect(guests[2]).toEqual(guests[0]);
  const names = await readdir(join(cacheDirectory, 'guest'));
  expect(names.filter(name => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
});

test.each(['kernel', 'initrd'] as const)(
  'a %s altered by one byte is refused by name',
  async part => {
    const path = first[part];
    const sound = await readFile(path);
    const altered = Buffer.from(sound);
    altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
    await writeFile(path, altered);
    await expect(provide()).rejects.toMatchObject({ code: 'guest-build', facts: { path } });
    await writeFile(path, sound);
    expect(await provide()).toEqual(first);
  },
);

test('a cache that its group may write is refused', async () => {
  await chmod(cacheDirectory, 0o770);
  await expect(provide()).rejects.toMatchObject({
    code: 'guest-build',
    facts: { path: cacheDirectory },
  });
  await chmod(cacheDirectory, 0o700);
});

test('modules, compressed with zstd or not, come out as they were', async () => {
  const release = first.release;
  const modules = join(dirname(first.kernel), 'modules');
  const root = join(directory, 'compressed');
  const base = join(root, 'lib/modules', release, 'kernel');
  await mkdir(base, { recursive: true });
  const names = (await readdir(modules)).sort();
  for (const [index, name] of names.entries()) {
    const plain = join(base, name.slice(3));
    const bytes = await readFile(join(modules, name));
    // Of depmod's builds not all see the others.
    if (index % 2 === 0) await writeFile(plain, bytes);
    else await writeFile(`${plain}.zst`, zstdCompressSync(bytes));
  }
  await writeFile(
    join(root, 'lib/modules', release, 'modules.builtin'),
    'kernel/nvme.ko\nkernel/ext4.ko\n',
  );
  await writeFile(join(root, 'lib/modules', release, 'modules.order'), '');
  const target = join(directory, 'extracted');
  await mkdir(target);
  await runTool({ argv: ['depmod', '-b', root, release] });
  const extracted = await extractModules(dirname(base), target);
  expect(extracted.map(path => basename(path).slice(3)).sort()).toEqual(
    names.map(name => name.slice(3)).sort(),
  );
  for (const path of extracted) {
    const original = names.find(name => name.slice(3) === basename(path).slice(3)) ?? '';
    expect((await readFile(path)).equals(await readFile(join(modules, original)))).toBe(true);
  }
});

test('a given archive is unpacked, but init stays ours; a given kernel of our release gets our modules', async () => {
  const files: readonly ArchiveEntry[] = [
    { kind: 'file', path: 'init', mode: 0o755, content: Buffer.from('#!/bin/false\n') },
    // As in the archives of distributions, whose /lib is a link.
    { kind: 'directory', path: 'usr' },
    { kind: 'directory', path: 'usr/lib' },
    { kind: 'symlink', path: 'lib', target: 'usr/lib' },
    { kind: 'file', path: 'mark', mode: 0o644, content: Buffer.from('from the given archive') },
  ];
  const initrd = join(directory, 'given.cpio.gz');
  const plain = join(directory, 'given.cpio');
  await writeFile(plain, await packArchive(files));
  await runTool({ argv: ['gzip', plain] });
  const kernel = join(directory, 'vmlinuz');
  await cp(first.kernel, kernel);
  const guest = await provide({ kernel, initrd });
  expect(guest).toMatchObject({
    release: first.release,
    toolsDigest: first.toolsDigest,
    kernelSha256: first.kernelSha256,
  });
  expect(guest.initrdSha256).toMatch(/^[0-9a-f]{64}$/);
  await using machine = startMachine({ guest, directory });
  await using agent = await reachAgent(machine);
  expect((await agent.execute({ argv: ['cat', '/mark'], timeout: 20 })).stdout).toBe(
    'from the given archive',
  );
  const tool = await agent.execute({ argv: ['sysbench', '--version'], timeout: 20 });
  expect(tool.exitCode).toBe(0);
});

test('a given kernel of another release boots without our modules, and says what it lacks', async () => {
  const kernel = join(directory, 'vmlinuz-alien');
  const bytes = await readFile(first.kernel);
  bytes.write('9', bytes.readUInt16LE(0x20e) + 0x200, 'latin1');
  await writeFile(kernel, bytes);
  allowApt();
  const guest = await provide({ kernel });
  expect(guest.release).toBe(`9${first.release.slice(1)}`);
  await using machine = startMachine({ guest, directory });
  await new Promise(resolve => machine.process.once('exit', resolve));
  expect(await machine.console()).toContain(
    'storage-gate init: no virtio-serial port storage-gate.program after 5 s',
  );
});

test('asking apt again for what is cached keeps the guest', async () => {
  allowApt();
  expect(await provide({ refresh: true })).toEqual(first);
  expect(await provide()).toEqual(first);
});
