import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAgent, type GuestAgent } from '../../src/guest/agent.ts';

// A server that speaks the agent's protocol as qga/main.c does, and breaks it where a test says so.

interface Request {
  readonly execute: string;
  readonly id: number;
  readonly arguments: {
    readonly id: number;
    readonly pid: number;
    readonly path: string;
    readonly env: readonly string[];
  };
}

type Behaviour = (request: Request, socket: Socket) => void;

let directory: string;
let socketPath: string;
let server: Server | undefined;
let requests: Request[];
const sockets = new Set<Socket>();

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'agent-'));
  socketPath = join(directory, 'agent');
  requests = [];
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise(resolve => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
  await rm(directory, { recursive: true });
});

async function serve(behaviour: Behaviour): Promise<void> {
  server = createServer(socket => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', chunk => {
      text += chunk.toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const request = JSON.parse(line) as Request;
        requests.push(request);
        behaviour(request, socket);
      }
    });
  });
  await new Promise<void>(resolve => server?.listen(socketPath, resolve));
}

function answer(socket: Socket, request: Request, value: unknown): void {
  const delimiter =
    request.execute === 'guest-sync-delimited' ? Buffer.from([0xff]) : Buffer.alloc(0);
  socket.write(
    Buffer.concat([
      delimiter,
      Buffer.from(`${JSON.stringify({ return: value, id: request.id })}\n`),
    ]),
  );
}

/** A sound agent, but for the commands in `broken`. */
function agentThat(broken: Readonly<Record<string, Behaviour>>): Behaviour {
  const sound: Readonly<Record<string, Behaviour>> = {
    'guest-sync-delimited': (request, socket) => answer(socket, request, request.arguments.id),
    'guest-exec': (request, socket) => answer(socket, request, { pid: 42 }),
    'guest-exec-status': (request, socket) =>
      answer(socket, request, { exited: true, exitcode: 0 }),
  };
  return (request, socket) =>
    (broken[request.execute] ?? sound[request.execute])?.(request, socket);
}

async function agentWith(broken: Readonly<Record<string, Behaviour>>): Promise<GuestAgent> {
  await serve(agentThat(broken));
  return connectAgent({ socketPath, timeout: 5 });
}

const call = { argv: ['/bin/true'], timeout: 5 };
const never = (): Promise<void> => new Promise(() => undefined);
const status = (value: object): Readonly<Record<string, Behaviour>> => ({
  'guest-exec-status': (request, socket) => answer(socket, request, value),
});

describe('the handshake', () => {
  test('drops what an earlier client left in the channel', async () => {
    const garbage = Buffer.concat([
      Buffer.from('{"return": {"pid": 1}}\nhalf an ans'),
      Buffer.from([0xff]),
    ]);
    await using agent = await agentWith({
      'guest-sync-delimited': (request, socket) => {
        socket.write(garbage);
        answer(socket, request, request.arguments.id);
      },
    });
    expect(await agent.execute(call)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('asks again where the first question was lost before the agent opened its port', async () => {
    let asked = 0;
    await using agent = await agentWith({
      'guest-sync-delimited': (request, socket) => {
        if (++asked > 1) answer(socket, request, request.arguments.id);
      },
    });
    expect((await agent.execute(call)).exitCode).toBe(0);
    expect(asked).toBe(2);
  });

  test('is not confused by answers to its earlier questions that come late', async () => {
    const late: Request[] = [];
    await using agent = await agentWith({
      'guest-sync-delimited': (request, socket) => {
        if (late.push(request) === 2) answer(socket, request, request.arguments.id);
      },
      'guest-exec': (request, socket) => {
        for (const question of late) answer(socket, question, question.arguments.id);
        answer(socket, request, { pid: 42 });
      },
      ...status({ exited: true, exitcode: 3 }),
    });
    expect((await agent.execute(call)).exitCode).toBe(3);
  });

  test('gives up an agent that never answers, naming the seconds', async () => {
    await serve(() => undefined);
    await expect(connectAgent({ socketPath, timeout: 0.3 })).rejects.toMatchObject({
      code: 'guest-hung',
      // What is left of them once the connection stands.
      message: expect.stringMatching(
        /^the guest agent gave no answer to guest-sync-delimited within 0\.\d+ s$/,
      ),
    });
  });

  test('says where nothing listens', async () => {
    await expect(connectAgent({ socketPath, timeout: 1 })).rejects.toMatchObject({
      code: 'agent-failed',
      facts: { path: socketPath },
    });
  });

  test('ends with the reason of its signal', async () => {
    await serve(() => undefined);
    const signal = AbortSignal.timeout(100);
    await expect(connectAgent({ socketPath, timeout: 5, signal })).rejects.toThrow('timeout');
  });

  test('ends where the connection does', async () => {
    await serve((_, socket) => socket.destroy());
    await expect(connectAgent({ socketPath, timeout: 5 })).rejects.toMatchObject({
      code: 'agent-failed',
    });
  });
});

describe('running a program', () => {
  test('decodes both outputs and adds the environment to the search path', async () => {
    const encode = (text: string) => Buffer.from(text).toString('base64');
    const ended = {
      exited: true,
      exitcode: 7,
      'out-data': encode('größe\n'),
      'err-data': encode('oh'),
    };
    await using agent = await agentWith(status(ended));
    const output = await agent.execute({ argv: ['tool', '-x'], env: { WORD: 'a b' }, timeout: 5 });
    expect(output).toEqual({ exitCode: 7, stdout: 'größe\n', stderr: 'oh' });
    const started = requests.find(request => request.execute === 'guest-exec');
    expect(started?.arguments).toMatchObject({
      path: 'tool',
      arg: ['-x'],
      env: [expect.stringMatching(/^PATH=.*\/bin/), 'WORD=a b'],
      'capture-output': true,
    });
  });

  test('counts the end by a signal as a shell does', async () => {
    await using agent = await agentWith(status({ exited: true, signal: 11 }));
    expect((await agent.execute(call)).exitCode).toBe(139);
  });

  test('takes an answer that comes in pieces, split within a character', async () => {
    await using agent = await agentWith({
      'guest-exec-status': ({ id }, socket) => {
        const value = {
          exited: true,
          exitcode: 0,
          'out-data': Buffer.alloc(3_000_000, 'x').toString('base64'),
        };
        const bytes = Buffer.from(`${JSON.stringify({ return: value, id, note: 'ä' })}\n`);
        socket.write(bytes.subarray(0, 5));
        setTimeout(() => socket.write(bytes.subarray(5, -4)), 20);
        setTimeout(() => socket.write(bytes.subarray(-4)), 40);
      },
    });
    expect((await agent.execute(call)).stdout).toHaveLength(3_000_000);
  });

  test('leaves the guest alone for as long as the program is expected to run', async () => {
    await using agent = await agentWith({});
    const start = performance.now();
    await agent.execute({ ...call, expectedSeconds: 0.3 });
    expect(performance.now() - start).toBeGreaterThan(290);
    expect(requests.filter(({ execute }) => execute === 'guest-exec-status')).toHaveLength(1);
  });

  test('asks nothing before it is told the end of a program, and then at once', async () => {
    await using agent = await agentWith({});
    const end = Promise.withResolvers<void>();
    const running = agent.execute({
      ...call,
      expectedSeconds: 60,
      timeout: 90,
      ended: () => end.promise,
    });
    await expect.poll(() => requests.map(({ execute }) => execute)).toContain('guest-exec');
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(requests.at(-1)?.execute).toBe('guest-exec');
    end.resolve();
    expect((await running).exitCode).toBe(0);
    expect(requests.at(-1)?.execute).toBe('guest-exec-status');
  });

  test('asks nevertheless where nobody tells the end of a program, or the teller fails', async () => {
    await using agent = await agentWith({});
    const silent = { ...call, expectedSeconds: 0.1, askEvery: 0.1, ended: never };
    expect((await agent.execute(silent)).exitCode).toBe(0);
    const failing = (): Promise<void> => Promise.reject(new Error('gone'));
    expect(
      (await agent.execute({ ...call, expectedSeconds: 60, timeout: 90, ended: failing })).exitCode,
    ).toBe(0);
  });

  test('asks a program that runs longer than expected only from time to time, until it is told the end', async () => {
    let over = false;
    const end = Promise.withResolvers<void>();
    await using agent = await agentWith({
      'guest-exec-status': (request, socket) =>
        answer(socket, request, { exited: over, exitcode: 0 }),
    });
    const running = agent.execute({
      ...call,
      expectedSeconds: 0.1,
      askEvery: 0.4,
      timeout: 60,
      ended: () => end.promise,
    });
    const questions = (): number =>
      requests.filter(({ execute }) => execute === 'guest-exec-status').length;
    await expect.poll(questions).toBe(1);
    // As often as it asks where nobody tells the end, there would be ten more by now.
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(questions()).toBe(1);
    over = true;
    end.resolve();
    expect((await running).exitCode).toBe(0);
    expect(questions()).toBe(2);
  });

  test('gives up a program in time whose end nobody tells', async () => {
    await using agent = await agentWith(status({ exited: false }));
    const endless = agent.execute({ argv: ['sleep', '9'], timeout: 0.2, ended: never });
    await expect(endless).rejects.toMatchObject({
      message: 'sleep did not end within 0.2 s in the guest',
    });
  });

  test('a cancelled program is not waited for, though its end would be told', async () => {
    await using agent = await agentWith({});
    const abort = new AbortController();
    const attempt = agent.execute({
      ...call,
      expectedSeconds: 60,
      ended: never,
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(attempt).rejects.toThrow('enough');
  });

  test('asks less and less often whether the program has ended', async () => {
    let asked = 0;
    await using agent = await agentWith({
      'guest-exec-status': (request, socket) =>
        answer(socket, request, { exited: ++asked > 12, exitcode: 0 }),
    });
    const start = performance.now();
    await agent.execute(call);
    // 10, 15, 23, 34, 51 and 76 ms, then 100 ms: twelve pauses, where twelve of 10 ms would be 120
    // ms.
    expect(performance.now() - start).toBeGreaterThan(600);
  });

  test('gives up a program that does not end in time', async () => {
    await using agent = await agentWith(status({ exited: false }));
    await expect(agent.execute({ argv: ['sleep', '9'], timeout: 0.2 })).rejects.toMatchObject({
      code: 'agent-failed',
      message: 'sleep did not end within 0.2 s in the guest',
    });
  });

  test('ends with the reason of its signal, and the agent can still be used', async () => {
    await using agent = await agentWith({
      'guest-exec-status': (request, socket) =>
        answer(socket, request, { exited: requests.length > 4, exitcode: 0 }),
    });
    const abort = new AbortController();
    const attempt = agent.execute({ ...call, expectedSeconds: 3, signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(attempt).rejects.toThrow('enough');
    expect((await agent.execute(call)).exitCode).toBe(0);
  });

  test("passes the agent's own error on", async () => {
    await using agent = await agentWith({
      'guest-exec': ({ id }, socket) => {
        const error = { class: 'GenericError', desc: 'Failed to execute child process' };
        socket.write(`${JSON.stringify({ error, id })}\n`);
      },
    });
    await expect(agent.execute(call)).rejects.toMatchObject({
      code: 'agent-failed',
      message: expect.stringContaining('the guest agent refused guest-exec {"path":"/bin/true"'),
      facts: { why: 'Failed to execute child process' },
    });
  });

  test.each(['out-truncated', 'err-truncated'])(
    'takes no output that the agent cut (%s)',
    async flag => {
      await using agent = await agentWith(
        status({ exited: true, exitcode: 0, 'out-data': 'eA==', [flag]: true }),
      );
      await expect(agent.execute(call)).rejects.toMatchObject({
        code: 'agent-failed',
        message: 'the guest agent cut the output of /bin/true',
      });
    },
  );

  test.each([
    ['no JSON', 'Segmentation fault\n'],
    ['JSON without an id', '{"error": {"class": "GenericError", "desc": "Invalid JSON syntax"}}\n'],
    ['a list', '[1, 2]\n'],
  ])('ends the connection at a line that is %s', async (_, line) => {
    await using agent = await agentWith({ 'guest-exec': (__, socket) => socket.write(line) });
    const failure = {
      code: 'agent-failed',
      message: expect.stringContaining(JSON.stringify(line.trim())),
    };
    await expect(agent.execute(call)).rejects.toMatchObject(failure);
    await expect(agent.execute(call)).rejects.toMatchObject(failure);
  });

  test.each([
    ['guest-exec', { pid: 'one' }],
    ['guest-exec-status', { exited: true, exitcode: 0, 'out-data': '%%%' }],
  ])('refuses an answer to %s that its protocol does not know', async (command, value) => {
    await using agent = await agentWith({
      [command]: (request, socket) => answer(socket, request, value),
    });
    await expect(agent.execute(call)).rejects.toMatchObject({
      code: 'agent-failed',
      message: expect.stringContaining(`answered ${command} with`),
    });
  });

  test('ends the connection at an answer that would fill the memory', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    await using agent = await agentWith({
      'guest-exec': (_, socket) => {
        const more = () => {
          while (!socket.destroyed && sent < 1024 && socket.write(chunk)) sent++;
          if (!socket.destroyed && sent < 1024) socket.once('drain', more);
        };
        more();
      },
    });
    await expect(agent.execute({ ...call, timeout: 20 })).rejects.toMatchObject({
      code: 'agent-failed',
      message: 'the guest agent sent a line of more than 8 MiB',
    });
    expect(sent).toBeLessThan(64);
  });

  test('fails where the connection is closed, now and later', async () => {
    await using agent = await agentWith({ 'guest-exec': (_, socket) => socket.destroy() });
    const failure = {
      code: 'agent-failed',
      message: 'the connection to the guest agent was closed',
    };
    await expect(agent.execute(call)).rejects.toMatchObject(failure);
    await expect(agent.execute(call)).rejects.toMatchObject(failure);
  });

  test('fails after its scope has ended', async () => {
    const agent = await agentWith({});
    await agent[Symbol.asyncDispose]();
    await expect(agent.execute(call)).rejects.toMatchObject({ code: 'agent-failed' });
  });
});

describe("the guest's clock", () => {
  const file = (text: string): Readonly<Record<string, Behaviour>> => ({
    'guest-file-open': (request, socket) => answer(socket, request, 7),
    'guest-file-read': (request, socket) =>
      answer(socket, request, {
        count: text.length,
        eof: true,
        'buf-b64': Buffer.from(text).toString('base64'),
      }),
    'guest-file-close': (request, socket) => answer(socket, request, {}),
  });

  test('is read from a file that is closed again', async () => {
    await using agent = await agentWith(file('123.45 200.01\n'));
    expect(await agent.uptime()).toBe(123.45);
    const [opened, read, closed] = requests.slice(-3);
    expect(opened).toMatchObject({
      execute: 'guest-file-open',
      arguments: { path: '/proc/uptime', mode: 'r' },
    });
    expect(read).toMatchObject({ execute: 'guest-file-read', arguments: { handle: 7 } });
    expect(closed).toMatchObject({ execute: 'guest-file-close', arguments: { handle: 7 } });
  });

  test.each(['', 'soon\n', '12'])('is none where the file says %j', async text => {
    await using agent = await agentWith(file(text));
    await expect(agent.uptime()).rejects.toMatchObject({ code: 'agent-failed' });
  });
});

test('of programs that run side by side, no request is sent before the one before it was answered', async () => {
  let underWay = 0;
  let most = 0;
  const slowly: Behaviour = (request, socket) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      answer(
        socket,
        request,
        request.execute === 'guest-exec' ? { pid: 42 } : { exited: true, exitcode: 0 },
      );
    }, 5);
  };
  await using agent = await agentWith({ 'guest-exec': slowly, 'guest-exec-status': slowly });
  const runs = Array.from({ length: 6 }, () => agent.execute({ argv: ['true'], timeout: 5 }));
  expect((await Promise.all(runs)).map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(most).toBe(1);
});
