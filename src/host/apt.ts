import { performance } from 'node:perf_hooks';
import { GateError } from '../errors.ts';
import { findProgram } from '../process/find-program.ts';
import { pause } from '../process/pause.ts';
import { runTool } from '../process/tool.ts';

/** The words that give a command root's rights, or why there are none. */
export type Right =
  | { readonly granted: true; readonly words: readonly string[] }
  | { readonly granted: false; readonly why: string };

/**
 * The right to run apt-get: root needs none, others need `sudo`, whose password is asked for on a
 * terminal only.
 */
export async function obtainRight({
  terminal,
  signal,
}: {
  readonly terminal: boolean;
  readonly signal?: AbortSignal | undefined;
}): Promise<Right> {
  if (process.getuid?.() === 0) return { granted: true, words: [] };
  if ((await findProgram('sudo')) === undefined) {
    return { granted: false, why: 'we are not root, and this host has no sudo' };
  }
  const { exitCode } = await runTool({
    argv: ['sudo', '-n', 'true'],
    accept: [0, 1],
    timeout: 30,
    signal,
  });
  if (exitCode === 0) return { granted: true, words: ['sudo', '-n'] };
  // Without -n sudo asks for the password on /dev/tty itself.
  return terminal
    ? { granted: true, words: ['sudo'] }
    : { granted: false, why: 'we are not root, and sudo asks for a password' };
}

/**
 * Installs packages without their recommendations and without questions. Package lists are fetched
 * only where there are none, or where they prove too old. Throws `tool-failed` where apt-get fails.
 */
export async function installByApt({
  packages,
  right,
  say,
  signal,
}: {
  readonly packages: readonly string[];
  /** Words in front of a command, as `Right` has them. */
  readonly right: readonly string[];
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}): Promise<void> {
  const update = async (): Promise<void> => {
    say('Fetching package lists (apt-get update) ...');
    await runApt({ right, words: ['update'], signal });
  };
  const install = async (): Promise<void> => {
    say(`Installing ${packages.join(', ')} ...`);
    await runApt({
      right,
      words: ['install', '--yes', '--no-install-recommends', ...packages],
      signal,
    });
  };
  if (!(await hasPackageLists(signal))) await update();
  try {
    await install();
  } catch (error) {
    if (!saidByApt(error, staleLists)) throw error;
    await update();
    await install();
  }
}

/** What apt-get says where its lists are missing or older than the archive. */
const staleLists =
  /Unable to locate package|has no installation candidate|Unable to fetch some archives|404 {2}Not Found/;

interface AptCall {
  readonly right: readonly string[];
  readonly words: readonly string[];
  readonly signal: AbortSignal | undefined;
}

async function hasPackageLists(signal: AbortSignal | undefined): Promise<boolean> {
  const lists = await runApt({
    right: [],
    words: ['indextargets', '--format', '$(FILENAME)', 'Created-By: Packages'],
    signal,
  });
  return lists.trim() !== '';
}

/** Longest to wait for another apt, in seconds. */
const lockTimeoutSeconds = 120;

/**
 * Runs apt-get, and again as long as another apt holds a lock: DPkg::Lock::Timeout makes it wait
 * for dpkg's lock only, and fail at once on those of the lists and the archives (apt 2.6).
 */
async function runApt(call: AptCall): Promise<string> {
  // Set behind sudo, which drops our environment.
  const settings = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C'];
  const lock = ['-o', `DPkg::Lock::Timeout=${lockTimeoutSeconds}`];
  const argv = [...call.right, ...settings, 'apt-get', '-q', ...lock, ...call.words];
  const deadline = performance.now() + lockTimeoutSeconds * 1000;
  for (;;) {
    try {
      return (await runTool({ argv, timeout: 1800, signal: call.signal })).stdout;
    } catch (error) {
      if (!saidByApt(error, /Could not get lock/) || performance.now() > deadline) throw error;
      await pause(1, call.signal);
    }
  }
}

function saidByApt(error: unknown, what: RegExp): boolean {
  return error instanceof GateError && what.test(error.facts.stderrTail ?? '');
}
