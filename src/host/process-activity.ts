import { readdir, readFile } from 'node:fs/promises';
import type { TrafficCount } from './drive-activity.ts';

/** What processes have used since they started: processor time in clock ticks, drive traffic of our own in bytes. */
export interface ProcessActivity extends TrafficCount {
  /** Of a process and its descendants, with what those used that have ended and were waited for. */
  readonly ownTicks: number;
  /** Of the kernel's own threads: write-back and journals work for whoever wrote. */
  readonly kernelTicks: number;
}

/** What the process `root` and all that it started have used until now, in whatever group or session they run. */
export async function sampleProcesses(root: number): Promise<ProcessActivity> {
  const names = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const found = await Promise.all(names.map(async name => readStat(Number(name))));
  const processes = found.filter(process => process !== undefined);
  const own = descendantsOf(root, processes);
  const traffic = await Promise.all(own.map(({ pid }) => readTraffic(pid)));
  return {
    ownTicks: sum(own.map(({ ticks, reaped }) => ticks + reaped)),
    kernelTicks: sum(kernelThreads(processes).map(({ ticks }) => ticks)),
    read: sum(traffic.map(({ read }) => read)),
    written: sum(traffic.map(({ written }) => written)),
  };
}

/** A line of /proc/PID/stat. Ticks are of all threads; `reaped` are those of children that have ended. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly ticks: number;
  readonly reaped: number;
}

/** The fields of /proc/PID/stat that tell who used how much; undefined where it is none. Source: proc_pid_stat(5). */
export function parseProcessStat(stat: string): ProcessStat | undefined {
  // The name in field 2 may hold spaces and brackets, so fields are counted from its end.
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const [parent, user, system, reapedUser, reapedSystem] = [1, 11, 12, 13, 14].map(index => Number(fields[index]));
  const pid = Number.parseInt(stat, 10);
  if (end < 0 || !Number.isInteger(pid) || parent === undefined) return undefined;
  const ticks = (user ?? Number.NaN) + (system ?? Number.NaN);
  const reaped = (reapedUser ?? Number.NaN) + (reapedSystem ?? Number.NaN);
  if (!Number.isFinite(ticks + reaped + parent)) return undefined;
  return { pid, parent, name: stat.slice(stat.indexOf('(') + 1, end), ticks, reaped };
}

/** kthreadd and its children; in a container number 2 is a process like any other, and no kernel thread shows. */
function kernelThreads(processes: readonly ProcessStat[]): readonly ProcessStat[] {
  const parent = processes.find(({ pid, name }) => pid === 2 && name === 'kthreadd');
  return parent === undefined ? [] : processes.filter(process => process === parent || process.parent === parent.pid);
}

async function readStat(pid: number): Promise<ProcessStat | undefined> {
  // Processes end while we look.
  return parseProcessStat(await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ''));
}

function descendantsOf(root: number, processes: readonly ProcessStat[]): readonly ProcessStat[] {
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const found = processes.filter(({ pid }) => pid === root);
  for (const process of found) found.push(...(children.get(process.pid) ?? []));
  return found;
}

/** What reached the drive for a process and its ended children; what was cut off before it was written did not. */
async function readTraffic(pid: number): Promise<TrafficCount> {
  const text = await readFile(`/proc/${pid}/io`, 'utf8').catch(() => '');
  const count = (name: string): number => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { read: count('read_bytes'), written: count('write_bytes') - count('cancelled_write_bytes') };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
