import { z } from 'zod';
import { sha256Hex } from './digest.ts';
import { type Decoded, digestSchema, nameSchema, textSchema } from './schema.ts';

/** Schema of an environment, as a run document keeps it. */
export const environmentSchema = z.strictObject({
  /** `none` where the run has no virtual disk, so that no guest was booted */
  accelerator: z.enum(['kvm', 'tcg', 'none']),
  architecture: textSchema,
  cpuModel: textSchema,
  cpuCores: z.int().positive(),
  /** major.minor of the host's kernel */
  hostKernel: textSchema,
  /** type of the filesystem under the measured directory */
  filesystem: textSchema,
  /**
   * kind of the block device under it, as the kernel describes it: model and rotational flag, never
   * a serial
   */
  device: textSchema,
  suite: digestSchema,
  tools: z
    .record(nameSchema, textSchema)
    .refine(tools => Object.keys(tools).length <= 64, 'has more than 64 tools'),
  /** the host's own QEMU; null where the input `qemu` gave one, which makes it subject */
  qemu: textSchema.nullable(),
  /** release of the guest kernel from lock or cache; null where the input `kernel` gave one */
  guestKernel: textSchema.nullable(),
  /** digest of the initial ramdisk and tools that we built; null without a guest */
  guestTools: digestSchema.nullable(),
  /** CPUs of the guest; absent where it has the usual ones, as in documents from before */
  guestCpus: z.int().positive().max(8).optional(),
  /** threads of the guest that had a processor each; absent where none had */
  guestPin: z.enum(['vcpus', 'iothread', 'all']).optional(),
  /** kinds and limits of the block devices under test; absent where there are none */
  devices: textSchema.optional(),
});

/**
 * What must agree between two runs for their numbers to be comparable; each field is a fact about
 * the host.
 */
export type Environment = Decoded<typeof environmentSchema>;

/** Digest of an environment as lower-case hex, independent of the order of its fields. */
export function fingerprintOf(environment: Environment): string {
  return sha256Hex(canonicalJson(environment));
}

/**
 * The facts of two environments that differ, as `hostKernel 6.1 -> 6.12`, in a fixed order; empty
 * where they agree.
 */
export function differingFacts(from: Environment, to: Environment): string[] {
  const before = factsOf(from);
  const after = factsOf(to);
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return names
    .filter(name => before.get(name) !== after.get(name))
    .map(name => `${name} ${before.get(name) ?? '(none)'} -> ${after.get(name) ?? '(none)'}`);
}

/** Every leaf with its path as its name: `tools.sysbench` -> `1.0.20`. */
function factsOf({ tools, ...flat }: Environment): Map<string, string> {
  const ofTools = Object.entries(tools).map(
    ([tool, version]) => [`tools.${tool}`, version] as const,
  );
  return new Map(
    [...Object.entries(flat), ...ofTools].map(([name, value]) => [name, describeFact(value)]),
  );
}

/** Digests are cut: a reader compares them, and never copies one. */
function describeFact(value: string | number | null | undefined): string {
  if (value === null) return '(given by input)';
  return typeof value === 'string' && /^[0-9a-f]{16,}$/.test(value)
    ? value.slice(0, 12)
    : String(value);
}

/** JSON whose text does not depend on the order of keys. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
