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
 * The part by which two sound clocks may differ: a kernel that finds its clock's rate by itself may
 * be wrong by 1 %.
 */
const drift = 0.02;

/** Seconds by which readings of two sound clocks may differ: a guest's are of hundredths. */
const resolution = 0.05;

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
  const fast = guest > most * (1 + drift) + resolution;
  const slow = guest < least * (1 - drift) - resolution;
  if (!fast && !slow) return undefined;
  const host = `${least.toFixed(2)} to ${most.toFixed(2)} s`;
  return `the guest's clock is too ${fast ? 'fast' : 'slow'}: it counted ${guest.toFixed(2)} s in ${host} of the host's`;
}
