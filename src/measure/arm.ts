import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFlags } from '../core/cache-mode.ts';
import type { PlannedArm } from '../core/plan.ts';
import type { Outcome } from '../core/rejection.ts';
import type { Caveat, Measurement } from '../core/run.ts';
import type { Workload } from '../core/workload.ts';
import { prepareHostFiles, runHostWorkload } from '../host/host-arm.ts';
import { coldFile, settle, warmFile } from '../host/page-cache.ts';
import { metricsOf, parseSysbench, type SysbenchReading, sysbenchArgv } from '../tools/sysbench.ts';
import type { Bench } from './bench.ts';
import type { BootedGuest } from './boot.ts';
import { executeIn, type GuestDisk, mounted } from './guest-disk.ts';

/** One arm in one round: where it is measured. */
export type ArmPlace =
  /** `image` is undefined for a null disk. */
  | {
      readonly kind: 'disk';
      readonly guest: BootedGuest;
      readonly disk: GuestDisk;
      readonly image: string | undefined;
    }
  | { readonly kind: 'host'; readonly directory: string };

export interface ArmRequest {
  readonly arm: PlannedArm;
  readonly index: number;
  readonly place: ArmPlace;
  /** Number of the first measurement among those of the round. */
  readonly firstOrder: number;
  readonly onWorkload: (workload: Workload) => void;
}

export interface MeasuredArm {
  readonly measurements: readonly Measurement[];
  readonly caveats: readonly Caveat[];
  readonly bytesWritten: number;
}

/** Measures all workloads of one arm. A workload whose tool fails leaves no value and a caveat: its cell is missing. */
export async function measureArm(bench: Bench, request: ArmRequest): Promise<MeasuredArm> {
  const { place, arm } = request;
  let bytesWritten = await bench.stopwatch.time('prepare', () => setCacheState(bench, request));
  await using _mount = place.kind === 'disk' ? await mounted(place.guest, place.disk) : undefined;
  const measurements: Measurement[] = [];
  const caveats: Caveat[] = [];
  for (const [offset, workload] of bench.plan.suite.workloads.entries()) {
    request.onWorkload(workload);
    const startedAt = new Date().toISOString();
    const before = performance.now();
    const reading = await bench.stopwatch.time('measure', () => read(bench, request, workload));
    const seconds = (performance.now() - before) / 1000;
    if (reading.ok) {
      const common = {
        arm: request.index,
        workload: workload.name,
        order: request.firstOrder + offset,
        startedAt,
        seconds,
      };
      const { bytes } = reading.value;
      measurements.push(...metricsOf(reading.value).map(cell => ({ ...common, ...cell, bytes })));
      if (workload.mode.endsWith('wr')) bytesWritten += reading.value.bytes;
    } else {
      const why = reading.rejections.map(({ problem }) => problem).join('; ');
      caveats.push({ code: 'tool-failed', arm: arm.name, text: `${workload.name}: ${why}`.slice(0, 500) });
    }
    // Dirty pages of this workload must not bleed into the next one.
    if (place.kind === 'disk') await place.guest.agent.execute({ argv: ['sync'], timeout: 120, signal: bench.signal });
    await settle({ signal: bench.signal });
  }
  return { measurements, caveats, bytesWritten };
}

/**
 * Buffered arms start warm (read once), direct ones cold, whatever ran before: the host's page cache is known. The
 * host's files are completed first, since the arm before may have left them short (docs/adr/0003).
 */
async function setCacheState(bench: Bench, { arm, place }: ArmRequest): Promise<number> {
  const { signal, plan } = bench;
  const { bytesWritten } =
    place.kind === 'host'
      ? await prepareHostFiles({ directory: place.directory, suite: plan.suite, signal })
      : { bytesWritten: 0 };
  const direct = usesDirect(arm.target);
  for (const file of await filesOf(place)) {
    signal.throwIfAborted();
    await coldFile(file);
    if (!direct) await warmFile(file);
  }
  return bytesWritten;
}

/** A null disk has nothing that could be cached. */
function usesDirect(target: PlannedArm['target']): boolean {
  if (target.kind === 'host') return target.direct;
  return target.kind === 'null' || cacheFlags(target.mode.cache).direct;
}

async function filesOf(place: ArmPlace): Promise<string[]> {
  if (place.kind === 'disk') return place.image === undefined ? [] : [place.image];
  return (await readdir(place.directory)).map(name => join(place.directory, name));
}

async function read(bench: Bench, { place, arm }: ArmRequest, workload: Workload): Promise<Outcome<SysbenchReading>> {
  const { suite } = bench.plan;
  const { signal } = bench;
  if (place.kind === 'host') {
    const direct = arm.target.kind === 'host' && arm.target.direct;
    return runHostWorkload({ directory: place.directory, suite, workload, direct, signal });
  }
  const argv = sysbenchArgv({ suite, workload, command: 'run', direct: true });
  const limits = { expectedSeconds: suite.seconds, timeout: suite.seconds + 120, signal };
  const output = await executeIn(place.guest, { argv, directory: place.disk.mountPoint, ...limits });
  if (output.exitCode === 0) return parseSysbench(output.stdout, { workload, suite });
  const said = (output.stderr || output.stdout).trim().split('\n').at(-1) ?? '';
  const problem = `sysbench ended with status ${output.exitCode} in the guest: ${said}`;
  return { ok: false, rejections: [{ path: workload.name, problem }] };
}
