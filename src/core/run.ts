import { z } from 'zod';
import { caches } from './cache-mode.ts';
import { contaminationSchema, droppedSchema, thresholdsSchema } from './contamination.ts';
import {
  aioEngines,
  buses,
  discards,
  imageFormats,
  preallocations,
  zeroDetections,
} from './disk-mode.ts';
import { gateSchema } from './gate-plan.ts';
import { accessPatterns, asynchronousEngines, profiles } from './gate-suite.ts';
import { metricNames } from './metric.ts';
import { sides } from './plan.ts';
import type { Outcome } from './rejection.ts';
import { inconsistencies } from './run-consistency.ts';
import { decodeInStages } from './staged-decoding.ts';

/** Names that appear in tables and paths: ASCII, no spaces, at most 64 characters. */
export const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

// A stored document is untrusted: every text is bounded, every count too, every number finite.
const name = z
  .string()
  .regex(
    namePattern,
    'must be 1-64 letters, digits, ".", "_" or "-", starting with a letter or digit',
  );
const text = z.string().max(500);
/** Without an end a fraction of a second may have millions of digits. */
const time = z.iso.datetime().max(40);
const amount = z.number().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{16,64}$/, 'must be a lower-case hex digest');

const diskMode = z.strictObject({
  format: z.enum(imageFormats),
  cache: z.enum(caches),
  aio: z.enum(aioEngines),
  bus: z.enum(buses),
  iothread: z.boolean(),
  size: z.int().positive(),
  // Later fields: left out where they are QEMU's default, as they are in documents from before.
  clusterSize: z.int().positive().optional(),
  preallocation: z.enum(preallocations).optional(),
  lazyRefcounts: z.boolean().optional(),
  numQueues: z.int().positive().max(1024).optional(),
  discard: z.enum(discards).optional(),
  detectZeroes: z.enum(zeroDetections).optional(),
  logicalBlockSize: z.int().positive().optional(),
  physicalBlockSize: z.int().positive().optional(),
});

const seedSuite = z.strictObject({
  name: z.literal('seed'),
  tool: z.literal('sysbench'),
  seconds: z.int().positive(),
  files: z.int().positive(),
  fileTotalSize: z.int().positive(),
  fileBlockSize: z.int().positive(),
  fileFsyncFrequency: z.int().nonnegative(),
  workloads: z
    .array(
      z.strictObject({ name, title: text, mode: z.enum(['rndrd', 'rndwr', 'seqrd', 'seqwr']) }),
    )
    .min(1)
    .max(64),
});

const gateSuite = z.strictObject({
  name: z.literal('gate'),
  tool: z.literal('fio'),
  profile: z.enum(profiles),
  rampMilliseconds: z.int().nonnegative(),
  runMilliseconds: z.int().positive(),
  writeCap: z.int().positive(),
  engine: z.enum(asynchronousEngines),
  workloads: z
    .array(
      z.strictObject({
        name,
        title: text,
        rw: z.enum(accessPatterns),
        blockSize: z.int().positive(),
        depth: z.int().positive(),
        fdatasync: z.boolean(),
      }),
    )
    .min(1)
    .max(64),
});

const suite = z.discriminatedUnion('name', [seedSuite, gateSuite]);

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('disk'), mode: diskMode }),
  z.strictObject({ kind: z.literal('null'), size: z.int().positive() }),
  z.strictObject({ kind: z.literal('host'), direct: z.boolean(), dsync: z.boolean().optional() }),
]);

const plan = z.strictObject({
  suite,
  arms: z
    .array(
      z.strictObject({
        name,
        side: z.enum(sides),
        target,
        /** absent in documents from before it was recorded, too */
        ownDirectory: z.boolean().optional(),
        workloads: z.array(name).min(1).max(64).optional(),
        throttle: z.int().positive().optional(),
      }),
    )
    .min(1)
    .max(128),
  rounds: z.int().positive().max(1000),
  randomSeed: z.int(),
  order: z.array(z.array(z.int().nonnegative()).max(128)).max(1000),
  budget: amount,
  writeBudget: amount,
  /** absent in documents from before contamination was judged */
  contamination: thresholdsSchema.optional(),
  armsPicked: z.boolean().optional(),
  gate: gateSchema.optional(),
});

/**
 * What must agree between two runs for their numbers to be comparable; each field is a fact about
 * the host.
 */
const environment = z.strictObject({
  /** `none` where the run has no virtual disk, so that no guest was booted */
  accelerator: z.enum(['kvm', 'tcg', 'none']),
  architecture: text,
  cpuModel: text,
  cpuCores: z.int().positive(),
  /** major.minor of the host's kernel */
  hostKernel: text,
  /** type of the filesystem under the measured directory */
  filesystem: text,
  /**
   * kind of the block device under it, as the kernel describes it: model and rotational flag, never
   * a serial
   */
  device: text,
  suite: digest,
  tools: z
    .record(name, text)
    .refine(tools => Object.keys(tools).length <= 64, 'has more than 64 tools'),
  /** the host's own QEMU; null where the input `qemu` gave one, which makes it subject */
  qemu: text.nullable(),
  /** release of the guest kernel from lock or cache; null where the input `kernel` gave one */
  guestKernel: text.nullable(),
  /** digest of the initial ramdisk and tools that we built; null without a guest */
  guestTools: digest.nullable(),
});

/** A part of the machine that an input gave: judged, never a reason for incomparable. */
const part = z.strictObject({ sha256: digest, version: text });

/** What a pull request may change and the gate must judge. */
const subject = z.strictObject({
  target,
  qemu: part.optional(),
  kernel: part.optional(),
  initrd: part.optional(),
});

/**
 * One fact of the proof that a disk mode was in force: what was expected, and what was read back.
 */
const evidence = z.strictObject({ fact: text, expected: text, found: text });

/** `ok` only where every fact was found as expected, after attaching in every round. */
const attestation = z.strictObject({ ok: z.boolean(), evidence: z.array(evidence).max(64) });

const arm = z.strictObject({
  name,
  side: z.enum(sides),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .nullable(),
  subject,
  /**
   * canonical key of the disk mode; `null` without storage; `host` or `host-direct` for arms
   * without QEMU
   */
  key: text,
  /** fio's engine of the workloads at more than depth 1; the readings were checked for it */
  engine: z.enum(asynchronousEngines).optional(),
  attestation,
});

/**
 * A measured value in base units. `order` counts the measurements of the round; `seconds` are those
 * that the tool measured, by its own clock and without a ramp.
 */
const measurement = z.strictObject({
  arm: z.int().nonnegative(),
  workload: name,
  metric: z.enum(metricNames),
  value: amount,
  order: z.int().nonnegative(),
  startedAt: time,
  seconds: amount,
  bytes: amount,
});

const round = z.strictObject({
  index: z.int().nonnegative(),
  /** seconds from QEMU's start to the agent's first answer */
  boots: z.array(z.strictObject({ guest: name, seconds: amount })).max(16),
  measurements: z.array(measurement).max(10_000),
  /** what others did to the host meanwhile */
  contamination: contaminationSchema,
});

/** A doubt about the run, shown as a footnote; `arm` where it concerns one only. */
const caveat = z.strictObject({ code: name, arm: name.optional(), text });

/** Schema of the run document, version 1. */
const runSchema = z.strictObject({
  schema: z.literal(1),
  tool: z.strictObject({ name: z.literal('qemu-storage-gate'), version: text }),
  startedAt: time,
  randomSeed: z.int(),
  plan,
  environment,
  fingerprint: digest,
  arms: z.array(arm).min(1).max(128),
  rounds: z.array(round).max(1000),
  /** contaminated rounds that were dropped whole and measured again */
  dropped: z.array(droppedSchema).max(1000).optional(),
  looks: z
    .array(z.strictObject({ round: z.int().positive(), decision: z.enum(['continue', 'stop']) }))
    .max(1000),
  stop: z.strictObject({
    reason: z.enum(['planned', 'decided', 'budget', 'write-budget', 'trouble']),
  }),
  /** wall seconds: where the time of the run went */
  timing: z.strictObject({ boot: amount, prepare: amount, measure: amount, rest: amount }),
  bytesWritten: amount,
  caveats: z.array(caveat).max(200),
});

type DeepReadonly<T> = T extends (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** Everything measured in one invocation on one host. */
export type Run = DeepReadonly<z.infer<typeof runSchema>>;
export type RunArm = Run['arms'][number];
export type Round = Run['rounds'][number];
export type Measurement = Round['measurements'][number];
export type Environment = Run['environment'];
export type Subject = RunArm['subject'];
export type Attestation = RunArm['attestation'];
export type Caveat = Run['caveats'][number];

/**
 * Decodes an untrusted document and holds it against itself; each rejection has the path of what is
 * wrong.
 */
export function decodeRun(document: unknown): Outcome<Run> {
  const decoded = decodeInStages(document, { round, whole: runSchema });
  if (!decoded.ok) return decoded;
  const rejections = inconsistencies(decoded.value);
  return rejections.length > 0 ? { ok: false, rejections: rejections.slice(0, 20) } : decoded;
}

/** The document as it is stored: keys in the order of the schema, two spaces, a final newline. */
export function encodeRun(run: Run): string {
  // A run that the schema refuses is encoded as it is: whoever stores it decodes it first, and says
  // what is wrong.
  const ordered = runSchema.safeParse(run);
  return `${JSON.stringify(ordered.success ? ordered.data : run, undefined, 2)}\n`;
}
