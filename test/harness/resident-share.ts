import { GateError } from '../../src/errors.ts';
import { runTool } from '../../src/process/tool.ts';

/**
 * The share of a file that is in the host's page cache, 0 to 1 (1 for an empty file), by
 * util-linux's fincore.
 */
export async function residentShare(path: string): Promise<number> {
  const argv = ['fincore', '--json', '--bytes', '--output', 'RES,SIZE', '--', path];
  const { stdout } = await runTool({ argv, timeout: 30 });
  const [, resident] = /"res": ?"?(\d+)/.exec(stdout) ?? [];
  const [, size] = /"size": ?"?(\d+)/.exec(stdout) ?? [];
  if (resident === undefined || size === undefined) {
    throw new GateError('tool-failed', {
      problem: 'fincore printed no size',
      argv,
      stderrTail: stdout,
    });
  }
  return Number(size) === 0 ? 1 : Math.min(1, Number(resident) / Number(size));
}
