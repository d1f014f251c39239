import type { Readable, Writable } from 'node:stream';
import { execa } from 'execa';
import { missingProgram, scopedArgv } from './tool.ts';

/** How a program ended: with an exit status, or by a signal. */
export interface ProgramEnd {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
}

/** A long-lived program bound to a scope: disposing of it ends it and waits for its end. */
export interface Program extends AsyncDisposable {
  readonly argv: readonly string[];
  readonly pid: number;
  /** Never rejects. */
  readonly ended: Promise<ProgramEnd>;
  /** The last 64 KiB that it wrote to stderr. */
  readonly stderrTail: () => string;
  /** What it reads and writes, where it was started to talk. */
  readonly talk: { readonly stdin: Writable; readonly stdout: Readable } | undefined;
}

interface ProgramCall {
  readonly argv: readonly string[];
  /** Ends the program when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Keeps its stdin and stdout for the caller. */
  readonly talks?: boolean | undefined;
}

const mostStderrCharacters = 64 * 1024;

/** Milliseconds between asking a program to end and killing it. */
const killDelayMilliseconds = 1000;

/**
 * Starts a program under a parent-death signal; its stdin is empty and its stdout is dropped
 * unless it talks. A program that does not exist ends with 127, as in a shell; `missing-packages`
 * where not even that can be started.
 */
export async function startProgram({ argv, signal, talks }: ProgramCall): Promise<Program> {
  signal?.throwIfAborted();
  const [file, ...args] = scopedArgv(argv) as [string, ...string[]];
  const stdio = talks === true ? 'pipe' : 'ignore';
  const child = execa(file, args, {
    reject: false,
    buffer: false,
    stdin: stdio,
    stdout: stdio,
    stderr: 'pipe',
    forceKillAfterDelay: killDelayMilliseconds,
    ...(signal !== undefined && { cancelSignal: signal }),
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-mostStderrCharacters);
  });
  const ended = child.then((end): ProgramEnd => ({ exitCode: end.exitCode, signal: end.signal }));
  if (child.pid === undefined) {
    await ended;
    throw missingProgram(String(argv[0]), { argv });
  }
  return {
    argv,
    pid: child.pid,
    ended,
    stderrTail: () => stderr,
    talk: child.stdin && child.stdout ? { stdin: child.stdin, stdout: child.stdout } : undefined,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
