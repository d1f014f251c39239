import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { GuestArtifacts } from '../src/guest/artifacts.ts';
import { type ArchiveEntry, packArchive, parentDirectories } from '../src/guest/cpio.ts';
import { findProgram, parseLibraries } from '../src/guest/guest-program.ts';
import { initScript } from '../src/guest/init-script.ts';
import { surveyToolset } from '../src/guest/toolset.ts';
import { runTool } from '../src/process/tool.ts';

/** Where variants of our initial file system are written to, and what they are made from. */
export interface ArchiveSite {
  readonly artifacts: GuestArtifacts;
  readonly directory: string;
}

/** Our archive, compressed with gzip. */
export async function compressedArchive({ artifacts, directory }: ArchiveSite): Promise<string> {
  const path = join(directory, 'initrd.gz');
  await writeFile(path, gzipSync(await readFile(artifacts.initrd)));
  return path;
}

/**
 * Our archive with the tools and their libraries in it, under the paths where it has links to the
 * tools disk.
 */
export async function completeArchive(
  site: ArchiveSite,
  tools: readonly string[],
): Promise<string> {
  const toolset = await surveyToolset(tools);
  const paths = new Set(toolset.tools.flatMap(tool => [tool.path, ...tool.libraries]));
  const standIns = toolset.tools.flatMap(tool => tool.standIns);
  return extendedArchive(site, {
    name: 'complete',
    files: [
      ...standIns.map(({ path, content }) => [path.slice(1), content] as const),
      ...(await readFiles([...paths].map(path => [path.slice(1), path]))),
    ],
  });
}

/** Where a guest with `librariesArchive` has the host's libraries, all in one directory. */
export const hostLibraries = '/host-libraries';

/** Our archive with all libraries that a program loads on this host. */
export async function librariesArchive(site: ArchiveSite, program: string): Promise<string> {
  const { stdout } = await runTool({
    argv: ['ldd', await findProgram(program)],
    env: { LC_ALL: 'C' },
  });
  const libraries = [...parseLibraries(program, stdout).values()];
  return extendedArchive(site, {
    name: 'libraries',
    files: await readFiles(
      libraries.map(path => [`${hostLibraries.slice(1)}/${basename(path)}`, path]),
    ),
  });
}

/** Our archive with the modules as they were packaged: signed. */
export async function signedArchive(
  site: ArchiveSite,
  modules: readonly string[],
): Promise<string> {
  return extendedArchive(site, {
    name: 'signed',
    files: await readFiles(modules.map(path => [path, join(site.artifacts.initrd, '..', path)])),
  });
}

/**
 * Our archive with an init that does one thing after the other: the agent starts when all else is
 * there.
 */
export async function sequentialArchive(site: ArchiveSite): Promise<string> {
  const script = initScript
    .replace('finish "$@" &', 'finish "$@"')
    .replace('wait $rest || exit 1\n', '')
    .replace('rest=$!\n', '');
  if (
    script.length !==
    initScript.length - ' &'.length - 'wait $rest || exit 1\nrest=$!\n'.length
  ) {
    throw new Error('init changed: the variant without its concurrency has to be written anew');
  }
  return extendedArchive(site, { name: 'sequential', files: [['init', Buffer.from(script)]] });
}

type Files = readonly (readonly [string, Buffer])[];

function readFiles(sources: readonly (readonly [string, string])[]): Promise<Files> {
  return Promise.all(
    sources.map(async ([path, source]) => [path, await readFile(source)] as const),
  );
}

/** Linux unpacks joined archives in turn, and the later file wins. */
async function extendedArchive(
  { artifacts, directory }: ArchiveSite,
  { name, files }: { readonly name: string; readonly files: Files },
): Promise<string> {
  const path = join(directory, `initrd-${name}`);
  const entries: ArchiveEntry[] = [
    ...parentDirectories(files.map(([file]) => file)).map(parent => ({
      kind: 'directory' as const,
      path: parent,
    })),
    ...files.map(([file, content]) => ({
      kind: 'file' as const,
      path: file,
      mode: 0o755,
      content,
    })),
  ];
  await writeFile(path, Buffer.concat([await readFile(artifacts.initrd), packArchive(entries)]));
  return path;
}
