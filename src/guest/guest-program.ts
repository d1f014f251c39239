import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { fileDigest } from './file-digest.ts';
import { replaceUnused, type StandInFile } from './unused-libraries.ts';

/** A host program that goes into the guest, with every file that it needs to start. */
export interface GuestProgram {
  readonly name: string;
  /** Absolute path without symbolic links. */
  readonly path: string;
  /**
   * Shared libraries and loader, absolute, under the very paths where the loader looks for them.
   */
  readonly libraries: readonly string[];
  /** Stand in for libraries that it is linked with and never calls. */
  readonly standIns: readonly StandInFile[];
  /** SHA-256 of the program, each library and each stand-in, by path. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Programs that only root usually has in its PATH. */
const systemDirectories = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * The program of that name with its library closure; `missing-packages` where it is not installed.
 */
export async function surveyProgram(name: string): Promise<GuestProgram> {
  const path = await realpath(await findProgram(name));
  const found = await findLibraries(path);
  const chosen = await replaceUnused({ path, libraries: found }, async env =>
    findLibraries(path, env),
  );
  const { standIns } = chosen;
  const libraries = [...chosen.libraries.values()].sort();
  const digests = await Promise.all(
    [path, ...libraries].map(async file => [file, await fileDigest(file)] as const),
  );
  const made = standIns.map(({ path: file, content }) => [file, sha256(content)] as const);
  return { name, path, libraries, standIns, digests: Object.fromEntries([...digests, ...made]) };
}

/** Paths, in the order of their names, of all that is put into the guest for a program to load. */
export function loadedFiles({ libraries, standIns }: GuestProgram): readonly string[] {
  return [...libraries, ...standIns.map(({ path }) => path)].sort();
}

/**
 * Absolute path of a program in PATH or in a system directory; `missing-packages` where there is
 * none.
 */
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

/**
 * Libraries by name in what `ldd` prints: `name => /path (0x…)`, or `/path (0x…)` for the loader,
 * which is its own name.
 */
export function parseLibraries(program: string, output: string): ReadonlyMap<string, string> {
  const absent = /^\s*(\S+) => not found/m.exec(output)?.[1];
  if (absent !== undefined) {
    throw new GateError('guest-build', {
      problem: `the library ${absent}, which ${program} needs, is not on this host`,
      remedy: `reinstall the package that ${program} belongs to`,
      argv: ['ldd', program],
    });
  }
  const lines = output.matchAll(/^\s+(?:(\S+) => )?(\/\S+) \(0x[0-9a-f]+\)$/gm);
  return new Map([...lines].map(([, name, path = '']) => [name ?? path, path]));
}

async function lookUp(name: string): Promise<string | undefined> {
  const directories = [
    ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
    ...systemDirectories,
  ];
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

async function findLibraries(
  path: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, string>> {
  const env = { LC_ALL: 'C', ...environment };
  // ldd ends with 1 and "not a dynamic executable" for a static program.
  const { stdout } = await runTool({ argv: ['ldd', path], env, accept: [0, 1], timeout: 20 });
  return parseLibraries(path, stdout);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
