import { readFile } from 'node:fs/promises';
import { GateError } from '../errors.ts';

/** What the processors did since boot, in clock ticks over all of them. */
export interface CpuSample {
  readonly total: number;
  /** Time in which a hypervisor ran something else. */
  readonly steal: number;
}

/** Reads /proc/stat now. */
export async function sampleCpu(): Promise<CpuSample> {
  return readCpuLine(await readFile('/proc/stat', 'utf8'));
}

/** The share of processor time between two samples that the hypervisor gave to others, 0 to 1; 0 where no tick passed. */
export function stealShare(before: CpuSample, after: CpuSample): number {
  const total = after.total - before.total;
  // The kernel may correct its steal counter backwards by a tick.
  return total > 0 ? Math.min(1, Math.max(0, after.steal - before.steal) / total) : 0;
}

/** The first line of /proc/stat as a sample. Source: proc_stat(5). */
export function readCpuLine(stat: string): CpuSample {
  const ticks = /^cpu +(\d+(?: \d+)+)$/m.exec(stat)?.[1]?.split(' ').map(Number);
  const steal = ticks?.[7];
  if (ticks === undefined || steal === undefined) {
    throw new GateError('tool-failed', {
      problem: '/proc/stat has no line of processor times with steal',
      path: '/proc/stat',
    });
  }
  // user nice system idle iowait irq softirq steal; guest and guest_nice follow, and are in user and nice already.
  return { total: ticks.slice(0, 8).reduce((sum, value) => sum + value, 0), steal };
}
