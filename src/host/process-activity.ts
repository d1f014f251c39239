import { readdir, readFile } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import type { TrafficCount } from './drive.ts';

/**
 * What processes have used since they started: processor time in clock ticks, drive traffic of our
 * own in bytes.
 */
export interface ProcessActivity extends TrafficCount {
  /** Of a process and its descendants, with what those used that have ended and were waited for. */
  readonly ownTicks: number;
  /** Those of them that were not spent in the kernel. */
  readonly ownUserTicks: number;
  /**
   * Of the kernel's own threads: write-back and journals work for whoever wrote. Undefined where
   * none is to be seen, as in a container, though they run.
   */
  readonly kernelTicks: number | undefined;
}

/**
 * What the process `root` and all that it started have used until now, in whatever group or session
 * they run.
 */
export async function sampleProcesses(root: number): Promise<ProcessActivity> {
  const names = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const found = await Promise.all(names.map(async name => readStat(Number(name))));
  const processes = found.filter(process => process !== undefined);
  const own = descendantsOf(root, processes);
  const traffic = await Promise.all(own.map(({ pid }) => readTraffic(pid)));
  const kernel = processes.filter(({ isKernel }) => isKernel);
  return {
    ownTicks: sum(own.map(({ ticks, reaped }) => ticks + reaped)),
    ownUserTicks: sum(own.map(({ userTicks }) => userTicks)),
    kernelTicks: kernel.length === 0 ? undefined : sum(kernel.map(({ ticks }) => ticks)),
    read: sum(traffic.map(({ read }) => read)),
    written: sum(traffic.map(({ written }) => written)),
  };
}

/**
 * A line of /proc/PID/stat. Ticks are of all threads; `reaped` are those of children that have
 * ended.
 */
interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** A thread of the kernel, whatever its name and number. */
  readonly isKernel: boolean;
  readonly ticks: number;
  readonly reaped: number;
  /** The part of both that was spent outside the kernel. */
  readonly userTicks: number;
}

/** PF_KTHREAD of include/linux/sched.h, in the flags of a process. */
const kernelFlag = 0x00200000;

/**
 * The fields of /proc/PID/stat that tell who used how much; undefined where it is none. Source:
 * proc_pid_stat(5).
 */
export function parseProcessStat(stat: string): ProcessStat | undefined {
  // The name in field 2 may hold spaces and brackets, so fields are counted from its end.
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const numbers = [1, 6, 11, 12, 13, 14].map(index => Number(fields[index]));
  const [parent = 0, flags = 0, user = 0, system = 0, reapedUser = 0, reapedSystem = 0] = numbers;
  const pid = Number.parseInt(stat, 10);
  if (end < 0 || ![pid, ...numbers].every(number => Number.isInteger(number))) return undefined;
  const isKernel = (flags & kernelFlag) !== 0;
  const [ticks, reaped] = [user + system, reapedUser + reapedSystem];
  return { pid, parent, isKernel, ticks, reaped, userTicks: user + reapedUser };
}

/**
 * Linux reports processor time to programs in hundredths of a second, whatever its own clock
 * (USER_HZ). Source: time(7).
 */
export const ticksPerSecond = 100;

/**
 * Processor time that a process has used, user and system, in all its threads; seconds, to 0.01.
 */
export async function processorTime(pid: number): Promise<number> {
  const stat = await readStat(pid);
  if (stat !== undefined) return stat.ticks / ticksPerSecond;
  throw new GateError('qemu-failed', { problem: `the process ${pid} is gone` });
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

/**
 * What reached the drive for a process and its ended children; what was cut off before it was
 * written did not.
 */
async function readTraffic(pid: number): Promise<TrafficCount> {
  const text = await readFile(`/proc/${pid}/io`, 'utf8').catch(() => '');
  const count = (name: string): number =>
    Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    read: count('read_bytes'),
    written: count('write_bytes') - count('cancelled_write_bytes'),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
