import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GateError } from '../../src/errors.ts';
import { findDisks } from '../../src/guest/disk.ts';
import { type BootedGuest, bootGuest } from '../../src/measure/boot.ts';
import { fakeArtifacts, writeFakeQemu } from '../harness/fake-qemu.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  directory = await temporaryDirectory();
  // In its first life the guest finds no disk, in the next one it does.
  await writeFakeQemu(directory.path, { output: ['', 'arm0|vda|write back|512|512\n'] });
});
afterEach(() => directory[Symbol.asyncDispose]());

const lives = async (): Promise<number> =>
  (await readFile(join(directory.path, 'lives'), 'utf8')).length;

function boot(
  prepare: (guest: BootedGuest) => Promise<void>,
  retries: Error[],
): Promise<BootedGuest> {
  return bootGuest({
    qemu: join(directory.path, 'qemu'),
    artifacts: fakeArtifacts,
    accelerator: 'tcg',
    scratch: directory.path,
    rootPorts: 1,
    prepare,
    onRetry: error => retries.push(error),
  });
}

describe('a guest in which its disk does not appear', () => {
  test('is ended and booted again, which is told with the reason', async () => {
    const [retries, devices]: [Error[], string[]] = [[], []];
    const pids: number[] = [];
    await using _guest = await boot(async ({ agent, vm }) => {
      pids.push(vm.pid);
      devices.push(...(await findDisks(agent, ['arm0'])));
    }, retries);
    expect(devices).toEqual(['/dev/vda']);
    expect(retries).toEqual([
      expect.objectContaining({
        code: 'agent-failed',
        message: expect.stringContaining('no disk with serial arm0 appeared'),
      }),
    ]);
    expect(pids).toHaveLength(2);
    expect(() => process.kill(pids[0] ?? 0, 0)).toThrow('ESRCH');
  });

  test('is given up where the second one has none either', async () => {
    const failed = boot(({ agent }) => findDisks(agent, ['other']).then(() => undefined), []);
    await expect(failed).rejects.toMatchObject({
      code: 'agent-failed',
      facts: { consoleTail: '' },
    });
    expect(await lives()).toBe(2);
  });
});

test('what QEMU refuses is not asked for again', async () => {
  const refusal = new GateError('qemu-failed', { problem: 'QEMU refused the disk mode' });
  const failed = boot(() => Promise.reject(refusal), []);
  await expect(failed).rejects.toMatchObject({ facts: { problem: 'QEMU refused the disk mode' } });
  expect(await lives()).toBe(1);
});
