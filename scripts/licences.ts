import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes the licence texts of all packages among `modules` (bundled file paths) to `file`, sorted
 * by name.
 */
export async function writeLicences({
  modules,
  file,
}: {
  modules: readonly string[];
  file: string;
}): Promise<void> {
  const directories = new Set(modules.flatMap(path => packageDirectory(path) ?? []));
  const sections = await Promise.all([...directories].sort().map(licenceSection));
  await writeFile(file, `${sections.sort().join('\n')}\n`);
}

function packageDirectory(path: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

async function licenceSection(directory: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const name = (await readdir(directory)).find(entry => /^licen[cs]e/i.test(entry));
  const text =
    name === undefined
      ? `(no licence file; package.json says ${manifest.license})\n`
      : await readFile(join(directory, name), 'utf8');
  return `${manifest.name} ${manifest.version} (${manifest.license})\n${text}`;
}
