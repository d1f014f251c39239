import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../core/rejection.ts';
import type { GateError } from '../../errors.ts';
import { openSlicesPort, slicesPortPath, withSlicesPort } from '../../guest/slices-port.ts';
import { keepOn, onProcessors } from '../../host/affinity.ts';
import { type LineChannel, lineChannel } from '../../process/line-channel.ts';
import { lastLines, startProgram } from '../../process/tool.ts';
import { type CommandJob, commandArgv, type SlicesJob } from '../../suites/pairs/job.ts';
import { fault } from '../../suites/pairs/output.ts';
import type { SlicesReading } from '../../suites/pairs/reading.ts';
import { clockDoubt, watchGuestClock } from '../guest-clock.ts';
import { executeIn } from '../guest-disk.ts';
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

/** The instrument in command mode: slices of one disk, each when it is asked for. */
export interface Instrument extends AsyncDisposable {
  readonly job: CommandJob;
  readonly tell: LineChannel['tell'];
  /** Its next line; errors as of whoever runs it, `tool-failed` where the program ended. */
  readonly line: LineChannel['line'];
  /**
   * Resolves once it has ended in order; `tool-failed` where it did not, or its clock was wrong.
   */
  readonly ended: () => Promise<void>;
}

/** Starts the instrument for what should last so many seconds, on a list of processors. */
export type OpenInstrument = (
  job: Omit<CommandJob, 'disk' | 'port'>,
  where: { readonly seconds: number; readonly processors: string },
) => Promise<Instrument>;

/** Seconds within which a request must complete. */
export const patience = 30;

/** Seconds beyond those that a job should last, until a program in a guest is given up. */
const extraSeconds = 120;

/** Seconds in which a program that nobody talks to any more ends. */
const endSeconds = 10;

/** Words of how a program ended that should have answered. */
function endFault(
  { exitCode, stderr }: { readonly exitCode: number | string | undefined; readonly stderr: string },
  where: string,
): GateError {
  const said = lastLines(stderr, 1);
  return fault(
    `the slices ended with status ${exitCode} ${where}${said === '' ? '' : `: ${said}`}`,
    'run the command by hand to see what it prints',
  );
}

/** The instrument in a guest, over the guest's port for it. */
export function instrumentInGuest(
  guest: RoundGuest,
  {
    device,
    dataA,
    signal,
  }: Pick<CommandJob, 'dataA'> & { readonly device: string; readonly signal: AbortSignal },
): OpenInstrument {
  const within = <T>(work: () => Promise<T>): Promise<T> => withRoundGuestInErrors(guest, work);
  return (wanted, { seconds, processors }) =>
    within(async () => {
      const job = { ...wanted, disk: device, dataA, port: slicesPortPath };
      const clock = await watchGuestClock(guest, signal);
      const kept = await keepOn(processors, guest.vm.pid);
      const channel = openSlicesPort(guest.vm.slicesSocket, signal);
      const given = new AbortController();
      const program = executeIn(guest, {
        argv: withSlicesPort(commandArgv(job)),
        directory: '/',
        // Nobody asks the guest meanwhile: its port tells that it ended.
        expectedSeconds: 2 * seconds + patience,
        timeout: 3 * seconds + extraSeconds,
        signal: AbortSignal.any([signal, given.signal]),
      });
      const over = program.then(
        output => {
          const reason = endFault(output, 'in the guest');
          channel.end(reason);
          return output.exitCode === 0 ? undefined : reason;
        },
        (error: Error) => {
          channel.end(error);
          return error;
        },
      );
      return {
        job,
        tell: channel.tell,
        line: timeout => within(() => channel.line(timeout)),
        ended: () =>
          within(async () => {
            const reason = await over;
            if (reason !== undefined) throw reason;
            const doubt = clockDoubt(await clock());
            if (doubt !== undefined) throw fault(doubt);
          }),
        [Symbol.asyncDispose]: async () => {
          // Its stdin ends with the connection.
          channel.end(undefined);
          const settled = new AbortController();
          await Promise.race([
            over,
            delay(endSeconds * 1000, undefined, { signal: settled.signal }).catch(() => undefined),
          ]);
          settled.abort();
          given.abort();
          await over;
          await kept[Symbol.asyncDispose]();
        },
      };
    });
}

/** The instrument on the host itself, over its stdin and stdout. */
export function instrumentOnHost(path: string, signal: AbortSignal): OpenInstrument {
  return async (wanted, { processors }) => {
    const job = { ...wanted, disk: path };
    const program = await startProgram({
      argv: onProcessors(processors, commandArgv(job)),
      signal,
      talks: true,
    });
    if (program.talk === undefined) throw new TypeError('a program that talks has its streams');
    const { stdin: output, stdout: input } = program.talk;
    const speaker = 'the instrument on the host';
    const channel = lineChannel({ input, output, speaker, code: 'tool-failed', signal });
    const over = program.ended.then(({ exitCode, signal: killed }) => ({
      exitCode: exitCode ?? killed,
      stderr: program.stderrTail(),
    }));
    void over.then(end => channel.end(endFault(end, 'on the host')));
    return {
      job,
      tell: channel.tell,
      line: channel.line,
      ended: async () => {
        const end = await over;
        if (end.exitCode !== 0) throw endFault(end, 'on the host');
      },
      [Symbol.asyncDispose]: async () => {
        channel.end(undefined);
        await program[Symbol.asyncDispose]();
      },
    };
  };
}
