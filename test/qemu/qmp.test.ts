import { once } from 'node:events';
import net from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startProgram } from '../../src/process/tool.ts';
import { listenForQemu, openQmp } from '../../src/qemu/qmp.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const emulator = process.arch === 'arm64' ? 'qemu-system-aarch64' : 'qemu-system-x86_64';

/** A real QEMU without a machine, connected to us. */
async function startRealQemu() {
  await using resources = new AsyncDisposableStack();
  const directory = resources.use(await temporaryDirectory({ name: plainName }));
  const monitor = resources.use(await listenForQemu(join(directory.path, 'qmp')));
  const argv = [
    emulator,
    '-M',
    'none',
    '-nodefaults',
    '-display',
    'none',
    '-qmp',
    `unix:${monitor.path},server=off`,
  ];
  const program = resources.use(await startProgram({ argv }));
  const qmp = resources.use(await monitor.accept({ program, timeout: 15 }));
  const owned = resources.move();
  return { qmp, program, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/**
 * Something that only claims to be QEMU: it says `greeting`, then answers each line with what
 * `answer` makes of it.
 */
async function startImpostor(greeting: string, answer: (line: string, socket: net.Socket) => void) {
  const server = net.createServer(socket => {
    socket.on('error', () => socket.destroy());
    socket.write(greeting);
    socket.on('data', data => {
      for (const line of data.toString().trimEnd().split('\n')) answer(line, socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    socket: net.connect(port, '127.0.0.1'),
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

const greeting = '{"QMP": {"version": {}, "capabilities": []}}\r\n';

/** Negotiates as QEMU does, and leaves every other command to `answer`. */
function afterNegotiation(answer: (id: number, socket: net.Socket) => void) {
  return (line: string, socket: net.Socket): void => {
    const { execute, id } = JSON.parse(line) as { execute: string; id: number };
    if (execute === 'qmp_capabilities') socket.write(`{"return": {}, "id": ${id}}\r\n`);
    else answer(id, socket);
  };
}

describe('with a real QEMU', () => {
  test('commands return what QEMU returns, also several at once', async () => {
    await using qemu = await startRealQemu();
    const answers = await Promise.all(
      ['query-status', 'query-version', 'query-block'].map(name => qemu.qmp.execute(name)),
    );
    expect(answers).toEqual([
      expect.objectContaining({ status: expect.any(String) }),
      { qemu: expect.objectContaining({ major: expect.any(Number) }), package: expect.any(String) },
      [],
    ]);
  });

  test('an answer of 200 kB arrives whole', async () => {
    await using qemu = await startRealQemu();
    const schema = await qemu.qmp.execute('query-qmp-schema');
    expect(JSON.stringify(schema).length).toBeGreaterThan(100_000);
  });

  test("a refused command is an error with QEMU's own words", async () => {
    await using qemu = await startRealQemu();
    await expect(qemu.qmp.execute('device_del', { id: 'nothing' })).rejects.toMatchObject({
      code: 'qemu-failed',
      facts: {
        problem: 'QEMU refused device_del {"id":"nothing"}',
        why: "Device 'nothing' not found",
      },
    });
    expect(qemu.qmp.lost).toBe(false);
  });

  test('an event is delivered to everybody who waits for it', async () => {
    await using qemu = await startRealQemu();
    const shutdown = () =>
      qemu.qmp.event('SHUTDOWN', { timeout: 10, match: ({ guest }) => guest === false });
    const waiting = [shutdown(), shutdown()];
    await qemu.qmp.execute('quit');
    expect(await Promise.all(waiting)).toEqual(
      [1, 2].map(() => ({ guest: false, reason: 'host-qmp-quit' })),
    );
  });

  test('an event that does not come is an error after its time', async () => {
    await using qemu = await startRealQemu();
    await expect(qemu.qmp.event('STOP', { timeout: 0.1 })).rejects.toThrow(
      'QEMU gave no event STOP within 0.1 s',
    );
  });

  test('when QEMU is killed, whatever waits and whatever comes after fails', async () => {
    await using qemu = await startRealQemu();
    const waiting = qemu.qmp.event('STOP', { timeout: 30 });
    process.kill(qemu.program.pid, 'SIGKILL');
    await expect(waiting).rejects.toMatchObject({ code: 'qemu-failed' });
    await expect(qemu.qmp.execute('query-status')).rejects.toThrow(
      'the connection to QEMU was closed',
    );
    expect(qemu.qmp.lost).toBe(true);
  });

  test('waiting ends with the reason of the signal', async () => {
    await using qemu = await startRealQemu();
    const cancel = new AbortController();
    const waiting = qemu.qmp.event('STOP', { timeout: 30, signal: cancel.signal });
    cancel.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
  });
});

describe('with something else at the other end', () => {
  test('garbage in place of a greeting is refused at once', async () => {
    await using impostor = await startImpostor('SSH-2.0-OpenSSH_9.2\r\n', () => undefined);
    await expect(openQmp(impostor.socket)).rejects.toMatchObject({
      code: 'qemu-failed',
      facts: { problem: expect.stringContaining('a malformed message: "SSH-2.0-OpenSSH_9.2') },
    });
  });

  test('silence is an error after its time', async () => {
    await using impostor = await startImpostor('', () => undefined);
    await expect(openQmp(impostor.socket, { timeout: 0.2 })).rejects.toThrow(
      'no greeting within 0.2 s',
    );
  });

  test('garbage later on ends the connection, and all that waits with it', async () => {
    await using impostor = await startImpostor(
      greeting,
      afterNegotiation((_, socket) => socket.write('{"return"\n')),
    );
    await using qmp = await openQmp(impostor.socket);
    const event = qmp.event('STOP', { timeout: 30 });
    await expect(qmp.execute('query-status')).rejects.toThrow('a malformed message');
    await expect(event).rejects.toThrow('a malformed message');
  });

  test('a close in the middle of a line is a lost connection', async () => {
    await using impostor = await startImpostor(
      greeting,
      afterNegotiation((id, socket) => socket.end(`{"id": ${id}, "ret`)),
    );
    await using qmp = await openQmp(impostor.socket);
    await expect(qmp.execute('query-status')).rejects.toThrow('the connection to QEMU was closed');
  });

  test('a line without end does not fill the memory', async () => {
    await using impostor = await startImpostor(
      greeting,
      afterNegotiation((_, socket) => {
        const chunk = 'x'.repeat(1024 * 1024);
        const flood = (): void =>
          void (socket.writable && socket.write(chunk, () => setImmediate(flood)));
        flood();
      }),
    );
    await using qmp = await openQmp(impostor.socket);
    await expect(qmp.execute('query-status')).rejects.toThrow('a line of more than 8 MiB');
  });

  test('an answer cut into single bytes is put together, whatever its characters', async () => {
    await using impostor = await startImpostor(
      greeting,
      afterNegotiation((id, socket) => {
        for (const byte of Buffer.from(`{"return": {"name": "é✓"}, "id": ${id}}\n`))
          socket.write(Buffer.of(byte));
      }),
    );
    impostor.socket.setNoDelay(true);
    await using qmp = await openQmp(impostor.socket);
    expect(await qmp.execute('query-name')).toEqual({ name: 'é✓' });
  });

  test('an answer to a question that nobody asked is ignored', async () => {
    await using impostor = await startImpostor(
      greeting,
      afterNegotiation((id, socket) =>
        socket.write(`{"return": 1, "id": 99}\n{"return": 2, "id": ${id}}\n`),
      ),
    );
    await using qmp = await openQmp(impostor.socket);
    expect(await qmp.execute('query-status')).toBe(2);
  });
});
