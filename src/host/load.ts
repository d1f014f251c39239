import { readFile } from 'node:fs/promises';
import type { Load } from '../core/load.ts';
import { GateError } from '../errors.ts';
import { type DriveActivity, sampleDrive, sharesDrives, type TrafficCount } from './drive.ts';
import { type ProcessActivity, sampleProcesses, ticksPerSecond } from './process-activity.ts';

/** What the processors did since boot, in clock ticks over all of them. */
interface CpuSample {
  readonly total: number;
  /** Time in which processes ran, ours and others'; interrupts are nobody's and left out. */
  readonly busy: number;
  /** The part of it outside the kernel. */
  readonly user: number;
  /** Time in which a hypervisor ran something else. */
  readonly steal: number;
}

/**
 * What happened on the host in an interval. `othersCpu` and `ownCpu` are processors; work of kernel
 * threads is nobody's (`othersTicks`). What others moved is undefined where it can't be known
 * (`watchLoad`), pressure on kernels without PSI.
 */
interface LoadReading extends Load {
  readonly seconds: number;
  readonly othersCpu: number;
  readonly ownCpu: number;
}

/** An interval that has begun. */
interface LoadWatch {
  /** What happened since it began. */
  read(): Promise<LoadReading>;
}

/**
 * Begins to watch the host and the drive under `directory`. What others move on it is not known
 * where no drive is (overlay, tmpfs, network), nor where we use further drives (`sharesDrives`):
 * our traffic there would hide that of others here.
 */
export async function watchLoad({
  directory,
  alsoUsed = [],
  root = process.pid,
}: {
  /** A real path: the drive under it is watched. */
  readonly directory: string;
  /** Other directories in which we read and write meanwhile. */
  readonly alsoUsed?: readonly string[];
  /** Ours are this process and its descendants; by default the one that calls. */
  readonly root?: number;
}): Promise<LoadWatch> {
  const watched = (await sharesDrives(directory, alsoUsed)) ? directory : undefined;
  const before = await sampleHost(watched, root);
  return { read: async () => compareSamples(before, await sampleHost(watched, root)) };
}

interface HostSample {
  /** Seconds of a monotonic clock. */
  readonly at: number;
  readonly cpu: CpuSample;
  readonly processes: ProcessActivity;
  readonly drive: DriveActivity | undefined;
  readonly pressure: Load['pressure'];
}

async function sampleHost(directory: string | undefined, root: number): Promise<HostSample> {
  // One after the other and the processors first: what our own looking costs is then nobody's.
  const cpu = await sampleCpu();
  const processes = await sampleProcesses(root);
  const drive = directory === undefined ? undefined : await sampleDrive(directory);
  return { at: performance.now() / 1000, cpu, processes, drive, pressure: await readPressure() };
}

/** Reads /proc/stat now. */
export async function sampleCpu(): Promise<CpuSample> {
  return readCpuLine(await readFile('/proc/stat', 'utf8'));
}

type StealSample = Pick<CpuSample, 'total' | 'steal'>;

/**
 * The share of processor time between two samples that the hypervisor gave to others, 0 to 1; 0
 * where no tick passed.
 */
export function stealShare(before: StealSample, after: StealSample): number {
  const total = after.total - before.total;
  // The kernel may correct its steal counter backwards by a tick.
  return total > 0 ? Math.min(1, Math.max(0, after.steal - before.steal) / total) : 0;
}

/** The first line of /proc/stat as a sample. Source: proc_stat(5). */
export function readCpuLine(stat: string): CpuSample {
  const ticks = /^cpu +(\d+(?: \d+)+)$/m.exec(stat)?.[1]?.split(' ').map(Number);
  const [user = 0, nice = 0, system = 0] = ticks ?? [];
  const steal = ticks?.[7];
  if (ticks === undefined || steal === undefined) {
    const problem = '/proc/stat has no line of processor times with steal';
    throw new GateError('tool-failed', { problem, path: '/proc/stat' });
  }
  // user nice system idle iowait irq softirq steal; guest and guest_nice follow, and are in user
  // and nice already.
  const total = ticks.slice(0, 8).reduce((sum, value) => sum + value, 0);
  return { total, busy: user + nice + system, user: user + nice, steal };
}

function compareSamples(before: HostSample, after: HostSample): LoadReading {
  const seconds = Math.max(after.at - before.at, 0.001);
  const processors = (ticks: number): number => Math.max(0, ticks) / ticksPerSecond / seconds;
  return {
    seconds,
    stealShare: stealShare(before.cpu, after.cpu),
    othersCpu: processors(othersTicks(before, after)),
    ownCpu: processors(after.processes.ownTicks - before.processes.ownTicks),
    ...othersTraffic(before, after, seconds),
    ...(after.pressure !== undefined && { pressure: after.pressure }),
  };
}

/** What both samples have of the processors. */
type CpuUse = Pick<HostSample, 'cpu' | 'processes'>;

/**
 * Processor time of others, in ticks. Kernel threads work for whoever wrote, so they are nobody's;
 * where none can be seen (a container has the host's /proc/stat, but not its threads) all time in
 * the kernel is left out, ours and others' alike.
 */
export function othersTicks(before: CpuUse, after: CpuUse): number {
  const spent = (ticksOf: (use: CpuUse) => number): number => ticksOf(after) - ticksOf(before);
  const [kernelBefore, kernelAfter] = [before.processes.kernelTicks, after.processes.kernelTicks];
  return kernelBefore === undefined || kernelAfter === undefined
    ? spent(({ cpu, processes }) => cpu.user - processes.ownUserTicks)
    : spent(({ cpu, processes }) => cpu.busy - processes.ownTicks) - (kernelAfter - kernelBefore);
}

/**
 * Reads and writes apart, as what we wrote beyond what has reached the drive must not hide what
 * others read.
 */
function othersTraffic(
  before: HostSample,
  after: HostSample,
  seconds: number,
): Pick<Load, 'ioShare' | 'ioRate'> {
  if (before.drive === undefined || before.drive.name !== after.drive?.name) return {};
  const moved = difference(before.drive, after.drive);
  const own = difference(before.processes, after.processes);
  const others = Math.max(0, moved.read - own.read) + Math.max(0, moved.written - own.written);
  const total = moved.read + moved.written;
  return { ioShare: total > 0 ? Math.min(1, others / total) : 0, ioRate: others / seconds };
}

function difference(before: TrafficCount, after: TrafficCount): TrafficCount {
  return {
    read: Math.max(0, after.read - before.read),
    written: Math.max(0, after.written - before.written),
  };
}

async function readPressure(): Promise<Load['pressure']> {
  const averages = ['cpu', 'io'].map(async what => {
    // Some kernels have the files and refuse to read them (psi=0).
    const text = await readFile(`/proc/pressure/${what}`, 'utf8').catch(() => '');
    return Number(/^some avg10=(\d+\.\d+)/m.exec(text)?.[1]) / 100;
  });
  const [cpu = Number.NaN, io = Number.NaN] = await Promise.all(averages);
  return Number.isNaN(cpu + io) ? undefined : { cpu, io };
}
