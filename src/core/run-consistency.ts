import { diskModeKey } from './disk-mode.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Rejection } from './rejection.ts';
import type { Run, RunArm } from './run.ts';

/**
 * What a document claims against its own content: a schema knows types only, and a document that
 * contradicts itself is damaged or made up. Everything that later code takes for granted is checked
 * here, once.
 */
export function inconsistencies(run: Run): Rejection[] {
  return [
    ...armsOf(run),
    ...roundsOf(run),
    ...looksOf(run),
    ...measurementsOf(run),
    ...fingerprint(run),
  ];
}

function armsOf({ arms, plan }: Run): Rejection[] {
  if (arms.length !== plan.arms.length)
    return [{ path: 'arms', problem: `has ${arms.length} arms, the plan ${plan.arms.length}` }];
  const names = arms.map(({ name, side }) => `${side} ${name}`);
  return arms.flatMap((arm, index) => {
    const path = `arms.${index}`;
    const planned = plan.arms[index];
    if (names.indexOf(`${arm.side} ${arm.name}`) !== index)
      return [{ path, problem: `a second ${arm.side} arm is called ${arm.name}` }];
    if (planned?.name !== arm.name || planned.side !== arm.side)
      return [{ path, problem: `is not the arm ${index} of the plan` }];
    return [...plannedWorkloads(plan, index), ...attestationOf(arm, path)];
  });
}

/** An arm's own list of workloads, where its plan has one: each is in the suite, and named once. */
function plannedWorkloads({ suite, arms }: Run['plan'], index: number): Rejection[] {
  const named = arms[index]?.workloads ?? [];
  const known = new Set<string>(suite.workloads.map(({ name }) => name));
  const wrong = named.find((name, place) => !known.has(name) || named.indexOf(name) !== place);
  if (wrong === undefined) return [];
  const problem = known.has(wrong) ? `names ${wrong} twice` : `the suite has no workload ${wrong}`;
  return [{ path: `plan.arms.${index}.workloads`, problem }];
}

/** A disk counts as attested by its evidence, never by its word. */
function attestationOf({ attestation, subject, key }: RunArm, path: string): Rejection[] {
  const { ok, evidence } = attestation;
  const holds = evidence.every(({ expected, found }) => expected === found);
  if (ok && !holds)
    return [{ path: `${path}.attestation`, problem: 'says ok, but its evidence does not' }];
  if (subject.target.kind !== 'disk') return [];
  if (ok && evidence.length === 0)
    return [{ path: `${path}.attestation`, problem: 'says ok without evidence' }];
  const expected = diskModeKey(subject.target.mode);
  return key === expected
    ? []
    : [{ path: `${path}.key`, problem: `is not the key of its disk mode, ${expected}` }];
}

function roundsOf({ rounds, plan, stop }: Run): Rejection[] {
  const order = plan.order.findIndex(round => round.some(arm => arm >= plan.arms.length));
  if (order !== -1)
    return [{ path: `plan.order.${order}`, problem: 'names an arm that the plan lacks' }];
  const shifted = rounds.findIndex(({ index }, place) => index !== place);
  if (shifted !== -1) return [{ path: `rounds.${shifted}.index`, problem: `is not ${shifted}` }];
  if (rounds.length > plan.rounds)
    return [
      { path: 'rounds', problem: `${rounds.length} rounds, but ${plan.rounds} were planned` },
    ];
  if (stop.reason !== 'planned' || rounds.length === plan.rounds) return [];
  return [
    {
      path: 'rounds',
      problem: `${rounds.length} of ${plan.rounds} planned rounds, though it says that it ended as planned`,
    },
  ];
}

/**
 * Looks end with the last planned round; a run that was decided early must have declared the look
 * that decided it.
 */
function looksOf({ plan: { gate, rounds: planned }, rounds, stop }: Run): Rejection[] {
  const looks = gate?.looks ?? [planned];
  if (looks.some((look, place) => look <= (looks[place - 1] ?? 0)) || looks.at(-1) !== planned)
    return [{ path: 'plan.gate.looks', problem: `do not rise to the ${planned} planned rounds` }];
  if (stop.reason !== 'decided' || looks.includes(rounds.length)) return [];
  return [
    {
      path: 'stop.reason',
      problem: `says decided, but no look was declared after ${rounds.length} rounds`,
    },
  ];
}

function measurementsOf({ rounds, arms, plan }: Run): Rejection[] {
  const workloads = new Set<string>(plan.suite.workloads.map(({ name }) => name));
  return rounds.flatMap(({ measurements }, round) =>
    measurements.flatMap(({ arm, workload }, index) => {
      const path = `rounds.${round}.measurements.${index}`;
      if (arm >= arms.length) return [{ path: `${path}.arm`, problem: `there is no arm ${arm}` }];
      if (!workloads.has(workload))
        return [{ path: `${path}.workload`, problem: `the suite has no workload ${workload}` }];
      if (plan.arms[arm]?.workloads?.includes(workload) === false)
        return [{ path: `${path}.workload`, problem: `${workload} is not planned for arm ${arm}` }];
      return [];
    }),
  );
}

function fingerprint({ environment, fingerprint: claimed }: Run): Rejection[] {
  const computed = fingerprintOf(environment);
  return claimed === computed
    ? []
    : [{ path: 'fingerprint', problem: `is not that of the environment, ${computed}` }];
}
