import { z } from 'zod';
import { GateError } from '../errors.ts';
import { pause } from '../process/pause.ts';
import type { AgentChannel } from './agent-channel.ts';
import { guestPath } from './init-script.ts';

/** A program to run in the guest. Seconds. */
export interface GuestCall {
  readonly argv: readonly string[];
  /** Its whole environment beside PATH; the agent passes nothing on. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** How long it runs at least: it is left alone meanwhile, since asking costs the guest's CPU. */
  readonly expectedSeconds?: number | undefined;
  /**
   * Resolves when the program has ended, without asking the guest; then the agent is not asked
   * before. Should that message be lost, the agent is asked nevertheless: `askEvery` after
   * `expectedSeconds`, and again every `askEvery`, for the program may still be measuring.
   */
  readonly ended?: ((signal: AbortSignal) => Promise<void>) | undefined;
  /** Seconds between those questions; five where left out. */
  readonly askEvery?: number | undefined;
  /** After which it is given up (not killed: the guest goes with its round). */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** How a program in the guest ended. */
export interface GuestOutput {
  /** As a shell counts: 128 + N where signal N killed it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Seconds between two questions whether a program has ended: they grow, since each costs the
 * guest's CPU.
 */
const firstPollSeconds = 0.01;
const lastPollSeconds = 0.1;

/** Seconds within which a living agent says whether a program has ended. */
const mostSilenceSeconds = 30;

const processSchema = z.object({ pid: z.int() });

/** Reply to guest-exec-status (qga/qapi-schema.json). */
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

/** Runs a program in the guest to its end; errors as of `GuestAgent.execute`. */
export async function execute(channel: AgentChannel, call: GuestCall): Promise<GuestOutput> {
  const { expectedSeconds = 0, askEvery = 5, timeout, signal } = call;
  const deadline = performance.now() + timeout * 1000;
  const done = new AbortController();
  // Before the program starts, which may end at once.
  const end = call.ended === undefined ? undefined : watchEnd(call.ended(done.signal));
  try {
    const pid = await startProgram(channel, call);
    let patience = expectedSeconds + (end === undefined ? 0 : askEvery);
    for (let poll = firstPollSeconds; ; poll = Math.min(poll * 1.5, lastPollSeconds)) {
      const left = Math.max(0, (deadline - performance.now()) / 1000);
      await wait(Math.min(left, end?.isTold === true ? poll : patience), end, signal);
      const status = await askForStatus(channel, pid, call);
      if (status.exited) return outputOf(status, call);
      if (performance.now() > deadline) throw endless(call);
      patience = end === undefined ? poll : askEvery;
    }
  } finally {
    done.abort();
  }
}

/** The end of a program as it is told. `told` resolves too where whoever tells it fails. */
interface ProgramEnd {
  readonly told: Promise<void>;
  isTold: boolean;
}

function watchEnd(ended: Promise<void>): ProgramEnd {
  const settle = (): void => {
    end.isTold = true;
  };
  const end: ProgramEnd = { told: ended.then(settle, settle), isTold: false };
  return end;
}

/** Waits so many seconds, or until the end of the program is told. */
async function wait(
  seconds: number,
  end: ProgramEnd | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (end === undefined || end.isTold) return pause(seconds, signal);
  const told = new AbortController();
  const stop = signal === undefined ? told.signal : AbortSignal.any([told.signal, signal]);
  await Promise.race([end.told, pause(seconds, stop).catch(() => undefined)]);
  told.abort();
  // A program closes what it holds open a moment before the agent can know of its end.
  await pause(firstPollSeconds, signal);
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
  const command = 'guest-exec';
  const answer = await channel.request({
    execute: command,
    arguments: parameters,
    timeout,
    signal,
  });
  const parsed = processSchema.safeParse(answer);
  if (!parsed.success) throw unexpectedReply(command, answer);
  return parsed.data.pid;
}

async function askForStatus(
  channel: AgentChannel,
  pid: number,
  { timeout, signal }: GuestCall,
): Promise<Status> {
  const command = 'guest-exec-status';
  const answer = await channel.request({
    execute: command,
    arguments: { pid },
    timeout: Math.min(timeout, mostSilenceSeconds),
    signal,
  });
  const parsed = statusSchema.safeParse(answer);
  if (!parsed.success) throw unexpectedReply(command, answer);
  return parsed.data;
}

function outputOf(status: Status, { argv }: GuestCall): GuestOutput {
  if (status['out-truncated'] === true || status['err-truncated'] === true) {
    throw new GateError('agent-failed', {
      problem: `the guest agent cut the output of ${argv[0]}`,
      why: 'it keeps at most 16 MiB of what a program writes',
      argv,
    });
  }
  return {
    exitCode: status.signal === undefined ? (status.exitcode ?? 0) : 128 + status.signal,
    stdout: Buffer.from(status['out-data'] ?? '', 'base64').toString(),
    stderr: Buffer.from(status['err-data'] ?? '', 'base64').toString(),
  };
}

function endless({ argv, timeout }: GuestCall): GateError {
  return new GateError('agent-failed', {
    problem: `${argv[0]} did not end within ${timeout} s in the guest`,
    argv,
  });
}

/** The error for a reply that does not have the form of the agent's protocol. */
export function unexpectedReply(command: string, answer: unknown): GateError {
  return new GateError('agent-failed', {
    problem: `the guest agent answered ${command} with ${JSON.stringify(answer)?.slice(0, 200)}`,
    why: 'its protocol defines a different answer',
  });
}
