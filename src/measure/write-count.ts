/**
 * What a run has written to the drive so far, in bytes; what is under way or ended in trouble
 * counts as the most it may be.
 */
export interface WriteCount {
  total(): number;
  /** The most that steps are known to write, by what the suite calls them. */
  readonly most: Map<string, number>;
  /** Counts `most` bytes until the returned function says how many there were. */
  reserve(most: number): (written: number) => void;
}

/** A count from 0. */
export function countWrites(): WriteCount {
  let total = 0;
  return {
    most: new Map(),
    total: () => total,
    reserve: most => {
      total += most;
      return written => {
        total += written - most;
      };
    },
  };
}

/** Counts what `work` says that it wrote, and `most` where it fails. */
export async function countWork(
  count: WriteCount,
  most: number,
  work: () => Promise<number>,
): Promise<void> {
  const settle = count.reserve(most);
  settle(await work());
}
