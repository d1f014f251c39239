import type { Caveat } from '../core/reason.ts';
import type { Round } from '../core/run.ts';
import type { Bench } from './bench.ts';
import { type BootedGuest, bootGuest, withQemuEndInErrors } from './boot.ts';
import { type GuestName, guestFor, withGuestInErrors } from './guest-name.ts';
import type { GuestSetup } from './guest-setup.ts';

/** A guest that runs for one round. */
export interface RoundGuest extends BootedGuest {
  readonly name: GuestName;
  /** Its name where there is another one beside it, for errors. */
  readonly toldAs: GuestName | undefined;
}

/** The guests of one round; disposing of them ends them all. */
interface RoundGuests extends AsyncDisposable {
  readonly boots: Round['boots'];
  readonly caveats: readonly Caveat[];
}

/** Attaches to a guest the disks of its arms; called again, for another guest, where that fails. */
type Attach = (guest: RoundGuest) => Promise<void>;

/**
 * Boots the guests of a round and attaches their disks, all of them before anything is measured,
 * and at the same time: most of a boot is waiting. Then each idles while the other one is measured.
 * It is not paused for that: an idle guest hardly takes a processor's time, whereas QMP's `stop`
 * makes QEMU flush all of its disks, and a guest's clocks stand still in it.
 */
export async function bootForRound(
  bench: Bench,
  index: number,
  attach: Attach,
): Promise<RoundGuests> {
  await using resources = new AsyncDisposableStack();
  const caveats: Caveat[] = [];
  const boots = await bench.stopwatch.time('boot', () =>
    Promise.allSettled(
      bench.guests.map(setup => bootOne(bench, { setup, index, caveats, attach })),
    ),
  );
  const guests = boots.flatMap(boot =>
    boot.status === 'fulfilled' ? [resources.use(boot.value)] : [],
  );
  for (const boot of boots) if (boot.status === 'rejected') throw boot.reason;
  const owned = resources.move();
  return {
    boots: guests.map(({ name, seconds }) => ({ guest: name, seconds })),
    caveats,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/**
 * Runs `work`; its errors say which of two guests they are about, and how QEMU ended where that is
 * the reason.
 */
export function withRoundGuestInErrors<T>(guest: RoundGuest, work: () => Promise<T>): Promise<T> {
  return withGuestInErrors(guest.toldAs, () => withQemuEndInErrors(guest.vm, work()));
}

/** Tells of a boot that had to be repeated, and notes it. */
export function noteRetries(
  { onProgress }: Bench,
  caveats: Caveat[],
  where: { readonly round?: number; readonly side?: GuestName } = {},
): (error: Error) => void {
  return error => {
    const caveat: Caveat = { kind: 'boot-retried', ...where, said: error.message.slice(0, 500) };
    caveats.push(caveat);
    onProgress({ kind: 'caveat', caveat });
  };
}

interface RoundBoot {
  readonly setup: GuestSetup;
  readonly index: number;
  readonly caveats: Caveat[];
  readonly attach: Attach;
}

async function bootOne(
  bench: Bench,
  { setup, index, caveats, attach }: RoundBoot,
): Promise<RoundGuest> {
  const { plan, guests, scratch, signal } = bench;
  const { name, qemu, ...parts } = setup;
  const toldAs = guests.length > 1 ? name : undefined;
  const where = { round: index, ...(toldAs !== undefined && { side: toldAs }) };
  const onRetry = noteRetries(bench, caveats, where);
  // As many in each: the machines of both sides are to differ in nothing but what was given.
  const rootPorts = Math.max(
    ...guests.map(guest => plan.arms.filter(arm => guestFor(guests, arm) === guest).length),
  );
  const roundGuest = (guest: BootedGuest): RoundGuest => ({ ...guest, name, toldAs });
  const prepare = (guest: BootedGuest): Promise<void> => attach(roundGuest(guest));
  const machine = { ...parts, qemu: qemu.path, scratch, rootPorts, signal, onRetry, prepare };
  return roundGuest(await withGuestInErrors(toldAs, () => bootGuest(machine)));
}
