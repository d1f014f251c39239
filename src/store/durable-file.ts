import { link, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GateError, hasCode } from '../errors.ts';
import { createScratch, makeDirectories, removeAbandonedScratch } from '../process/scratch.ts';

/**
 * Creates the complete file `NAME.json` in one step that survives a crash, and returns its path. If
 * a file of that name has the same content, it stays the only one. If its content differs (it is
 * damaged), it stays too, and the new name gets a number. Missing directories are created.
 */
export async function writeDurably({
  directory,
  name,
  content,
}: {
  readonly directory: string;
  readonly name: string;
  readonly content: string;
}): Promise<string> {
  const above = (await makeDirectories(directory)) ? parentsOf(directory, 3) : [];
  // What a writer left that was killed goes with the next one.
  await removeAbandonedScratch(directory);
  await using scratch = await createScratch({ parent: directory }).catch((error: unknown) => {
    throw error instanceof GateError ? error.cause : error;
  });
  const aside = join(scratch.path, 'document');
  await writeAside(aside, content);
  for (let number = 1; ; number += 1) {
    const path = join(directory, number === 1 ? `${name}.json` : `${name}.${number}.json`);
    if (await placeNew(aside, path)) {
      for (const changed of [directory, ...above]) await syncDirectory(changed);
      return path;
    }
    if (await holds(path, content)) return path;
  }
}

/** New directories are entries in their parents (folder, store, what it lies in). */
function parentsOf(directory: string, count: number): readonly string[] {
  const parent = dirname(directory);
  return count === 0 ? [] : [parent, ...parentsOf(parent, count - 1)];
}

/** Writes a complete file, down to the drive. */
async function writeAside(path: string, content: string): Promise<void> {
  await using file = await open(path, 'wx', 0o644);
  await file.writeFile(content);
  await file.sync();
}

/** Writes a directory's entries to the drive. */
async function syncDirectory(path: string): Promise<void> {
  await using directory = await open(path);
  await directory.sync();
}

/** link(2) is atomic and, unlike rename(2), refuses to replace; false where the name is taken. */
async function placeNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw linkError(error, dirname(to));
  }
}

/**
 * The error for a failed link(2) in a directory: an unsuitable filesystem, or else the error
 * itself.
 */
export function linkError(error: unknown, directory: string): unknown {
  if (!codesWithoutLinks.some(code => hasCode(error, code))) return error;
  const facts = {
    problem: `the baseline store cannot be written: the filesystem of ${directory} has no hard links`,
    why: 'FAT, exFAT and some network filesystems have none, so two writers could replace each other',
    remedy: 'give --baseline dir:PATH on a filesystem such as ext4 or xfs, or --baseline git:REF',
    path: directory,
  };
  return new GateError('store-unusable', facts, { cause: error });
}

/**
 * What link(2) answers where a filesystem has none: EPERM by its manual, the others from FUSE and
 * SMB.
 */
const codesWithoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** A name that is taken by something unreadable does not hold our content. */
async function holds(path: string, content: string): Promise<boolean> {
  return readFile(path, 'utf8').then(
    found => found === content,
    () => false,
  );
}
