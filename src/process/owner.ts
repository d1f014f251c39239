import { readFile, readlink } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';

/**
 * Identity of a process that outlives its pid: pids are used again, their start times within one
 * boot are not. `startTime` is in clock ticks from the host's boot. `namespace` is the pid
 * namespace in which `pid` is counted: containers may share a directory, but not their pids.
 */
const ownerSchema = z.object({
  pid: z.int().positive(),
  startTime: z.string(),
  bootId: z.string(),
  namespace: z.string(),
});
export type Owner = z.infer<typeof ownerSchema>;

/** This process as an owner. */
export async function currentOwner(): Promise<Owner> {
  const { pid } = process;
  const startTime = await startTimeOf(pid);
  if (startTime === undefined) throw new Error('/proc/self/stat tells no start time');
  return { pid, startTime, bootId: await readBootId(), namespace: await pidNamespace() };
}

/** Whether a process still lives; `unknown` for one in another pid namespace of this very boot. */
export async function ownerState(owner: Owner): Promise<'alive' | 'dead' | 'unknown'> {
  if (owner.bootId !== (await readBootId())) return 'dead';
  if (owner.namespace !== (await pidNamespace())) return 'unknown';
  return (await startTimeOf(owner.pid)) === owner.startTime ? 'alive' : 'dead';
}

/** The owner that a text of JSON names; undefined where it names none. */
export function parseOwner(text: string): Owner | undefined {
  return ownerSchema.safeParse(parseJson(text)).data;
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
