import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { probeHost, toolVersions } from '../../src/host/environment.ts';
import { runTool } from '../../src/process/tool.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const shell = async (script: string): Promise<string> =>
  (await runTool({ argv: ['sh', '-c', script] })).stdout.trim();

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('probeHost', () => {
  test('agrees with uname, nproc and /proc/cpuinfo', async () => {
    const facts = await probeHost();
    expect(facts.architecture).toBe(await shell('uname -m'));
    expect(facts.cpuCores).toBe(Number(await shell('env -u OMP_NUM_THREADS nproc')));
    expect(`${await shell('uname -r')}.`).toMatch(
      new RegExp(`^${facts.hostKernel.replace('.', '\\.')}[.-]`),
    );
    expect(facts.hostKernel).toMatch(/^\d+\.\d+$/);
    expect(facts.cpuModel).not.toBe('');
  });

  test('says nothing that names the host', async () => {
    const hostname = await shell('uname -n');
    expect(Object.values(await probeHost())).not.toContain(hostname);
  });
});

describe('toolVersions', () => {
  test('gives the version that each tool states', async () => {
    const versions = await toolVersions(['sysbench', 'fio', 'qemu-img']);
    expect(versions).toEqual({
      sysbench: await shell(`sysbench --version | sed 's/sysbench //'`),
      fio: await shell(`fio --version | sed 's/fio-//'`),
      'qemu-img': await shell(
        `qemu-img --version | sed -n 's/^qemu-img version \\([0-9.]*\\).*/\\1/p'`,
      ),
    });
  });

  test('says which program is not installed', async () => {
    await expect(toolVersions(['sysbench', 'no-such-program'])).rejects.toMatchObject({
      code: 'missing-packages',
      message: expect.stringContaining('no-such-program') as string,
    });
  });

  test('refuses a program that prints no version', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, 'zz-silent'), '#!/bin/sh\necho unknown\n', {
      mode: 0o755,
    });
    vi.stubEnv('PATH', [directory.path, process.env['PATH']].join(delimiter));
    await expect(toolVersions(['zz-silent'])).rejects.toMatchObject({
      code: 'tool-failed',
      message: 'zz-silent printed no version number',
    });
  });
});
