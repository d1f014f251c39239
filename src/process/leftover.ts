import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { startTimeOf } from './owner.ts';
import { pause } from './pause.ts';

/**
 * Variable that a run puts into the environment of everything it starts; children of children
 * inherit it.
 */
const markVariable = 'STORAGE_GATE_MARK';

/**
 * A process that cannot be confused with a later one of the same id. `started` is in clock ticks
 * since boot.
 */
interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/**
 * Marks every process that this one starts from now on, and returns the mark; our own
 * /proc/PID/environ does not show it.
 */
export function markChildren(env: NodeJS.ProcessEnv): string {
  const mark = randomUUID();
  env[markVariable] = mark;
  return mark;
}

/** The process as it is now; undefined where it has ended. A zombie counts as ended. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const started = await startTimeOf(pid);
  return started === undefined ? undefined : { pid, started };
}

/**
 * Kills what still runs with `mark`, and `owner` if it still is the process that it was. Returns
 * the ids of those killed, once they have ended; after three seconds it returns anyway. Processes
 * that we may not look at are not ours.
 */
export async function endLeftovers(o: {
  mark: string;
  owner: ProcessIdentity | undefined;
}): Promise<readonly number[]> {
  const found = [o.owner, ...(await markedProcesses(o.mark))];
  const leftovers: ProcessIdentity[] = [];
  for (const process of found) if (process && (await isAlive(process))) leftovers.push(process);
  for (const leftover of leftovers) await kill(leftover);
  const deadline = Date.now() + 3000;
  while (Date.now() < deadline && (await Promise.all(leftovers.map(isAlive))).some(Boolean))
    await pause(0.02);
  return leftovers.map(({ pid }) => pid);
}

async function markedProcesses(mark: string): Promise<readonly (ProcessIdentity | undefined)[]> {
  const pids = (await readdir('/proc'))
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number);
  return Promise.all(
    pids.map(async pid => ((await carries(pid, mark)) ? identify(pid) : undefined)),
  );
}

async function carries(pid: number, mark: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
  return environment.split('\0').includes(`${markVariable}=${mark}`);
}

async function isAlive({ pid, started }: ProcessIdentity): Promise<boolean> {
  return (await startTimeOf(pid)) === started;
}

async function kill(identity: ProcessIdentity): Promise<void> {
  if (!(await isAlive(identity))) return;
  try {
    process.kill(identity.pid, 'SIGKILL');
  } catch {
    // It ended between look and kill, or belongs to another user: nothing is left that we may end.
  }
}
