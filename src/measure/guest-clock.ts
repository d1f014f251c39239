import type { ClockSpan } from '../core/clock-doubt.ts';
import type { BootedGuest } from './boot.ts';

/**
 * Reads a guest's clock, and again at the call of the returned function: what passed between on
 * both clocks.
 */
export async function watchGuestClock(
  { agent }: Pick<BootedGuest, 'agent'>,
  signal?: AbortSignal,
): Promise<() => Promise<ClockSpan>> {
  const look = async () => {
    const asked = performance.now() / 1000;
    const uptime = await agent.uptime(signal);
    return { asked, uptime, answered: performance.now() / 1000 };
  };
  const before = await look();
  return async () => {
    const after = await look();
    return {
      guest: after.uptime - before.uptime,
      least: after.asked - before.answered,
      most: after.answered - before.asked,
    };
  };
}
