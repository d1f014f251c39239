import { readFile, readlink } from 'node:fs/promises';
import { parseJson } from '../core/parse-json.ts';

/**
 * Identity of a process that outlives its pid: pids are used again, their start times within one
 * boot are not.
 */
export interface Owner {
  readonly pid: number;
  /** Clock ticks from the host's boot to the start of the process. */
  readonly startTime: string;
  readonly bootId: string;
  /**
   * The pid namespace in which `pid` is counted: containers may share a directory, but not their
   * pids.
   */
  readonly namespace: string;
}

/** This process as an owner. */
export async function currentOwner(): Promise<Owner> {
  const startTime = await startTimeOf(process.pid);
  if (startTime === undefined) throw new Error('/proc/self/stat tells no start time');
  return {
    pid: process.pid,
    startTime,
    bootId: await readBootId(),
    namespace: await pidNamespace(),
  };
}

/** Whether a process still lives; `unknown` for one in another pid namespace of this very boot. */
export async function ownerState(owner: Owner): Promise<'alive' | 'dead' | 'unknown'> {
  if (owner.bootId !== (await readBootId())) return 'dead';
  if (owner.namespace !== (await pidNamespace())) return 'unknown';
  return (await startTimeOf(owner.pid)) === owner.startTime ? 'alive' : 'dead';
}

/** The owner that a text of JSON names; undefined where it names none. */
export function parseOwner(text: string): Owner | undefined {
  const parsed = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { pid, startTime, bootId, namespace } = parsed as Partial<Record<keyof Owner, unknown>>;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof startTime !== 'string' || typeof bootId !== 'string' || typeof namespace !== 'string')
    return undefined;
  return { pid, startTime, bootId, namespace };
}

/** Digits that change with each boot of the host. */
export async function readBootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}

async function pidNamespace(): Promise<string> {
  return readlink('/proc/self/ns/pid');
}

/** Field 22 of /proc/PID/stat (proc(5)); undefined where the process is gone or a zombie. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name in field 2 may hold spaces and brackets, so fields are counted from its end.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields?.[0];
  return state === 'Z' || state === 'X' ? undefined : fields?.[19];
}
