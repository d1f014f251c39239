import { fingerprintOf } from '../../src/core/environment.ts';
import { hostJobName, jobOf } from '../../src/core/host-job.ts';
import type { Plan, PlannedArm } from '../../src/core/plan.ts';
import type { Measurement, Run, RunArm } from '../../src/core/run.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import type { measure } from '../../src/measure/measure.ts';
import { proven } from './evidence.ts';
import { buildRun, diskArm, looksOf, measuredSeconds, momentIn, noise } from './run-builder.ts';

/**
 * What an arm reaches in a round of what it usually does: 0.9 is 10 % less; undefined leaves its
 * values out.
 */
type Level = (arm: PlannedArm, round: number) => number | undefined;

/** Bytes per second. */
const usualSpeed = 2 ** 25;

/** The document of a plan that nobody measured, with half a per cent of noise. */
function madeUpRun(plan: Plan, level: Level): Run {
  const factor = noise(1, 0.005);
  const startedAt = '2026-03-01T12:00:00.000Z';
  const run = buildRun({ rounds: plan.rounds, startedAt });
  const workloads = plan.suite.workloads.map(({ name }) => name);
  const measured = (index: number, round: number) => {
    const pair = plan.pairs?.[index];
    const places = pair === undefined ? { pair: undefined } : { pair: index };
    const members = pair === undefined ? [index] : [pair.head, pair.against];
    const levels = members.map(arm => level(plan.arms[arm] as PlannedArm, round));
    return workloads.map((workload, order) => {
      const values = levels.map(one => one && one * usualSpeed * factor());
      const [head, against] = values;
      const measurements = values.flatMap((value, member): Measurement[] => {
        const [arm = -1, seconds] = [members[member], measuredSeconds];
        const when = { order, startedAt: momentIn(startedAt, round), seconds };
        const cell = { arm, workload, metric: 'throughput', ...when } as const;
        return value === undefined ? [] : [{ ...cell, ...places, bytes: seconds * value, value }];
      });
      const isWhole = pair !== undefined && head !== undefined && against !== undefined;
      const log = isWhole ? Math.log(head / against) : Number.NaN;
      const difference = { pair: index, workload, log, error: 0.005, ratios: 100 };
      return { measurements, differences: isWhole ? [difference] : [] };
    });
  };
  const environment = { ...run.environment, suite: suiteDigest(plan.suite) };
  return {
    ...run,
    plan,
    environment,
    fingerprint: fingerprintOf(environment),
    arms: proven(plan.arms.map(runArm), plan.pairs),
    rounds: run.rounds.map(round => {
      const found = (plan.order[round.index] ?? []).flatMap(index => measured(index, round.index));
      const measurements = found.flatMap(one => one.measurements);
      const differences = found.flatMap(one => one.differences);
      return { ...round, measurements, ...(plan.pairs !== undefined && { differences }) };
    }),
  };
}

/**
 * A way to have runs that measures nothing, and stops where the gate says so. What an arm reaches
 * is `level`, and else two fifths where it has layers.
 */
export function madeUpMeasure(level: Level = knownLevel): typeof measure {
  return async ({ plan, declare }) => {
    const run = madeUpRun(plan, level);
    const declared = await declare?.({ ...run, rounds: [], looks: [] });
    if (declared === undefined) return { run };
    const { gate, decide } = declared;
    const stop = run.rounds.findIndex(
      (_, index) => decide(run.rounds.slice(0, index + 1)) === 'stop',
    );
    const rounds = stop === -1 ? run.rounds : run.rounds.slice(0, stop + 1);
    const reason = rounds.length < plan.rounds ? 'decided' : 'planned';
    const looks = looksOf(gate, rounds.length);
    return { run: { ...run, plan: { ...plan, gate }, rounds, looks, stop: { reason } } };
  };
}

/** What an arm reaches of what it usually does where nothing but layers hold it back. */
export function knownLevel({ layers }: PlannedArm): number {
  return layers === undefined ? 1 : 0.4;
}

function runArm({ name, side, target }: PlannedArm): RunArm {
  if (target.kind === 'disk') return diskArm(name, target.mode, side);
  const job = jobOf(target);
  return {
    name,
    side,
    commit: null,
    subject: { target },
    key: job === undefined ? 'null' : hostJobName(job),
    attestation: { ok: true, evidence: [] },
  };
}
