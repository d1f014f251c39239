import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';

/** Newer versions of util-linux print numbers, older ones texts. */
const count = z.coerce.number().nonnegative();
const answer = z.object({ fincore: z.tuple([z.object({ res: count, size: count })]) });

/**
 * The share of a file that is in the host's page cache, 0 to 1 (1 for an empty file), by
 * util-linux's fincore. `missing-packages`, `tool-failed`.
 */
export async function residentShare(path: string): Promise<number> {
  const argv = ['fincore', '--json', '--bytes', '--output', 'RES,SIZE', '--', path];
  const { stdout, stderr } = await runTool({ argv, timeout: 30 });
  const read = answer.safeParse(parseJson(stdout));
  if (!read.success) {
    const problem = 'fincore printed something other than the pages and the size of a file';
    throw new GateError('tool-failed', { problem, argv, stderrTail: stderr || stdout });
  }
  const [{ res, size }] = read.data.fincore;
  return size === 0 ? 1 : Math.min(1, res / size);
}
