import type { BootedGuest } from './boot.ts';

/** The time between two readings of a guest's clock. Seconds. */
export interface ClockSpan {
  readonly guest: number;
  /**
   * Of the host's clock between the same two readings: each was taken at some moment between
   * question and answer.
   */
  readonly least: number;
  readonly most: number;
}

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

/**
 * The part by which two sound clocks may differ: a kernel that finds its clock's rate by itself may
 * be wrong by 1 %.
 */
const driftShare = 0.02;

/** Seconds by which readings of two sound clocks may differ: a guest's are of hundredths. */
const resolutionSeconds = 0.05;

/**
 * Why what a guest's tool counted per second can't be believed; undefined where it can. However
 * long the guest took to answer, only what its clock must have gained or lost counts, so that a
 * busy host raises no doubt:
 *
 *     host    |--ask--|                 |--ask--|
 *             ^       ^------ least ----^       ^
 *             |                                 |
 *             +-------------- most -------------+
 *     guest        o------ its seconds -----o
 */
export function clockDoubt({ guest, least, most }: ClockSpan): string | undefined {
  const fast = guest > most * (1 + driftShare) + resolutionSeconds;
  const slow = guest < least * (1 - driftShare) - resolutionSeconds;
  if (!fast && !slow) return undefined;
  const host = `${least.toFixed(2)} to ${most.toFixed(2)} s`;
  return `the guest's clock is too ${fast ? 'fast' : 'slow'}: it counted ${guest.toFixed(2)} s in ${host} of the host's`;
}
