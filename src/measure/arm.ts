import { offsetSeed } from '../core/order.ts';
import type { Caveat } from '../core/reason.ts';
import type { Measurement } from '../core/run.ts';
import type { Workload } from '../core/suite.ts';
import { readDiskTraffic } from '../qemu/disk.ts';
import { rulesOf } from '../suites/registry.ts';
import type { Step, SuiteRules, WorkloadRules } from '../suites/suite.ts';
import { restoringWrites } from '../suites/work.ts';
import { runStep } from './arm-step.ts';
import type { Bench } from './bench.ts';
import { countWork } from './budget.ts';
import {
  readyWorkload,
  type SettledMoment,
  setCacheState,
  settleAfter,
  unsettledCaveats,
} from './cache-state.ts';
import { type ArmPlace, mounted, type PlacedArm } from './guest-disk.ts';

export interface ArmRequest extends PlacedArm {
  readonly index: number;
  /**
   * Number of the round, from 0: random offsets are fresh in each, and the same for all its arms.
   */
  readonly round: number;
  /** Number of the first measurement among those of the round. */
  readonly firstOrder: number;
  readonly onWorkload: (workload: Workload) => void;
}

export interface MeasuredArm {
  readonly measurements: readonly Measurement[];
  readonly caveats: readonly Caveat[];
  /** The write budget did not allow the next workload: those from there on are not measured. */
  readonly cut: boolean;
}

/**
 * Measures the workloads of one arm. A workload whose tool fails leaves no value and a caveat: its
 * cell is missing.
 */
export async function measureArm(bench: Bench, request: ArmRequest): Promise<MeasuredArm> {
  const { place, arm, round, index } = request;
  const { suite, randomSeed } = bench.plan;
  const rules = rulesOf(suite);
  const restoring = restoringWrites(rules, arm);
  const prepare = (work: () => Promise<number>) =>
    countWork(bench.writes, restoring, () => bench.stopwatch.time('prepare', work));
  if (!hasRoom(bench, restoring)) return { measurements: [], caveats: [], cut: true };
  await prepare(() => setCacheState(bench, request));
  await using _mount = await filesystemOf(rules, place);
  const measurements: Measurement[] = [];
  const caveats: Caveat[] = [];
  const settled: SettledMoment[] = [];
  for (const [offset, planned] of rules.workloads.entries()) {
    const { name: workload } = planned;
    const step = stepOf(rules, workload);
    const most = arm.target.kind === 'null' ? 0 : planned.mostWritten;
    if (!hasRoom(bench, most)) return { measurements, caveats, cut: true };
    request.onWorkload(step.workload);
    await prepare(() => readyWorkload(bench, request, step.workload));
    const seed = offsetSeed({ randomSeed, round, workload });
    const startedAt = new Date().toISOString();
    const written = await watchWrites(bench, { place, most });
    const reading = await bench.stopwatch.time('measure', () =>
      runStep(bench, { arm, place, step, seed }),
    );
    await written(reading.ok ? reading.value.bytesWritten : undefined);
    if (reading.ok) {
      const { bytes, seconds, values } = reading.value;
      const common = {
        arm: index,
        workload,
        order: request.firstOrder + offset,
        startedAt,
        seconds,
        bytes,
      };
      measurements.push(...values.map(cell => ({ ...common, ...cell })));
    } else {
      const why = reading.rejections.map(({ problem }) => problem).join('; ');
      const { name, side } = arm;
      caveats.push({ kind: 'failed', round, arm: name, side, workload, said: why.slice(0, 500) });
    }
    settled.push(...(await drain(bench, place, { rules, workload: planned })));
  }
  caveats.push(...unsettledCaveats(settled, { round, arm }));
  return { measurements, caveats, cut: false };
}

function hasRoom({ writes, plan }: Bench, most: number): boolean {
  return most === 0 || writes.total() + most <= plan.writeBudget;
}

interface Writing {
  readonly place: ArmPlace;
  /** Bytes that the step writes at most; 0 also for a null disk, whose writes reach no drive. */
  readonly most: number;
}

/**
 * Counts what a step writes: what its tool reports; where it reports nothing, what QEMU counted;
 * and the most it may be on the host, or where not even QEMU answers.
 */
async function watchWrites({ writes }: Bench, { place, most }: Writing) {
  const count = async (): Promise<number | undefined> =>
    place.kind === 'disk' && most > 0
      ? (await readDiskTraffic(place.guest.vm, place.disk.id)).bytesWritten
      : undefined;
  const before = await count();
  const settled = writes.reserve(most);
  return async (reported: number | undefined): Promise<void> => {
    if (most === 0) return settled(0);
    if (reported !== undefined) return settled(reported);
    const after = await count();
    if (before !== undefined && after !== undefined) settled(after - before);
  };
}

/**
 * Dirty pages of a workload must not bleed into the next one. Reads of a block device leave none;
 * what is written to one past the guest's page cache (O_DIRECT) is none of the guest's.
 */
async function drain(
  bench: Bench,
  place: ArmPlace,
  { rules, workload }: { readonly rules: SuiteRules; readonly workload: WorkloadRules },
): Promise<SettledMoment[]> {
  const onFiles = rules.files !== undefined;
  if (!onFiles && !workload.writes) return [];
  if (place.kind === 'disk' && onFiles)
    await place.guest.agent.execute({ argv: ['sync'], timeout: 120, signal: bench.signal });
  return [await settleAfter(bench, workload.name)];
}

function stepOf(rules: SuiteRules, workload: string): Step {
  const steps = rules.unit === 'arm' ? rules.steps : [];
  const step = steps.find(({ workload: { name } }) => name === workload);
  if (step === undefined) throw new TypeError(`no arm is measured with ${workload} by itself`);
  return step;
}

/** A suite works on files of its own, or on the block device itself. */
async function filesystemOf(
  { files }: SuiteRules,
  place: ArmPlace,
): Promise<AsyncDisposable | undefined> {
  return place.kind === 'disk' && files !== undefined
    ? mounted(place.guest, place.disk)
    : undefined;
}
