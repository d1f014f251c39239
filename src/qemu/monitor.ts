import { once } from 'node:events';
import net from 'node:net';
import { GateError } from '../errors.ts';
import type { Program } from '../process/program.ts';
import { openQmp, type Qmp } from './qmp.ts';

/**
 * The socket on which we await QEMU, so that there is no file to poll for and no race with its
 * start.
 */
export interface MonitorSocket extends AsyncDisposable {
  readonly path: string;
  /** QEMU's connection, once it greets us. */
  accept(o: MonitorPatience): Promise<Qmp>;
}

interface MonitorPatience {
  /** The QEMU that shall connect: its end ends the wait. */
  readonly program: Program;
  /** Seconds from now to the end of the negotiation. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** Listens for one QEMU; the path may be 107 bytes long. */
export async function listenForQemu(path: string): Promise<MonitorSocket> {
  const { connected, ...server } = await listenOnce(path);
  return { ...server, path, accept: patience => accept(connected, patience) };
}

/** A socket on which one connection is awaited; disposing of it stops listening. */
export interface Listening extends AsyncDisposable {
  readonly connected: Promise<net.Socket>;
}

/** Listens at a path for the first connection, and for no other. */
export async function listenOnce(path: string): Promise<Listening> {
  const server = net.createServer();
  const connected = new Promise<net.Socket>(resolve => {
    server.once('connection', socket => {
      resolve(socket);
      server.close();
    });
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    connected,
    [Symbol.asyncDispose]: async () => {
      server.close();
    },
  };
}

async function accept(
  connected: Promise<net.Socket>,
  { program, timeout, signal }: MonitorPatience,
): Promise<Qmp> {
  const timer = AbortSignal.timeout(timeout * 1000);
  const stop = signal === undefined ? timer : AbortSignal.any([timer, signal]);
  const aborted = Promise.withResolvers<'aborted'>();
  const onAbort = (): void => aborted.resolve('aborted');
  stop.addEventListener('abort', onAbort, { once: true });
  try {
    const first = await Promise.race([connected, program.ended, aborted.promise]);
    if (first !== 'aborted' && !(first instanceof net.Socket)) {
      const { argv } = program;
      const problem = 'QEMU ended before its monitor was reached';
      throw new GateError('qemu-failed', {
        problem,
        argv,
        ...first,
        stderrTail: program.stderrTail(),
      });
    }
    if (first === 'aborted') {
      signal?.throwIfAborted();
      const problem = `QEMU did not open its monitor within ${timeout} s`;
      throw new GateError('guest-hung', { problem, stderrTail: program.stderrTail() });
    }
    return await openQmp(first, { timeout, signal });
  } finally {
    stop.removeEventListener('abort', onAbort);
  }
}
