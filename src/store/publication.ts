import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { renameNew } from './claimed-rename.ts';

/** A file to be published: the name without `.json`. */
export interface Publication {
  readonly directory: string;
  readonly name: string;
  readonly content: string;
}

/**
 * Makes a complete file appear at once under a name that nobody else has, and returns its path. A
 * file of equal content under this name is left as the only one; a different one (a damaged file)
 * stays too, and a number is added to ours.
 */
export async function publishFile({ directory, name, content }: Publication): Promise<string> {
  await using aside = await writeAside(directory, content);
  for (let number = 1; ; number += 1) {
    const path = join(directory, number === 1 ? `${name}.json` : `${name}.${number}.json`);
    if (await placeNew(aside.path, path)) {
      await syncDirectory(directory);
      return path;
    }
    if (await holds(path, content)) return path;
  }
}

/** Writes a directory's entries to the drive. */
export async function syncDirectory(path: string): Promise<void> {
  await using directory = await open(path);
  await directory.sync();
}

/**
 * A complete, durable file that no reader looks at: hidden, and not called .json. It goes with its
 * scope.
 */
async function writeAside(
  directory: string,
  content: string,
): Promise<AsyncDisposable & { readonly path: string }> {
  const path = join(directory, `.${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
  const aside = { path, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
  await using file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await unlink(path);
    throw error;
  }
  return aside;
}

/**
 * link(2) is atomic and, unlike rename(2), refuses to replace; false where the name is taken. FAT,
 * exFAT and some filesystems of networks and of programs have no links: there the name is claimed
 * first.
 */
async function placeNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return false;
    if (typeof code === 'string' && withoutLinks.has(code)) return renameNew(from, to);
    throw error;
  }
}

/**
 * What link(2) answers where a filesystem has none: EPERM by its manual, the others from FUSE and
 * SMB.
 */
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A name that is taken by something unreadable does not hold our content. */
async function holds(path: string, content: string): Promise<boolean> {
  return readFile(path, 'utf8').then(
    found => found === content,
    () => false,
  );
}
