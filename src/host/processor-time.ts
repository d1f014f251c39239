import { readFile } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import { parseProcessStat } from './process-activity.ts';

/**
 * Linux counts processes' times in hundredths of a second for all that asks (USER_HZ). Source:
 * time(7).
 */
const ticksPerSecond = 100;

/**
 * Processor time that a process has used, user and system, in all its threads; seconds, to 0.01.
 */
export async function processorTime(pid: number): Promise<number> {
  const path = `/proc/${pid}/stat`;
  const stat = parseProcessStat(await readFile(path, 'latin1').catch(() => ''));
  if (stat === undefined)
    throw new GateError('qemu-failed', { problem: `the process ${pid} has no ${path}`, path });
  return stat.ticks / ticksPerSecond;
}
