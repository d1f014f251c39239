import { basename } from 'node:path';
import { tooLarge } from '../../process/bounded-file.ts';
import { decodeStored, mostBytes, type StoredFile, tooMuchAtOnce } from '../documents.ts';
import { isPassing, wasKilled } from './errors.ts';
import { sentWhole, type TreeEntry } from './ref.ts';
import { type Repository, remoteName, wordsOf } from './repository.ts';

/**
 * Largest document that is taken from a ref, in bytes: anybody who may push can put anything there.
 */
export const largestBlob = 8 * 2 ** 20;

/**
 * Reads documents of a ref, in the order of the entries. `have` names the objects that the
 * repository already holds; it grows.
 */
export async function readContents(
  repository: Repository,
  {
    refs,
    entries,
    have,
  }: {
    readonly refs: readonly string[];
    readonly entries: readonly TreeEntry[];
    readonly have: Set<string>;
  },
): Promise<readonly StoredFile[]> {
  const named = entries.filter(({ name }) => name !== undefined);
  const oids = [...new Set(named.map(({ oid }) => oid))].filter(oid => !have.has(oid));
  const refused = await fetchBlobs(repository, { refs, oids });
  for (const { oid } of named) if (!refused.has(oid)) have.add(oid);
  const sizes = await sizesOf(
    repository,
    named.filter(({ oid }) => have.has(oid)),
  );
  const texts = await textsOf(repository, sizes);
  return entries.map(({ oid, path, kind, name }): StoredFile => {
    if (name === undefined) return { reason: 'its name or kind is not that of a run document' };
    const text = texts.get(oid);
    if (text !== undefined) return decodeStored(text, { name: basename(path), kind });
    const why = refused.get(oid);
    if (why !== undefined) return { reason: `the remote does not provide it: ${why}` };
    const size = sizes.get(oid) ?? 0;
    return { reason: size > largestBlob ? tooLarge(size, largestBlob) : tooMuchAtOnce };
  });
}

/**
 * Fetches blobs by their names, all at once, as git itself does for a partial clone. Where that
 * fails, half by half, so that one damaged object does not hide all others; where not one of them
 * can be had, the remote is what is wrong.
 */
async function fetchBlobs(
  repository: Repository,
  { refs, oids }: { readonly refs: readonly string[]; readonly oids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  let first: unknown;
  const fetchSome = async (some: readonly string[]): Promise<void> => {
    try {
      await fetchAtOnce(repository, some);
    } catch (error) {
      if (wordsOf(error).includes(noSingleObjects)) return fetchWhole(repository, refs);
      // A remote that did not answer says nothing of its objects.
      if (wasKilled(error) || isPassing(wordsOf(error))) throw error;
      first ??= error;
      if (some.length === 1) {
        for (const oid of some) refused.set(oid, describe(error));
        if (refused.size > mostRefusals) throw first;
        return;
      }
      const half = some.length >> 1;
      await fetchSome(some.slice(0, half));
      await fetchSome(some.slice(half));
    }
  };
  if (oids.length > 0) await fetchSome(oids);
  if (oids.length > 0 && refused.size === oids.length) throw first;
  return refused;
}

/**
 * Damaged objects that are looked for one by one, before the remote as a whole counts as damaged.
 */
const mostRefusals = 3;

async function fetchAtOnce(repository: Repository, oids: readonly string[]): Promise<void> {
  const options = '--filter=blob:none --stdin'.split(' ');
  await repository.git([...fetchArguments, ...options, remoteName], { input: linesOf(oids) });
}

function linesOf(oids: readonly string[]): string {
  return oids.map(oid => `${oid}\n`).join('');
}

/** Without a word of what we have, or the remote would leave out what it thinks we got. */
const fetchArguments =
  '-c fetch.negotiationAlgorithm=noop fetch --no-tags --no-write-fetch-head --quiet'.split(' ');

/**
 * What git says where the remote speaks its old protocol: by ssh to a server that does not accept
 * GIT_PROTOCOL.
 */
const noSingleObjects = 'Server does not allow request for unadvertised object';

/** All of the newest commits. */
async function fetchWhole(repository: Repository, refs: readonly string[]): Promise<void> {
  repository.tell(sentWhole);
  const whole = refs.map((ref, index) => `+${ref}:refs/storage-gate/whole-${index}`);
  await repository.git([...fetchArguments, '--no-filter', '--depth=1', remoteName, ...whole]);
}

function describe(error: unknown): string {
  const line = wordsOf(error)
    .split('\n')
    .find(words => /error|fatal/.test(words));
  return line?.slice(0, 200) ?? 'git fetch failed';
}

async function sizesOf(
  repository: Repository,
  entries: readonly TreeEntry[],
): Promise<ReadonlyMap<string, number>> {
  if (entries.length === 0) return new Map();
  const input = linesOf([...new Set(entries.map(({ oid }) => oid))]);
  const { stdout } = await repository.git(['cat-file', '--batch-check'], { input });
  const found = [...stdout.matchAll(/^([0-9a-f]+) blob (\d+)$/gm)];
  return new Map(found.map(([, oid = '', size]) => [oid, Number(size)]));
}

/** The texts of a bearable size until their sum is reached, group by group. */
async function textsOf(
  repository: Repository,
  sizes: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, string>> {
  const groups: [oid: string, size: number][][] = [];
  let sum = 0;
  let left = 0;
  for (const [oid, size] of sizes) {
    if (size > largestBlob || sum + size > mostBytes) continue;
    sum += size;
    left -= size + headerBytes;
    if (left < 0) {
      groups.push([]);
      left = groupBytes - size - headerBytes;
    }
    groups.at(-1)?.push([oid, size]);
  }
  const texts = new Map<string, string>();
  for (const group of groups) {
    const input = linesOf(group.map(([oid]) => oid));
    const { stdout } = await repository.git(['cat-file', '--batch'], { input, encoding: 'latin1' });
    let at = 0;
    for (const [oid, size] of group) {
      const start = stdout.indexOf('\n', at) + 1;
      at = start + size + 1;
      texts.set(oid, Buffer.from(stdout.slice(start, at - 1), 'latin1').toString('utf8'));
    }
  }
  return texts;
}

/** Below the 16 MiB that runTool keeps; so a single document must be smaller too. */
const groupBytes = 15 * 2 ** 20;
/** Most bytes of the line that git writes before each document. */
const headerBytes = 200;
