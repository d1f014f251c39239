import type { Readable, Writable } from 'node:stream';
import { type ErrorCode, GateError } from '../errors.ts';
import { within } from './pause.ts';

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
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  let isOpen = true;
  let arrived: (() => void) | undefined;
  const trouble = (problem: string, why?: string) => new GateError(code, { problem, why, remedy });
  const end = (reason: unknown): void => {
    isOpen = false;
    signal?.removeEventListener('abort', abort);
    input.destroy();
    output.destroy();
    ended.reject(reason);
  };
  const abort = (): void => end(signal?.reason);
  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  for (const stream of new Set([input, output])) {
    stream.on('error', (error: Error) =>
      end(trouble(`the connection to ${speaker} broke`, error.message)),
    );
  }
  readLines(input, mostCharacters, line => {
    if (line === undefined)
      return end(trouble(`${speaker} sent a line of more than ${mostCharacters} characters`));
    lines.push(line);
    arrived?.();
  });
  return {
    tell: text => {
      if (isOpen) output.write(text);
    },
    line: async timeout => {
      if (lines.length === 0) {
        const arrival = new Promise<void>(resolve => {
          arrived = resolve;
        });
        const late = () => trouble(`${speaker} did not answer within ${timeout} s`);
        await within(Promise.race([arrival, ended.promise]), { timeout }, late).catch(end);
      }
      return lines.shift() ?? ended.promise;
    },
    end,
  };
}

/** Calls back with each line of a stream; with `undefined` once one is longer than `most`. */
export function readLines(
  input: Readable,
  most: number,
  onLine: (line: string | undefined) => void,
): void {
  let pieces: string[] = [];
  let length = 0;
  input.setEncoding('utf8');
  input.on('data', (chunk: string) => {
    const [first = '', ...rest] = chunk.split('\n');
    pieces.push(first);
    length += first.length;
    for (const piece of rest) {
      onLine(pieces.join(''));
      pieces = [piece];
      length = piece.length;
    }
    if (length > most) onLine(undefined);
  });
}

const remedy = 'measure again; where it happens twice, look at the kernel log of the host';
