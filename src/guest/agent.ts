import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { GateError } from '../errors.ts';
import { type AgentChannel, openChannel } from './agent-channel.ts';
import { guestPath } from './init-script.ts';
import { readUptime } from './uptime.ts';

/** A program to run in the guest. Seconds. */
interface GuestCall {
  readonly argv: readonly string[];
  /** Its whole environment beside PATH; the agent passes nothing on. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** How long it runs at least: it is left alone meanwhile, since asking costs the guest's CPU. */
  readonly expectedSeconds?: number | undefined;
  /**
   * Tells that it has ended without asking the guest; then the agent is not asked before. Where
   * that is not told, the agent is asked nevertheless, first `askEvery` after `expectedSeconds`:
   * what is told may be lost, but the program may as well still measure.
   */
  readonly ended?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Seconds between those questions; five where left out. */
  readonly askEvery?: number | undefined;
  /** After which it is given up (not killed: the guest goes with its round). */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** How a program in the guest ended. */
interface GuestOutput {
  /** As a shell counts: 128 + N where signal N killed it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

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

/** Where the agent is to be reached, and for how many seconds to try. */
export interface AgentAddress {
  readonly socketPath: string;
  /** Resolves once it is there to be asked, as QEMU tells; it is asked at once where left out. */
  readonly ready?: (() => Promise<void>) | undefined;
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Seconds after which guest-sync-delimited is sent again: data sent before the agent opens its port
 * may be lost.
 */
const syncInterval = 1;

/**
 * Connects to the guest agent and waits until it answers. The connection is made before the agent
 * is there: one that finds nobody at the other end of its port sleeps for 0.1 s before it looks
 * again (qga/main.c, channel_event_cb). `guest-hung` where it does not answer within `timeout`,
 * `agent-failed` where nothing listens on the socket or the connection breaks, the signal's own
 * reason where it was cancelled, that of `ready` where that rejects.
 */
export async function connectAgent({
  socketPath,
  ready,
  timeout,
  signal,
}: AgentAddress): Promise<GuestAgent> {
  const deadline = performance.now() + timeout * 1000;
  const channel = await openChannel(socketPath, signal);
  try {
    await ready?.();
    await synchronize(channel, Math.max(0.1, (deadline - performance.now()) / 1000), signal);
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
 * Seconds between two questions whether a program has ended: they grow, since each costs the
 * guest's CPU.
 */
const firstPoll = 0.01;
const lastPoll = 0.1;

/** Seconds within which a living agent says whether a program has ended. */
const maxSilence = 30;

const processSchema = z.object({ pid: z.int() });

/** Answer of guest-exec-status (qga/qapi-schema.json). */
const statusSchema = z.object({
  exited: z.boolean(),
  exitcode: z.int().optional(),
  signal: z.int().optional(),
  'out-data': z.base64().optional(),
  'err-data': z.base64().optional(),
  'out-truncated': z.boolean().optional(),
  'err-truncated': z.boolean().optional(),
});

type Status = z.infer<typeof statusSchema>;

/** Asks until it answers; whichever of the questions it answers will do. */
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
    const interval = sleep(syncInterval * 1000, false, { ref: false });
    if (await Promise.race([...attempts, interval])) return;
  }
}

async function askForSync(
  channel: AgentChannel,
  timeout: number,
  signal?: AbortSignal,
): Promise<true> {
  const id = randomInt(2 ** 31);
  const answer = await channel.request({
    execute: 'guest-sync-delimited',
    arguments: { id },
    timeout,
    signal,
  });
  if (answer === id) return true;
  throw unexpected('guest-sync-delimited', answer);
}

async function execute(channel: AgentChannel, call: GuestCall): Promise<GuestOutput> {
  const { timeout, signal } = call;
  const deadline = performance.now() + timeout * 1000;
  const settled = new AbortController();
  // Before the program starts, which may end at once.
  const teller = call.ended === undefined ? undefined : listenTo(call.ended(settled.signal));
  try {
    const pid = await startProgram(channel, call);
    await leaveAlone(call, teller);
    for (let interval = firstPoll; ; interval = Math.min(interval * 1.5, lastPoll)) {
      const status = await askForStatus(channel, pid, call);
      if (status.exited) return describeEnd(status, call);
      if (performance.now() > deadline) throw endless(call);
      await (teller?.told === false ? awaitEnd(teller, call, deadline) : pause(interval, signal));
    }
  } finally {
    settled.abort();
  }
}

/**
 * Who tells the end of a program: a teller that fails is one who has told, for then only the agent
 * can say it.
 */
interface Teller {
  readonly end: Promise<void>;
  told: boolean;
}

function listenTo(ended: Promise<void>): Teller {
  const settle = (): void => void (teller.told = true);
  const teller: Teller = { end: ended.then(settle, settle), told: false };
  return teller;
}

async function leaveAlone(call: GuestCall, teller: Teller | undefined): Promise<void> {
  const { expectedSeconds = 0, timeout, signal } = call;
  if (teller === undefined) return pause(Math.min(expectedSeconds, timeout), signal);
  const now = performance.now();
  const shifted = { ...call, askEvery: expectedSeconds + (call.askEvery ?? lostPoll) };
  await awaitEnd(teller, shifted, now + timeout * 1000);
}

/**
 * Seconds after which an end may be held for lost that was to be told: each question takes a part
 * of the guest's CPU.
 */
const lostPoll = 5;

/** Until the end is told, it is time to ask, or the deadline has come. */
async function awaitEnd(
  { end }: Teller,
  { askEvery = lostPoll, signal }: GuestCall,
  deadline: number,
): Promise<void> {
  const done = new AbortController();
  const limit = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal]);
  const patience = Math.max(0, Math.min(askEvery * 1000, deadline - performance.now()));
  await Promise.race([end, sleep(patience, undefined, { signal: limit }).catch(() => undefined)]);
  done.abort();
  signal?.throwIfAborted();
  // A program closes what it holds open a moment before the agent can know of its end.
  await pause(firstPoll, signal);
}

async function startProgram(
  channel: AgentChannel,
  { argv, env, timeout, signal }: GuestCall,
): Promise<number> {
  const [path, ...rest] = argv;
  const environment = Object.entries({ PATH: guestPath, ...env }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const parameters = { path, arg: rest, env: environment, 'capture-output': true };
  const answer = await channel.request({
    execute: 'guest-exec',
    arguments: parameters,
    timeout,
    signal,
  });
  const parsed = processSchema.safeParse(answer);
  if (!parsed.success) throw unexpected('guest-exec', answer);
  return parsed.data.pid;
}

async function askForStatus(
  channel: AgentChannel,
  pid: number,
  { timeout, signal }: GuestCall,
): Promise<Status> {
  const request = {
    execute: 'guest-exec-status',
    arguments: { pid },
    timeout: Math.min(timeout, maxSilence),
    signal,
  };
  const answer = await channel.request(request);
  const parsed = statusSchema.safeParse(answer);
  if (!parsed.success) throw unexpected('guest-exec-status', answer);
  return parsed.data;
}

function describeEnd(status: Status, { argv }: GuestCall): GuestOutput {
  if (status['out-truncated'] === true || status['err-truncated'] === true) {
    throw new GateError('agent-failed', {
      problem: `the guest agent cut the output of ${argv[0]}`,
      why: 'it keeps 16 MiB of what a program writes',
      argv,
    });
  }
  return {
    exitCode: status.signal === undefined ? (status.exitcode ?? 0) : 128 + status.signal,
    stdout: Buffer.from(status['out-data'] ?? '', 'base64').toString(),
    stderr: Buffer.from(status['err-data'] ?? '', 'base64').toString(),
  };
}

async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(seconds * 1000, undefined, { ...(signal !== undefined && { signal }) }).catch(() =>
    signal?.throwIfAborted(),
  );
}

function endless({ argv, timeout }: GuestCall): GateError {
  return new GateError('agent-failed', {
    problem: `${argv[0]} did not end within ${timeout} s in the guest`,
    argv,
  });
}

function unexpected(command: string, answer: unknown): GateError {
  return new GateError('agent-failed', {
    problem: `the guest agent answered ${command} with ${JSON.stringify(answer)?.slice(0, 200)}`,
    why: 'that is not what its protocol says',
  });
}
