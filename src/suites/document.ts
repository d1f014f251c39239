import { accept, type Outcome, type Rejection } from '../core/rejection.ts';
import { orderedRun, type Run } from '../core/run.ts';
import { decodeBareRun, refused } from '../core/run-checks.ts';
import type { Suite } from '../core/suite.ts';
import { kindNamed, rulesOf, suiteKinds } from './registry.ts';
import { valueFaults } from './value-checks.ts';
import { roundWrites } from './work.ts';

/**
 * Decodes an untrusted document and checks it for contradictions; each rejection has the path of
 * what is wrong. A suite that its kind does not know in every field is none.
 */
export function decodeRun(document: unknown): Outcome<Run> {
  const decoded = decodeBareRun(document, narrowed);
  if (!decoded.ok) return decoded;
  const wrong = [
    ...pairsAmiss(decoded.value),
    ...budgetsAmiss(decoded.value),
    ...valueFaults(decoded.value),
  ];
  return wrong.length > 0 ? { ok: false, rejections: wrong.slice(0, 20) } : decoded;
}

/** The document as it is stored: keys in the order of the schema, two spaces, a final newline. */
export function encodeRun(run: Run): string {
  // A run that the schema refuses is encoded as it is: whoever stores it decodes it first, and says
  // what is wrong.
  return `${JSON.stringify(orderedRun(run, narrowed), undefined, 2)}\n`;
}

/** A suite with the fields of its kind, in their order. */
function narrowed(suite: Suite): Outcome<Suite> {
  const at = ['plan', 'suite'];
  const kind = kindNamed(suite.name);
  if (kind === undefined) {
    const known = suiteKinds().map(({ name }) => name);
    const problem = `there is no suite ${suite.name}; known are ${known.join(', ')}`;
    return { ok: false, rejections: [{ path: [...at, 'name'].join('.'), problem }] };
  }
  const parsed = kind.schema.safeParse(suite);
  return parsed.success ? accept(parsed.data) : refused(parsed.error, at);
}

/**
 * A budget that ended a run was nearly used up: the next round was expected to cost as much as the
 * one that cost most. A workload that is measured by itself may write what it may at most.
 */
function budgetsAmiss({ plan, stop: { reason }, timing, bytesWritten }: Run): Rejection[] {
  const { boot, prepare, measure, rest } = timing;
  const isPaired = rulesOf(plan.suite).unit === 'pair';
  const most = Math.max(bytesWritten, isPaired ? 0 : roundWrites(plan));
  const left = {
    budget: plan.budget - 2 * (boot + prepare + measure + rest),
    'write-budget': plan.writeBudget - bytesWritten - most,
  };
  const isLeft = (reason === 'budget' || reason === 'write-budget') && left[reason] > 0;
  return isLeft ? [{ path: 'stop.reason', problem: `says ${reason}, of which much was left` }] : [];
}

/** A plan has pairs where its suite measures them, and only there. */
function pairsAmiss({ plan: { suite, pairs } }: Run): Rejection[] {
  const isAmiss = (rulesOf(suite).unit === 'pair') !== (pairs !== undefined);
  return isAmiss ? [{ path: 'plan.pairs', problem: `do not fit the suite ${suite.name}` }] : [];
}
