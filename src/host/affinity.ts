import { readFile } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';

/**
 * The processors that two machines share which take turns, as a list: of many the last two, of
 * fewer than four the last. Each on its own would have the one that others leave it for a while,
 * and that would be the difference: on two busy processors, 35 % instead of 5 % in a round.
 */
export async function sharedProcessors(): Promise<string> {
  const allowed = await allowedProcessors();
  return allowed.slice(allowed.length < 4 ? -1 : -2).join(',');
}

/** The processors that a process or thread may run on, ours where none is named. */
export async function allowedProcessors(thread: number | 'self' = 'self') {
  return processorsIn(await allowedList(thread));
}

/** Keeps a thread on a processor; `tool-failed` where there is no such thread. */
export async function keepThreadOn(processor: number, thread: number): Promise<void> {
  await runTool({ argv: ['taskset', '-cp', String(processor), String(thread)], timeout: 10 });
}

/** Moves all threads of a process to a list of processors. */
export async function moveProcess(list: string, pid: number): Promise<void> {
  await runTool({ argv: ['taskset', '-acp', list, String(pid)], timeout: 10 });
}

/**
 * Keeps all threads of a process on some processors, a list, until it is disposed of; `tool-failed`
 * where there is no such process.
 */
export async function keepOn(processors: string, pid: number): Promise<AsyncDisposable> {
  const before = await allowedList(pid);
  await moveProcess(processors, pid);
  // One that has ended needs none.
  return {
    [Symbol.asyncDispose]: () => moveProcess(before, pid).catch(() => undefined),
  };
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
