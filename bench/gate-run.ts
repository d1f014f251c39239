import { tmpdir } from 'node:os';
import { requireSettings } from '../src/config/settings.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Run } from '../src/core/run.ts';
import { measure } from '../src/measure/measure.ts';
import { toolVersion } from '../src/version.ts';
import type { BenchFlags } from './flags.ts';

/** A gate run whose rounds were timed. Seconds of wall time. */
export interface TimedRun {
  readonly run: Run;
  /** Rounds that the profile plans; fewer were measured. */
  readonly planned: number;
  /** By round; the first one holds all that came before it. */
  readonly rounds: readonly RoundTiming[];
}

/** Seconds of a round: all of it, and those in which the tool of a workload ran. */
export interface RoundTiming {
  readonly wall: number;
  readonly tools: number;
}

/** Which disks, and how many rounds of them. */
interface GateRunRequest {
  readonly disks: readonly string[];
  readonly baseDisks?: readonly string[];
  readonly rounds: number;
  readonly flags: BenchFlags;
  readonly cacheDirectory: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Measures the fio suite in the standard profile, cut to a few of its rounds. */
export async function timedGateRun(request: GateRunRequest): Promise<TimedRun> {
  const { disks, baseDisks = [], rounds, flags, signal, cacheDirectory, say } = request;
  const raw = {
    disks,
    baseDisks,
    suite: 'fio',
    profile: 'standard',
    accel: flags.accelerator,
  };
  const limits = { budget: '60m', lockWait: `${flags.lockWait}m` };
  const settings = requireSettings({
    raw: { ...raw, ...limits },
    origin: 'cli',
    randomSeed: 1,
    workspace: tmpdir(),
  });
  const planned = settings.plan.rounds;
  const ends: RoundTiming[] = [];
  const { run, trouble } = await measure({
    ...settings,
    plan: shortened(settings.plan, rounds),
    commit: null,
    cacheDirectory,
    toolVersion,
    onProgress: progress => {
      if (progress.kind === 'phase') say(progress.text);
      if (progress.kind === 'round') ends.push(untilThen(progress.timing));
    },
    signal,
  });
  if (trouble !== undefined) throw trouble;
  return { run, planned, rounds: ends.map((end, index) => between(ends[index - 1], end)) };
}

function untilThen({ boot, prepare, measure: tools, rest }: Run['timing']): RoundTiming {
  return { wall: boot + prepare + tools + rest, tools };
}

function between(start: RoundTiming = { wall: 0, tools: 0 }, end: RoundTiming): RoundTiming {
  return { wall: end.wall - start.wall, tools: end.tools - start.tools };
}

function shortened(plan: Plan, rounds: number): Plan {
  return { ...plan, rounds, order: plan.order.slice(0, rounds) };
}
