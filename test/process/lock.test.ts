import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';
import { acquireHostLock } from '../../src/process/lock.ts';

const module = JSON.stringify(new URL('../../src/process/lock.ts', import.meta.url).href);

/** Another node process that holds the lock until it is killed. */
async function startHolder(name: string) {
  const script = `
    const { acquireHostLock } = await import(${module});
    const lock = await acquireHostLock({ wait: 0, onWait: () => undefined, name: ${JSON.stringify(name)} });
    console.log('held');
    setInterval(() => lock, 1000);`;
  const holder = execa(process.execPath, ['--input-type=module', '-e', script], { reject: false });
  await new Promise(resolve => holder.stdout.once('data', resolve));
  return {
    pid: holder.pid,
    [Symbol.asyncDispose]: async () => void (holder.kill('SIGKILL'), await holder),
  };
}

test('a lock is free again once it is disposed of', async () => {
  const name = randomUUID();
  const onWait = vi.fn<(holder: string) => void>();
  for (let turn = 0; turn < 3; turn += 1) {
    await using _lock = await acquireHostLock({ wait: 0, onWait, name });
  }
  expect(onWait).not.toHaveBeenCalled();
});

test('a second process is refused after its wait, with the pid of the holder and since when', async () => {
  const name = randomUUID();
  await using holder = await startHolder(name);
  const onWait = vi.fn<(holder: string) => void>();
  const refused = acquireHostLock({ wait: 0.3, onWait, name });
  const who = new RegExp(`pid ${holder.pid}, since \\d{4}-\\d\\d-\\d\\dT`);
  await expect(refused).rejects.toMatchObject({
    code: 'lock-held',
    facts: { problem: expect.stringMatching(who) },
  });
  expect(onWait.mock.calls).toEqual([[expect.stringMatching(who)]]);
});

test('without waiting the holder is still named', async () => {
  const name = randomUUID();
  await using holder = await startHolder(name);
  const onWait = vi.fn<(holder: string) => void>();
  await expect(acquireHostLock({ wait: 0, onWait, name })).rejects.toMatchObject({
    facts: { problem: expect.stringContaining(`pid ${holder.pid}`) },
  });
  expect(onWait).not.toHaveBeenCalled();
});

test('whoever waits gets the lock as soon as the holder is killed', async () => {
  const name = randomUUID();
  const holder = await startHolder(name);
  const waiting = acquireHostLock({
    wait: 20,
    onWait: () => void holder[Symbol.asyncDispose](),
    name,
  });
  const started = performance.now();
  await using _lock = await waiting;
  expect(performance.now() - started).toBeLessThan(5000);
});

test('of many that wait only one at a time holds the lock', async () => {
  const name = randomUUID();
  let holders = 0;
  const turns = Array.from({ length: 5 }, async () => {
    await using _lock = await acquireHostLock({ wait: 20, onWait: () => undefined, name });
    holders += 1;
    const seen = holders;
    await new Promise(resolve => setTimeout(resolve, 30));
    holders -= 1;
    return seen;
  });
  expect(await Promise.all(turns)).toEqual([1, 1, 1, 1, 1]);
});

test('waiting ends with the reason of the signal', async () => {
  const name = randomUUID();
  await using _lock = await acquireHostLock({ wait: 0, onWait: () => undefined, name });
  const cancel = new AbortController();
  const waiting = acquireHostLock({
    wait: 60,
    name,
    signal: cancel.signal,
    onWait: () => cancel.abort(new Error('stop')),
  });
  await expect(waiting).rejects.toThrow('stop');
});

test('a stranger that holds the name can neither hang us nor write to the terminal', async () => {
  const name = randomUUID();
  const stranger = net.createServer(socket => socket.write('\u001B[2Jevil\u0007\n'));
  await new Promise<void>(resolve => void stranger.listen(`\0${name}`, () => resolve()));
  stranger.unref();
  await expect(acquireHostLock({ wait: 0.2, onWait: () => undefined, name })).rejects.toMatchObject(
    {
      facts: { problem: 'another benchmark is running on this host: [2Jevil' },
    },
  );
  stranger.close();
});
