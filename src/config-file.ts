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

/** Most bytes of a definition. */
const mostDefinition = 2 ** 20;

/**
 * The definition that a path names, below the working directory. `bad-document` where there is no
 * regular file, or none that can be read.
 */
export function readSourceFile(path: string): { readonly path: string; readonly text: string } {
  try {
    // Its byte order mark is for the reader to see.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return { path, text: decoder.decode(readBounded(path, { most: mostDefinition })) };
  } catch (cause) {
    const problem = `the definition ${path} can't be read`;
    const facts = { problem, why: messageOf(cause), remedy: 'name a file of text', path };
    throw new GateError('bad-document', facts, { cause });
  }
}
