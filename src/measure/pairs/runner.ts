import { type Outcome, reject } from '../../core/rejection.ts';
import { GateError } from '../../errors.ts';
import { type SlicesJob, slicesArgv } from '../../suites/pairs/job.ts';
import { readSlices, type SlicesReading } from '../../suites/pairs/reading.ts';
import type { Bench } from '../bench.ts';
import { clockDoubt, watchGuestClock } from '../guest-clock.ts';
import { type ArmDisk, executeIn } from '../guest-disk.ts';
import { type RoundGuest, withRoundGuestInErrors } from '../round-guests.ts';

/** Slices of a pair, its disks left out: the runner knows them. Side a is the head. */
export type PairJob = Omit<SlicesJob, 'a' | 'b'>;

/** Alternates between the two disks of a pair, wherever they are. */
export interface PairRunner {
  /**
   * Runs a job to its end, `seconds` being what it should last. Whatever is no sound reading of it
   * is a rejection; errors as of the guest.
   */
  run(job: PairJob, seconds: number): Promise<Outcome<SlicesReading>>;
}

/** Both disks of a pair, plugged. */
export interface PluggedPair {
  readonly head: ArmDisk;
  readonly against: ArmDisk;
}

/** The runner of a pair's disks; `bad-argument` where they hang in two guests. */
export function runnerFor({ signal }: Pick<Bench, 'signal'>, pair: PluggedPair): PairRunner {
  const { head, against } = pair;
  if (head.guest !== against.guest) throw twoGuests();
  return insideOneGuest(head.guest, { a: head.disk.device, b: against.disk.device, signal });
}

/** Refuses guests that no runner alternates between, before anything is made for them. */
export function requirePairRunner({ plan, guests }: Pick<Bench, 'plan' | 'guests'>): void {
  if (plan.pairs !== undefined && guests.length > 1) throw twoGuests();
}

function twoGuests(): GateError {
  return new GateError('bad-argument', {
    problem: 'head and base hang in two guests, since their QEMU, kernel or initrd differ',
    why: 'the suite pairs alternates between two disks of one guest',
    remedy:
      'measure them with --suite fio, or leave --base-qemu, --base-kernel and --base-initrd out',
  });
}

/** Seconds beyond those that a job should last; a request alone may take 30 of them. */
const extraSeconds = 120;

function insideOneGuest(
  guest: RoundGuest,
  { a, b, signal }: { readonly a: string; readonly b: string; readonly signal: AbortSignal },
): PairRunner {
  return {
    run: (wanted, seconds) =>
      withRoundGuestInErrors(guest, async () => {
        const job = { ...wanted, a, b };
        const { name } = job.workload;
        const clock = await watchGuestClock(guest, signal);
        const { exitCode, stdout, stderr } = await executeIn(guest, {
          argv: slicesArgv(job),
          directory: '/',
          expectedSeconds: seconds,
          timeout: 3 * seconds + extraSeconds,
          signal,
        });
        const reading = readSlices(stdout, job);
        if (!reading.ok || exitCode !== 0) {
          // The script's own words are on stdout; on stderr are those of whoever could not run it.
          const said = stderr.trim().split('\n').at(-1) ?? '';
          const problems = reading.ok ? [] : reading.rejections.map(({ problem }) => problem);
          const words = [...problems, said].filter(word => word !== '').join('; ');
          return reject(name, `the slices ended with status ${exitCode} in the guest: ${words}`);
        }
        const doubt = clockDoubt(await clock());
        return doubt === undefined ? reading : reject(name, doubt);
      }),
  };
}
