import type net from 'node:net';
import { GateError } from '../errors.ts';
import { parseQmpMessage, type QmpMessage, splitLines } from './qmp-message.ts';

/**
 * A connection to QEMU's monitor. Once it is lost, whatever waits and whatever comes after ends
 * with `qemu-failed`.
 */
export interface Qmp extends AsyncDisposable {
  /** Whether the connection is gone. */
  readonly lost: boolean;
  /**
   * Resolves to what the command returns; `qemu-failed` where QEMU refuses it or does not answer in
   * time (30 s).
   */
  execute(command: string, args?: object, o?: QmpPatience): Promise<unknown>;
  /** The data of the next such event from now on; `qemu-failed` after `timeout` seconds. */
  event(name: string, o: EventRequest): Promise<Record<string, unknown>>;
  /** Calls `seen` with the data of each such event from now on, as long as the connection lives. */
  watch(name: string, seen: (data: Record<string, unknown>) => void): void;
}

export interface QmpPatience {
  /** Seconds. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface EventRequest {
  /** Which events of that name; all where left out. */
  readonly match?: ((data: Record<string, unknown>) => boolean) | undefined;
  /** Seconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** Longest line that QEMU may say; query-qmp-schema of QEMU 7.2 is 0.2 MiB long. */
const mostLineCharacters = 16 * 1024 * 1024;

/** Somebody who waits for a message. */
interface Waiter {
  readonly take: (message: QmpMessage) => void;
  readonly fail: (error: Error) => void;
}

interface Connection {
  readonly socket: net.Socket;
  readonly waiters: Set<Waiter>;
  lost: GateError | undefined;
}

/**
 * Greets QEMU over a fresh connection and leaves the negotiation, after which events arrive; 10 s
 * unless told.
 */
export async function openQmp(socket: net.Socket, patience: QmpPatience = {}): Promise<Qmp> {
  const connection: Connection = { socket, waiters: new Set(), lost: undefined };
  const { timeout = 10, signal } = patience;
  listen(connection);
  let id = 0;
  const execute: Qmp['execute'] = (command, args = {}, o = {}) => {
    id += 1;
    return ask(connection, { command, args, id, timeout: o.timeout ?? 30, signal: o.signal });
  };
  try {
    await waitFor(connection, {
      what: 'greeting',
      timeout,
      signal,
      take: message => (message.kind === 'greeting' ? { value: undefined } : undefined),
    });
    await execute('qmp_capabilities', {}, { timeout, signal });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    get lost() {
      return connection.lost !== undefined;
    },
    execute,
    event: (name, { match = () => true, ...o }) =>
      waitFor(connection, {
        what: `event ${name}`,
        ...o,
        take: message =>
          message.kind === 'event' && message.name === name && match(message.data)
            ? { value: message.data }
            : undefined,
      }),
    watch: (name, seen) => {
      const take = (message: QmpMessage): void => {
        if (message.kind === 'event' && message.name === name) seen(message.data);
      };
      connection.waiters.add({ take, fail: () => undefined });
    },
    [Symbol.asyncDispose]: async () => {
      lose(connection, 'was closed by us');
    },
  };
}

function listen(connection: Connection): void {
  const { socket, waiters } = connection;
  const onLine = (line: string | undefined): void => {
    if (line === undefined)
      return lose(
        connection,
        `was closed by us: QEMU sent a line of more than ${mostLineCharacters} characters`,
      );
    if (line.trim() === '' || connection.lost !== undefined) return;
    const message = parseQmpMessage(line);
    if (message === undefined)
      return lose(
        connection,
        `was closed by us: QEMU sent something other than QMP: ${excerpt(line)}`,
      );
    for (const waiter of waiters) waiter.take(message);
  };
  socket.on('data', splitLines(mostLineCharacters, onLine));
  // A QEMU that is killed resets the connection, or closes it: which one is chance.
  socket.on('error', () => lose(connection, 'was closed by QEMU'));
  socket.on('close', () => lose(connection, 'was closed by QEMU'));
}

function excerpt(line: string): string {
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 80)}…` : line);
}

function lose(connection: Connection, how: string): void {
  if (connection.lost !== undefined) return;
  const lost = new GateError('qemu-failed', { problem: `the connection to QEMU's monitor ${how}` });
  connection.lost = lost;
  connection.socket.destroy();
  for (const waiter of connection.waiters) waiter.fail(lost);
}

async function ask(
  connection: Connection,
  {
    command,
    args,
    id,
    ...patience
  }: Patience & {
    readonly command: string;
    readonly args: object;
    readonly id: number;
  },
): Promise<unknown> {
  const answer = waitFor(connection, {
    what: `answer to ${command}`,
    ...patience,
    take: message => {
      if (message.kind === 'answer' && message.id === id) return { value: message.value };
      if (message.kind !== 'refusal' || message.id !== id) return undefined;
      throw new GateError('qemu-failed', {
        problem: `QEMU refused ${command} ${JSON.stringify(args)}`,
        why: message.reason,
      });
    },
  });
  if (connection.lost === undefined)
    connection.socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
  return answer;
}

interface Patience extends QmpPatience {
  readonly timeout: number;
}

/**
 * What `take` makes of the first message that it wants; it throws where a message is what ends the
 * wait. `what` is waited for, as the error names it.
 */
function waitFor<T>(
  connection: Connection,
  {
    what,
    timeout,
    signal,
    take,
  }: Patience & {
    readonly what: string;
    readonly take: (message: QmpMessage) => { readonly value: T } | undefined;
  },
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const waiter: Waiter = {
    fail: reject,
    take: message => {
      try {
        const taken = take(message);
        if (taken !== undefined) resolve(taken.value);
      } catch (error) {
        reject(error);
      }
    },
  };
  const problem = `QEMU's monitor gave no ${what} within ${timeout} s`;
  const timer = setTimeout(() => reject(new GateError('qemu-failed', { problem })), timeout * 1000);
  const onAbort = (): void => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  if (connection.lost !== undefined) reject(connection.lost);
  connection.waiters.add(waiter);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    connection.waiters.delete(waiter);
  });
}
