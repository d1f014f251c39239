import { readFile } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';

/**
 * The processors that two machines share which take turns, as a list: of many the last two, of
 * fewer than four the last. Each on its own would have the one that others leave it for a while,
 * and that would be the difference: on two busy processors, 35 % instead of 5 % in a round.
 */
export async function sharedProcessors(): Promise<string> {
  const allowed = processorsIn(await allowedList('self'));
  return allowed.slice(allowed.length < 4 ? -1 : -2).join(',');
}

/**
 * Keeps all threads of a process on some processors, a list, until it is disposed of; `tool-failed`
 * where there is no such process.
 */
export async function keepOn(processors: string, pid: number): Promise<AsyncDisposable> {
  const before = await allowedList(pid);
  const move = (list: string) =>
    runTool({ argv: ['taskset', '-acp', list, String(pid)], timeout: 10 });
  await move(processors);
  // One that has ended needs none.
  return { [Symbol.asyncDispose]: async () => void (await move(before).catch(() => undefined)) };
}

/** A command line that runs another one on some processors. */
export function onProcessors(processors: string, argv: readonly string[]): readonly string[] {
  return ['taskset', '-c', processors, ...argv];
}

/** The numbers of a list as the kernel writes it: `0-3,8`. */
export function processorsIn(list: string): readonly number[] {
  return list.split(',').flatMap(part => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

async function allowedList(pid: number | 'self'): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch((cause: unknown) => {
    throw new GateError('tool-failed', { problem: `the process ${pid} is gone` }, { cause });
  });
  return /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '';
}
