import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GateError, hasCode, messageOf } from './errors.ts';

/**
 * The text of the named config file, by its path below `directory`, or of storage-gate.yml where it
 * exists; undefined where neither is there. `bad-config` where it can't be read, with `remedy`.
 */
export async function readConfigFile(
  named: string | undefined,
  { directory, remedy }: { readonly directory: string; readonly remedy: string },
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const path = named ?? 'storage-gate.yml';
  try {
    return { path, text: await readFile(resolve(directory, path), 'utf8') };
  } catch (cause) {
    if (named === undefined && hasCode(cause, 'ENOENT')) return undefined;
    throw new GateError(
      'bad-config',
      { problem: `the config file ${path} can't be read`, why: messageOf(cause), remedy },
      { cause },
    );
  }
}
