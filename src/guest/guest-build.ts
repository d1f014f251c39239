import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GateError } from '../errors.ts';
import { fileDigest } from '../process/bounded-file.ts';
import { requireProgram, runTool } from '../process/tool.ts';
import { type ArchiveEntry, archivePieces, parentDirectories } from './cpio.ts';
import type { GivenInitrd } from './given-part.ts';
import { verifyEntry } from './guest-cache.ts';
import { fstab, initScript, kernelWords } from './init-script.ts';
import type { KernelChoice } from './kernel-choice.ts';
import needs from './needs.json' with { type: 'json' };

/** Everything that a guest is built from. */
export interface GuestInputs {
  readonly toolset: Toolset;
  readonly kernel: KernelChoice;
  readonly initrd: GivenInitrd | undefined;
}

/** Writes a guest's files into the new directory `target`, and returns their digests by name. */
export async function buildGuest(
  inputs: GuestInputs,
  cache: string,
  target: string,
): Promise<Readonly<Record<string, string>>> {
  const { identity, file, modules, entry } = inputs.kernel;
  await mkdir(join(target, 'modules'), { recursive: true, mode: 0o700 });
  await copyUnchanged(file, join(target, 'kernel'), identity.sha256);
  if (entry !== undefined) await verifyEntry(cache, entry);
  for (const path of modules) await copyFile(path, join(target, 'modules', basename(path)));
  await writeInitrd(inputs, join(target, 'initrd'));
  const names = modules.map(path => `modules/${basename(path)}`);
  return sealFiles(target, ['kernel', 'initrd', ...names]);
}

/**
 * The given archive first, then ours: Linux unpacks them in turn and the later file wins, so that
 * our init is in charge whatever a distribution's archive holds. Between them zeros up to a
 * multiple of 4, where Linux looks for the next one. Ours is not compressed, which boots sooner
 * under emulation (`npm run bench:boot`).
 */
async function writeInitrd({ toolset, kernel, initrd }: GuestInputs, path: string): Promise<void> {
  const ours = archivePieces(await archiveEntries(toolset, kernel.modules));
  if (initrd === undefined) return writeFile(path, ours);
  await copyUnchanged(initrd.path, path, initrd.sha256);
  const { size } = await stat(path);
  await writeFile(path, Buffer.alloc((4 - (size % 4)) % 4), { flag: 'a' });
  await writeFile(path, ours, { flag: 'a' });
}

/** Directories that init and the tools expect. */
const emptyDirectories = needs.directories;

/** Our initial filesystem: init, the kernel's modules, and all programs with their libraries. */
async function archiveEntries(
  { programs }: Toolset,
  modules: readonly string[],
): Promise<readonly ArchiveEntry[]> {
  const entries: readonly ArchiveEntry[] = [
    ...(await appletLinks(programs)),
    ...programs.flatMap(programEntries),
    ...modules.map(source => copyOf(source, `modules/${basename(source)}`)),
    { kind: 'file', path: 'init', mode: 0o755, content: Buffer.from(initScript) },
    { kind: 'file', path: 'etc/fstab', mode: 0o644, content: Buffer.from(fstab) },
    { kind: 'symlink', path: 'var/run', target: '/run' },
  ];
  const unique = [...new Map(entries.map(entry => [entry.path, entry])).values()];
  const parents = parentDirectories(unique.map(({ path }) => path));
  const directories = [...new Set([...emptyDirectories, ...parents])].sort();
  return [...directories.map(path => ({ kind: 'directory' as const, path })), ...unique];
}

/**
 * All files under the paths that they have on the host, so that a program starts whatever
 * environment it is given; a link where it would not be found.
 */
function programEntries({ name, path, libraries }: GuestProgram): readonly ArchiveEntry[] {
  const place = name === 'busybox' ? 'bin/busybox' : `usr/bin/${name}`;
  return [
    { kind: 'symlink', path: place, target: path },
    ...[path, ...libraries].map(source => copyOf(source, source.slice(1))),
  ];
}

function copyOf(source: string, path: string): ArchiveEntry {
  return { kind: 'copy', path, source };
}

/** Distributions build busybox with more or less in it. */
const neededApplets = needs.applets;

async function appletLinks(programs: readonly GuestProgram[]): Promise<readonly ArchiveEntry[]> {
  const busybox = programs.find(({ name }) => name === 'busybox');
  if (busybox === undefined) return [];
  const { stdout } = await runTool({ argv: [busybox.path, '--list'], timeout: 20 });
  const applets = stdout.split('\n').filter(name => name !== '' && name !== 'busybox');
  const lacks = neededApplets.filter(name => !applets.includes(name));
  if (lacks.length > 0) {
    const problem = `${busybox.path} lacks what the guest needs of it: ${lacks.join(', ')}`;
    const remedy = 'install a static busybox';
    throw new GateError('guest-build', { problem, remedy });
  }
  return applets.map(name => ({ kind: 'symlink', path: `bin/${name}`, target: 'busybox' }));
}

/** Copies a file and checks that the copy has the digest that the file was looked up with. */
async function copyUnchanged(original: string, copy: string, expected: string): Promise<void> {
  await copyFile(original, copy);
  if ((await fileDigest(copy)) === expected) return;
  const problem = `${original} changed while the guest was built from it`;
  const remedy = 'try again while no other program writes to it';
  throw new GateError('guest-build', { problem, remedy, path: original });
}

/** Makes the files ours alone, whatever umask and originals said, and returns their digests. */
async function sealFiles(
  directory: string,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const digests = names.map(async name => {
    await chmod(join(directory, name), 0o600);
    return [name, await fileDigest(join(directory, name))] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

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
