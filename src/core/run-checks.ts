import type { z } from 'zod';
import { diskModeKey } from '../disk/fields.ts';
import { fingerprintOf } from './environment.ts';
import { isMember, pairFaults } from './pair.ts';
import { accept, type Outcome, type Rejection, reject } from './rejection.ts';
import { type Run, type RunArm, roundSchema, runSchema } from './run.ts';
import type { Suite } from './suite.ts';

/**
 * Decodes an untrusted document and checks it for contradictions; each rejection has the path of
 * what is wrong. What a suite may be is not known here: `narrowed` checks it in full.
 */
export function decodeBareRun(
  document: unknown,
  narrowed: (suite: Suite) => Outcome<Suite>,
): Outcome<Run> {
  const decoded = decodeInStages(document, { round: roundSchema, whole: runSchema });
  if (!decoded.ok) return decoded;
  const suite = narrowed(decoded.value.plan.suite);
  if (!suite.ok) return suite;
  const run = { ...decoded.value, plan: { ...decoded.value.plan, suite: suite.value } };
  const rejections = inconsistencies(run);
  return rejections.length > 0 ? { ok: false, rejections: rejections.slice(0, 20) } : accept(run);
}

/** Schemas of a document and of each of its rounds. */
interface Stages<T> {
  readonly round: z.ZodType;
  readonly whole: z.ZodType<T>;
}

/**
 * An untrusted document by its schema; each rejection has the path of what is wrong. Its size at
 * first, then round by round up to the first that is wrong, then the whole: a schema lists every
 * error there is, and a hostile document has millions.
 */
function decodeInStages<T>(document: unknown, { round, whole }: Stages<T>): Outcome<T> {
  const size = acceptSize(document);
  if (!size.ok) return size;
  for (const [index, one] of roundsIn(document).entries()) {
    const parsed = round.safeParse(one);
    if (!parsed.success) return refused(parsed.error, ['rounds', index]);
  }
  const parsed = whole.safeParse(document);
  return parsed.success ? accept(parsed.data) : refused(parsed.error, []);
}

/** What a schema has against a part of a document, `at` being the path of that part. */
export function refused({ issues }: z.ZodError, at: readonly PropertyKey[]): Outcome<never> {
  const rejections = issues.slice(0, 20).map(({ path, message }) => ({
    path: [...at, ...path].map(String).join('.') || '(document)',
    problem: message,
  }));
  return { ok: false, rejections };
}

/**
 * Limits of any document from outside, far beyond what the product writes: a schema collects
 * everything that is wrong with a document, so one that is made of nothing but errors would cost
 * gigabytes. Values are the leaves and branches of its JSON.
 */
const limits = { depth: 16, values: 200_000, roundValues: 120_000, length: 10_000 } as const;

/**
 * Accepts a document of bearable size, counting each round separately. It never goes deeper or
 * further than the limits, and never recurses.
 */
export function acceptSize(document: unknown): Outcome<unknown> {
  const rounds = roundsIn(document);
  const whole = isRecord(document) ? { ...document, rounds: null } : document;
  if (rounds.length > limits.length) return tooLarge('rounds', `has ${rounds.length} entries`);
  for (const [path, part, most] of [
    ['(document)', whole, limits.values] as const,
    ...rounds.map(
      (round: unknown, index) => [`rounds.${index}`, round, limits.roundValues] as const,
    ),
  ]) {
    const problem = excessOf(part, most);
    if (problem !== undefined) return tooLarge(path, problem);
  }
  return accept(document);
}

/** The rounds of a document that nothing is known of yet; none where it has none. */
function roundsIn(document: unknown): readonly unknown[] {
  return isRecord(document) && Array.isArray(document['rounds']) ? document['rounds'] : [];
}

function tooLarge(path: string, problem: string): Outcome<never> {
  return reject(path, `${problem}, more than any run has`);
}

function excessOf(root: unknown, most: number): string | undefined {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [
    { value: root, depth: 0 },
  ];
  for (let seen = 0; waiting.length > 0; seen += 1) {
    if (seen + waiting.length > most) return `has over ${most} values`;
    const { value, depth } = waiting.pop() ?? { value: null, depth: 0 };
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= limits.depth) return `is nested over ${limits.depth} levels deep`;
    const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (children.length > limits.length) return `has ${children.length} entries in one place`;
    for (const child of children) waiting.push({ value: child, depth: depth + 1 });
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a document claims against its own content: a schema knows types only, and a document that
 * contradicts itself is damaged or made up. Everything that later code takes for granted is checked
 * here, once.
 */
function inconsistencies(run: Run): Rejection[] {
  return [
    ...armsOf(run),
    ...pairFaults(run),
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
  const [what, many] =
    plan.pairs === undefined ? ['an arm', plan.arms.length] : ['a pair', plan.pairs.length];
  const order = plan.order.findIndex(round => round.some(index => index >= many));
  if (order !== -1)
    return [{ path: `plan.order.${order}`, problem: `names ${what} that the plan lacks` }];
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
    measurements.flatMap(({ arm, pair, workload }, index) => {
      const path = `rounds.${round}.measurements.${index}`;
      if (arm >= arms.length) return [{ path: `${path}.arm`, problem: `there is no arm ${arm}` }];
      if ((pair ?? plan.pairs) !== undefined && !isMember(plan.pairs?.[pair ?? -1], arm))
        return [{ path: `${path}.pair`, problem: `is no pair of arm ${arm}` }];
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
