import { workloadsOfArm } from '../core/arm-workloads.ts';
import { isWriting } from '../core/gate-suite.ts';
import { offsetSeed } from '../core/offset-seed.ts';
import type { Caveat, Measurement } from '../core/run.ts';
import type { Workload } from '../core/workload.ts';
import { settle } from '../host/page-cache.ts';
import type { Step } from '../tools/step.ts';
import { stepsOf } from '../tools/suite-steps.ts';
import type { ArmPlace, PlacedArm } from './arm-place.ts';
import { runStep } from './arm-step.ts';
import type { Bench } from './bench.ts';
import { readyWorkload, setCacheState } from './cache-state.ts';
import { mounted } from './guest-disk.ts';
import { type SettledMoment, unsettledCaveats } from './unsettled.ts';

export interface ArmRequest extends PlacedArm {
  readonly index: number;
  /** Number of the round, from 0: random offsets are fresh in each, and the same for all its arms. */
  readonly round: number;
  /** Number of the first measurement among those of the round. */
  readonly firstOrder: number;
  readonly onWorkload: (workload: Workload) => void;
}

export interface MeasuredArm {
  readonly measurements: readonly Measurement[];
  readonly caveats: readonly Caveat[];
  readonly bytesWritten: number;
}

/** Measures the workloads of one arm. A workload whose tool fails leaves no value and a caveat: its cell is missing. */
export async function measureArm(bench: Bench, request: ArmRequest): Promise<MeasuredArm> {
  const { place, arm, round, index } = request;
  const { suite, randomSeed } = bench.plan;
  let bytesWritten = await bench.stopwatch.time('prepare', () => setCacheState(bench, request));
  await using _mount = await filesystemOf(bench, place);
  const measurements: Measurement[] = [];
  const caveats: Caveat[] = [];
  const settled: SettledMoment[] = [];
  const planned = new Set(workloadsOfArm(suite, arm).map(({ name }) => name));
  const steps = stepsOf(suite).filter(({ workload: { name } }) => planned.has(name));
  for (const [offset, step] of steps.entries()) {
    const { name: workload } = step.workload;
    request.onWorkload(step.workload);
    bytesWritten += await bench.stopwatch.time('prepare', () => readyWorkload(bench, request, step.workload));
    const seed = offsetSeed({ randomSeed, round, workload });
    const startedAt = new Date().toISOString();
    const reading = await bench.stopwatch.time('measure', () => runStep(bench, { arm, place, step, seed }));
    if (reading.ok) {
      const { bytes, seconds, values } = reading.value;
      const common = { arm: index, workload, order: request.firstOrder + offset, startedAt, seconds, bytes };
      measurements.push(...values.map(cell => ({ ...common, ...cell })));
      bytesWritten += reading.value.bytesWritten;
    } else {
      const why = reading.rejections.map(({ problem }) => problem).join('; ');
      caveats.push({ code: 'tool-failed', arm: arm.name, text: `${workload}: ${why}`.slice(0, 500) });
    }
    settled.push(...(await drain(bench, place, step)));
  }
  caveats.push(...unsettledCaveats(settled, { round, arm: arm.name }));
  return { measurements, caveats, bytesWritten };
}

/**
 * Dirty pages of a workload must not bleed into the next one. Reads leave none; what the gate suite writes past its guest's
 * page cache (O_DIRECT, no filesystem) is none of the guest's.
 */
async function drain({ signal }: Bench, place: ArmPlace, { workload }: Step): Promise<SettledMoment[]> {
  const ofGate = 'rw' in workload;
  if (ofGate && !isWriting(workload)) return [];
  if (place.kind === 'disk' && !ofGate) await place.guest.agent.execute({ argv: ['sync'], timeout: 120, signal });
  return [{ after: workload.name, ...(await settle({ signal })) }];
}

/** The seed suite works on files; the gate suite on the block device itself. */
async function filesystemOf({ plan }: Bench, place: ArmPlace): Promise<AsyncDisposable | undefined> {
  return place.kind === 'disk' && plan.suite.name === 'seed' ? mounted(place.guest, place.disk) : undefined;
}
