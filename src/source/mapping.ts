import type { RefusedField } from './definition.ts';
import type { Gathered, Value } from './gathered.ts';
import { quoted } from './text.ts';

/** A thread by its name, and the queues that are said to be its own. */
interface SpreadThread {
  readonly id: string;
  readonly queues: readonly string[];
}

/** A thread of the guest, and what it is told by. */
export interface Thread {
  /** Names of the other disks or devices that use it. */
  readonly others: readonly string[];
  readonly refused: readonly RefusedField[];
}

/**
 * Says the thread of a device, or those among which its queues are dealt in turn, as QEMU deals
 * them where nobody says which go where: of two threads, 0 and 2 to the first one.
 */
export function sayThreads(
  given: Value | undefined,
  spread: (Value & { readonly threads: readonly SpreadThread[] }) | undefined,
  find: (id: string) => Thread | undefined,
  found: Gathered,
): void {
  const use = (id: string, at: Value): boolean => {
    const thread = find(id);
    const problem = `${at.shown}: the guest has no iothread ${quoted(id)}`;
    if (thread === undefined) found.refuse('iothread', at, problem);
    else {
      found.refused.push(...thread.refused);
      const what = `thread ${quoted(id)} is also used by`;
      found.tellShared('iothread', at.line, what, thread.others);
    }
    return thread !== undefined;
  };
  if (given !== undefined && use(given.value, given))
    found.say('iothread', { ...given, value: 'on' });
  if (spread === undefined) return;
  const { threads } = spread;
  const isDealt = threads.every(({ queues }, first) =>
    queues.every((queue, index) => Number(queue) === first + index * threads.length),
  );
  if (threads.length === 0 || !isDealt) {
    const shown = `${spread.shown} ${quoted(spread.value)}`.trim();
    const problem = `${shown} does not deal queues to threads in turn`;
    found.refuse(spread.name ?? 'iothreads', spread, problem, 'without');
  } else if (threads.every(({ id }) => use(id, spread)))
    found.say('iothread-vq-mapping', { ...spread, value: String(threads.length) });
}
