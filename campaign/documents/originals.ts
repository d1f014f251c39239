import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { requireSettings } from '../../src/config/settings.ts';
import { fingerprintOf } from '../../src/core/environment.ts';
import { looksFor } from '../../src/core/gate-plan.ts';
import type { Pair } from '../../src/core/pair.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Measurement, Round, Run, RunArm } from '../../src/core/run.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { proven } from '../../test/harness/evidence.ts';
import { mergeOfPull } from '../../test/harness/github-state.ts';
import { noise } from '../../test/harness/run-builder.ts';

/** A document before anything is changed, and what it must read in every entry that judges it. */
export interface Original {
  readonly name: string;
  readonly run: Run;
  readonly reads: 'green' | 'red' | 'missing';
}

/** Of how many sides a document is. */
export function sidesOf({ plan: { arms } }: Run): 'one' | 'two' {
  return arms.some(({ side }) => side === 'base') ? 'two' : 'one';
}

const disk = 'cache=none,size=64MiB';

/** The config of what the documents measured. */
export const config = 'version: 1\ndisks:\n  prod: { cache: none, size: 64MiB }\n';

/** What a document is to be like. */
interface Shape {
  readonly sides: 'one' | 'two';
  /** Of the head, of what is usual; by workload. */
  readonly level?: (workload: string) => number;
  readonly seed: number;
  readonly startedAt: string;
  /** Rounds that were measured, where trouble or a budget ended the run. */
  readonly rounds?: number;
  readonly reason?: Run['stop']['reason'];
}

/** Planned rounds of all of them. */
const rounds = 10;

/** Documents of today, grown from the one that the product measured of real guests. */
export function originals(startedAt: string): readonly Original[] {
  const document = (shape: Omit<Shape, 'startedAt'>): Run => grow({ ...shape, startedAt });
  const slow = () => 0.6;
  const oneSlow = (workload: string) => (workload === 'read-1m-qd8' ? 0.6 : 1);
  const two = document({ sides: 'two', seed: 1 });
  return [
    { name: 'green-two', reads: 'green', run: two },
    { name: 'green-one', reads: 'green', run: document({ sides: 'one', seed: 2 }) },
    ...(
      [
        ['red-two', 'two', slow],
        ['red-two-in-one-workload', 'two', oneSlow],
        ['red-one', 'one', slow],
        ['red-one-in-one-workload', 'one', oneSlow],
      ] as const
    ).map(([name, sides, level], seed) => ({
      name,
      reads: 'red' as const,
      run: document({ sides, level, seed: seed + 3 }),
    })),
    {
      name: 'trouble',
      reads: 'missing',
      run: document({ sides: 'two', seed: 8, rounds: 6, reason: 'trouble' }),
    },
    { name: 'unattested', reads: 'missing', run: unattested(two) },
    { name: 'failed', reads: 'missing', run: failed(two) },
    { name: 'guarded', reads: 'missing', run: guarded(two) },
  ];
}

/** Stored runs of the head, a day each before `startedAt`. */
export function history(startedAt: string): readonly Run[] {
  return Array.from({ length: 10 }, (_, index) => {
    const day = new Date(Date.parse(startedAt) - (index + 1) * 86_400_000).toISOString();
    return grow({ sides: 'one', seed: 100 + index, startedAt: day });
  });
}

/** A disk whose mode was not in force. */
function unattested(run: Run): Run {
  const arms = run.arms.map((arm, index): RunArm => {
    if (index !== 0) return arm;
    const evidence = arm.attestation.evidence.map((one, at) =>
      at === 2 ? { ...one, found: 'false' } : one,
    );
    return { ...arm, attestation: { ok: false, evidence } };
  });
  const evidence = arms[0]?.attestation.evidence.filter(one => one.expected !== one.found) ?? [];
  const of = { round: 0, arm: 'prod', side: 'head', used: false } as const;
  return { ...run, arms, caveats: [{ kind: 'unattested', ...of, evidence }] };
}

/** A round whose tool failed for one workload of the pair. */
function failed(run: Run): Run {
  const reason = { kind: 'tool-failed', said: 'sysbench: error' } as const;
  return withFailure(run, { pair: 0, workload: 'read-1m-qd8', reason });
}

/** A round in which a limit hid the difference. */
function guarded(run: Run): Run {
  const limit = { side: 'head', source: 'cgroup', what: 'bytes', limit: 1e6, rate: 9e5 } as const;
  const reason = { kind: 'limit-refills', ...limit } as const;
  return withFailure(run, { pair: 0, workload: 'randread-4k-qd1', reason });
}

function withFailure(run: Run, failure: NonNullable<Round['failures']>[number]): Run {
  const isOther = (one: { readonly pair?: number | undefined; readonly workload: string }) =>
    one.pair !== failure.pair || one.workload !== failure.workload;
  const changed = run.rounds.map(round =>
    round.index === 3
      ? {
          ...round,
          measurements: round.measurements.filter(isOther),
          differences: round.differences?.filter(isOther) ?? [],
          failures: [failure],
        }
      : round,
  );
  return { ...run, rounds: changed };
}

/** A document of a plan of today with the values of the real one, noise and levels on them. */
function grow(shape: Shape): Run {
  const real = realRun();
  const { sides, seed, startedAt, reason = 'planned' } = shape;
  const plan = planOf(real, sides, seed);
  const { pairs = [], suite } = plan;
  const environment = { ...real.environment, suite: suiteDigest(suite) };
  const measured = Array.from({ length: shape.rounds ?? rounds }, (_, index) => index);
  const arms = plan.arms.map(({ name, side, target }): RunArm => {
    const key = target.kind === 'disk' ? diskModeKey(target.mode) : 'null';
    const attestation = { ok: true, evidence: [] };
    return { name, side, commit: mergeOfPull, subject: { target }, key, attestation };
  });
  const next = noise(seed, 0.003);
  return {
    ...real,
    startedAt,
    randomSeed: plan.randomSeed,
    plan,
    environment,
    fingerprint: fingerprintOf(environment),
    arms: proven(arms, pairs),
    rounds: measured.map(index => roundOf({ real, plan, index, next, shape })),
    looks: (plan.gate?.looks ?? [])
      .filter(look => look <= measured.length)
      .map(round => ({ round, decision: 'continue' as const })),
    stop: { reason },
    timing: { boot: 40, prepare: 20, measure: 10 * measured.length, rest: 5 },
    caveats: [],
  };
}

interface RoundRequest {
  readonly real: Run;
  readonly plan: Plan;
  readonly index: number;
  readonly next: () => number;
  readonly shape: Shape;
}

function roundOf({ real, plan, index, next, shape }: RoundRequest): Round {
  const { level = () => 1, startedAt } = shape;
  const [template] = real.rounds;
  if (template === undefined) throw new RangeError('the real run has no round');
  const began = Date.parse(startedAt) + 60_000 + index * 10_000;
  const measurements: Measurement[] = [];
  const differences: NonNullable<Round['differences']>[number][] = [];
  let order = 0;
  for (const pair of plan.order[index] ?? []) {
    const { head, against, slices = [] } = plan.pairs?.[pair] ?? { head: 0, against: 0 };
    for (const [place, { name: workload }] of plan.suite.workloads.entries()) {
      const rates = [level(workload) * next(), next()] as const;
      for (const [side, arm] of [head, against].entries()) {
        const rate = rates[side] ?? 1;
        const when = new Date(began + order * 100).toISOString();
        const found = template.measurements.filter(
          one => one.pair === 0 && one.arm === 0 && one.workload === workload,
        );
        const bytes = Math.round((found[0]?.bytes ?? 0) * rate);
        const exact = bytes / (found[0]?.bytes ?? 1);
        measurements.push(
          ...found.map(one => ({
            ...one,
            arm,
            pair,
            bytes,
            order,
            startedAt: when,
            value: one.metric.startsWith('latency') ? one.value / exact : one.value * exact,
          })),
        );
      }
      const log = Math.log(rates[0] / rates[1]) + Math.log(next());
      const ratios = 2 * (slices[place]?.blocks ?? 1);
      differences.push({ pair, workload, log, error: 0.004, ratios });
      order += 1;
    }
  }
  return { index, boots: template.boots, measurements, differences, load: template.load };
}

/** What the product plans of the disk, with slices as the pilot found them for the real one. */
function planOf(real: Run, sides: Shape['sides'], seed: number): Plan {
  const { plan } = requireSettings({
    raw: {
      suite: 'pairs',
      profile: 'quick',
      disks: [`name=prod,${disk}`],
      ...(sides === 'two' && { baseDisks: [`name=prod,${disk}`] }),
      rounds: String(rounds),
    },
    origin: 'cli',
    kept: true,
    randomSeed: seed,
    workspace: '/',
  });
  const slices = real.plan.pairs?.[0]?.slices;
  if (slices === undefined) throw new RangeError('the real run has no slices');
  const pairs = plan.pairs?.map((pair): Pair => ({ ...pair, slices }));
  const cells = plan.suite.workloads.map(({ name: workload }) => ({
    arm: 'prod',
    workload,
    metric: 'throughput' as const,
  }));
  const { armsPicked: _, ...whole } = plan;
  return { ...whole, ...(pairs && { pairs }), gate: { looks: looksFor(rounds), cells } };
}

function realRun(): Run {
  const path = resolve(import.meta.dirname, '../../fixtures/runs/pairs.json');
  const decoded = decodeRun(JSON.parse(readFileSync(path, 'utf8')));
  if (!decoded.ok) throw new Error(`fixtures/runs/pairs.json: ${decoded.rejections[0]?.problem}`);
  return decoded.value;
}
