import type { z } from 'zod';
import { armFaults } from './arm-checks.ts';
import { fingerprintOf } from './environment.ts';
import { looksFor } from './gate-plan.ts';
import { isMember, pairFaults } from './pair.ts';
import { accept, type Outcome, type Rejection, reject } from './rejection.ts';
import { type Run, roundSchema, runSchema } from './run.ts';
import { type Suite, suiteDigest } from './suite.ts';

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
    ...pairFaults(run),
    ...armFaults(run),
    ...unchangedOf(run),
    ...roundsOf(run),
    ...looksOf(run),
    ...gateOf(run),
    ...measurementsOf(run),
    ...fingerprint(run),
  ];
}

/** A disk that was left out for being the same can't have been measured. */
function unchangedOf({ plan: { unchanged = [], arms } }: Run): Rejection[] {
  const names = new Set(arms.flatMap(({ name, side }) => (side === 'host' ? [] : name)));
  const index = unchanged.findIndex(name => names.has(name));
  return index === -1
    ? []
    : [{ path: `plan.unchanged.${index}`, problem: 'is an arm of the plan' }];
}

function roundsOf({ rounds, plan, stop }: Run): Rejection[] {
  const { order } = plan;
  if (order.length !== plan.rounds)
    return [{ path: 'plan.order', problem: `is not of the ${plan.rounds} planned rounds` }];
  const amiss = order.findIndex((round, index) => !isWhole(plan, round, index));
  if (amiss !== -1)
    return [{ path: `plan.order.${amiss}`, problem: 'does not name each of the plan once' }];
  const shifted = rounds.findIndex(({ index }, place) => index !== place);
  if (shifted !== -1) return [{ path: `rounds.${shifted}.index`, problem: `is not ${shifted}` }];
  if (rounds.length > plan.rounds)
    return [
      { path: 'rounds', problem: `${rounds.length} rounds, but ${plan.rounds} were planned` },
    ];
  if ((stop.reason === 'planned') === (rounds.length === plan.rounds)) return [];
  if (stop.reason === 'trouble') return [];
  return [
    {
      path: 'rounds',
      problem: `${rounds.length} of ${plan.rounds} planned rounds, though it says that it ended ${stop.reason === 'planned' ? 'as planned' : 'early'}`,
    },
  ];
}

/** Whether a round has all that is planned; host arms may be measured in the first one alone. */
function isWhole({ arms, pairs }: Run['plan'], round: readonly number[], index: number): boolean {
  const all = [...(pairs ?? arms).keys()];
  const needed = all.filter(
    one => pairs !== undefined || index === 0 || arms[one]?.side !== 'host',
  );
  return (
    new Set(round).size === round.length &&
    round.every(one => one < all.length) &&
    needed.every(one => round.includes(one))
  );
}

/**
 * Looks are those that follow from the planned rounds; a run that was decided early must have
 * stopped at the last of them, and no other at any.
 */
function looksOf({ plan: { gate, rounds: planned }, looks, rounds, stop }: Run): Rejection[] {
  const at = gate === undefined ? [] : looksFor(planned);
  if (gate !== undefined && gate.looks.join() !== at.join())
    return [{ path: 'plan.gate.looks', problem: `are not those of ${planned} planned rounds` }];
  const taken = at.filter(look => look <= rounds.length);
  const isTrouble = stop.reason === 'trouble';
  const isTaken = looks.every(({ round, decision }, place) => {
    const mayStop = place === taken.length - 1 && (stop.reason === 'decided' || round === planned);
    return round === taken[place] && (decision === 'continue' || mayStop || isTrouble);
  });
  if (!isTaken || (looks.length !== taken.length && !isTrouble))
    return [{ path: 'looks', problem: 'are not those that its plan declared' }];
  const last = looks.at(-1);
  if (stop.reason !== 'decided' || (last?.round === rounds.length && last.decision === 'stop'))
    return [];
  return [
    {
      path: 'stop.reason',
      problem: `says decided, but no look stopped it after ${rounds.length} rounds`,
    },
  ];
}

/** The cells that gate are of disks and workloads that there are. */
function gateOf({ plan: { gate, arms, suite } }: Run): Rejection[] {
  const index = (gate?.cells ?? []).findIndex(
    cell =>
      !arms.some(({ side, name }) => side === 'head' && name === cell.arm) ||
      !suite.workloads.some(({ name }) => name === cell.workload),
  );
  return index === -1 ? [] : [{ path: `plan.gate.cells.${index}`, problem: 'is of no cell' }];
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
      if (!(plan.order[round] ?? []).includes(pair ?? arm))
        return [{ path: `${path}.arm`, problem: `is not planned in round ${round}` }];
      return [];
    }),
  );
}

function fingerprint({ environment, fingerprint: claimed, plan }: Run): Rejection[] {
  const suite = suiteDigest(plan.suite);
  if (environment.suite !== suite)
    return [{ path: 'environment.suite', problem: `is not that of the planned suite, ${suite}` }];
  const computed = fingerprintOf(environment);
  return claimed === computed
    ? []
    : [{ path: 'fingerprint', problem: `is not that of the environment, ${computed}` }];
}
