import type { Suite } from '../core/workload.ts';
import { fioSteps } from './fio.ts';
import type { Step } from './step.ts';
import { sysbenchSteps } from './sysbench-steps.ts';

/** The steps of a suite, in its order. A new tool is one line here, one file and one fixture. */
export function stepsOf(suite: Suite): readonly Step[] {
  switch (suite.tool) {
    case 'sysbench':
      return sysbenchSteps(suite);
    case 'fio':
      return fioSteps(suite);
    default:
      return suite satisfies never;
  }
}
