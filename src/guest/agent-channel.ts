import { randomInt } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { GateError } from '../errors.ts';

/** One command to the guest agent; `timeout` in seconds. */
interface AgentRequest {
  readonly execute: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The line to the guest agent: one JSON object per line. Replies are matched by id, so that one
 * that comes late is not taken for that of the next request.
 */
export interface AgentChannel {
  /**
   * The reply's `return`. `agent-failed` for the agent's own error and for a broken or closed
   * connection, `guest-hung` where no reply comes in time, the signal's own reason.
   */
  readonly request: (request: AgentRequest) => Promise<unknown>;
  readonly close: () => void;
}

/**
 * Name of the diagnostics channel with each message to and from a guest agent, so that they can be
 * counted.
 */
export const agentMessages = 'qemu-storage-gate:agent-message';

const messages = channel(agentMessages);

interface PendingRequest {
  readonly execute: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Replies carry the id of their request since QEMU 4.0. */
const replySchema = z.object({
  id: z.number(),
  return: z.unknown().optional(),
  error: z.object({ class: z.string(), desc: z.string() }).optional(),
});

/** Opens the channel over the socket of QEMU's chardev; `agent-failed` where nothing listens. */
export async function openChannel(socketPath: string, signal?: AbortSignal): Promise<AgentChannel> {
  signal?.throwIfAborted();
  const socket = connect({ path: socketPath, ...(signal !== undefined && { signal }) });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', cause =>
      reject(signal?.aborted === true ? signal.reason : unreachable(socketPath, cause)),
    );
  });
  return channelOver(socket);
}

function channelOver(socket: Socket): AgentChannel {
  const pending = new Map<number, PendingRequest>();
  const linesIn = lineReader();
  let broken: unknown;
  // A random start keeps our ids apart from those of an earlier client whose replies are still
  // under way.
  let lastId = randomInt(2 ** 40);

  const fail = (error: unknown) => {
    broken ??= error;
    for (const { reject } of pending.values()) reject(broken);
    pending.clear();
    socket.destroy();
  };
  socket.on('error', cause => fail(closed(cause)));
  socket.on('close', () => fail(closed()));
  socket.on('data', chunk => {
    try {
      for (const line of linesIn(chunk)) {
        messages.publish({ from: 'guest' });
        settle(line, pending);
      }
    } catch (error) {
      fail(error);
    }
  });

  return {
    request: ({ execute, arguments: parameters, timeout, signal }) => {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        if (broken !== undefined) return reject(broken);
        if (signal?.aborted === true) return reject(signal.reason);
        const cancel = () => end(() => reject(signal?.reason));
        const timer = setTimeout(() => end(() => reject(silent(execute, timeout))), timeout * 1000);
        const end = (act: () => void) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', cancel);
          pending.delete(id);
          act();
        };
        signal?.addEventListener('abort', cancel);
        pending.set(id, {
          execute,
          resolve: value => end(() => resolve(value)),
          reject: why => end(() => reject(why)),
        });
        messages.publish({ from: 'host', execute });
        socket.write(`${JSON.stringify({ execute, arguments: parameters, id })}\n`);
      });
    },
    close: () => fail(closed()),
  };
}

/** Hands a reply to its request; one whose request was given up is dropped. */
function settle(line: string, pending: ReadonlyMap<number, PendingRequest>): void {
  const reply = replySchema.safeParse(parseJson(line));
  if (!reply.success) {
    throw new GateError('agent-failed', {
      problem: `the guest agent sent a malformed reply: ${JSON.stringify(line.slice(0, 200))}`,
    });
  }
  const request = pending.get(reply.data.id);
  if (request === undefined) return;
  const { error, return: value } = reply.data;
  if (error === undefined) return request.resolve(value);
  request.reject(
    new GateError('agent-failed', {
      problem: `the guest agent refused ${request.execute}: ${error.desc}`,
      why: error.class,
    }),
  );
}

/** Most bytes of one reply. A tool prints some kilobytes; more would only fill our memory. */
const mostReplyBytes = 8 * 1024 * 1024;

/**
 * Sent by the agent before the reply to guest-sync-delimited; part of no UTF-8 text, so what
 * precedes it is garbage.
 */
const delimiter = 0xff;
const newline = 0x0a;

/**
 * A function that takes the next bytes of the agent's stream and returns the lines that they
 * complete. What comes before the first delimiter is left over from whoever spoke to the agent
 * earlier, and is dropped. `agent-failed` for a line beyond `mostReplyBytes`.
 */
function lineReader(): (chunk: Buffer) => readonly string[] {
  let held: Buffer[] = [];
  let size = 0;
  let synchronized = false;
  const hold = (bytes: Buffer) => {
    const delimited = bytes.lastIndexOf(delimiter);
    if (delimited >= 0) {
      synchronized = true;
      held = [];
      size = 0;
    }
    if (!synchronized) return;
    const part = bytes.subarray(delimited + 1);
    held.push(part);
    size += part.length;
    if (size > mostReplyBytes) throw tooLong();
  };
  const release = (): string => {
    const line = Buffer.concat(held).toString().trim();
    held = [];
    size = 0;
    return line;
  };
  return chunk => {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      hold(chunk.subarray(start, end));
      lines.push(release());
      start = end + 1;
    }
    hold(chunk.subarray(start));
    return lines.filter(line => line !== '');
  };
}

function tooLong(): GateError {
  return new GateError('agent-failed', {
    problem: `the guest agent sent a reply of more than ${mostReplyBytes / 1024 / 1024} MiB`,
    remedy: 'make the program in the guest print less',
  });
}

function unreachable(socketPath: string, cause: Error): GateError {
  return new GateError(
    'agent-failed',
    {
      problem: `cannot reach the guest agent's socket ${socketPath}`,
      why: cause.message,
      path: socketPath,
    },
    { cause },
  );
}

function closed(cause?: Error): GateError {
  return new GateError(
    'agent-failed',
    { problem: 'the connection to the guest agent was closed', why: cause?.message },
    { cause },
  );
}

function silent(execute: string, timeout: number): GateError {
  const seconds = Number(timeout.toPrecision(2));
  return new GateError('guest-hung', {
    problem: `the guest agent did not answer ${execute} within ${seconds} s`,
  });
}
