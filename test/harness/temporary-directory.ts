import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A path of this holds all that breaks careless quoting: comma, space, both quotes, a dollar sign,
 * non-ASCII.
 */
export const awkwardName = `a, b'c "d" $e größe-`;

/** A name without any of that, for what a test itself puts into scripts, patterns or words. */
export const plainName = 'gate-test-';

/** A directory of the test's own that goes with its scope; its real path holds no link. */
export async function temporaryDirectory({
  parent = tmpdir(),
  name = awkwardName,
} = {}): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await realpath(await mkdtemp(join(parent, name)));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
