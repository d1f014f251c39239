import { resolve } from 'node:path';
import { mostYaml } from './core/yaml.ts';
import { GateError, hasCode, messageOf } from './errors.ts';
import { readBounded } from './process/bounded-file.ts';

/**
 * The text and path of the named config file below `directory`, or of storage-gate.yml if it
 * exists; else undefined. `bad-config` with `remedy` where the file cannot be read.
 */
export async function readConfigFile(
  named: string | undefined,
  { directory, remedy }: { readonly directory: string; readonly remedy: string },
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const path = named ?? 'storage-gate.yml';
  try {
    const bytes = readBounded(resolve(directory, path), { most: mostYaml });
    return { path, text: bytes.toString('utf8') };
  } catch (cause) {
    if (named === undefined && hasCode(cause, 'ENOENT')) return undefined;
    throw new GateError(
      'bad-config',
      { problem: `the config file ${path} can't be read`, why: messageOf(cause), remedy },
      { cause },
    );
  }
}
