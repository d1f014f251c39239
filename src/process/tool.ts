import { existsSync } from 'node:fs';
import { execa, type Options } from 'execa';
import { GateError } from '../errors.ts';
import { missingProgram, searchPath } from './find-program.ts';

/** A short-lived program: what to run, where, with what, and for how long. */
export interface ToolCall {
  readonly argv: readonly string[];
  readonly cwd?: string | undefined;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly input?: string | undefined;
  /** Seconds after which it is killed, which is an error. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Exit statuses that are not errors; default only 0. */
  readonly accept?: readonly number[] | undefined;
  /** `latin1` for output that is not text: each character of it is then one byte. */
  readonly encoding?: 'latin1' | undefined;
}

export interface ToolOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Most that is kept of a tool's output: a tool that says more is broken, and must not fill the
 * memory.
 */
const mostOutputBytes = 16 * 1024 * 1024;

/**
 * Runs a program to its end under a parent-death signal. Throws `tool-failed` with argv, exit
 * status and the last lines of stderr; `missing-packages` where the program does not exist; the
 * signal's own reason where it was cancelled.
 */
export async function runTool(call: ToolCall): Promise<ToolOutput> {
  const [file, ...args] = scopedArgv(call.argv) as [string, ...string[]];
  const options = {
    reject: false,
    forceKillAfterDelay: 2000,
    maxBuffer: mostOutputBytes,
    stripFinalNewline: false,
    encoding: call.encoding ?? 'utf8',
    ...(call.cwd !== undefined && { cwd: call.cwd }),
    env: { PATH: searchPath(), ...call.env },
    ...(call.input === undefined ? { stdin: 'ignore' as const } : { input: call.input }),
    ...(call.timeout !== undefined && { timeout: call.timeout * 1000 }),
    ...(call.signal !== undefined && { cancelSignal: call.signal }),
  } satisfies Options;
  call.signal?.throwIfAborted();
  const result = await execa(file, args, options);
  call.signal?.throwIfAborted();
  if (result.exitCode === undefined || !(call.accept ?? [0]).includes(result.exitCode))
    throw failure(call, result);
  return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode };
}

/**
 * `argv` under a parent-death signal, so that it ends with us even when we are killed (GitHub's
 * runners kill node). The signal is only sent for a death that comes after it was asked for; so the
 * shell, which starts later, checks that we still are its parent. util-linux's setpriv is on every
 * Debian and Ubuntu; elsewhere the program runs without.
 */
export function scopedArgv(argv: readonly string[]): readonly string[] {
  if (!existsSync('/usr/bin/setpriv')) return argv;
  const onlyBelowUs = `[ "$PPID" = ${process.pid} ] || exit 125; exec "$@"`;
  return ['/usr/bin/setpriv', '--pdeathsig', 'KILL', '/bin/sh', '-c', onlyBelowUs, 'sh', ...argv];
}

/** What of execa's result tells how a program ended. */
interface Ending {
  readonly exitCode?: number | undefined;
  readonly code?: string | undefined;
  readonly signal?: string | undefined;
  readonly timedOut: boolean;
  readonly stderr: string;
  readonly originalMessage?: string | undefined;
}

function failure(call: ToolCall, result: Ending): GateError {
  const program = call.argv[0] ?? '(nothing)';
  if (call.cwd !== undefined && !existsSync(call.cwd)) {
    return new GateError('tool-failed', {
      problem: `the directory ${call.cwd} that in which ${program} should run is gone`,
      path: call.cwd,
    });
  }
  if (result.exitCode === 127 || result.code === 'ENOENT')
    return missingProgram(program, { argv: call.argv });
  return new GateError(
    'tool-failed',
    {
      problem: result.timedOut
        ? `${program} did not end within ${call.timeout} s and was killed`
        : `${program} failed`,
      argv: call.argv,
      exitCode: result.exitCode,
      signal: result.signal,
      stderrTail: lastLines(result.stderr || (result.originalMessage ?? ''), 15),
    },
    { cause: result },
  );
}

/** The last `count` lines of a text. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
