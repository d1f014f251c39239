import { randomUUID } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { pause } from './pause.ts';

/**
 * Identity of a process that outlives its pid: pids are used again, their start times within one
 * boot are not. `startTime` is in clock ticks from the host's boot. `namespace` is the pid
 * namespace in which `pid` is counted: containers may share a directory, but not their pids. So may
 * hosts, and only the boot's digits tell them apart for sure: images of machines are cloned.
 */
const ownerSchema = z.object({
  pid: z.int().positive(),
  startTime: z.string(),
  bootId: z.string(),
  namespace: z.string(),
  host: z.string().optional(),
});
export type Owner = z.infer<typeof ownerSchema>;

/** This process as an owner; empty is what /proc does not tell of it. */
export async function currentOwner(): Promise<Owner> {
  const { pid } = process;
  return {
    pid,
    startTime: (await startTimeOf(pid)) ?? '',
    bootId: (await readBootId()) ?? '',
    namespace: await readlink('/proc/self/ns/pid').catch(() => ''),
    host: await readFile('/etc/machine-id', 'utf8').then(
      text => text.trim(),
      () => hostname(),
    ),
  };
}

/**
 * Whether a process still lives; `unknown` for one of another boot, host or pid namespace, and
 * where /proc does not tell.
 */
export async function ownerState(owner: Owner): Promise<'alive' | 'dead' | 'unknown'> {
  const own = await currentOwner();
  for (const part of ['bootId', 'namespace'] as const)
    if (own[part] === '' || owner[part] !== own[part]) return 'unknown';
  if (own.startTime === '') return 'unknown';
  return (await startTimeOf(owner.pid)) === owner.startTime ? 'alive' : 'dead';
}

/** The owner that a text of JSON names; undefined where it names none. */
export function parseOwner(text: string): Owner | undefined {
  return ownerSchema.safeParse(parseJson(text)).data;
}

/** Digits that change with each boot of the host; undefined where the kernel does not tell. */
export async function readBootId(): Promise<string | undefined> {
  const text = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return text.trim() || undefined;
}

/** Field 22 of /proc/PID/stat (proc(5)); undefined where the process is gone or a zombie. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name in field 2 may hold spaces and brackets, so fields are counted from its end.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields?.[0];
  return state === 'Z' || state === 'X' ? undefined : fields?.[19];
}

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
