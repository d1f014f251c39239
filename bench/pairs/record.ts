import { loadavg } from 'node:os';
import type { Settings } from '../../src/config/settings.ts';
import type { Slices } from '../../src/core/pair.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Run } from '../../src/core/run.ts';
import { emptyBaseline } from '../../src/history/history.ts';
import { declareGate } from '../../src/judge/judge.ts';
import { type MeasureRequest, measure } from '../../src/measure/measure.ts';
import { needsLongSlices } from '../../src/measure/pairs/pilot.ts';
import { pairsSuiteSchema } from '../../src/suites/pairs/suite.ts';
import { startBusyLoops } from './busy.ts';
import {
  type BenchSite,
  budgetOf,
  type Kind,
  type KindName,
  kinds,
  policyOf,
  settingsOf,
} from './kinds.ts';
import { type PairsTrace, type RunName, writeTrace } from './trace.ts';

/** What a run is measured with, beside its plan. */
export type Surroundings = Pick<
  MeasureRequest,
  'cacheDirectory' | 'toolVersion' | 'onProgress' | 'signal'
>;

/**
 * Measures a run as `storage-gate run` does, ended by its verdicts or its budget, and keeps it.
 * Whatever ends it in trouble is thrown.
 */
export async function recordRun(
  site: BenchSite,
  request: {
    readonly name: RunName;
    readonly directory: string;
    readonly command: string;
    readonly surroundings: Surroundings;
  },
): Promise<PairsTrace> {
  const { name, directory, command, surroundings } = request;
  const { variants, whole }: Kind = kinds[name.kind];
  const pair = variants[(name.number - 1) % variants.length];
  if (pair === undefined) throw new RangeError(`${name.kind} has no disks`);
  const seed = `${name.sitting} ${name.kind} ${name.load} ${name.number}`;
  const { layers = pair.layers } = site;
  const disks = { ...pair, layers };
  const settings = settingsOf(site, { pair: disks, seed, budget: budgetOf(name.kind) });
  const [average = 0] = loadavg();
  await using _busy = name.load === 'busy loops' ? await startBusyLoops() : undefined;
  const run = await measureJudged(settings, { ...surroundings, kind: name.kind, whole });
  const loadAverage = Number(average.toFixed(1));
  const trace = { schema: 1, ...name, loadAverage, command, run } as const;
  await writeTrace(directory, trace);
  return trace;
}

/** Measures a plan as the gate does; `whole`: no look ends it. */
export async function measureJudged(
  settings: Settings,
  {
    kind,
    whole = false,
    ...surroundings
  }: Surroundings & { readonly kind: KindName; readonly whole?: boolean | undefined },
): Promise<Run> {
  const { run, trouble } = await measure({
    ...settings,
    ...surroundings,
    commit: null,
    declare: async before => {
      const policy = policyOf(kind);
      const declared = declareGate({ before, baseline: emptyBaseline, policy });
      return whole ? { ...declared, decide: () => 'continue' } : declared;
    },
  });
  if (trouble !== undefined) throw trouble;
  return run;
}

/** How long the slices of a workload are to be, in place of what the pilot would choose. */
export type FixedSlices = (workload: string) => Pick<Slices, 'milliseconds' | 'blocks'>;

/** Measures all planned rounds, which nobody judges. */
export async function measureWhole(
  { plan, site }: Settings,
  { fixed, ...surroundings }: Surroundings & { readonly fixed?: FixedSlices | undefined },
): Promise<Run> {
  const { run, trouble } = await measure({
    plan: fixed === undefined ? plan : withSlices(plan, fixed),
    site,
    ...surroundings,
    commit: null,
  });
  if (trouble !== undefined) throw trouble;
  return run;
}

function withSlices(plan: Plan, fixed: FixedSlices): Plan {
  const { workloads } = pairsSuiteSchema.parse(plan.suite);
  const pairs = plan.pairs?.map(pair => ({
    ...pair,
    slices: workloads.map(workload => ({
      workload: workload.name,
      ...fixed(workload.name),
      synced: workload.read < 1 && needsLongSlices(plan, pair, workload),
      burst: false,
      drained: false,
    })),
  }));
  return { ...plan, pairs };
}
