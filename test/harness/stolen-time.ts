import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds of one turn: short beside what is measured, long beside what a timer is late. */
const turn = 24;

/**
 * Takes most of its time from a process group, as a hypervisor does that gives its processors to others: all of its processes
 * run for `share` of each turn and stand still for the rest. What else runs on the machine is not slowed down. The group goes on
 * when this is disposed of.
 */
export function stealTime(group: number, share: number): AsyncDisposable {
  const ending = new AbortController();
  const turns = takeTurns(group, { share, ending: ending.signal });
  return {
    [Symbol.asyncDispose]: () => {
      ending.abort();
      return turns;
    },
  };
}

async function takeTurns(
  group: number,
  { share, ending }: { readonly share: number; readonly ending: AbortSignal },
): Promise<void> {
  while (!ending.aborted && send(group, 'SIGSTOP')) {
    await sleep(turn * (1 - share));
    send(group, 'SIGCONT');
    await sleep(turn * share);
  }
}

/** Whether it was there to hear it; whoever waits for its end is told of that. */
function send(group: number, signal: 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
