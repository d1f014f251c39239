import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { requireGivenParts } from '../../src/measure/given-part.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const none = { qemu: undefined, kernel: undefined, initrd: undefined };

describe('parts that inputs gave, before anybody waits for the host', () => {
  test('may be none, and a repository may have no guest lock', async () => {
    const lockFile = '/nonexistent/storage-gate.lock';
    await expect(requireGivenParts(none)).resolves.toBeUndefined();
    await expect(requireGivenParts({ ...none, base: none, lockFile })).resolves.toBeUndefined();
  });

  test('of CPUs no more than the host has processors', async () => {
    const most = availableParallelism();
    await expect(requireGivenParts({ ...none, cpus: most })).resolves.toBeUndefined();
    await expect(requireGivenParts({ ...none, cpus: most + 1 })).rejects.toMatchObject({
      code: 'bad-argument',
      facts: {
        problem: `a guest with ${most + 1} CPUs was asked for, and this host has ${most} processors`,
      },
    });
  });

  test.each([
    [{ qemu: '/nonexistent' }, /^--qemu: \/nonexistent does not exist or may not be executed$/],
    [{ qemu: '/bin/true' }, /^--qemu: \S*true does not report a QEMU version$/],
    [
      { kernel: '/nonexistent' },
      /^the kernel \/nonexistent is not one that QEMU can boot directly$/,
    ],
    [{ initrd: '/etc/passwd' }, /^the initrd \/etc\/passwd is not an archive that Linux unpacks$/],
    [{ base: { ...none, qemu: '/nonexistent' } }, /^--base-qemu: \/nonexistent does not exist/],
    [
      { base: { ...none, kernel: '/etc/passwd' } },
      /^the base side's guest: the kernel \/etc\/passwd is not one/,
    ],
    [
      { kernel: '/none', base: { ...none, kernel: '/none' } },
      /^the head side's guest: the kernel \/none is not one/,
    ],
  ])('are refused with their names: %j', async (given, problem) => {
    const refused = requireGivenParts({ ...none, ...given });
    await expect(refused).rejects.toMatchObject({
      code: 'bad-argument',
      facts: { problem: expect.stringMatching(problem), remedy: expect.any(String) },
    });
  });

  test('include the guest lock, which is bad-config where it is broken', async () => {
    await using directory = await temporaryDirectory();
    const lockFile = join(directory.path, 'storage-gate.lock');
    await writeFile(lockFile, 'version: 1\nguest: {}\n');
    await expect(requireGivenParts({ ...none, lockFile })).rejects.toMatchObject({
      code: 'bad-config',
    });
  });
});
