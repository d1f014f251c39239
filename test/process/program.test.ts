import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startProgram } from '../../src/process/tool.ts';

/** Waits until `claim` holds; fails the test after five seconds. */
async function eventually(claim: () => boolean): Promise<void> {
  const deadline = performance.now() + 5000;
  while (!claim()) {
    if (performance.now() > deadline) throw new Error(`never true: ${claim.toString()}`);
    await delay(10);
  }
}

test('a program that is disposed of has ended', async () => {
  let pid: number;
  {
    await using program = await startProgram({ argv: ['sleep', '60'] });
    pid = program.pid;
    expect(existsSync(`/proc/${pid}`)).toBe(true);
  }
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});

test('a program that ignores SIGTERM is killed after a second', async () => {
  const program = await startProgram({
    argv: ['sh', '-c', "trap '' TERM; echo ready >&2; while :; do sleep 0.1; done"],
  });
  await eventually(() => program.stderrTail() === 'ready\n');
  const started = performance.now();
  await program[Symbol.asyncDispose]();
  expect(await program.ended).toMatchObject({ signal: 'SIGKILL' });
  expect(performance.now() - started).toBeLessThan(3000);
});

test('a program tells how it ended and what it wrote to stderr', async () => {
  await using program = await startProgram({
    argv: ['sh', '-c', 'echo hé >&2; exit 3'],
  });
  expect(await program.ended).toEqual({ exitCode: 3, signal: undefined });
  expect(program.stderrTail()).toBe('hé\n');
});

test('only the last 64 KiB of stderr are kept', async () => {
  await using program = await startProgram({ argv: ['sh', '-c', 'seq 1 100000 >&2'] });
  await program.ended;
  expect(program.stderrTail()).toHaveLength(65536);
  expect(program.stderrTail()).toMatch(/99999\n100000\n$/);
});

test('an aborted signal ends the program, and none is started with one', async () => {
  const cancel = new AbortController();
  await using program = await startProgram({ argv: ['sleep', '60'], signal: cancel.signal });
  cancel.abort(new Error('cancelled'));
  expect(await program.ended).toMatchObject({ signal: 'SIGTERM' });
  await expect(startProgram({ argv: ['sleep', '60'], signal: cancel.signal })).rejects.toThrow(
    'cancelled',
  );
});

test('a program that does not exist ends with 127', async () => {
  await using program = await startProgram({ argv: ['/nonexistent/qemu'] });
  expect(await program.ended).toMatchObject({ exitCode: 127 });
  expect(program.stderrTail()).toContain('/nonexistent/qemu');
});
