import { resolve } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import type { ImageFormat } from '../disk/mode.ts';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';

const extents = z.array(
  z.object({
    start: z.int(),
    length: z.int(),
    present: z.boolean().optional(),
    zero: z.boolean(),
    data: z.boolean(),
  }),
);

/**
 * Bytes of an image that are not really allocated: holes, and extents that were reserved but never
 * written.
 */
export async function unallocatedBytes(image: {
  readonly path: string;
  readonly format: ImageFormat;
}): Promise<number> {
  return (await holesIn(image)).reduce((sum, { length }) => sum + length, 0);
}

/** The unallocated parts of an image, in bytes. */
export async function holesIn({
  path,
  format,
}: {
  readonly path: string;
  readonly format: ImageFormat;
}) {
  // -U reads beside a QEMU that has the image open for writing.
  const argv = ['qemu-img', 'map', '-U', '--output=json', '-f', format, resolve(path)];
  const { stdout } = await runTool({ argv, timeout: 60 });
  const map = extents.safeParse(parseJson(stdout));
  if (!map.success)
    throw new GateError('tool-failed', {
      problem: 'qemu-img map printed something other than its JSON map',
      argv,
    });
  return map.data.filter(({ data }) => !data);
}

/**
 * Bytes of a file that it shares with others (reflinks, snapshots): their first write allocates,
 * and costs more than any later one. Asked of filefrag (e2fsprogs), which asks the kernel (FIEMAP,
 * flag `shared`); undefined where the filesystem has no such map, as tmpfs, which shares nothing
 * either.
 */
export async function sharedBytes(path: string): Promise<number | undefined> {
  // -b1 counts in bytes; a file name can't be confused with an option.
  const argv = ['filefrag', '-v', '-b1', '--', path];
  const { stdout, stderr, exitCode } = await runTool({
    argv,
    timeout: 60,
    accept: [0, ...mapErrorStatuses],
  });
  if (exitCode !== 0 && /FIBMAP|FIEMAP/.test(stderr)) return undefined;
  if (exitCode !== 0 || !/^ *ext: +logical_offset: +physical_offset:/m.test(stdout)) {
    throw new GateError('tool-failed', {
      problem: 'filefrag printed no map of extents',
      argv,
      stderrTail: stderr,
    });
  }
  return stdout
    .split('\n')
    .map(extentOf)
    .reduce((sum, { length, shared }) => sum + (shared ? length : 0), 0);
}

/**
 * filefrag ends with the kernel's error: EPERM (the older map is for root), EINVAL, ENOTTY,
 * EOPNOTSUPP.
 */
const mapErrorStatuses = [1, 22, 25, 95];

/**
 * A row of filefrag's table:
 * `   0:        0.. 1048575: 139264.. 1187839: 1048576:             last,shared,eof`.
 */
function extentOf(line: string): { readonly length: number; readonly shared: boolean } {
  const row = /^ *\d+: +\d+\.\. *\d+: +\d+\.\. *\d+: +(\d+):(.*)$/.exec(line);
  return { length: Number(row?.[1] ?? 0), shared: /\bshared\b/.test(row?.[2] ?? '') };
}

/** Whether an error says that filefrag is not installed. */
export function isMissingProgram(error: unknown): boolean {
  return error instanceof GateError && error.code === 'missing-packages';
}
