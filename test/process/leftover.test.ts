import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { endLeftovers, identify, markChildren } from '../../src/process/owner.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A shell with a child of its own that outlives it; its id is printed. */
async function startFamily(env: NodeJS.ProcessEnv): Promise<{ shell: number; orphan: number }> {
  const child = spawn('sh', ['-c', 'sleep 60 >/dev/null & echo $!; exec sleep 60'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const line = await new Promise<string>(resolve =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString())),
  );
  return { shell: Number(child.pid), orphan: Number(line) };
}

test('processes with the mark are ended, with their children, and nothing else is', async () => {
  const env = { ...process.env };
  const mark = markChildren(env);
  const ours = await startFamily(env);
  const foreign = await startFamily({ ...process.env, STORAGE_GATE_MARK: 'another run' });
  const killed = await endLeftovers({ mark, owner: undefined });
  expect(new Set(killed)).toEqual(new Set([ours.shell, ours.orphan]));
  expect(await identify(ours.orphan)).toBeUndefined();
  expect(await identify(foreign.orphan)).toHaveProperty('pid', foreign.orphan);
  expect(await endLeftovers({ mark, owner: undefined })).toEqual([]);
  process.kill(foreign.orphan, 'SIGKILL');
});

test('the owner is ended only while it is the process that it was', async () => {
  const { shell, orphan } = await startFamily({ ...process.env });
  const identity = await identify(shell);
  expect(identity).toHaveProperty('pid', shell);
  expect(await endLeftovers({ mark: 'none', owner: { pid: shell, started: '1' } })).toEqual([]);
  expect(await identify(shell)).toEqual(identity);
  expect(await endLeftovers({ mark: 'none', owner: identity })).toEqual([shell]);
  expect(await identify(shell)).toBeUndefined();
  process.kill(orphan, 'SIGKILL');
});

test('a process that never was is no leftover', async () => {
  expect(await identify(2 ** 30)).toBeUndefined();
});
