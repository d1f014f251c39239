import { quoted } from '../text.ts';
import { type Gathered, refusedField, type Value } from './fields.ts';

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
  { said, refused }: Gathered,
): void {
  const isDealt = threads.every(({ queues }, first) =>
    queues.every((queue, index) => Number(queue) === first + index * threads.length),
  );
  if (threads.length === 0 || !isDealt) {
    const problem = `${at.shown} ${quoted(at.value)} does not deal queues to threads in turn`;
    refused.push(refusedField('iothreads', at, problem, 'without'));
  } else if (threads.every(({ id }) => use(id))) {
    const origin = { line: at.line };
    said.push({ name: 'iothread-vq-mapping', value: String(threads.length), origin });
  }
}
