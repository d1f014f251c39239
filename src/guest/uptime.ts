import { z } from 'zod';
import { GateError } from '../errors.ts';
import type { AgentChannel } from './agent-channel.ts';

const path = '/proc/uptime';

/** Seconds within which a living agent reads a file of a line. */
const timeout = 30;

/** Answer of guest-file-read (qga/qapi-schema.json). */
const readSchema = z.object({ 'buf-b64': z.base64() });

/**
 * Seconds since the guest's kernel started, of 10 ms each, as its clock source counts them. The
 * agent reads the file itself: a program to do so would take an emulated guest a tenth of a second.
 * `agent-failed`, `guest-hung`, the signal's own reason.
 */
export async function readUptime(channel: AgentChannel, signal?: AbortSignal): Promise<number> {
  const ask = (execute: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown> =>
    channel.request({ execute, arguments: parameters, timeout, signal });
  const handle = await ask('guest-file-open', { path, mode: 'r' });
  const answer = readSchema.safeParse(await ask('guest-file-read', { handle, count: 64 }));
  await ask('guest-file-close', { handle });
  const text = answer.success ? Buffer.from(answer.data['buf-b64'], 'base64').toString() : '';
  const seconds = /^(\d+\.\d+) /.exec(text)?.[1];
  if (seconds === undefined) {
    const problem = `the guest agent read ${JSON.stringify(text)} in ${path}`;
    throw new GateError('agent-failed', {
      problem,
      why: 'it holds the seconds since the start of the kernel',
    });
  }
  return Number(seconds);
}
