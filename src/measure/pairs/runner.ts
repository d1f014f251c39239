import type { Extent } from '../../core/plan.ts';
import { reject } from '../../core/rejection.ts';
import { type SlicesJob, slicesArgv } from '../../suites/pairs/job.ts';
import { readSlices } from '../../suites/pairs/reading.ts';
import type { Bench } from '../bench.ts';
import { clockDoubt, watchGuestClock } from '../guest-clock.ts';
import { type ArmDisk, executeIn, type GuestDisk } from '../guest-disk.ts';
import { type RoundGuest, withRoundGuestInErrors } from '../round-guests.ts';
import { instrumentInGuest, instrumentOnHost, type PairRunner } from './instrument.ts';
import { outsideRunner } from './outside.ts';

/** The host's own file, in place of a disk in a guest. */
export interface HostDisk {
  readonly guest?: undefined;
  readonly disk: Pick<GuestDisk, 'id' | 'device' | 'mode'> & { readonly image: string };
}

/** Both disks of a pair, plugged. */
export interface PluggedPair {
  readonly head: ArmDisk;
  readonly against: ArmDisk | HostDisk;
  /** Where own images hold data. */
  readonly dataA?: readonly Extent[] | undefined;
  readonly dataB?: readonly Extent[] | undefined;
}

/** The runner of a pair's disks, wherever they hang. */
export function runnerFor({ signal }: Pick<Bench, 'signal'>, pair: PluggedPair): PairRunner {
  const { head, against, dataA, dataB } = pair;
  const [a, b] = [head.disk.device, against.disk.device];
  if (head.guest === against.guest)
    return insideOneGuest(head.guest, { a, b, dataA, dataB }, signal);
  return outsideRunner({
    a: instrumentInGuest(head.guest, { device: a, dataA, signal }),
    b:
      against.guest === undefined
        ? instrumentOnHost(b, signal)
        : instrumentInGuest(against.guest, { device: b, dataA: dataB, signal }),
  });
}

/** Seconds beyond those that a job should last; a request alone may take 30 of them. */
const extraSeconds = 120;

function insideOneGuest(
  guest: RoundGuest,
  disks: Pick<SlicesJob, 'a' | 'b' | 'dataA' | 'dataB'>,
  signal: AbortSignal,
): PairRunner {
  return {
    run: (wanted, seconds) =>
      withRoundGuestInErrors(guest, async () => {
        const job = { ...wanted, ...disks };
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
