import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  listEntries,
  type Manifest,
  noteUse,
  openCache,
  openScratch,
  publishEntry,
  removeUnused,
  unusedGuests,
} from '../../src/guest/guest-cache.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const day = 24 * 3600 * 1000;
const digest = (digit: string) => digit.repeat(64);

interface Guest {
  readonly kernel: string;
  readonly origin?: 'package' | 'given';
  readonly chosen?: string;
}

function manifestOf(
  key: string,
  { kernel, origin = 'package', chosen = '2026-01-01' }: Guest,
): Manifest {
  return {
    format: 1,
    key: digest(key),
    chosenAt: `${chosen}T00:00:00.000Z`,
    kernel: { origin, release: '6.1.0', sha256: digest(kernel), package: null },
    toolsDigest: digest('b'),
    kernelWords: 'quiet',
    initrdSha256: null,
    files: {},
  };
}

/** Keys of those that go, of guests that were used so many days ago. */
function going(guests: Readonly<Record<string, Guest & { readonly days: number }>>): string[] {
  const now = Date.UTC(2026, 10, 22);
  const used = Object.entries(guests).map(([key, { days, ...guest }]) => ({
    manifest: manifestOf(key, guest),
    usedAt: now - days * day,
  }));
  return unusedGuests(used, now).map(({ key }) => key.slice(0, 1));
}

describe('a guest that nobody used', () => {
  test('for 90 days goes, whatever its kernel', () => {
    expect(
      going({
        1: { kernel: 'a', days: 0 },
        2: { kernel: 'a', days: 89 },
        3: { kernel: 'a', days: 91 },
        4: { kernel: 'c', days: 89 },
        5: { kernel: 'd', days: 91 },
        6: { kernel: 'e', origin: 'given', days: 91 },
      }),
    ).toEqual(['3', '5', '6']);
  });

  test('stays for ever, where its kernel was chosen last: the next guest has that too', () => {
    expect(going({ 1: { kernel: 'a', chosen: '2020-01-01', days: 2000 } })).toEqual([]);
    const given = { kernel: 'c', origin: 'given', chosen: '2026-01-01', days: 0 } as const;
    expect(going({ 1: { kernel: 'a', chosen: '2020-01-01', days: 2000 }, 2: given })).toEqual([]);
  });
});

/** Entries of the cache as the product publishes them, used so many days ago. */
async function publish(cache: string, key: string, days: number): Promise<Manifest> {
  const manifest = manifestOf(key, { kernel: 'a' });
  await using scratch = await openScratch(cache);
  const built = join(scratch.path, 'built');
  await mkdir(built, { mode: 0o700 });
  await writeFile(join(built, 'kernel'), 'kernel', { mode: 0o600 });
  await publishEntry(cache, built, manifest);
  const then = new Date(Date.now() - days * day);
  await utimes(join(cache, manifest.key), then, then);
  return manifest;
}

describe('a cache in which a guest was built', () => {
  test('loses what nobody used, whole, and nothing else', async () => {
    await using home = await temporaryDirectory();
    const cache = await openCache(home.path);
    const entries = [
      await publish(cache, '1', 0),
      await publish(cache, '2', 100),
      await publish(cache, '3', 100),
    ];
    await noteUse(cache, digest('2'));
    const { mtimeMs } = await stat(join(cache, digest('2')));
    expect(Date.now() - mtimeMs).toBeLessThan(day);
    {
      await using scratch = await openScratch(cache);
      expect(await removeUnused(cache, { entries, scratch: scratch.path })).toBe(1);
    }
    expect((await readdir(cache)).sort()).toEqual([digest('1'), digest('2')]);
  });

  test('is listed while others take entries out', async () => {
    await using home = await temporaryDirectory();
    const cache = await openCache(home.path);
    const keys = Array.from({ length: 14 }, (_, index) => (index + 2).toString(16));
    const entries = [await publish(cache, '1', 0)];
    for (const key of keys) entries.push(await publish(cache, key, 100));
    await using scratch = await openScratch(cache);
    const lists = Array.from({ length: 10 }, () => listEntries(cache));
    const removals = [1, 2].map(() => removeUnused(cache, { entries, scratch: scratch.path }));
    await Promise.all([...lists, ...removals]);
    expect((await listEntries(cache)).map(({ key }) => key)).toEqual([digest('1')]);
  });
});
