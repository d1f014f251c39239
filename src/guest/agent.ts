import { randomInt } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { GateError, messageOf } from '../errors.ts';
import type { Patience } from '../process/pause.ts';
import { openQapi } from '../process/qapi.ts';
import {
  type AskAgent,
  execute,
  type GuestCall,
  type GuestOutput,
  unexpectedReply,
} from './execution.ts';

/** The guest agent: the only way into a running guest. */
export interface GuestAgent extends AsyncDisposable {
  /**
   * Runs a program to its end, whatever its exit code. `agent-failed` where it can't be started,
   * its output was cut, the connection broke or it did not end in time; `guest-hung` where the
   * agent fell silent; the signal's own reason.
   */
  readonly execute: (call: GuestCall) => Promise<GuestOutput>;
  /**
   * Seconds on the guest's clock since its kernel started; setting its date does not move it.
   * Errors as of `execute`.
   */
  readonly uptime: (signal?: AbortSignal) => Promise<number>;
}

/**
 * Name of the diagnostics channel with each message to and from a guest agent, so that they can be
 * counted.
 */
export const agentMessages = 'qemu-storage-gate:agent-message';

const messages = channel(agentMessages);

/**
 * Connects to the guest agent over the socket of QEMU's chardev, and waits until it answers.
 * `guest-hung` where it does not answer within `timeout`, `agent-failed` where nothing listens on
 * the socket or the connection breaks, the signal's own reason where it was cancelled.
 */
export async function connectAgent({
  socketPath,
  ...patience
}: Patience & { readonly socketPath: string }): Promise<GuestAgent> {
  const { signal } = patience;
  signal?.throwIfAborted();
  const socket = connect(socketPath);
  await once(socket, 'connect', { signal }).catch((cause: unknown) => {
    socket.destroy();
    signal?.throwIfAborted();
    const problem = `cannot reach the guest agent's socket ${socketPath}`;
    throw new GateError(
      'agent-failed',
      { problem, why: messageOf(cause), path: socketPath },
      { cause },
    );
  });
  const speaker = { name: 'the guest agent', code: 'agent-failed', silence: 'guest-hung' } as const;
  const qapi = openQapi(socket, { ...speaker, delimits: true });
  const ask: AskAgent = async (command, parameters, limits) => {
    messages.publish({ from: 'host', execute: command });
    const answer = await qapi.request(command, parameters, limits);
    messages.publish({ from: 'guest' });
    return answer;
  };
  try {
    await synchronize(ask, patience);
  } catch (error) {
    qapi.close();
    throw error;
  }
  const inTurn = oneAtATime(ask);
  return {
    execute: async call => execute(inTurn, call),
    uptime: async cancel => readUptime(inTurn, cancel),
    [Symbol.asyncDispose]: async () => qapi.close(),
  };
}

/**
 * One request under way at a time; programs still run side by side. Of several requests that were
 * sent at once the agent of QEMU 7.2 sometimes never answered one [seen].
 */
function oneAtATime(ask: AskAgent): AskAgent {
  let turn: Promise<unknown> = Promise.resolve();
  return (...request) => {
    const answer = turn.then(() => ask(...request));
    turn = answer.catch(() => undefined);
    return answer;
  };
}

/**
 * Seconds after which guest-sync-delimited is sent again: data sent before the agent opens its port
 * may be lost.
 */
const syncIntervalSeconds = 1;

/** Asks until the agent answers; whichever of the questions it answers will do. */
async function synchronize(ask: AskAgent, patience: Patience): Promise<void> {
  const attempts: Promise<boolean>[] = [];
  for (;;) {
    attempts.push(askForSync(ask, patience));
    // The first attempt to time out ends the loop: it was asked first and waits as long as the
    // others.
    const interval = sleep(syncIntervalSeconds * 1000, false, { ref: false });
    if (await Promise.race([...attempts, interval])) return;
  }
}

async function askForSync(ask: AskAgent, patience: Patience): Promise<true> {
  const id = randomInt(2 ** 31);
  const command = 'guest-sync-delimited';
  const answer = await ask(command, { id }, patience);
  if (answer === id) return true;
  throw unexpectedReply(command, answer);
}

/** Seconds within which a living agent reads a file of a line. */
const readTimeoutSeconds = 30;

/** Reply to guest-file-read (qga/qapi-schema.json). */
const readSchema = z.object({ 'buf-b64': z.base64() });

/**
 * Seconds since the guest's kernel started, in steps of 10 ms, as its clock source counts them. The
 * agent reads the file itself: a program to do so would take an emulated guest a tenth of a second.
 */
async function readUptime(ask: AskAgent, signal?: AbortSignal): Promise<number> {
  const path = '/proc/uptime';
  const patience = { timeout: readTimeoutSeconds, signal };
  const handle = await ask('guest-file-open', { path, mode: 'r' }, patience);
  const read = await ask('guest-file-read', { handle, count: 64 }, patience);
  await ask('guest-file-close', { handle }, patience);
  const encoded = readSchema.safeParse(read).data?.['buf-b64'] ?? '';
  const text = Buffer.from(encoded, 'base64').toString();
  const seconds = /^(\d+\.\d+) /.exec(text)?.[1];
  if (seconds !== undefined) return Number(seconds);
  throw new GateError('agent-failed', {
    problem: `the guest agent read ${JSON.stringify(text)} from ${path}`,
    why: 'that file should hold the seconds since the kernel started',
  });
}
