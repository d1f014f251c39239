import { z } from 'zod';
import { environmentSchema } from './environment.ts';
import { loadSchema } from './load.ts';
import { metricNames } from './metric.ts';
import { differenceSchema } from './pair.ts';
import { planSchema, sideSchema, targetSchema } from './plan.ts';
import { caveatSchema, evidenceSchema, failureSchema } from './reason.ts';
import type { Outcome } from './rejection.ts';
import {
  amountSchema,
  commitSchema,
  type Decoded,
  digestSchema,
  nameSchema,
  textSchema,
  timeSchema,
} from './schema.ts';
import type { Suite } from './suite.ts';

/** fio's engine for more than one request at a time; one for all arms of a run. */
export const engineSchema = z.enum(['io_uring', 'libaio']);

/** A part of the machine that an input gave: judged, never a part of the environment. */
const part = z.strictObject({ sha256: digestSchema, version: textSchema });

const subject = z.strictObject({
  target: targetSchema,
  qemu: part.optional(),
  kernel: part.optional(),
  initrd: part.optional(),
});

const attestation = z.strictObject({ ok: z.boolean(), evidence: z.array(evidenceSchema).max(64) });

const arm = z.strictObject({
  name: nameSchema,
  side: sideSchema,
  commit: commitSchema.nullable(),
  subject,
  /**
   * canonical key of the disk mode; `null` without storage; `host` or `host-direct` for arms
   * without QEMU
   */
  key: textSchema,
  /** fio's engine of the workloads at more than depth 1; the readings were checked for it */
  engine: engineSchema.optional(),
  attestation,
});

const measurement = z.strictObject({
  arm: z.int().nonnegative(),
  /** in the suite `pairs` the pair it was measured in, since a head may be in two */
  pair: z.int().nonnegative().optional(),
  workload: nameSchema,
  metric: z.enum(metricNames),
  value: amountSchema.max(1e15),
  /** counts the measurements of the round */
  order: z.int().nonnegative(),
  startedAt: timeSchema,
  /** those that the tool measured, by its own clock and without a ramp */
  seconds: amountSchema,
  bytes: amountSchema,
});

/** Schema of one round of a run. */
export const roundSchema = z.strictObject({
  index: z.int().nonnegative(),
  /** seconds from QEMU's start to the agent's first answer */
  boots: z.array(z.strictObject({ guest: nameSchema, seconds: amountSchema })).max(16),
  measurements: z.array(measurement).max(10_000),
  /** in the suite `pairs`: how the two disks of each pair differ */
  differences: z.array(differenceSchema).max(10_000).optional(),
  /** and why those that are not there could not be had */
  failures: z.array(failureSchema).max(10_000).optional(),
  /** and what is to be doubted of those that are */
  doubts: z.array(failureSchema).max(10_000).optional(),
  /** what others did to the host meanwhile */
  load: loadSchema,
});

/** Schema of the run document, version 1. */
export const runSchema = z.strictObject({
  schema: z.literal(1),
  tool: z.strictObject({ name: z.literal('qemu-storage-gate'), version: textSchema }),
  startedAt: timeSchema,
  randomSeed: z.int(),
  plan: planSchema,
  environment: environmentSchema,
  fingerprint: digestSchema,
  arms: z.array(arm).min(1).max(128),
  rounds: z.array(roundSchema).max(1000),
  looks: z
    .array(z.strictObject({ round: z.int().positive(), decision: z.enum(['continue', 'stop']) }))
    .max(1000),
  stop: z.strictObject({
    reason: z.enum(['planned', 'decided', 'budget', 'write-budget', 'trouble']),
  }),
  /** wall seconds: where the time of the run went */
  timing: z.strictObject({
    boot: amountSchema,
    prepare: amountSchema,
    measure: amountSchema,
    rest: amountSchema,
  }),
  bytesWritten: amountSchema,
  caveats: z.array(caveatSchema).max(200),
});

/** Everything measured in one invocation on one host. */
export type Run = Decoded<typeof runSchema>;
/** One arm as it was measured. */
export type RunArm = Run['arms'][number];
/** Every arm measured once. */
export type Round = Run['rounds'][number];
/** A measured value in base units. */
export type Measurement = Round['measurements'][number];
/** What a pull request may change and the gate must judge. */
export type Subject = RunArm['subject'];
/** `ok` only where every fact was found as expected, after attaching in every round. */
export type Attestation = RunArm['attestation'];

/** What tells a run from all others, under whatever names its document is stored. */
export function runIdentity({ startedAt, randomSeed, fingerprint }: Run): string {
  return `${startedAt} ${randomSeed} ${fingerprint}`;
}

/** A run with its keys in the order of the schema; as it is where the schema refuses it. */
export function orderedRun(run: Run, narrowed: (suite: Suite) => Outcome<Suite>): Run {
  const ordered = runSchema.safeParse(run);
  if (!ordered.success) return run;
  const suite = narrowed(ordered.data.plan.suite);
  if (!suite.ok) return run;
  return { ...ordered.data, plan: { ...ordered.data.plan, suite: suite.value } };
}

/**
 * A text without this machine's directories: an absolute path keeps its last part, `…/disk0.raw`.
 * Run documents are public, and the output of a failed tool may name a home directory. /dev, /proc
 * and /sys stay whole, as every Linux has them.
 */
export function redactPaths(text: string, known: readonly string[]): string {
  // Those that are known may hold spaces, which nothing else tells from the end of a path.
  const rest = known
    .filter(path => path.length > 1)
    .reduce((words, path) => words.replaceAll(`${path}/`, '…/'), text);
  return rest.replaceAll(/(?<![\w.…/:-])\/(?!(?:dev|proc|sys)\/)(?:[^\s/"'`:,;()[\]]+\/)+/g, '…/');
}
