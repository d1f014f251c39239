import { randomInt } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { GateError } from '../errors.ts';
import { createFrameReader } from './agent-frames.ts';

/** One command to the guest agent; `timeout` in seconds. */
interface AgentRequest {
  readonly execute: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The line to the guest agent: one JSON object per line, matched by id, so that an answer which
 * comes late belongs to nobody instead of to the next request.
 */
export interface AgentChannel {
  /**
   * The answer's `return`. `agent-failed` for the agent's own error, a broken line or a closed one,
   * `guest-hung` where none comes in time, the signal's own reason where it was cancelled.
   */
  readonly request: (request: AgentRequest) => Promise<unknown>;
  readonly close: () => void;
}

/**
 * Name of the diagnostics channel on which each message to and from a guest agent is told, for
 * whoever counts them.
 */
export const agentMessages = 'qemu-storage-gate:agent-message';

const messages = channel(agentMessages);

interface Waiting {
  readonly execute: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Answers carry the id of their request since QEMU 4.0. */
const answerSchema = z.object({
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
      reject(signal?.aborted === true ? signal.reason : refused(socketPath, cause)),
    );
  });
  return speak(socket);
}

function speak(socket: Socket): AgentChannel {
  const waiting = new Map<number, Waiting>();
  const frames = createFrameReader();
  let broken: unknown;
  // A random start keeps our ids apart from those of an earlier client whose answers are still
  // under way.
  let lastId = randomInt(2 ** 40);

  const fail = (error: unknown) => {
    broken ??= error;
    for (const { reject } of waiting.values()) reject(broken);
    waiting.clear();
    socket.destroy();
  };
  socket.on('error', cause => fail(lost(cause)));
  socket.on('close', () => fail(lost()));
  socket.on('data', chunk => {
    try {
      for (const line of frames.push(chunk)) {
        messages.publish({ from: 'guest' });
        settle(line, waiting);
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
          waiting.delete(id);
          act();
        };
        signal?.addEventListener('abort', cancel);
        waiting.set(id, {
          execute,
          resolve: value => end(() => resolve(value)),
          reject: why => end(() => reject(why)),
        });
        messages.publish({ from: 'host', execute });
        socket.write(`${JSON.stringify({ execute, arguments: parameters, id })}\n`);
      });
    },
    close: () => fail(lost()),
  };
}

/**
 * Hands an answer to the request that waits for it; one that nobody waits for any more is dropped.
 */
function settle(line: string, waiting: ReadonlyMap<number, Waiting>): void {
  const answer = answerSchema.safeParse(parseJson(line));
  if (!answer.success) {
    throw new GateError('agent-failed', {
      problem: `the guest agent sent what is no answer: ${JSON.stringify(line.slice(0, 200))}`,
    });
  }
  const request = waiting.get(answer.data.id);
  if (request === undefined) return;
  const { error, return: value } = answer.data;
  if (error === undefined) return request.resolve(value);
  request.reject(
    new GateError('agent-failed', {
      problem: `the guest agent refused ${request.execute}: ${error.desc}`,
      why: error.class,
    }),
  );
}

function refused(socketPath: string, cause: Error): GateError {
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

function lost(cause?: Error): GateError {
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
