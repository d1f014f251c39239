import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { startTimeOf } from '../../src/process/owner.ts';
import { runTool, scopedArgv } from '../../src/process/tool.ts';

test('a tool gives its output, its input and its environment', async () => {
  const argv = ['sh', '-c', 'cat; echo "$WORD" >&2'];
  const output = await runTool({ argv, input: 'a, b"c\'é', env: { WORD: 'w' } });
  expect(output).toEqual({ stdout: 'a, b"c\'é', stderr: 'w\n', exitCode: 0 });
});

test('a status that is not accepted is an error with command, status and last lines of stderr', async () => {
  const argv = ['sh', '-c', 'seq 1 30 >&2; exit 4'];
  await expect(runTool({ argv })).rejects.toMatchObject({
    code: 'tool-failed',
    facts: { argv, exitCode: 4, stderrTail: expect.stringMatching(/^16\n[\s\S]*\n30$/) },
  });
  expect(await runTool({ argv, accept: [4] })).toMatchObject({ exitCode: 4 });
});

test('a tool that does not exist is a missing package', async () => {
  await expect(runTool({ argv: ['no-such-tool'] })).rejects.toMatchObject({
    code: 'missing-packages',
  });
});

test.each(['a time', 'a signal'])(
  'a tool that %s ends is not waited for by what it started and left behind',
  async how => {
    const argv = ['sh', '-c', 'sleep 5 & echo $!; wait'];
    const controller = new AbortController();
    if (how === 'a signal') setTimeout(() => controller.abort(new Error('cancelled')), 200);
    const started = performance.now();
    const limits = how === 'a time' ? { timeout: 0.2 } : { signal: controller.signal };
    await expect(runTool({ argv, ...limits })).rejects.toThrow(
      how === 'a time' ? '0.2 s' : 'cancelled',
    );
    expect(performance.now() - started).toBeLessThan(4000);
  },
);

test('a tool that takes too long is killed, and the error says so', async () => {
  await expect(runTool({ argv: ['sleep', '60'], timeout: 0.1 })).rejects.toMatchObject({
    code: 'tool-failed',
    facts: { problem: 'sleep did not end within 0.1 s and was killed' },
  });
});

test('a program dies with the process that started it', async () => {
  // The middle process prints the id of its program and is killed like a runner kills node.
  const script = `
    const { scopedArgv } = await import(${JSON.stringify(new URL('../../src/process/tool.ts', import.meta.url).href)});
    const { spawn } = await import('node:child_process');
    const [file, ...args] = scopedArgv(['sleep', '60']);
    console.log(spawn(file, args, { stdio: 'ignore' }).pid);
    setInterval(() => undefined, 1000);`;
  const middle = execa(process.execPath, ['--input-type=module', '-e', script], { reject: false });
  const pid = await new Promise<string>(resolve =>
    middle.stdout.once('data', data => resolve(String(data).trim())),
  );
  await delay(100);
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  middle.kill('SIGKILL');
  await middle;
  const deadline = performance.now() + 3000;
  // It may stay a zombie until its new parent looks at it.
  while ((await startTimeOf(Number(pid))) !== undefined && performance.now() < deadline)
    await delay(20);
  expect(await startTimeOf(Number(pid))).toBeUndefined();
});

test('a program whose parent died before it could ask for the signal does not start', async () => {
  // Here the parent is a shell and not we: the very state after a parent died and another process
  // took its place.
  const argv = ['sh', '-c', '"$@"; exit $?', 'sh', ...scopedArgv(['echo', 'started'])];
  expect(await execa(argv[0] ?? '', argv.slice(1), { reject: false })).toMatchObject({
    exitCode: 125,
    stdout: '',
  });
});

test('a tool whose directory is gone is not called missing', async () => {
  await expect(runTool({ argv: ['true'], cwd: '/nonexistent/directory' })).rejects.toMatchObject({
    code: 'tool-failed',
    facts: {
      problem: expect.stringContaining('/nonexistent/directory'),
      path: '/nonexistent/directory',
    },
  });
});
