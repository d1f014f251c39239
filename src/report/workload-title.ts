import type { Run } from '../core/run.ts';

/**
 * What a reader calls a run's workloads: `rndrd` -> `random read`; an unknown one keeps its name.
 */
export function titlesOf({ plan: { suite } }: Run): (workload: string) => string {
  const titles = new Map(suite.workloads.map(({ name, title }) => [name, title]));
  return workload => titles.get(workload) ?? workload;
}
