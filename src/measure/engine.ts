import type { Plan } from '../core/plan.ts';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { rulesOf } from '../suites/registry.ts';

/**
 * The plan with its suite as this host can measure it, settled before the first number and for all
 * arms alike: fio's io_uring, or libaio where the host refuses it.
 */
export async function settleSuite(plan: Plan, signal: AbortSignal): Promise<Plan> {
  const { probe } = rulesOf(plan.suite);
  if (probe === undefined) return plan;
  try {
    // A file that certainly exists.
    await runTool({ argv: probe.argv(process.execPath), timeout: 30, signal });
    return plan;
  } catch (error) {
    if (!(error instanceof GateError && error.code === 'tool-failed')) throw error;
    return { ...plan, suite: probe.otherwise };
  }
}
