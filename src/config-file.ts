import { lstatSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { mostDefinition } from './core/definition.ts';
import { accept, type Outcome, reject } from './core/rejection.ts';
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

/**
 * The definition that a path names, below the working directory. `bad-document` where there is no
 * regular file, or none that can be read.
 */
export function readSourceFile(path: string): { readonly path: string; readonly text: string } {
  try {
    return { path, text: readSourceText(path) };
  } catch (cause) {
    const problem = `the definition ${path} can't be read`;
    const facts = { problem, why: messageOf(cause), remedy: 'name a file of text', path };
    throw new GateError('bad-document', facts, { cause });
  }
}

/**
 * Definitions of the work tree by the paths that a config names, below `directory`, the top of the
 * repository: their texts, or why one can't be read. Absent ones are left out. Nothing but
 * files of the repository itself is opened.
 */
export function readDefinitions(
  paths: readonly string[],
  directory: string,
): Map<string, Outcome<string>> {
  const texts = new Map<string, Outcome<string>>();
  for (const path of paths) {
    try {
      const top = realpathSync(directory);
      const whole = resolve(top, path);
      if (lstatSync(whole, { throwIfNoEntry: false }) === undefined) continue;
      // Git keeps a link as a text of its own, which at another commit may lead elsewhere.
      if (!whole.startsWith(`${top}/`) || realpathSync(whole) !== whole)
        throw new Error('it lies elsewhere, or behind a symbolic link');
      texts.set(path, accept(readSourceText(whole)));
    } catch (error) {
      texts.set(path, reject(path, messageOf(error), 'name a regular file of the repository'));
    }
  }
  return texts;
}

/** The text of a definition; its byte order mark is for the reader to see. */
function readSourceText(path: string): string {
  const bytes = readBounded(path, { most: mostDefinition });
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
