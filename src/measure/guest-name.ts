import type { PlannedArm } from '../core/plan.ts';
import { type ErrorCode, GateError } from '../errors.ts';

/** What a guest is called where there may be two: by the side whose disks hang in it. */
export type GuestName = 'head' | 'base';

/** The side that a disk belongs to: controls share the head's guest. */
export function sideOf({ side }: Pick<PlannedArm, 'side'>): GuestName {
  return side === 'base' ? 'base' : 'head';
}

/**
 * The guest that an arm's disk hangs in: its side's, or the only one. Undefined for arms of the
 * host, and without guests.
 */
export function guestFor<Guest extends { readonly name: GuestName }>(
  guests: readonly Guest[],
  arm: PlannedArm,
): Guest | undefined {
  if (arm.target.kind === 'host') return undefined;
  return guests.find(({ name }) => name === sideOf(arm)) ?? guests[0];
}

/** Errors that a guest, or what it is made of, may be the reason for. */
const guestErrors: ReadonlySet<ErrorCode> = new Set([
  'bad-argument',
  'qemu-failed',
  'guest-hung',
  'guest-panic',
  'agent-failed',
  'no-accelerator',
]);

/** Runs `work`; an error of the guest then begins with the guest's name, where it has one. */
export async function withGuestInErrors<T>(
  name: GuestName | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (name === undefined || !(error instanceof GateError) || !guestErrors.has(error.code))
      throw error;
    const problem = `the ${name} side's guest: ${error.facts.problem}`;
    throw new GateError(error.code, { ...error.facts, problem }, { cause: error });
  }
}
