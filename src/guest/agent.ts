import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { GateError } from '../errors.ts';
import { type AgentChannel, openChannel } from './agent-channel.ts';
import { execute, type GuestCall, type GuestOutput, unexpectedReply } from './execution.ts';

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
 * Connects to the guest agent and waits until it answers. `guest-hung` where it does not answer
 * within `timeout`, `agent-failed` where nothing listens on the socket or the connection breaks,
 * the signal's own reason where it was cancelled.
 */
export async function connectAgent({
  socketPath,
  timeout,
  signal,
}: {
  readonly socketPath: string;
  /** Seconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<GuestAgent> {
  const channel = await openChannel(socketPath, signal);
  try {
    await synchronize(channel, timeout, signal);
  } catch (error) {
    channel.close();
    throw error;
  }
  const inTurn = oneAtATime(channel);
  return {
    execute: async call => execute(inTurn, call),
    uptime: async cancel => readUptime(inTurn, cancel),
    [Symbol.asyncDispose]: async () => channel.close(),
  };
}

/**
 * The channel with one request under way at a time; programs still run side by side. Of several
 * requests that were sent at once the agent of QEMU 7.2 sometimes never answered one [seen].
 */
function oneAtATime(channel: AgentChannel): AgentChannel {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ...channel,
    request: request => {
      const answer = turn.then(() => channel.request(request));
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}

/**
 * Seconds after which guest-sync-delimited is sent again: data sent before the agent opens its port
 * may be lost.
 */
const syncIntervalSeconds = 1;

/** Asks until the agent answers; whichever of the questions it answers will do. */
async function synchronize(
  channel: AgentChannel,
  timeout: number,
  signal?: AbortSignal,
): Promise<void> {
  const attempts: Promise<boolean>[] = [];
  for (;;) {
    attempts.push(askForSync(channel, timeout, signal));
    // The first attempt to time out ends the loop: it was asked first and waits as long as the
    // others.
    const interval = sleep(syncIntervalSeconds * 1000, false, { ref: false });
    if (await Promise.race([...attempts, interval])) return;
  }
}

async function askForSync(
  channel: AgentChannel,
  timeout: number,
  signal?: AbortSignal,
): Promise<true> {
  const id = randomInt(2 ** 31);
  const command = 'guest-sync-delimited';
  const answer = await channel.request({ execute: command, arguments: { id }, timeout, signal });
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
async function readUptime(channel: AgentChannel, signal?: AbortSignal): Promise<number> {
  const path = '/proc/uptime';
  const ask = (command: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown> =>
    channel.request({
      execute: command,
      arguments: parameters,
      timeout: readTimeoutSeconds,
      signal,
    });
  const handle = await ask('guest-file-open', { path, mode: 'r' });
  const answer = readSchema.safeParse(await ask('guest-file-read', { handle, count: 64 }));
  await ask('guest-file-close', { handle });
  const text = answer.success ? Buffer.from(answer.data['buf-b64'], 'base64').toString() : '';
  const seconds = /^(\d+\.\d+) /.exec(text)?.[1];
  if (seconds !== undefined) return Number(seconds);
  throw new GateError('agent-failed', {
    problem: `the guest agent read ${JSON.stringify(text)} from ${path}`,
    why: 'that file should hold the seconds since the kernel started',
  });
}
