import type { Run } from '../../src/core/run.ts';
import type { TraceMode } from './recording.ts';

/**
 * Real rounds of one disk mode with nothing changed between its sides: throughput in bytes per
 * second.
 */
export interface Trace {
  readonly schema: 1;
  readonly mode: TraceMode;
  readonly key: string;
  readonly provenance: Provenance;
  readonly runs: readonly TraceRun[];
}

/** Where a trace comes from; names no host. */
interface Provenance {
  readonly command: string;
  readonly version: string;
  readonly environment: Run['environment'];
  readonly firstStartedAt: string;
  readonly lastStartedAt: string;
  readonly remark: string;
}

interface TraceRun {
  readonly startedAt: string;
  readonly randomSeed: number;
  readonly rounds: readonly TraceRound[];
}

interface TraceRound {
  /** The side that was measured first. */
  readonly first: 'head' | 'base';
  readonly head: Readonly<Record<string, number>>;
  readonly base: Readonly<Record<string, number>>;
  /** Others' part of the host meanwhile: processors, and time that the hypervisor gave away. */
  readonly othersCpu: number | undefined;
  readonly stealShare: number;
}

/** The trace of one mode's runs, all of one environment. */
export function traceOf(mode: TraceMode, runs: readonly Run[], command: string): Trace {
  const [first] = runs;
  if (first === undefined) throw new RangeError(`no run of ${mode} was recorded`);
  const other = runs.find(({ fingerprint }) => fingerprint !== first.fingerprint);
  if (other !== undefined)
    throw new Error(
      `the runs of ${mode} of ${first.startedAt} and ${other.startedAt} are of different environments`,
    );
  const dates = runs.map(({ startedAt }) => startedAt).toSorted();
  return {
    schema: 1,
    mode,
    key: first.arms[0]?.key ?? '',
    provenance: {
      command,
      version: `${first.tool.name} ${first.tool.version}`,
      environment: first.environment,
      firstStartedAt: dates[0] ?? '',
      lastStartedAt: dates.at(-1) ?? '',
      remark:
        'real guests; head and base are the same disk mode in one guest, so that every difference is noise',
    },
    runs: runs.map(run => ({
      startedAt: run.startedAt,
      randomSeed: run.randomSeed,
      rounds: run.rounds.map(round => roundOf(run, round)),
    })),
  };
}

function roundOf(run: Run, { index, measurements, load }: Run['rounds'][number]): TraceRound {
  const throughput = measurements.filter(({ metric }) => metric === 'throughput');
  const ofSide = (side: string) => throughput.filter(({ arm }) => run.arms[arm]?.side === side);
  const byWorkload = (side: string) =>
    Object.fromEntries(ofSide(side).map(({ workload, value }) => [workload, Math.round(value)]));
  const order = (run.plan.order[index] ?? []).map(arm => run.arms[arm]?.side);
  return {
    first: order.find(side => side === 'head' || side === 'base') === 'base' ? 'base' : 'head',
    head: byWorkload('head'),
    base: byWorkload('base'),
    othersCpu: load.othersCpu,
    stealShare: load.stealShare,
  };
}
