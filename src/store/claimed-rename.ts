import { access, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode } from '../errors.ts';

/**
 * Renames a file to a name that nobody else has, where there are no links; false where the name is
 * taken. rename(2) replaces, so whoever renames holds a claim: a hidden file next to the name that
 * only one can create. A claim whose holder died is respected, which costs one name and never a
 * file.
 */
export async function renameNew(from: string, to: string): Promise<boolean> {
  const claim = join(dirname(to), `.${basename(to)}.claim`);
  if (!(await createNew(claim))) {
    await released(claim);
    return false;
  }
  try {
    if (await exists(to)) return false;
    await rename(from, to);
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

async function createNew(path: string): Promise<boolean> {
  try {
    await using _claim = await open(path, 'wx', 0o644);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Milliseconds that a living holder needs at most between its claim and its rename, many times
 * over.
 */
const patience = 2000;

/**
 * Waits for a holder that is alive, so that the caller sees what it placed; one that died is not
 * waited for twice.
 */
async function released(claim: string): Promise<void> {
  const since = await stat(claim).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  const end = Math.min(since, Date.now()) + patience;
  while (Date.now() < end && (await exists(claim))) await delay(20);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
