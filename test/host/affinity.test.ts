import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { keepOn, onProcessors, processorsIn, sharedProcessors } from '../../src/host/affinity.ts';
import { runTool, startProgram } from '../../src/process/tool.ts';

const allowedIn = (status: string) => /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '';

test('a list of the kernel is read', () => {
  expect(processorsIn('0-3,8,10-11')).toEqual([0, 1, 2, 3, 8, 10, 11]);
  expect(processorsIn('5')).toEqual([5]);
});

test('a process is kept on the shared processors, and let go', async () => {
  await using program = await startProgram({ argv: ['sleep', '60'] });
  const now = async () => allowedIn(await readFile(`/proc/${program.pid}/status`, 'utf8'));
  const before = await now();
  const shared = await sharedProcessors();
  const kept = await keepOn(shared, program.pid);
  expect(processorsIn(await now())).toEqual(processorsIn(shared));
  await kept[Symbol.asyncDispose]();
  expect(await now()).toBe(before);
});

test('one that ends meanwhile is no trouble, and one that is gone is', async () => {
  const program = await startProgram({ argv: ['sleep', '60'] });
  const kept = await keepOn(await sharedProcessors(), program.pid);
  await program[Symbol.asyncDispose]();
  await kept[Symbol.asyncDispose]();
  await expect(keepOn('0', program.pid)).rejects.toMatchObject({ code: 'tool-failed' });
});

test('a program is started on them', async () => {
  const shared = await sharedProcessors();
  const argv = onProcessors(shared, ['cat', '/proc/self/status']);
  const { stdout } = await runTool({ argv, timeout: 20 });
  expect(processorsIn(allowedIn(stdout))).toEqual(processorsIn(shared));
});
