import { constants, existsSync, realpathSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { execa, type Options, type Result } from 'execa';
import { GateError, toldOf } from '../errors.ts';
import { childEnvironment } from './child-environment.ts';

/** A short-lived program: what to run, where, with what, and for how long. */
export interface ToolCall {
  readonly argv: readonly string[];
  readonly cwd?: string | undefined;
  /**
   * Added to what of our own environment it gets (`childEnvironment`); what is undefined is taken
   * out of it.
   */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly input?: string | undefined;
  /** Seconds after which it is killed, which is an error. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Exit statuses that are not errors; default only 0. */
  readonly accept?: readonly number[] | undefined;
  /** `latin1` for output that is not text: each character of it is then one byte. */
  readonly encoding?: 'latin1' | undefined;
  /** What it says goes to our stderr, and is not kept. */
  readonly isShown?: true | undefined;
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
    forceKillAfterDelay: killDelayMilliseconds,
    maxBuffer: mostOutputBytes,
    stripFinalNewline: false,
    encoding: call.encoding ?? 'utf8',
    ...(call.isShown && { stdout: process.stderr, stderr: process.stderr }),
    ...(call.cwd !== undefined && { cwd: call.cwd }),
    extendEnv: false,
    env: { ...childEnvironment(call.argv), PATH: searchPath(), ...call.env },
    ...(call.input === undefined ? { stdin: 'ignore' as const } : { input: call.input }),
    ...(call.timeout !== undefined && { timeout: call.timeout * 1000 }),
    ...(call.signal !== undefined && { cancelSignal: call.signal }),
  } satisfies Options;
  call.signal?.throwIfAborted();
  const child = execa(file, args, options);
  // What a program that was killed had started may hold its output open for ever.
  child.nodeChildProcess.once('exit', (_, signal) => {
    for (const stream of signal === null ? [] : [child.stdout, child.stderr]) stream?.destroy();
  });
  const result = await child;
  call.signal?.throwIfAborted();
  if (result.exitCode === undefined || !(call.accept ?? [0]).includes(result.exitCode))
    throw failure(call, result);
  const { stdout = '', stderr = '', exitCode } = result;
  return { stdout, stderr, exitCode };
}

/**
 * `argv` under a parent-death signal, so that it ends with us even when we are killed (GitHub's
 * runners kill node). The signal is only sent for a death that comes after it was asked for; so the
 * shell, which starts later, checks that we still are its parent. Without util-linux's setpriv the
 * program runs unguarded.
 */
export function scopedArgv(argv: readonly string[]): readonly string[] {
  if (setpriv === undefined) return argv;
  const onlyBelowUs = `[ "$PPID" = ${process.pid} ] || exit 125; exec "$@"`;
  return [setpriv, '--pdeathsig', 'KILL', '/bin/sh', '-c', onlyBelowUs, 'sh', ...argv];
}

/** The one of busybox, which some hosts have in its place, knows no --pdeathsig. */
const setpriv = ['/usr/bin', ...searchPath().split(delimiter)]
  .map(directory => join(directory, 'setpriv'))
  .find(path => existsSync(path) && basename(realpathSync(path)) !== 'busybox');

type Ending = Pick<
  Result<{ reject: false }>,
  'exitCode' | 'code' | 'signal' | 'timedOut' | 'originalMessage' | 'cause'
> & { readonly stderr?: string | undefined };

function failure(call: Pick<ToolCall, 'argv' | 'cwd' | 'timeout'>, result: Ending): GateError {
  const { argv, cwd, timeout } = call;
  const program = argv[0] ?? '(nothing)';
  if (cwd !== undefined && !existsSync(cwd)) {
    const problem = `the directory ${cwd} in which ${program} should run is gone`;
    return new GateError('tool-failed', { problem, path: cwd });
  }
  const { exitCode, signal, stderr, originalMessage = '' } = result;
  if (exitCode === 127 || result.code === 'ENOENT') return missingProgram(program, { argv });
  // It was not even started: EAGAIN, EMFILE, ENOMEM, E2BIG.
  const unstarted = toldOf(result.cause, { path: program });
  if (unstarted !== undefined) return unstarted;
  const how = result.timedOut ? `did not end within ${timeout} s and was killed` : 'failed';
  const stderrTail = lastLines(stderr || originalMessage, 15);
  const facts = { problem: `${program} ${how}`, argv, exitCode, signal, stderrTail };
  return new GateError('tool-failed', facts, { cause: result });
}

/** The last `count` lines of a text. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * PATH, followed by those directories of system programs (mke2fs, depmod) that are not in it, as an
 * ordinary user's often lacks them.
 */
export function searchPath(path = process.env['PATH'] ?? ''): string {
  const directories = path.split(delimiter).filter(directory => directory !== '');
  return [...new Set([...directories, '/usr/sbin', '/sbin'])].join(delimiter);
}

/** Path of the first program of that name in the search path; undefined where there is none. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const directory of searchPath().split(delimiter)) {
    const path = join(directory, name);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

/** Path of the first program of that name in the search path; else `missing-packages`. */
export async function requireProgram(name: string): Promise<string> {
  const path = await findProgram(name);
  if (path === undefined) throw missingProgram(name);
  return path;
}

/**
 * The error of a program that is not there; `orElse` is what else would help, `argv` the command
 * that needs it.
 */
export function missingProgram(
  name: string,
  { orElse, argv }: { readonly orElse?: string; readonly argv?: readonly string[] } = {},
): GateError {
  const setup = 'run `storage-gate setup`, which lists what is missing and how to install it';
  return new GateError('missing-packages', {
    problem: `the program ${name} is not installed`,
    remedy: orElse === undefined ? setup : `${setup}, or ${orElse}`,
    argv,
  });
}

/** Whether a path is a file that we may execute. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

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
    extendEnv: false,
    env: childEnvironment(argv),
    forceKillAfterDelay: killDelayMilliseconds,
    ...(signal !== undefined && { cancelSignal: signal }),
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-mostStderrCharacters);
  });
  const ended = child.then((end): ProgramEnd => ({ exitCode: end.exitCode, signal: end.signal }));
  if (child.pid === undefined) {
    throw failure({ argv }, await child);
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
