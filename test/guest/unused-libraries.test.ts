import { chmod, mkdir, mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readElf } from '../../src/guest/elf.ts';
import { findProgram, parseLibraries, surveyProgram } from '../../src/guest/guest-program.ts';
import { replaceUnused } from '../../src/guest/unused-libraries.ts';
import { runTool } from '../../src/process/tool.ts';

/** Stand-ins are only made there; only root may chroot. */
const canTry = process.arch === 'x64' && process.getuid?.() === 0;

/**
 * A directory as the guest's loader sees it: nothing but the program, the libraries that it keeps,
 * and the stand-ins.
 */
async function guestRoot(name: string, root: string): Promise<string> {
  const program = await surveyProgram(name);
  for (const path of [program.path, ...program.libraries])
    await copyTo(root, path, await readFile(path));
  for (const { path, content } of program.standIns) await copyTo(root, path, content);
  return program.path;
}

async function copyTo(root: string, path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
  await chmod(join(root, path), 0o755);
}

describe.runIf(canTry)('replaceUnused', () => {
  test('leaves fio without Ceph, and fio measures as before where there is nothing else', async () => {
    const program = await surveyProgram('fio');
    expect(program.standIns.map(({ path }) => basename(path))).toContain('librbd.so.1');
    expect(program.libraries.filter(path => /ceph|librbd|librados|icu/.test(path))).toEqual([]);
    await using root = await mkdtempDisposable(join(tmpdir(), 'root-'));
    const path = await guestRoot('fio', root.path);
    const job = [
      '--name=x',
      '--rw=randwrite',
      '--bs=4k',
      '--size=64k',
      '--filename=/x',
      '--ioengine=psync',
    ];
    const { stdout, stderr } = await runTool({
      argv: ['chroot', root.path, path, ...job, '--output-format=json'],
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ jobs: [{ error: 0, write: { io_bytes: 65_536 } }] });
  });

  test('leaves sysbench without its databases', async () => {
    await using root = await mkdtempDisposable(join(tmpdir(), 'root-'));
    const path = await guestRoot('sysbench', root.path);
    const { stdout } = await runTool({ argv: ['chroot', root.path, path, '--version'] });
    expect(stdout).toMatch(/^sysbench 1\./);
  });

  test('ends a program that calls what is not there, and says so', async () => {
    await using root = await mkdtempDisposable(join(tmpdir(), 'root-'));
    const path = await guestRoot('fio', root.path);
    const job = ['--name=x', '--ioengine=rbd', '--pool=p', '--rbdname=r', '--size=64k', '--thread'];
    await expect(runTool({ argv: ['chroot', root.path, path, ...job] })).rejects.toMatchObject({
      cause: { signal: 'SIGILL' },
    });
  });

  test('changes nothing where the program does not start with what stands in', async () => {
    await using scratch = await mkdtempDisposable(join(tmpdir(), 'program-'));
    const path = join(scratch.path, 'fio');
    // The loader's complaint, as of a symbol version that a library lacks.
    const script =
      '#!/bin/sh\n[ -z "$LD_LIBRARY_PATH" ] || echo "no version information available" >&2\necho fio-3.33\n';
    await writeFile(path, script, { mode: 0o755 });
    const fio = await findProgram('fio');
    const libraries = parseLibraries(
      'fio',
      (await runTool({ argv: ['ldd', fio], env: { LC_ALL: 'C' } })).stdout,
    );
    expect((await readElf(fio))?.needed).toContain('librbd.so.1');
    expect(await replaceUnused({ path, libraries }, async () => new Map())).toEqual({
      libraries,
      standIns: [],
    });
  });
});
