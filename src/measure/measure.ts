import type { Plan, Site } from '../core/plan.ts';
import { formatBytes } from '../core/quantity.ts';
import type { Round, Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import { checkDirectories } from '../host/directory.ts';
import { takeUnremoved } from '../process/scratch.ts';
import { requireFeatures } from '../qemu/features.ts';
import { type Bench, type BenchRequest, openBench } from './bench.ts';
import { exhaustedBudget, requireWriteBudget } from './budget.ts';
import { requireSameDevices } from './devices.ts';
import { assembleRun, type Ledger } from './document.ts';
import { directoryNeeds, prepareHosts } from './host-files.ts';
import { prepareImages } from './images.ts';
import { requireSameImages } from './own-images.ts';
import { pilotPairs } from './pairs/pilot.ts';
import type { OnProgress } from './progress.ts';
import { measureRound } from './round.ts';

/**
 * Settles before the first number how the run will be judged; it is given the run without rounds.
 * Its `decide` says after each round whether another one is wanted.
 */
type Declare = (before: Run) => Promise<{
  readonly gate: NonNullable<Plan['gate']>;
  readonly decide: (rounds: readonly Round[]) => 'continue' | 'stop';
}>;

export interface MeasureRequest extends Pick<BenchRequest, 'install'> {
  readonly plan: Plan;
  readonly site: Site;
  /** Commit under test, for the head's arms; null outside a repository. */
  readonly commit: string | null;
  readonly cacheDirectory: string;
  readonly toolVersion: string;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /** What is measured, once it is known where: given the run without rounds. Absent: the plan. */
  readonly complete?: ((before: Run) => Promise<Plan>) | undefined;
  /** Absent: the plan's rounds are measured. */
  readonly declare?: Declare | undefined;
  /** Keeps a finished run, before anything is cleaned up, which may fail or never end. */
  readonly keep?: ((run: Run) => Promise<void>) | undefined;
}

/** A run, and what ended it before its plan did: then it is kept as evidence and never judged. */
export interface Measured {
  readonly run: Run;
  readonly trouble?: unknown;
}

/**
 * Measures a plan. Trouble before the first round is thrown; later it comes back beside what was
 * measured until then. What can't be cleaned up afterwards is a caveat.
 */
export async function measure(request: MeasureRequest): Promise<Measured> {
  const left: string[] = [];
  const measured = await measureOnBench(request).finally(() => {
    for (const why of takeUnremoved()) {
      request.onProgress({ kind: 'phase', text: `left behind: ${why}` });
      // A document names no path.
      left.push(why.replace(/, .*/, ''));
    }
  });
  if (left.length === 0) return measured;
  const caveat = {
    kind: 'left-behind',
    said: [...new Set(left)].join(', ').slice(0, 500),
  } as const;
  const caveats = [...measured.run.caveats.slice(0, 199), caveat];
  return { ...measured, run: { ...measured.run, caveats } };
}

async function measureOnBench(request: MeasureRequest): Promise<Measured> {
  const { onProgress, signal } = request;
  await using opened = await openBench(request);
  const { stopwatch } = opened;
  // After the wait for other runs on this host, so that runs are dated in the order in which they
  // were measured.
  const startedAt = new Date().toISOString();
  const bench = { ...opened, plan: await completed(request, opened, startedAt) };
  const bound = requireWriteBudget(bench);
  const images = await stopwatch.time('prepare', () => prepareImages(bench));
  await using hosts = await stopwatch.time('prepare', () => prepareHosts(bench));
  bench.writes.reserve(images.bytesWritten + hosts.bytesWritten);
  const piloted = await pilotPairs(bench, images);
  const ready = { ...bench, plan: piloted.plan };
  const ledger: Ledger = {
    measured: [],
    looks: [],
    bytesWritten: bench.writes.total(),
  };
  const described = {
    ...bench,
    caveats: [...bench.caveats, ...images.caveats, ...piloted.caveats],
  };
  const unmeasured = {
    ...request,
    bench: described,
    ledger,
    startedAt,
    timing: stopwatch.timing(),
  };
  const declared = await request.declare?.(
    assembleRun({ ...unmeasured, plan: ready.plan, reason: 'planned' }),
  );
  const plan = declared === undefined ? ready.plan : { ...ready.plan, gate: declared.gate };
  const limits = { ...plan, bound: { ...bound, round: piloted.roundWrites ?? bound.round } };
  let reason: Run['stop']['reason'] = 'planned';
  let trouble: unknown;
  try {
    while (ledger.measured.length < plan.rounds) {
      const index = ledger.measured.length;
      signal.throwIfAborted();
      const exhausted = exhaustedBudget(limits, ledger, stopwatch.elapsed());
      if (exhausted !== undefined) {
        reason = exhausted;
        break;
      }
      const started = stopwatch.elapsed();
      const measured = await measureRound(ready, { index, images, hosts });
      ledger.bytesWritten = bench.writes.total();
      if (measured.cut) {
        requireRound(ledger, plan);
        reason = 'write-budget';
        break;
      }
      const timed = { ...measured, wall: stopwatch.elapsed() - started };
      ledger.measured.push(timed);
      onProgress({ kind: 'round', round: index + 1, timing: stopwatch.timing() });
      if (declared?.gate.looks.includes(index + 1) !== true) continue;
      const decision = declared.decide(ledger.measured.map(({ round }) => round));
      ledger.looks.push({ round: index + 1, decision });
      if (decision === 'stop' && index + 1 < plan.rounds) {
        reason = 'decided';
        break;
      }
    }
    await requireSameDevices(ready);
    await requireSameImages(ready, signal);
  } catch (error) {
    reason = 'trouble';
    // What a cancelled run was waiting for may fail in its own words first; the cancellation is the
    // reason.
    trouble = signal.aborted ? signal.reason : error;
  }
  // What a round that ended in trouble wrote is written all the same.
  ledger.bytesWritten = bench.writes.total();
  const timing = stopwatch.timing();
  onProgress({ kind: 'timing', ...timing, peakMemory: process.resourceUsage().maxRSS * 1024 });
  const run = assembleRun({ ...unmeasured, plan, reason, timing });
  if (trouble !== undefined) return { run, trouble };
  await request.keep?.(run);
  return { run };
}

/** The plan with what is added where it is measured, for which there must be room and a QEMU. */
async function completed(request: MeasureRequest, bench: Bench, startedAt: string): Promise<Plan> {
  const { plan: bare, site, guests, signal, stopwatch } = bench;
  const ledger = { measured: [], looks: [], bytesWritten: 0 };
  const timing = stopwatch.timing();
  const facts = { ...request, plan: bare, bench, ledger, startedAt, timing };
  const plan = await request.complete?.(assembleRun({ ...facts, reason: 'planned' }));
  if (plan === undefined || plan === bare) return bare;
  await checkDirectories(directoryNeeds({ plan, site }));
  const modes = plan.arms.flatMap(({ target }) => (target.kind === 'disk' ? [target.mode] : []));
  for (const { qemu } of guests) await requireFeatures({ qemu: qemu.path, modes, signal });
  return plan;
}

/**
 * sysbench's writes have no cap, so that its first round may turn out larger than was estimated.
 */
function requireRound({ measured, bytesWritten }: Ledger, { writeBudget }: Plan): void {
  if (measured.length > 0) return;
  throw new GateError('bad-argument', {
    problem: `the write budget of ${formatBytes(writeBudget)} ended the first round, after ${formatBytes(bytesWritten)}`,
    why: 'it wrote more than the plan expected of a round',
    remedy: 'give a larger --write-budget, or measure fewer disks',
  });
}
