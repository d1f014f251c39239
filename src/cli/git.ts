import { relative, resolve } from 'node:path';
import type { WrittenSide } from '../config/at-once.ts';
import { resolveBaseSide } from '../config/base-side.ts';
import { definitionPaths } from '../config/definitions.ts';
import { refusal } from '../config/file-errors.ts';
import type { BaseSide, SettingsRequest } from '../config/settings.ts';
import { mostDefinition } from '../core/definition.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import { withBaseImages } from '../measure/base-images.ts';
import { tooLarge } from '../process/bounded-file.ts';
import { runGit } from '../store/git/environment.ts';
import { type CommitOfClone, entryAt, extractFrom } from '../store/git/extract.ts';

/** What git says here; undefined where it has nothing to say, or is missing. */
export async function askGit(...args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout, exitCode } = await runGit({ args, accept: [0, 1, 128] });
    return exitCode === 0 ? stdout.trim() : undefined;
  } catch (error) {
    if (error instanceof GateError && error.code === 'store-unusable') return undefined;
    throw error;
  }
}

/** The top of the repository around a directory, or that directory. */
export async function topOfClone(directory: string): Promise<string> {
  return (await askGit('-C', directory, 'rev-parse', '--show-toplevel')) || directory;
}

/**
 * The disks of a commit, by its own config and its own files, and those as they are written;
 * `bad-argument` where there is no such commit, `bad-config` where its config can't be used.
 */
export async function baseSideAt(
  revision: string,
  request: SettingsRequest,
): Promise<{ readonly side: BaseSide; readonly written: WrittenSide }> {
  const { workspace } = request;
  const named = ['--verify', '--end-of-options', `${revision}^{commit}`];
  const commit = await askGit('-C', workspace, 'rev-parse', ...named);
  if (!commit)
    throw new GateError('bad-argument', {
      problem: `--base-ref: there is no commit "${revision}" here`,
      remedy: 'fetch it, and name it as git does, such as origin/main',
    });
  const top = await topOfClone(workspace);
  const path = relative(top, resolve(workspace, request.configFile?.path ?? 'storage-gate.yml'));
  const at = { commit, top };
  const file = path.startsWith('..') ? undefined : await fileAt(path, at);
  const configFile = { path: `${path} at ${revision}`, text: file?.ok === true ? file.value : '' };
  if (file?.ok === false) throw refusal(file.rejections, configFile);
  const before = { ...request, configFile: file && configFile };
  const definitions = new Map<string, Outcome<string>>();
  for (const one of definitionPaths({ ...before, side: 'base' })) {
    const found = await fileAt(one, at);
    if (found !== undefined) definitions.set(one, found);
  }
  const base = resolveBaseSide({ ...before, definitions });
  if (!base.ok) throw refusal(base.rejections, configFile);
  const images = { workspace, top, extract: extractFrom(at) };
  const side = (await withBaseImages(base.value, images)) ?? base.value;
  return { side, written: { specs: request.raw.disks, config: before.configFile, definitions } };
}

/** The text of a file of a commit, or why there is none; undefined where there is nothing. */
async function fileAt(path: string, at: CommitOfClone): Promise<Outcome<string> | undefined> {
  const entry = await entryAt(path, at);
  if (entry?.ok !== true) return entry;
  const { oid, size } = entry.value;
  if (size > mostDefinition) return reject(path, tooLarge(size, mostDefinition));
  return accept((await runGit({ args: ['cat-file', 'blob', oid], cwd: at.top })).stdout);
}
