import { randomBytes } from 'node:crypto';
import { link, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to be published: the name without `.json`. */
export interface Publication {
  readonly directory: string;
  readonly name: string;
  readonly content: string;
}

/**
 * Makes a complete file appear at once under a name that nobody else has, and returns its path. A file of equal content
 * under this name is left as the only one; a different one (a damaged file) stays too, and a number is added to ours.
 */
export async function publishFile({ directory, name, content }: Publication): Promise<string> {
  await using aside = await writeAside(directory, content);
  for (let number = 1; ; number += 1) {
    const path = join(directory, number === 1 ? `${name}.json` : `${name}.${number}.json`);
    if (await linkNew(aside.path, path)) {
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

/** A complete, durable file that no reader looks at: hidden, and not called .json. It goes with its scope. */
async function writeAside(directory: string, content: string): Promise<AsyncDisposable & { readonly path: string }> {
  const path = join(directory, `.${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
  const aside = { path, [Symbol.asyncDispose]: () => unlink(path) };
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

/** link(2) is atomic and, unlike rename(2), refuses to replace; false where the name is taken. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A name that is taken by something unreadable does not hold our content. */
async function holds(path: string, content: string): Promise<boolean> {
  return readFile(path, 'utf8').then(
    found => found === content,
    () => false,
  );
}
