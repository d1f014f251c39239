import { randomInt } from 'node:crypto';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { type ErrorCode, GateError } from '../errors.ts';
import { readLines } from './line-channel.ts';
import { type Patience, within } from './pause.ts';

/**
 * What QEMU's monitor (docs/interop/qmp-spec.rst) and the guest agent say, a line each: a greeting,
 * an event, or the reply to a command. Unknown keys are allowed, as the specification asks.
 */
const messageSchema = z
  .object({
    QMP: z.looseObject({}).optional(),
    event: z.string().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    id: z.int().optional(),
    return: z.unknown().optional(),
    error: z.object({ desc: z.string() }).optional(),
  })
  .refine(({ QMP, event, id }) => (QMP ?? event ?? id) !== undefined);
type QapiMessage = z.infer<typeof messageSchema>;

/** A connection to one of both. Once it is lost, whatever waits and whatever comes after fails. */
export interface Qapi {
  /** Why it is gone. */
  readonly lost: GateError | undefined;
  /** What the command returns, or the error with which it was refused. */
  readonly request: (command: string, args: object, patience: Patience) => Promise<unknown>;
  /** What `take` makes of the first message from now on that it wants; `what` names it. */
  readonly next: <T>(
    what: string,
    take: (message: QapiMessage) => T | undefined,
    patience: Patience,
  ) => Promise<T>;
  /** Calls `seen` with each message from now on. */
  readonly watch: (seen: (message: QapiMessage) => void) => void;
  readonly close: () => void;
}

/** Who is at the other end, the code of its errors, and that of its silence. */
export interface Speaker {
  readonly name: string;
  readonly code: ErrorCode;
  readonly silence: ErrorCode;
  /** Whether all before its first delimiter is left over from an earlier client. */
  readonly delimits?: boolean;
}

/** Longest message: query-qmp-schema of QEMU 7.2 has 0.2 MiB, a tool's output some kilobytes. */
const mostCharacters = 8 * 2 ** 20;

/** The first byte of a reply to guest-sync-delimited, 0xff, as UTF-8 is decoded; JSON has none. */
const delimiter = '\u{FFFD}';

interface Waiter {
  readonly take: (message: QapiMessage) => void;
  readonly fail: (error: GateError) => void;
}

/** Speaks over a socket. */
export function openQapi(socket: Socket, { name, code, silence, delimits = false }: Speaker): Qapi {
  const waiters = new Set<Waiter>();
  let lost: GateError | undefined;
  let isGarbage = delimits;
  // A random start keeps our ids apart from those of an earlier client.
  let lastId = randomInt(2 ** 40);
  const lose = (problem: string, why?: string): void => {
    lost ??= new GateError(code, { problem, why });
    socket.destroy();
    for (const { fail } of waiters) fail(lost);
  };
  const close = (cause?: unknown): void =>
    lose(
      `the connection to ${name} was closed`,
      cause instanceof Error ? cause.message : undefined,
    );
  // A QEMU that is killed resets the connection, or closes it: which one is chance.
  socket.on('error', close);
  socket.on('close', () => close());
  readLines(socket, mostCharacters, line => {
    if (line === undefined)
      return lose(`${name} sent a line of more than ${mostCharacters / 2 ** 20} MiB`);
    const begin = line.lastIndexOf(delimiter) + 1;
    isGarbage &&= begin === 0;
    const text = line.slice(begin).trim();
    if (text === '' || isGarbage || lost !== undefined) return;
    const message = messageSchema.safeParse(parseJson(text));
    if (!message.success)
      return lose(`${name} sent a malformed message: ${JSON.stringify(text.slice(0, 200))}`);
    for (const { take } of waiters) take(message.data);
  });
  const next = <T>(
    what: string,
    take: (message: QapiMessage) => T | undefined,
    patience: Patience,
  ): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const waiter: Waiter = {
      take: message => {
        const taken = take(message);
        if (taken !== undefined) resolve(taken);
      },
      fail: reject,
    };
    waiters.add(waiter);
    if (lost !== undefined) reject(lost);
    const seconds = Number(patience.timeout.toPrecision(2));
    const late = () =>
      new GateError(silence, { problem: `${name} gave no ${what} within ${seconds} s` });
    return within(promise, patience, late).finally(() => waiters.delete(waiter));
  };
  return {
    get lost() {
      return lost;
    },
    request: async (command, args, patience) => {
      const id = ++lastId;
      const reply = next(
        `answer to ${command}`,
        message => (message.id === id ? message : undefined),
        patience,
      );
      if (lost === undefined)
        socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
      const { error, return: value } = await reply;
      if (error === undefined) return value;
      const asked = JSON.stringify(args).slice(0, 200);
      throw new GateError(code, {
        problem: `${name} refused ${command} ${asked}`,
        why: error.desc,
      });
    },
    next,
    watch: seen => {
      waiters.add({ take: seen, fail: () => undefined });
    },
    close: () => close(),
  };
}
