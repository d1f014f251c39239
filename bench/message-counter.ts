import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { agentMessages } from '../src/guest/agent-channel.ts';
import type { Vm } from '../src/qemu/vm.ts';

/**
 * Runs `work`, which runs one program in the guest, and counts the messages to and from the agent
 * between the agent's answer that the program was started and its end as QEMU tells it: between its
 * start and its end, whoever sent them.
 */
export async function countMessages<T>(
  vm: Vm,
  work: () => Promise<T>,
): Promise<{ value: T; messages: number }> {
  const stop = new AbortController();
  let started = false;
  let ended = false;
  let asked = false;
  let messages = 0;
  const onMessage = (message: unknown): void => {
    const { from, execute } = message as { readonly from: string; readonly execute?: string };
    if (started && !ended) messages += 1;
    if (execute === 'guest-exec') asked = true;
    else if (asked && from === 'guest') started = true;
  };
  subscribe(agentMessages, onMessage);
  const told = vm.programEnded({ timeout: 120, signal: stop.signal }).then(
    () => (ended = true),
    () => undefined,
  );
  try {
    const value = await work();
    if (!ended) throw new Error('QEMU did not tell the end of the program');
    return { value, messages };
  } finally {
    unsubscribe(agentMessages, onMessage);
    stop.abort();
    await told;
  }
}
