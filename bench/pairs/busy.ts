import { availableParallelism } from 'node:os';
import { execa } from 'execa';

/** Loops as long as the process `$0` lives. */
const loop =
  'while kill -0 "$0" 2>/dev/null; do i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done; done';

/** Starts the loop `$1` beside `$0`, tells its number and ends: so it is nobody's child. */
const launch = 'sh -c "$1" "$0" >/dev/null 2>&1 & echo $!';

/**
 * Keeps every processor of the host busy until it is disposed of, and no longer than this process
 * lives. The loops are no children of ours: a run counts those as its own work.
 */
export async function startBusyLoops(): Promise<AsyncDisposable & { readonly pids: number[] }> {
  const starts = Array.from({ length: availableParallelism() }, () =>
    execa('sh', ['-c', launch, String(process.pid), loop]),
  );
  const pids = (await Promise.all(starts)).map(({ stdout }) => Number(stdout));
  return {
    pids,
    [Symbol.asyncDispose]: async () => {
      for (const pid of pids) process.kill(pid);
    },
  };
}
