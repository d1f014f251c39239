/** What the clocks say of one step. Seconds. */
export interface StepClocks {
  /** Of the host: from the call of the tool to its end. */
  readonly elapsed: number;
  /** What the tool says that it ramped and measured, by the clock where it ran. */
  readonly tool: number;
  /** The guest's own clock around the tool; none for a tool on the host, which has the host's clock. */
  readonly guest?: ClockSpan | undefined;
}

/** The time between two readings of a guest's clock. Seconds. */
export interface ClockSpan {
  readonly guest: number;
  /** Of the host's clock between the same two readings: each was taken at some moment between question and answer. */
  readonly least: number;
  readonly most: number;
}

/** The part by which two sound clocks may differ: a guest finds the rate of its clock by itself as it boots. */
const drift = 0.02;

/** Seconds by which readings of two clocks may differ: they are of whole milliseconds, or hundredths. */
const resolution = 0.05;

/**
 * Why the seconds of a step can't be believed; undefined where they can. Throughput is per second of the clock where the
 * tool ran, so that a slow one would show a disk that is too fast:
 *
 *     host    |--ask--|                 |--ask--|
 *             ^ ^------- least ---------^       ^
 *             |                                 |
 *             +-------------- most -------------+
 *     guest        o------ its seconds -----o
 */
export function clockDoubt({ elapsed, tool, guest }: StepClocks): string | undefined {
  if (tool > elapsed * (1 + drift) + resolution) {
    return `the tool counted ${shown(tool)} s, but its call took only ${shown(elapsed)} s on the host's clock`;
  }
  if (guest === undefined) return undefined;
  const { least, most } = guest;
  const fast = guest.guest > most * (1 + drift) + resolution;
  const slow = guest.guest < least * (1 - drift) - resolution;
  if (!fast && !slow) return undefined;
  const host = `${shown(least)} to ${shown(most)} s`;
  return `the guest's clock is too ${fast ? 'fast' : 'slow'}: it counted ${shown(guest.guest)} s in ${host} of the host's`;
}

function shown(seconds: number): string {
  return seconds.toFixed(2);
}
