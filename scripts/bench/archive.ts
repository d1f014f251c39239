import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { GuestArtifacts } from '../../src/guest/artifacts.ts';
import { type ArchiveEntry, packArchive, parentDirectories } from '../../src/guest/cpio.ts';
import { initScript } from '../../src/guest/init-script.ts';
import { surveyToolset } from '../../src/guest/toolset.ts';

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

/** Our archive with the tools and their libraries in it, under the paths where it has links to the tools disk. */
export async function completeArchive(site: ArchiveSite, tools: readonly string[]): Promise<string> {
  const toolset = await surveyToolset(tools);
  const paths = new Set(toolset.tools.flatMap(tool => [tool.path, ...tool.libraries]));
  return extendedArchive(site, {
    name: 'complete',
    files: await readFiles([...paths].map(path => [path.slice(1), path])),
  });
}

/** Our archive with the modules as they were packaged: signed. */
export async function signedArchive(site: ArchiveSite, modules: readonly string[]): Promise<string> {
  return extendedArchive(site, {
    name: 'signed',
    files: await readFiles(modules.map(path => [path, join(site.artifacts.initrd, '..', path)])),
  });
}

/** Our archive with an init that does one thing after the other: the agent starts when all else is there. */
export async function sequentialArchive(site: ArchiveSite): Promise<string> {
  const script = initScript
    .replace('finish "$@" &', 'finish "$@"')
    .replace('wait $rest || exit 1\n', '')
    .replace('rest=$!\n', '');
  if (script.length !== initScript.length - ' &'.length - 'wait $rest || exit 1\nrest=$!\n'.length) {
    throw new Error('init changed: the variant without its concurrency has to be written anew');
  }
  return extendedArchive(site, { name: 'sequential', files: [['init', Buffer.from(script)]] });
}

type Files = readonly (readonly [string, Buffer])[];

function readFiles(sources: readonly (readonly [string, string])[]): Promise<Files> {
  return Promise.all(sources.map(async ([path, source]) => [path, await readFile(source)] as const));
}

/** Linux unpacks joined archives in turn, and the later file wins. */
async function extendedArchive(
  { artifacts, directory }: ArchiveSite,
  { name, files }: { readonly name: string; readonly files: Files },
): Promise<string> {
  const path = join(directory, `initrd-${name}`);
  const entries: ArchiveEntry[] = [
    ...parentDirectories(files.map(([file]) => file)).map(parent => ({ kind: 'directory' as const, path: parent })),
    ...files.map(([file, content]) => ({ kind: 'file' as const, path: file, mode: 0o755, content })),
  ];
  await writeFile(path, Buffer.concat([await readFile(artifacts.initrd), packArchive(entries)]));
  return path;
}
