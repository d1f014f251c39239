import { z } from 'zod';
import { GateError } from '../errors.ts';
import { pause, within } from '../process/pause.ts';
import type { Qapi } from '../process/qapi.ts';
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

/** Asks the agent for the answer to a command. */
export type AskAgent = Qapi['request'];

const processSchema = z.object({ pid: z.int() });

/** Reply to guest-exec-status (qga/qapi-schema.json). */
const statusSchema = z.object({
  exited: z.boolean(),
  exitcode: z.int().optional(),
  signal: z.int().optional(),
  'out-data': z.base64().default(''),
  'err-data': z.base64().default(''),
  'out-truncated': z.boolean().optional(),
  'err-truncated': z.boolean().optional(),
});

/** Runs a program in the guest to its end; errors as of `GuestAgent.execute`. */
export async function execute(ask: AskAgent, call: GuestCall): Promise<GuestOutput> {
  const { argv, expectedSeconds = 0, askEvery = 5, timeout, signal } = call;
  const [path, ...arg] = argv;
  const env = Object.entries({ PATH: guestPath, ...call.env }).map(pair => pair.join('='));
  const deadline = performance.now() + timeout * 1000;
  const done = new AbortController();
  // Before the program starts, which may end at once.
  const told = call.ended?.(done.signal).catch(() => undefined);
  let isTold = told === undefined;
  try {
    const parameters = { path, arg, env, 'capture-output': true };
    const { pid } = await askFor(processSchema, ask, [
      'guest-exec',
      parameters,
      { timeout, signal },
    ]);
    const untold = new Error('nobody told the end');
    const silence = { timeout: Math.min(timeout, mostSilenceSeconds), signal };
    let quiet = expectedSeconds + (told === undefined ? 0 : askEvery);
    for (let poll = firstPollSeconds; ; poll = Math.min(poll * 1.5, lastPollSeconds)) {
      const left = Math.max(0, (deadline - performance.now()) / 1000);
      const patience = { timeout: Math.min(left, quiet), signal };
      if (told === undefined || isTold) await pause(patience.timeout, signal);
      else {
        isTold = await within(
          told.then(() => true),
          patience,
          () => untold,
        ).catch(() => false);
        // A program closes what it holds open a moment before the agent can know of its end.
        await pause(firstPollSeconds, signal);
      }
      const status = await askFor(statusSchema, ask, ['guest-exec-status', { pid }, silence]);
      if (status.exited) return outputOf(status, call);
      if (performance.now() > deadline) {
        const problem = `${path} did not end within ${timeout} s in the guest`;
        throw new GateError('agent-failed', { problem, argv });
      }
      quiet = isTold ? poll : askEvery;
    }
  } finally {
    done.abort();
  }
}

async function askFor<T>(
  schema: z.ZodType<T>,
  ask: AskAgent,
  request: Parameters<AskAgent>,
): Promise<T> {
  const answer = await ask(...request);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw unexpectedReply(request[0], answer);
}

function outputOf(status: z.infer<typeof statusSchema>, { argv }: GuestCall): GuestOutput {
  if (status['out-truncated'] === true || status['err-truncated'] === true) {
    throw new GateError('agent-failed', {
      problem: `the guest agent cut the output of ${argv[0]}`,
      why: 'it keeps at most 16 MiB of what a program writes',
      argv,
    });
  }
  return {
    exitCode: status.signal === undefined ? (status.exitcode ?? 0) : 128 + status.signal,
    stdout: Buffer.from(status['out-data'], 'base64').toString(),
    stderr: Buffer.from(status['err-data'], 'base64').toString(),
  };
}

/** The error for a reply that does not have the form of the agent's protocol. */
export function unexpectedReply(command: string, answer: unknown): GateError {
  return new GateError('agent-failed', {
    problem: `the guest agent answered ${command} with ${JSON.stringify(answer)?.slice(0, 200)}`,
    why: 'its protocol defines a different answer',
  });
}
