import type { Gathered, Value } from './gathered.ts';
import { quoted } from './text.ts';

/** A thread by its name, and the queues that are said to be its own. */
interface SpreadThread {
  readonly id: string;
  readonly queues: readonly string[];
}

/**
 * Says threads among which queues are dealt in turn, as QEMU deals them where nobody says which go
 * where: of two threads, 0 and 2 to the first one. `use` says whether a thread is there.
 */
export function sayMapping(
  threads: readonly SpreadThread[],
  at: Value,
  use: (id: string) => boolean,
  found: Gathered,
): void {
  const isDealt = threads.every(({ queues }, first) =>
    queues.every((queue, index) => Number(queue) === first + index * threads.length),
  );
  if (threads.length === 0 || !isDealt) {
    const shown = `${at.shown} ${quoted(at.value)}`.trim();
    const problem = `${shown} does not deal queues to threads in turn`;
    found.refuse(at.name ?? 'iothreads', at, problem, 'without');
  } else if (threads.every(({ id }) => use(id)))
    found.say('iothread-vq-mapping', { ...at, value: String(threads.length) });
}
