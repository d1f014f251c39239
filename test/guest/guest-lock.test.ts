import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GateError } from '../../src/errors.ts';
import {
  encodeGuestLock,
  isLocked,
  parseGuestLock,
  readGuestLock,
  writeGuestLock,
} from '../../src/guest/guest-lock.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const lock = {
  package: 'linux-image-6.1.0-56-cloud-amd64',
  version: '6.1.192-2',
  sha256: 'e7d02b943971edcb8790e256c02cfab3bca6c3d37c1bf25392a57c71300615ee',
  kernel: '6.1.0-56-cloud-amd64',
};

/** What a broken lock is refused with; undefined where it is accepted. */
function refusalOf(text: string): GateError | undefined {
  try {
    parseGuestLock('storage-gate.lock', text);
    return undefined;
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
}

describe('parseGuestLock', () => {
  test('reads what it wrote, and the same as JSON', () => {
    expect(parseGuestLock('l', encodeGuestLock(lock))).toEqual(lock);
    expect(parseGuestLock('l', JSON.stringify({ version: 1, guest: lock }))).toEqual(lock);
  });

  test('reads a digest that looks like a number', () => {
    const odd = { ...lock, sha256: '12e45'.padEnd(64, '0') };
    expect(parseGuestLock('l', encodeGuestLock(odd))).toEqual(odd);
  });

  test('names file, line and path of each thing that is wrong', () => {
    const text = encodeGuestLock(lock).replace('e7d0', 'E7D0').replace('"linux', '"-o=linux');
    const message = refusalOf(text)?.message;
    expect(message).toContain('storage-gate.lock is broken');
    expect(message).toMatch(
      /line 5: guest\.package: must be the name of a linux-image package, or host/,
    );
    expect(message).toMatch(/line 7: guest\.sha256: must be 64 lower-case hex digits/);
  });

  test.each([
    ['nothing', '', /document|object/i],
    ['no YAML', 'version: [1', /line 1/],
    [
      'a further version',
      encodeGuestLock(lock).replace('version: 1', 'version: 2'),
      /line 3: version: must be 1/,
    ],
    ['an unknown key', `${encodeGuestLock(lock)}  arch: amd64\n`, /line 4: guest: .*arch/],
    ['a missing digest', encodeGuestLock(lock).replace(/ {2}sha256.*\n/, ''), /guest\.sha256/],
    [
      'a version that is a number',
      encodeGuestLock(lock).replace('"6.1.192-2"', '6.1'),
      /line 6: guest\.version/,
    ],
    [
      'words for apt',
      encodeGuestLock(lock).replace('6.1.192-2', '6 --allow-unauthenticated'),
      /line 6: guest\.version/,
    ],
    ['aliases', 'version: 1\nguest: &a { package: *a }\n', /line 2: YAML aliases/],
    ['an encoding other than UTF-8', encodeGuestLock(lock).replaceAll(/./gs, '$&\0'), /UTF-16/],
  ])('refuses %s', (_, text, message) => {
    const refusal = refusalOf(text);
    expect(refusal).toMatchObject({
      code: 'bad-config',
      facts: { remedy: expect.stringContaining('--lock-guest') },
    });
    expect(refusal?.message).toMatch(message);
  });
});

test('a lock that is not there is none, and one that is no file is refused', async () => {
  await using directory = await temporaryDirectory();
  expect(await readGuestLock(join(directory.path, 'storage-gate.lock'))).toBeUndefined();
  await expect(readGuestLock(directory.path)).rejects.toMatchObject({
    code: 'bad-config',
    facts: { path: directory.path },
  });
});

test('writing replaces the lock, and leaves no other file', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'storage-gate.lock');
  await writeFile(path, 'broken');
  await writeGuestLock(path, lock);
  expect(await readGuestLock(path)).toEqual(lock);
  expect(await readdir(directory.path)).toEqual(['storage-gate.lock']);
  const nowhere = join(directory.path, 'none', 'storage-gate.lock');
  await expect(writeGuestLock(nowhere, lock)).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { path: nowhere },
  });
});

describe('isLocked', () => {
  const kernel = {
    origin: 'package' as const,
    release: lock.kernel,
    sha256: '0'.repeat(64),
    package: { name: lock.package, version: lock.version, sha256: lock.sha256 },
  };

  test('a kernel is the locked one where package, version, digest and release agree', () => {
    expect(isLocked(kernel, lock)).toBe(true);
    expect(isLocked(kernel, undefined)).toBe(true);
    for (const field of ['package', 'version', 'sha256', 'kernel'] as const) {
      expect(isLocked(kernel, { ...lock, [field]: `${lock[field]}1` })).toBe(false);
    }
  });

  test('a kernel that came from no package is never one', () => {
    expect(isLocked({ ...kernel, package: null }, undefined)).toBe(false);
    expect(isLocked({ ...kernel, package: null }, lock)).toBe(false);
  });
});
