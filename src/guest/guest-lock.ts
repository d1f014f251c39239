import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { z } from 'zod';
import { mostYaml, readYaml } from '../core/yaml.ts';
import { GateError, hasCode, messageOf } from '../errors.ts';
import { readBounded } from '../process/bounded-file.ts';
import { type KernelIdentity, listEntries, openCache, verifyEntry } from './guest-cache.ts';

// The file may come from a pull request, and what it says becomes words of an apt command.
const schema = z.strictObject({
  version: z.literal(1, 'must be 1'),
  guest: z.strictObject({
    package: z
      .string()
      .regex(
        /^(linux-image-[a-z0-9][a-z0-9.+-]{0,100}|host)$/,
        'must be the name of a linux-image package, or host',
      ),
    version: z
      .string()
      .regex(/^\d[\w.+:~-]{0,100}$/, 'must be the version of a Debian package, as a text'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits'),
    kernel: z
      .string()
      .regex(/^\d[\w.+~-]{0,100}$/, 'must be the release of a kernel, as uname -r prints it'),
  }),
});

/** What a lock names in place of a package where the kernel is a host's own. */
export const hostName = 'host';

/**
 * The guest that a repository has settled on: a package of the distribution at one version, the
 * SHA-256 of its file (over those of all files where there are several, as of a host's own kernel
 * and its modules), and the release of the kernel in it.
 */
export type GuestLock = Readonly<z.infer<typeof schema>['guest']>;

const remedy =
  'restore it from the repository, or delete it and run `storage-gate setup --lock-guest`';

/**
 * The lock at `path`, YAML or JSON; undefined where there is none. `bad-config`, with the line,
 * where it is broken.
 */
export async function readGuestLock(path: string): Promise<GuestLock | undefined> {
  let text: string;
  try {
    text = readBounded(path, { most: mostYaml }).toString('utf8');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    const facts = { problem: `the guest lock ${path} can't be read`, why: messageOf(cause) };
    throw new GateError('bad-config', { ...facts, remedy, path }, { cause });
  }
  return parseGuestLock(path, text);
}

/** The lock in a text; `path` names it in errors. */
export function parseGuestLock(path: string, text: string): GuestLock {
  const refusal = (faults: readonly string[]): GateError => {
    const problem = `the guest lock ${path} is broken: ${faults.join('; ')}`;
    return new GateError('bad-config', { problem, remedy, path });
  };
  const yaml = readYaml(text, line => `line ${line}`);
  if (!yaml.ok) throw refusal(yaml.rejections.map(fault => `${fault.path}: ${fault.problem}`));
  const { plain, lineOf } = yaml.value;
  const parsed = schema.safeParse(plain);
  if (parsed.success) return parsed.data.guest;
  throw refusal(
    parsed.error.issues.map(
      ({ path: keys, message }) =>
        `line ${lineOf(keys) ?? 1}: ${keys.join('.') || 'the document'}: ${message}`,
    ),
  );
}

/**
 * A lock as it is committed; in quotes, since a digest such as 12…3e45 would be read as a number.
 */
export function encodeGuestLock(lock: GuestLock): string {
  const quoted = {
    defaultKeyType: 'PLAIN',
    defaultStringType: 'QUOTE_DOUBLE',
    lineWidth: 0,
  } as const;
  return [
    '# The guest that storage-gate boots, the same on every host. `storage-gate setup --upgrade-guest` takes the newest',
    '# kernel instead, and with it a new series of results begins.',
    stringify({ version: 1, guest: lock }, quoted),
  ].join('\n');
}

/** Writes the lock whole or not at all; `bad-argument` where the directory can't be written. */
export async function writeGuestLock(path: string, lock: GuestLock): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await writeFile(aside, encodeGuestLock(lock));
    await rename(aside, path);
  } catch (cause) {
    const facts = {
      problem: `the guest lock ${path} can't be written`,
      why: messageOf(cause),
      path,
    };
    const where = 'run it in a directory that you may write to';
    throw new GateError('bad-argument', { ...facts, remedy: where }, { cause });
  }
}

/** What a lock says of a kernel that came from a package. */
export function lockOf({ release, package: source }: KernelIdentity): GuestLock | undefined {
  if (source === null) return undefined;
  return { package: source.name, version: source.version, sha256: source.sha256, kernel: release };
}

/** Whether a kernel is the locked one; without a lock, any kernel from a package is. */
export function isLocked(kernel: KernelIdentity, lock: GuestLock | undefined): boolean {
  const found = lockOf(kernel);
  return found !== undefined && (lock === undefined || isDeepStrictEqual(found, lock));
}

/** Which guest the next run would boot, as far as lock and cache tell. */
interface GuestInUse {
  /** Undefined where there is no lock file. */
  readonly lock: GuestLock | undefined;
  /** The newest in the cache, or the locked one; undefined where it is not there. */
  readonly cached: GuestLock | undefined;
}

/**
 * The locked and the cached guest, found without building, downloading or creating anything;
 * digests in the cache are verified. `bad-config` for a broken lock, `guest-build` for a cache that
 * is damaged or open to others.
 */
export async function guestInUse({
  cacheDirectory,
  lockFile,
}: {
  readonly cacheDirectory: string;
  readonly lockFile?: string | undefined;
}): Promise<GuestInUse> {
  const lock = lockFile === undefined ? undefined : await readGuestLock(lockFile);
  if (!existsSync(join(cacheDirectory, 'guest'))) return { lock, cached: undefined };
  const cache = await openCache(cacheDirectory);
  const entries = await listEntries(cache);
  const entry = entries.find(({ kernel }) => kernel.origin === 'package' && isLocked(kernel, lock));
  if (entry === undefined) return { lock, cached: undefined };
  await verifyEntry(cache, entry);
  return { lock, cached: lockOf(entry.kernel) };
}
