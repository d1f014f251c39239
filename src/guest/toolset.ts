import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import { fileDigest } from '../process/file-digest.ts';
import { requireProgram, runTool } from '../process/tool.ts';
import { fstab, initScript, kernelWords } from './init-script.ts';

/** A host program that goes into the guest, with every file that it needs to start. */
export interface GuestProgram {
  readonly name: string;
  /** Absolute path without symbolic links. */
  readonly path: string;
  /** Absolute paths of shared libraries and loader, as the loader looks for them; sorted. */
  readonly libraries: readonly string[];
  /** SHA-256 of the program and of each library, by path. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Everything of ours that a guest runs. */
export interface Toolset {
  /** busybox, the guest agent, and the tools that measure. */
  readonly programs: readonly GuestProgram[];
  readonly kernelWords: string;
  /**
   * SHA-256 over the content of all of it: equal for equal guests, whenever and wherever they were
   * built.
   */
  readonly digest: string;
}

/** Counts the changes of layout that no digest of an input shows. */
const builderVersion = 4;

/** A guest's programs as this host has them; `missing-packages` where one is not installed. */
export async function surveyToolset(tools: readonly string[]): Promise<Toolset> {
  const programs = await Promise.all(['busybox', 'qemu-ga', ...tools].map(surveyProgram));
  const words = kernelWords(process.arch);
  const digest = createHash('sha256').update(
    JSON.stringify([builderVersion, initScript, fstab, words]),
  );
  for (const { name, digests } of programs) digest.update(JSON.stringify([name, digests]));
  return { programs, kernelWords: words, digest: digest.digest('hex') };
}

/** The program of that name with its libraries; `missing-packages` where it is not installed. */
export async function surveyProgram(name: string): Promise<GuestProgram> {
  const path = await realpath(await requireProgram(name));
  // ldd ends with 1 and "not a dynamic executable" for a static program.
  const call = { argv: ['ldd', path], env: { LC_ALL: 'C' }, accept: [0, 1], timeout: 20 };
  const libraries = parseLibraries(path, (await runTool(call)).stdout);
  const digests: Record<string, string> = {};
  // One after the other: each has a buffer of its own, and a program may have 60 libraries.
  for (const file of [path, ...libraries]) digests[file] = await fileDigest(file);
  return { name, path, libraries, digests };
}

/**
 * Sorted paths in what `ldd` prints: `name => /path (0x…)`, or `/path (0x…)` for the loader.
 * `guest-build` where the host lacks one of the libraries.
 */
export function parseLibraries(program: string, output: string): readonly string[] {
  const absent = /^\s*(\S+) => not found/m.exec(output)?.[1];
  if (absent !== undefined) {
    throw new GateError('guest-build', {
      problem: `the library ${absent}, which ${program} needs, is not on this host`,
      remedy: `reinstall the package of ${program}`,
      argv: ['ldd', program],
    });
  }
  const lines = [...output.matchAll(/^\s+(?:(\S+) => )?(\/\S+) \(0x[0-9a-f]+\)$/gm)];
  // A program names its loader by a path, which on some hosts leads to another one.
  const paths = lines.flatMap(([, name = '', path = '']) => [name, path]);
  return [...new Set(paths.filter(path => path.startsWith('/')))].sort();
}
