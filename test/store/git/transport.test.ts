import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { describeError, exitStatusOf } from '../../../src/errors.ts';
import { fetchAncestors } from '../../../src/store/git/ancestors.ts';
import { cloneWithCommits, git } from '../../harness/git.ts';
import {
  missingFor,
  type ReachedRemote,
  reach,
  type Transport,
  transports,
} from '../../harness/git-transport.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { smallRun } from '../run-document.ts';
import { openAt } from './open-store.ts';

const openThere = (
  home: string,
  { remote }: ReachedRemote,
  others: Partial<Parameters<typeof openAt>[1]> = {},
) => openAt(home, { url: remote.url, remote, ...others });
const seedsThere = async (home: string, reached: ReachedRemote): Promise<readonly number[]> => {
  await using store = await openThere(home, reached);
  return (await store.list()).runs.map(({ run }) => run.randomSeed).toSorted((a, b) => a - b);
};

/** Not silently: a host without sshd has not tried that way. */
function skipWithout(transport: Transport): void {
  beforeEach(context => {
    const missing = missingFor(transport);
    if (missing !== undefined) context.skip(missing);
  });
}

describe.each(Object.keys(transports) as Transport[])(
  'a remote that is reached by %s',
  transport => {
    skipWithout(transport);

    test('is written and read, document by document, in one line of commits', async () => {
      await using home = await temporaryDirectory();
      await using reached = await reach(transport, home.path);
      await using writer = await openThere(home.path, reached);
      await writer.append([smallRun(), smallRun({ randomSeed: 2 })]);
      await writer.append([smallRun({ randomSeed: 3 })]);
      expect(await seedsThere(home.path, reached)).toEqual([1, 2, 3]);
      expect(await git(reached.bare, 'rev-list', '--count', 'baselines')).toBe('2');
      await git(reached.bare, 'fsck', '--strict');
    });

    test('hands over the ancestors of a commit', async () => {
      await using home = await temporaryDirectory();
      await using reached = await reach(transport, home.path);
      const { commits } = await cloneWithCommits(home.path, { remote: reached.bare, count: 3 });
      const [first = '', second = '', third = ''] = commits;
      const request = { remote: reached.remote, cacheDirectory: join(home.path, 'cache') };
      expect(await fetchAncestors({ ...request, commit: third })).toEqual({
        commit: third,
        commits: [third, second, first],
      });
    });

    test('is told as protected where it refuses each push for ever', async () => {
      await using home = await temporaryDirectory();
      await using reached = await reach(transport, home.path);
      const hook = join(reached.bare, 'hooks/pre-receive');
      await writeFile(
        hook,
        '#!/bin/sh\necho "GH006: Protected branch update failed" >&2; exit 1\n',
      );
      await chmod(hook, 0o755);
      await using store = await openThere(home.path, reached);
      const error: unknown = await store.append([smallRun()]).catch((cause: unknown) => cause);
      expect(exitStatusOf(error)).toBe(75);
      expect(describeError(error)).toMatch(
        /git:baselines at .* cannot be written[^]*protected[^]*branch rules/,
      );
      expect(describeError(error)).not.toContain('may-write');
    });

    test('gets the document once where its git is killed in mid-push, when it has the whole pack', async () => {
      await using home = await temporaryDirectory();
      await using reached = await reach(transport, home.path);
      // A hook runs in its repository.
      const hook = join(reached.bare, 'hooks/pre-receive');
      await writeFile(hook, '#!/bin/sh\n[ -e died ] && exit 0\n: > died; kill -9 $PPID\n');
      await chmod(hook, 0o755);
      await using first = await openThere(home.path, reached);
      await first.append([smallRun()]);
      expect(existsSync(join(reached.bare, 'died'))).toBe(true);
      expect(await seedsThere(home.path, reached)).toEqual([1]);
      expect(await git(reached.bare, 'rev-list', '--count', 'baselines')).toBe('1');
      await git(reached.bare, 'fsck', '--strict');
    });

    test('gets a ref anew that was deleted between our look and our push', async () => {
      await using home = await temporaryDirectory();
      await using reached = await reach(transport, home.path);
      await using first = await openThere(home.path, reached);
      await first.append([smallRun()]);
      let deletions = 0;
      const onStep = (step: string): void => {
        if (step !== 'push' || deletions++ > 0) return;
        execFileSync('git', ['update-ref', '-d', 'refs/heads/baselines'], { cwd: reached.bare });
      };
      await using store = await openThere(home.path, reached, { onStep });
      await store.append([smallRun({ randomSeed: 2 })]);
      expect(deletions).toBeGreaterThan(1);
      expect(await seedsThere(home.path, reached)).toEqual([2]);
    });
  },
);

/**
 * A store of three documents, the second of which the remote then loses; returns their paths, and
 * the lost object's name.
 */
async function damagedStore(home: string, reached: ReachedRemote) {
  await using writer = await openThere(home, reached);
  const stored = await writer.append([1, 2, 3].map(randomSeed => smallRun({ randomSeed })));
  const [first = '', lost = ''] = stored.map(path => path.replace(/^[^:]*:/, ''));
  const oid = await git(reached.bare, 'rev-parse', `baselines:${lost}`);
  const newer = `${first.replace(/[^/]*$/, '')}20260102T030405Z-aaaaaaaaaaaa.json`;
  await commitByHand(home, { bare: reached.bare, path: newer, content: '{"schema": 2}' });
  await rm(join(reached.bare, 'objects', oid.slice(0, 2), oid.slice(2)));
  return { newer, lost, oid };
}

describe('a document that cannot be used', () => {
  const modern = (Object.keys(transports) as Transport[]).filter(
    transport => transport !== 'old ssh',
  );

  test.for(modern)('is named, and the others are read, by %s', async (transport, context) => {
    const missing = missingFor(transport);
    if (missing !== undefined) context.skip(missing);
    await using home = await temporaryDirectory();
    await using reached = await reach(transport, home.path);
    const { newer, lost } = await damagedStore(home.path, reached);
    await using store = await openThere(home.path, reached);
    const { runs, damaged } = await store.list();
    expect(runs.map(({ run }) => run.randomSeed).toSorted((a, b) => a - b)).toEqual([1, 3]);
    expect(new Map(damaged.map(({ path, reason }) => [path, reason]))).toEqual(
      new Map([
        [newer, 'it has schema 2, written by a newer version; this version reads schema 1'],
        [lost, expect.stringMatching(/^the remote does not provide it: /)],
      ]),
    );
  });

  test('makes the store unreadable, by its name, where the remote hands over all or nothing', async () => {
    await using home = await temporaryDirectory();
    await using reached = await reach('old ssh', home.path);
    const { oid } = await damagedStore(home.path, reached);
    await using store = await openThere(home.path, reached);
    const error: unknown = await store.list().catch((cause: unknown) => cause);
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toMatch(new RegExp(`cannot be read[^]*${oid}`));
  });
});

interface ByHand {
  readonly bare: string;
  readonly path: string;
  readonly content: string;
}

/** What somebody else put into the ref. */
async function commitByHand(home: string, { bare, path, content }: ByHand): Promise<void> {
  const checkout = join(home, 'by hand');
  await git(home, 'clone', '--quiet', '--branch', 'baselines', bare, checkout);
  await writeFile(join(checkout, path), content);
  await git(checkout, 'add', '.');
  await git(checkout, 'commit', '--quiet', '--message', 'by hand');
  await git(checkout, 'push', '--quiet', 'origin', 'baselines');
}
