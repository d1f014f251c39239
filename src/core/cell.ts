import { z } from 'zod';
import { metricNames } from './metric.ts';
import { type Decoded, nameSchema } from './schema.ts';

/** Schema of a cell's name, as a run document keeps it. */
export const cellNameSchema = z.strictObject({
  arm: nameSchema,
  workload: nameSchema,
  metric: z.enum(metricNames),
});

/** A cell of a head arm by its names, which are stable from run to run. */
export type CellName = Decoded<typeof cellNameSchema>;

/** A cell as it is named everywhere: `prod/randread-4k-qd32/throughput`. */
export function cellText({ arm, workload, metric }: CellName): string {
  return `${arm}/${workload}/${metric}`;
}
