import { tmpdir } from 'node:os';
import { requireSettings } from '../../src/config/settings.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Run } from '../../src/core/run.ts';
import { measure } from '../../src/measure/measure.ts';
import { toolVersion } from '../../src/version.ts';
import type { BenchFlags } from './flags.ts';

/** A gate run whose rounds were timed. Seconds of wall time. */
export interface TimedRun {
  readonly run: Run;
  /** Rounds that the profile plans; fewer were measured. */
  readonly planned: number;
  /** By round; the first one holds all that came before it. */
  readonly walls: readonly number[];
}

/** Which disks, and how many rounds of them. */
export interface GateRunRequest {
  readonly disks: readonly string[];
  readonly baseDisks?: readonly string[];
  readonly rounds: number;
  readonly flags: BenchFlags;
  readonly cacheDirectory: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Measures the gate suite in the standard profile, cut to a few of its rounds, and reads the clock after each. */
export async function timedGateRun(request: GateRunRequest): Promise<TimedRun> {
  const { disks, baseDisks = [], rounds, flags, signal, cacheDirectory, say } = request;
  const raw = { disks, baseDisks, suite: 'gate', profile: 'standard', accel: flags.accelerator, contamination: 'off' };
  const limits = { budget: '60m', lockWait: `${flags.lockWait}m` };
  const settings = requireSettings({
    raw: { ...raw, ...limits },
    origin: 'cli',
    randomSeed: 1,
    workspace: tmpdir(),
  });
  const planned = settings.plan.rounds;
  const ends: number[] = [];
  const { run, trouble } = await measure({
    ...settings,
    plan: shortened(settings.plan, rounds),
    commit: null,
    cacheDirectory,
    toolVersion,
    report: progress => {
      if (progress.kind === 'phase') say(progress.text);
    },
    signal,
    // A look after every round is a clock that is read after every round; nothing is gated or decided.
    declare: () =>
      Promise.resolve({
        gate: {
          looks: Array.from({ length: rounds }, (_, index) => index + 1),
          spending: 'pocock',
          cells: [],
          setAside: [],
        },
        decide: () => {
          ends.push(performance.now() / 1000);
          return 'continue';
        },
      }),
  });
  if (trouble !== undefined) throw trouble;
  return { run, planned, walls: wallsOf(run, ends) };
}

function shortened(plan: Plan, rounds: number): Plan {
  return { ...plan, rounds, order: plan.order.slice(0, rounds) };
}

/** What the later rounds took, from end to end; all else of the run's time was the first one's. */
function wallsOf({ timing }: Run, ends: readonly number[]): number[] {
  const later = ends.slice(1).map((end, index) => end - (ends[index] ?? end));
  const { boot, prepare, measure: measuring, rest } = timing;
  return [boot + prepare + measuring + rest - later.reduce((sum, wall) => sum + wall, 0), ...later];
}
