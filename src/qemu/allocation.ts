import { resolve } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import type { ImageFormat } from '../disk/mode.ts';
import { GateError } from '../errors.ts';
import { findProgram, runTool } from '../process/tool.ts';

const extents = z.array(z.object({ length: z.int(), data: z.boolean() }));

/**
 * Bytes of an image that are not really allocated: holes, and extents that were reserved but never
 * written.
 */
export async function unallocatedBytes({
  path,
  format,
}: {
  readonly path: string;
  readonly format: ImageFormat;
}): Promise<number> {
  // -U reads beside a QEMU that has the image open for writing.
  const argv = ['qemu-img', 'map', '-U', '--output=json', '-f', format, resolve(path)];
  const { stdout } = await runTool({ argv, timeout: 60 });
  const map = extents.safeParse(parseJson(stdout)).data;
  if (map === undefined) {
    const problem = 'qemu-img map printed something other than its JSON map';
    throw new GateError('tool-failed', { problem, argv });
  }
  return map.reduce((sum, { length, data }) => sum + (data ? 0 : length), 0);
}

/**
 * Bytes of a file that it shares with others (reflinks, snapshots): their first write allocates,
 * and costs more than any later one. Asked of filefrag (e2fsprogs), which asks the kernel (FIEMAP,
 * flag `shared`); undefined where that is not installed, or the filesystem has no such map, as
 * tmpfs, which shares nothing either.
 */
export async function sharedBytes(path: string): Promise<number | undefined> {
  if ((await findProgram('filefrag')) === undefined) return undefined;
  // -b1 counts in bytes; a file name can't be confused with an option.
  const argv = ['filefrag', '-v', '-b1', '--', path];
  // It ends with the kernel's error: EPERM (the older map is for root), EINVAL, ENOTTY, EOPNOTSUPP.
  const accept = [0, 1, 22, 25, 95];
  const { stdout, stderr, exitCode } = await runTool({ argv, timeout: 60, accept });
  if (exitCode !== 0 && /FIBMAP|FIEMAP/.test(stderr)) return undefined;
  if (exitCode !== 0 || !/^ *ext: +logical_offset: +physical_offset:/m.test(stdout)) {
    const problem = 'filefrag printed no map of extents';
    throw new GateError('tool-failed', { problem, argv, stderrTail: stderr });
  }
  // `   0:        0.. 1048575: 139264.. 1187839: 1048576:             last,shared,eof`
  const row = /^ *\d+: +\d+\.\. *\d+: +\d+\.\. *\d+: +(\d+):.*\bshared\b/gm;
  return [...stdout.matchAll(row)].reduce((sum, [, length]) => sum + Number(length), 0);
}
