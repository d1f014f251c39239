import { copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runTool } from '../process/tool.ts';
import { findProgram } from './guest-program.ts';
import type { Toolset } from './toolset.ts';

/**
 * What to put into which image, and a directory that does not exist yet, to be filled and removed.
 */
export interface ToolsDiskRequest {
  readonly toolset: Toolset;
  readonly image: string;
  readonly scratch: string;
}

const mebibyte = 1024 * 1024;

/**
 * Writes the tools with their libraries into an ext4 image without a journal (it is only ever
 * read), under the paths that they have on the host, and what stands in for libraries of theirs;
 * the libraries that the initial file system brings already are left out.
 */
export async function buildToolsDisk({ toolset, image, scratch }: ToolsDiskRequest): Promise<void> {
  const { tools, agent } = toolset;
  const files = new Set(tools.flatMap(tool => [tool.path, ...tool.libraries]));
  for (const library of agent.libraries) files.delete(library);
  await mkdir(scratch, { mode: 0o755 });
  let bytes = 0;
  // Before the real ones: what another tool does need takes its place.
  for (const { path, content } of tools.flatMap(tool => tool.standIns)) {
    const file = join(scratch, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: 0o644 });
    bytes += content.length;
  }
  for (const file of files) {
    const copy = join(scratch, file);
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(file, copy);
    bytes += (await stat(copy)).size;
  }
  const size = Math.ceil((bytes * 1.1) / mebibyte) + 8;
  const mke2fs = await findProgram('mke2fs');
  await runTool({
    argv: [
      mke2fs,
      '-q',
      '-t',
      'ext4',
      '-O',
      '^has_journal',
      '-m',
      '0',
      '-L',
      'tools',
      '-d',
      scratch,
      image,
      `${size}M`,
    ],
    timeout: 120,
  });
  await rm(scratch, { recursive: true });
}
