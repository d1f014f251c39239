import { type Outcome, reject } from '../../core/rejection.ts';
import { GateError } from '../../errors.ts';
import { sharedProcessors } from '../../host/affinity.ts';
import type { LatencyCounts, SidedSlice, Slice } from '../../suites/pairs/estimate.ts';
import { fault } from '../../suites/pairs/output.ts';
import {
  commandedReading,
  readHeader,
  readLatency,
  readSlice,
  type SideAnswers,
  type SlicesReading,
  type Turn,
  turnsOf,
} from '../../suites/pairs/reading.ts';
import {
  type Instrument,
  type OpenInstrument,
  type PairJob,
  type PairRunner,
  patience,
} from './instrument.ts';

/** Seconds by which an answer may come later than its last request. */
const slack = 15;

/**
 * Alternates from outside between two disks that no one program reaches, one slice at a time, each
 * timed by the clock of its own guest, or of the host.
 */
export function outsideRunner(open: Readonly<Record<'a' | 'b', OpenInstrument>>): PairRunner {
  return {
    run: async (job, seconds) => {
      try {
        return { ok: true, value: await alternate(open, job, seconds) };
      } catch (thrown) {
        if (!(thrown instanceof GateError) || thrown.code !== 'tool-failed') throw thrown;
        return reject(job.workload.name, thrown.facts.problem, thrown.facts.remedy);
      }
    },
  };
}

async function alternate(
  open: Readonly<Record<'a' | 'b', OpenInstrument>>,
  job: PairJob,
  seconds: number,
): Promise<SlicesReading> {
  const { workload, halves, seed, buffered, milliseconds, synced } = job;
  if (halves !== 'whole') throw new TypeError('two programs do not exchange halves of one file');
  await using resources = new AsyncDisposableStack();
  const common = { workload, halves, seed, buffered, patience: job.patience ?? patience };
  const where = { seconds, processors: await sharedProcessors() };
  const starts = await Promise.allSettled([open.a(common, where), open.b(common, where)]);
  const started = starts.flatMap(start =>
    start.status === 'fulfilled' ? [resources.use(start.value)] : [],
  );
  for (const start of starts) if (start.status === 'rejected') throw start.reason;
  const [a, b] = started as [Instrument, Instrument];
  const sides = { a: await sideOf(a), b: await sideOf(b) };
  for (const side of [sides.a, sides.b]) await side.warm(Math.max(job.warmUp, milliseconds), seed);
  const slices: SidedSlice[] = [];
  const began = performance.now();
  for (const turn of turnsOf(job))
    slices.push({ side: turn.side, ...(await sides[turn.side].slice(turn, synced)) });
  const wall = (performance.now() - began) / 1000;
  const [one, other] = await Promise.all([sides.a.finish(), sides.b.finish()]);
  return commandedReading(job, slices, { a: one, b: other, seconds: wall });
}

/** One side of an alternation. */
interface Side {
  /** Its first slice, which counts nowhere. */
  readonly warm: (milliseconds: number, seed: number) => Promise<void>;
  readonly slice: (turn: Omit<Turn, 'side'>, synced: boolean) => Promise<Slice>;
  readonly finish: () => Promise<SideAnswers>;
}

/** The side of an instrument, once that is ready. */
async function sideOf({ job, tell, line, ended }: Instrument): Promise<Side> {
  let header = '';
  const answer = async (milliseconds = 0): Promise<string> => {
    const said = await line(milliseconds / 1000 + (job.patience ?? patience) + slack);
    // The script's own words have remedies of their own.
    if (/^(error|FATAL): /.test(said)) valueOf(readHeader(`${header}${said}`, job));
    return said;
  };
  for (let said = ''; said !== 'ready'; header += `${said}\n`) said = await answer();
  const { clocksource } = valueOf(readHeader(header, job));
  let warm = 0;
  let before = 0;
  const slice: Side['slice'] = async ({ milliseconds, seed }, synced) => {
    tell(`slice ${seed} ${milliseconds.toFixed(3)} 0 ${synced ? 'yes' : 'no'}\n`);
    const said = await answer(milliseconds);
    const found = valueOf(readSlice(said));
    // Times are printed to 0.1 µs.
    if (found.start < before - 1e-6 || found.whole < milliseconds / 1000 - 1e-6)
      throw fault(
        `a slice of ${milliseconds.toFixed(3)} ms after ${before.toFixed(6)} s was answered by "${said}"`,
      );
    before = found.start + found.whole;
    return found;
  };
  const histogram = async (): Promise<LatencyCounts> => {
    tell('histogram\n');
    return valueOf(readLatency(await answer()));
  };
  return {
    warm: async (milliseconds, seed) => {
      warm = (await slice({ milliseconds, seed }, false)).done;
      await histogram();
    },
    slice,
    finish: async () => {
      const latency = await histogram();
      tell('quit\n');
      const end = await answer();
      await ended();
      return { clocksource, warm, latency, end };
    },
  };
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const [first] = outcome.rejections;
  throw fault(first?.problem ?? 'no reading', first?.remedy);
}
