import { once } from 'node:events';
import net from 'node:net';
import { GateError } from '../errors.ts';
import { type Patience, within } from '../process/pause.ts';
import { openQapi } from '../process/qapi.ts';
import type { Program } from '../process/tool.ts';

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
  execute(command: string, args?: object, o?: Partial<Patience>): Promise<unknown>;
  /** The data of the next such event from now on; `qemu-failed` after `timeout` seconds. */
  event(name: string, o: EventRequest): Promise<Record<string, unknown>>;
  /** Calls `seen` with the data of each such event from now on, as long as the connection lives. */
  watch(name: string, seen: (data: Record<string, unknown>) => void): void;
}

interface EventRequest extends Patience {
  /** Which events of that name; all where left out. */
  readonly match?: ((data: Record<string, unknown>) => boolean) | undefined;
}

/**
 * Greets QEMU over a fresh connection and leaves the negotiation, after which events arrive; 10 s
 * unless told.
 */
export async function openQmp(
  socket: net.Socket,
  { timeout = 10, signal }: Partial<Patience> = {},
): Promise<Qmp> {
  const qapi = openQapi(socket, { name: 'QEMU', code: 'qemu-failed', silence: 'qemu-failed' });
  try {
    await qapi.next('greeting', ({ QMP }) => QMP, { timeout, signal });
    await qapi.request('qmp_capabilities', {}, { timeout, signal });
  } catch (error) {
    qapi.close();
    throw error;
  }
  return {
    get lost() {
      return qapi.lost !== undefined;
    },
    execute: (command, args = {}, patience = {}) =>
      qapi.request(command, args, { timeout: 30, ...patience }),
    event: (name, { match = () => true, ...patience }) =>
      qapi.next(
        `event ${name}`,
        ({ event, data = {} }) => (event === name && match(data) ? data : undefined),
        patience,
      ),
    watch: (name, seen) =>
      qapi.watch(({ event, data = {} }) => {
        if (event === name) seen(data);
      }),
    [Symbol.asyncDispose]: async () => qapi.close(),
  };
}

/**
 * The socket on which we await QEMU, so that there is no file to poll for and no race with its
 * start.
 */
export interface MonitorSocket extends AsyncDisposable {
  readonly path: string;
  /** QEMU's connection, once it greets us. */
  accept(o: MonitorPatience): Promise<Qmp>;
}

/** From now to the end of the negotiation. */
interface MonitorPatience extends Patience {
  /** The QEMU that shall connect: its end ends the wait. */
  readonly program: Program;
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
  return { connected, [Symbol.asyncDispose]: async () => void server.close() };
}

async function accept(
  connected: Promise<net.Socket>,
  { program, ...patience }: MonitorPatience,
): Promise<Qmp> {
  const first = await within(Promise.race([connected, program.ended]), patience, () => {
    const problem = `QEMU did not open its monitor within ${patience.timeout} s`;
    return new GateError('guest-hung', { problem, stderrTail: program.stderrTail() });
  });
  if (first instanceof net.Socket) return openQmp(first, patience);
  const problem = 'QEMU ended before its monitor was reached';
  const { argv } = program;
  const stderrTail = program.stderrTail();
  throw new GateError('qemu-failed', { problem, argv, ...first, stderrTail });
}
