import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { GateError } from '../errors.ts';

/** Directories of system programs (mke2fs, depmod), which an ordinary user's PATH often lacks. */
const systemDirectories = ['/usr/sbin', '/sbin'];

/** PATH, followed by those directories of system programs that are not in it. */
export function searchPath(path = process.env['PATH'] ?? ''): string {
  const directories = path.split(delimiter).filter(directory => directory !== '');
  return [...new Set([...directories, ...systemDirectories])].join(delimiter);
}

/** Path of the first program of that name in the search path; undefined where there is none. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const directory of searchPath().split(delimiter)) {
    const path = join(directory, name);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

/** Path of the first program of that name in the search path; else `missing-packages`. */
export async function requireProgram(name: string): Promise<string> {
  const path = await findProgram(name);
  if (path !== undefined) return path;
  throw missingProgram(name);
}

/**
 * The error of a program that is not there; `orElse` is what else would help, `argv` the command
 * that needs it.
 */
export function missingProgram(
  name: string,
  { orElse, argv }: { readonly orElse?: string; readonly argv?: readonly string[] } = {},
): GateError {
  const setup = 'run `storage-gate setup`, which lists and installs what is missing';
  return new GateError('missing-packages', {
    problem: `the program ${name} is not installed`,
    remedy: orElse === undefined ? setup : `${setup}, or ${orElse}`,
    argv,
  });
}

/** Whether a path is a file that we may execute. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
