import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { exitStatusOf, GateError } from '../errors.ts';
import { ensurePackages } from '../host/packages.ts';
import type { OnProgress } from '../measure/progress.ts';
import { logLine, logLines } from '../plain-text.ts';
import { guardProcess } from '../process/guard.ts';
import { showProgress } from '../progress-display.ts';

/**
 * The command line's outside: report on stdout, all else on stderr, questions only on a terminal.
 * Whatever is said or printed, nothing in it is obeyed by the terminal or by the runner of a job.
 */
export interface Terminal {
  readonly color: boolean;
  readonly cacheDirectory: string;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Lines, in colours where `color` is true. */
  readonly print: (text: string) => void;
  /** One line. */
  readonly say: (line: string) => void;
  /** Yes or no on the terminal; no where there is none. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Asks before it installs, unless `assumeYes`; returns how many packages were missing. */
  ensurePackages(assumeYes: boolean): Promise<number>;
}

/** The terminal of this process, in colours where Node says so: NO_COLOR, FORCE_COLOR, pipes. */
export function openTerminal(env: NodeJS.ProcessEnv): Terminal {
  const signal = cancelOnSignals();
  const { stdout, stderr } = process;
  const say = (line: string): void => void stderr.write(`${logLine(line)}\n`);
  guardProcess(text => say(`storage-gate: ${text}`));
  const color = styleText('bold', '-', { stream: stdout }) !== '-';
  return {
    color,
    cacheDirectory: join(cacheHome(env), 'qemu-storage-gate'),
    signal,
    onProgress: showProgress({
      write: text => void stderr.write(text),
      isTty: stderr.isTTY && env.TERM !== 'dumb',
      columns: stderr.columns ?? 80,
      now: () => performance.now() / 1000,
    }),
    print: text => void stdout.write(`${logLines(text.replace(/\n$/, ''), color)}\n`),
    say,
    confirm: ask,
    ensurePackages: assumeYes => ensurePackages({ assumeYes, ask, say, signal }),
  };
}

/**
 * The user's directory of caches; empty where there is none, which is told where one is needed. A
 * path that is not absolute counts as unset (XDG base directory specification).
 */
function cacheHome({ XDG_CACHE_HOME = '', HOME = '' }: NodeJS.ProcessEnv): string {
  return (
    [XDG_CACHE_HOME, join(HOME, '.cache'), join(homeOfUser(), '.cache')].find(isAbsolute) ?? ''
  );
}

function homeOfUser(): string {
  try {
    return userInfo().homedir;
  } catch {
    // The user is in no list, as in many containers.
    return '';
  }
}

/** Yes or no on the terminal; a pipe can't answer, so it counts as no. */
async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  using reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(y|yes)$/i.test((await reader.question(`${question} [y/N] `)).trim());
  } catch (cause) {
    // While it asks, readline takes Ctrl-C and Ctrl-D for itself.
    throw new GateError('interrupted', { problem: 'cancelled at the question' }, { cause });
  }
}

/**
 * Aborts on SIGINT and SIGTERM, so that scopes can clean up. A second signal a second later ends
 * the process at once; our children then die with it (parent-death signal).
 */
function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const cancel = (code: 'interrupted' | 'terminated', name: string) => (): void => {
    const problem = `cancelled by ${name}`;
    const error = new GateError(code, { problem, why: 'nothing was judged or stored' });
    if (first !== undefined && Date.now() - first > 1000) process.exit(exitStatusOf(error));
    first ??= Date.now();
    controller.abort(error);
  };
  process.on('SIGINT', cancel('interrupted', 'SIGINT'));
  process.on('SIGTERM', cancel('terminated', 'SIGTERM'));
  process.on('SIGHUP', cancel('terminated', 'SIGHUP'));
  return controller.signal;
}
