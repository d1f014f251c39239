import type { Plan } from '../core/plan.ts';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';

/**
 * The plan with fio's asynchronous engine resolved, before the first number and for all arms alike:
 * io_uring, or libaio where this host refuses it (kernel.io_uring_disabled, seccomp, an old fio).
 */
export async function resolveEngine(plan: Plan, signal: AbortSignal): Promise<Plan> {
  const { suite } = plan;
  if (suite.name !== 'gate' || suite.engine === 'libaio' || (await canUseIoUring(signal)))
    return plan;
  return { ...plan, suite: { ...suite, engine: 'libaio' } };
}

/** Reads one block of a file that certainly exists. */
async function canUseIoUring(signal: AbortSignal): Promise<boolean> {
  const job = ['--name=probe', '--ioengine=io_uring', '--rw=read', '--bs=4096', '--size=4096'];
  const argv = ['fio', '--output-format=json', '--readonly', '--allow_file_create=0', ...job];
  try {
    await runTool({
      argv: [...argv, `--filename=${process.execPath.replaceAll(':', '\\:')}`],
      timeout: 30,
      signal,
    });
    return true;
  } catch (error) {
    if (error instanceof GateError && error.code === 'tool-failed') return false;
    throw error;
  }
}
