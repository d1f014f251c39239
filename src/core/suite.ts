import { z } from 'zod';
import { sha256Hex } from './digest.ts';
import { canonicalJson } from './environment.ts';
import { type Decoded, nameSchema, textSchema } from './schema.ts';

/** What every suite of a document has; the rest is its kind's matter (`src/suites`). */
const shape = z.looseObject({
  name: nameSchema,
  /** The program that measures, which the guest has and whose version is recorded. */
  tool: nameSchema,
  workloads: z
    .array(
      z.looseObject({
        /** Unique in its suite: `randread-4k-qd1`. */
        name: nameSchema,
        /** What a reader calls it: `random read 4k, depth 1`. */
        title: textSchema,
      }),
    )
    .min(1)
    .max(64),
});

/** One named job of a suite's tool. */
export type Workload = Pick<Decoded<typeof shape>['workloads'][number], 'name' | 'title'>;

/** The workloads of a plan with the options they share. */
export interface Suite extends Pick<Decoded<typeof shape>, 'name' | 'tool'> {
  readonly workloads: readonly Workload[];
}

/** Schema of a suite of any kind: only its kind knows its other fields, which stay as they are. */
export const suiteSchema = z.custom<Suite>().check(({ value: input, issues }) => {
  const found = shape.safeParse(input).error?.issues ?? [];
  issues.push(
    ...found.map(({ path, message }) => ({ code: 'custom' as const, path, message, input })),
  );
});

/** Digest over everything that makes two suites measure the same thing, in any order of fields. */
export function suiteDigest(suite: Suite): string {
  return sha256Hex(canonicalJson(suite)).slice(0, 16);
}
