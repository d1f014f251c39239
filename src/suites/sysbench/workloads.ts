import { z } from 'zod';
import { type Decoded, nameSchema, textSchema } from '../../core/schema.ts';
import post from './post.json' with { type: 'json' };

const workloadSchema = z.strictObject({
  /** Unique in its suite: `rndrd`. */
  name: nameSchema,
  /** What a reader calls it: `random read`. */
  title: textSchema,
  mode: z.enum(['rndrd', 'rndwr', 'seqrd', 'seqwr']),
});

/** One job of sysbench fileio, by its own test mode names. */
export type SysbenchWorkload = Decoded<typeof workloadSchema>;

/** Schema of the suite, as a run document keeps it. */
export const sysbenchSuiteSchema = z.strictObject({
  name: z.literal('sysbench'),
  tool: z.literal('sysbench'),
  seconds: z.int().positive(),
  files: z.int().positive(),
  fileTotalSize: z.int().positive(),
  fileBlockSize: z.int().positive(),
  fileFsyncFrequency: z.int().nonnegative(),
  workloads: z.array(workloadSchema).min(1).max(64),
});

/**
 * The suite of the blog post that started the project. Sizes in bytes, seconds whole (sysbench cuts
 * fractions). Source: the blog post "Performance of virtual storage (part 2): QEMU", T. Debatty,
 * 2024.
 */
export type SysbenchSuite = Decoded<typeof sysbenchSuiteSchema>;

/** The sysbench suite as the post measured it. */
export const sysbenchSuite: SysbenchSuite = sysbenchSuiteSchema.parse(post);

/** Whether a workload writes. */
export function isWriting({ mode }: SysbenchWorkload): boolean {
  return mode === 'rndwr' || mode === 'seqwr';
}
