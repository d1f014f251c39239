import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { fileDigest } from './file-digest.ts';

/** A host program that goes into the guest, with every file that it needs to start. */
export interface GuestProgram {
  readonly name: string;
  /** Absolute path without symbolic links. */
  readonly path: string;
  /** Shared libraries and loader, absolute, under the very paths where the loader looks for them. */
  readonly libraries: readonly string[];
  /** SHA-256 of the program and each library, by path. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Programs that only root usually has in its PATH. */
const systemDirectories = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The program of that name with its library closure; `missing-packages` where it is not installed. */
export async function surveyProgram(name: string): Promise<GuestProgram> {
  const path = await realpath(await findProgram(name));
  const libraries = await findLibraries(path);
  const files = [path, ...libraries];
  const digests = await Promise.all(files.map(async file => [file, await fileDigest(file)] as const));
  return { name, path, libraries, digests: Object.fromEntries(digests) };
}

/** Absolute path of a program in PATH or in a system directory; `missing-packages` where there is none. */
export async function findProgram(name: string): Promise<string> {
  const path = await lookUp(name);
  if (path !== undefined) return path;
  throw new GateError('missing-packages', {
    problem: `the program ${name}, which the guest is built with, is not installed`,
    remedy: 'run `storage-gate setup`, which lists and installs what is missing',
  });
}

/** Whether a program of that name is in PATH or in a system directory. */
export async function isInstalled(name: string): Promise<boolean> {
  return (await lookUp(name)) !== undefined;
}

/** The libraries in what `ldd` prints: `name => /path (0x…)`, or `/path (0x…)` for the loader. */
export function parseLibraries(program: string, output: string): readonly string[] {
  const absent = /^\s*(\S+) => not found/m.exec(output)?.[1];
  if (absent !== undefined) {
    throw new GateError('guest-build', {
      problem: `the library ${absent}, which ${program} needs, is not on this host`,
      remedy: `reinstall the package that ${program} belongs to`,
      argv: ['ldd', program],
    });
  }
  return [...output.matchAll(/^\s+(?:\S+ => )?(\/\S+) \(0x[0-9a-f]+\)$/gm)].map(match => match[1] ?? '').sort();
}

async function lookUp(name: string): Promise<string | undefined> {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...systemDirectories];
  for (const directory of directories) {
    const path = join(directory, name);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function findLibraries(path: string): Promise<readonly string[]> {
  // ldd ends with 1 and "not a dynamic executable" for a static program.
  const { stdout } = await runTool({ argv: ['ldd', path], env: { LC_ALL: 'C' }, accept: [0, 1], timeout: 20 });
  return parseLibraries(path, stdout);
}
