import type { Readable, Writable } from 'node:stream';
import { type ErrorCode, GateError } from '../errors.ts';

/** A conversation in lines with a program that answers when it is told something. */
export interface LineChannel {
  /** Sends text, whole lines. */
  readonly tell: (text: string) => void;
  /**
   * The next line. Rejects where none comes within so many seconds, where one is longer than a
   * program of ours writes, and with what ended the channel once all lines before were read.
   */
  readonly line: (timeout: number) => Promise<string>;
  /** Ends the channel; what came before it is still read. Only the first reason counts. */
  readonly end: (reason: unknown) => void;
}

/** Most characters of a line: a histogram has some ten thousands. */
const mostCharacters = 2 ** 20;

/**
 * Its ends, which end with the channel, and who speaks at the other one, for errors. That its
 * speaker is gone is for whoever knows why to tell (`end`).
 */
export interface LineEnds {
  readonly input: Readable;
  readonly output: Writable;
  readonly speaker: string;
  readonly code: Extract<ErrorCode, 'agent-failed' | 'tool-failed'>;
  readonly signal?: AbortSignal | undefined;
}

/** The channel over two streams, or both directions of one. */
export function lineChannel({ input, output, speaker, code, signal }: LineEnds): LineChannel {
  const lines: string[] = [];
  let rest = '';
  let ended: { readonly reason: unknown } | undefined;
  let waiting: ((stop: { readonly reason: unknown } | undefined) => void) | undefined;
  const trouble = (problem: string, why?: string) => new GateError(code, { problem, why, remedy });
  const end = (reason: unknown): void => {
    ended ??= { reason };
    signal?.removeEventListener('abort', abort);
    input.destroy();
    output.destroy();
    waiting?.(ended);
  };
  const abort = (): void => end(signal?.reason);
  const broken = (error: Error): void =>
    end(trouble(`the connection to ${speaker} broke`, error.message));
  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  for (const stream of new Set([input, output])) stream.on('error', broken);
  input.setEncoding('utf8');
  input.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    if (rest.length > mostCharacters)
      end(trouble(`${speaker} sent a line of more than ${mostCharacters} characters`));
    else if (parts.length > 0) waiting?.(undefined);
  });
  return {
    tell: text => {
      if (ended === undefined) output.write(text);
    },
    line: async timeout => {
      if (lines.length === 0 && ended === undefined) {
        const { promise, resolve } = Promise.withResolvers<
          { readonly reason: unknown } | undefined
        >();
        waiting = resolve;
        const late = () => end(trouble(`${speaker} did not answer within ${timeout} s`));
        const timer = setTimeout(late, timeout * 1000);
        await promise;
        clearTimeout(timer);
        waiting = undefined;
      }
      const line = lines.shift();
      if (line !== undefined) return line;
      throw ended?.reason;
    },
    end,
  };
}

const remedy = 'measure again; where it happens twice, look at the kernel log of the host';
