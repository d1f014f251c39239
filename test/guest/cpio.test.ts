import { mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ArchiveEntry, archivePieces, parentDirectories } from '../../src/guest/cpio.ts';
import { runTool } from '../../src/process/tool.ts';
import { packArchive } from '../harness/cpio.ts';

const entries: readonly ArchiveEntry[] = [
  { kind: 'directory', path: 'dev' },
  { kind: 'directory', path: 'etc' },
  { kind: 'file', path: 'etc/one', mode: 0o755, content: Buffer.from('1') },
  { kind: 'file', path: 'etc/höflich', mode: 0o600, content: Buffer.alloc(100_001, 7) },
  { kind: 'file', path: 'etc/empty', mode: 0o644, content: Buffer.alloc(0) },
  { kind: 'symlink', path: 'etc/link', target: '/etc/one' },
];

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cpio-'));
});

afterEach(async () => rm(directory, { recursive: true }));

test('a real cpio unpacks what was packed, byte for byte', async () => {
  await writeFile(join(directory, 'archive'), await packArchive(entries));
  await runTool({ argv: ['busybox', 'cpio', '-i', '-F', 'archive'], cwd: directory });
  expect(await readFile(join(directory, 'etc/one'), 'utf8')).toBe('1');
  expect(await readFile(join(directory, 'etc/höflich'))).toEqual(Buffer.alloc(100_001, 7));
  expect(await readFile(join(directory, 'etc/empty'))).toHaveLength(0);
  expect(await readlink(join(directory, 'etc/link'))).toBe('/etc/one');
  const modes = await Promise.all(
    ['one', 'höflich', 'empty'].map(async name => (await stat(join(directory, 'etc', name))).mode),
  );
  expect(modes.map(mode => (mode & 0o777).toString(8))).toEqual(['755', '600', '644']);
});

test('a real cpio lists a link, with root as its owner', async () => {
  await writeFile(join(directory, 'archive'), await packArchive(entries));
  const { stdout } = await runTool({
    argv: ['busybox', 'cpio', '-tv', '-F', 'archive'],
    cwd: directory,
  });
  expect(stdout).toMatch(/^lrwxrwxrwx 0\/0 .* etc\/link -> \/etc\/one$/m);
});

test('archives can be joined, since each ends on a multiple of four bytes', async () => {
  const lengths = [0, 1, 2, 3].map(async size => {
    const file = { kind: 'file', path: 'f', mode: 0o644, content: Buffer.alloc(size) } as const;
    return (await packArchive([file])).length % 4;
  });
  expect(await Promise.all(lengths)).toEqual([0, 0, 0, 0]);
});

test('equal entries give equal bytes', async () => {
  const first = await packArchive(entries);
  expect(first.equals(await packArchive([...entries]))).toBe(true);
});

test('a copy has the content of a file of the host, and is an executable', async () => {
  const source = join(directory, 'source');
  await writeFile(source, Buffer.alloc(1_000_001, 9));
  const copy = { kind: 'copy', path: 'tool', source } as const;
  const file = { ...copy, kind: 'file', mode: 0o755, content: await readFile(source) } as const;
  expect((await packArchive([copy])).equals(await packArchive([file]))).toBe(true);
});

test('a file that shrinks while it is packed is told', async () => {
  const source = join(directory, 'source');
  await writeFile(source, Buffer.alloc(1000));
  const pack = async (): Promise<void> => {
    let piece = 0;
    for await (const _ of archivePieces([{ kind: 'copy', path: 'tool', source }]))
      if (piece++ === 0) await writeFile(source, 'less');
  };
  await expect(pack()).rejects.toMatchObject({
    code: 'guest-build',
    message: 'the content of tool changed while the guest was built from it',
  });
});

test('the directories of a path come before those in them', () => {
  expect(parentDirectories(['usr/lib/gate/x', 'usr/bin/y', 'init'])).toEqual([
    'usr',
    'usr/bin',
    'usr/lib',
    'usr/lib/gate',
  ]);
});
