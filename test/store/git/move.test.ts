import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { moveStore } from '../../../src/store/git/move.ts';
import { defaultRef, oldRef } from '../../../src/store/git/ref.ts';
import type { GitStep } from '../../../src/store/git/write.ts';
import { bareRemote, git } from '../../harness/git.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { smallRun } from '../run-document.ts';
import { openAt } from './open-store.ts';

interface Scene extends AsyncDisposable {
  readonly url: string;
  /** Appends runs of these seeds to a ref. */
  append(ref: string, ...seeds: readonly number[]): Promise<void>;
  /** Seeds of what a reader of the default place finds, and what it is told. */
  read(): Promise<{ readonly seeds: readonly number[]; readonly told: readonly string[] }>;
  move(onStep?: (step: GitStep) => void): Promise<void>;
  refs(): Promise<readonly string[]>;
}

async function scene({ plain = false } = {}): Promise<Scene> {
  const home = await temporaryDirectory();
  const url = await bareRemote(home.path, { plain });
  const place = (ref: string) => ({ ref, folder: 'CI.gate' });
  return {
    url,
    append: async (ref, ...seeds) => {
      await using store = await openAt(home.path, { url, place: place(ref) });
      await store.append(seeds.map(randomSeed => smallRun({ randomSeed })));
    },
    read: async () => {
      const told: string[] = [];
      const onNotice = (notice: string) => void told.push(notice);
      await using store = await openAt(home.path, { url, place: place(defaultRef), onNotice });
      const { runs } = await store.list();
      return { seeds: runs.map(({ run }) => run.randomSeed).toSorted((a, b) => a - b), told };
    },
    move: onStep =>
      moveStore({
        from: oldRef,
        to: defaultRef,
        remote: { url, settings: [] },
        cacheDirectory: join(home.path, 'cache'),
        ...(onStep && { onStep }),
      }),
    refs: async () => (await git(url, 'for-each-ref', '--format=%(refname)')).split('\n'),
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}

describe('a store under the name that was the default once', () => {
  test.each([{ plain: false }, { plain: true }])(
    'is read beside that of now, and told, filters %o',
    async how => {
      await using at = await scene(how);
      await at.append(oldRef, 1, 2);
      expect(await at.read()).toEqual({
        seeds: [1, 2],
        told: [expect.stringContaining('`storage-gate baselines move` carries them over')],
      });
      await at.append(defaultRef, 2, 3);
      expect((await at.read()).seeds).toEqual([1, 2, 3]);
    },
  );

  test('is not looked at where another ref is named', async () => {
    await using at = await scene();
    await at.append(oldRef, 1);
    await using home = await temporaryDirectory();
    await using store = await openAt(home.path, { url: at.url });
    expect((await store.list()).runs).toEqual([]);
  });

  test('loses what is taken out of the store, wherever that lies', async () => {
    await using at = await scene();
    await at.append(oldRef, 1, 2);
    await at.append(defaultRef, 3);
    await using home = await temporaryDirectory();
    const place = { ref: defaultRef, folder: 'CI.gate' };
    await using store = await openAt(home.path, { url: at.url, place });
    const { runs } = await store.list();
    await store.remove(runs.flatMap(({ run, path }) => (run.randomSeed === 2 ? [] : [path])));
    expect((await at.read()).seeds).toEqual([2]);
  });

  test('goes to the ref of now with its history, and a clone fetches nothing of it', async () => {
    await using at = await scene();
    await at.append(oldRef, 1);
    await at.append(oldRef, 2);
    await at.move();
    expect(await at.refs()).toEqual([defaultRef]);
    expect(await at.read()).toEqual({ seeds: [1, 2], told: [] });
    expect(await git(at.url, 'rev-list', '--count', defaultRef)).toBe('2');
    await using home = await temporaryDirectory();
    await git(home.path, 'clone', '--quiet', `file://${at.url}`, 'clone');
    const objects = await git(join(home.path, 'clone'), 'count-objects', '-v');
    expect(objects).toMatch(/^count: 0$[^]*^in-pack: 0$/m);
  });

  test('is joined with what was recorded since', async () => {
    await using at = await scene();
    await at.append(oldRef, 1, 2);
    await at.append(defaultRef, 2, 3);
    const before = await git(at.url, 'rev-parse', defaultRef);
    await at.move();
    expect(await at.refs()).toEqual([defaultRef]);
    expect((await at.read()).seeds).toEqual([1, 2, 3]);
    expect(await git(at.url, 'rev-parse', `${defaultRef}^1`)).toBe(before);
    await at.append(defaultRef, 4);
    expect((await at.read()).seeds).toEqual([1, 2, 3, 4]);
    await git(at.url, 'fsck', '--strict');
  });

  test.each(['fetch', 'commit', 'push', 'pushed'] as const)(
    'is whole after a kill before %s, and moved by the next call',
    async last => {
      await using at = await scene();
      await at.append(oldRef, 1, 2);
      await at.append(defaultRef, 3);
      const killed = at.move(step => {
        if (step === last) throw new RangeError('killed');
      });
      await expect(killed).rejects.toThrow('killed');
      expect((await at.read()).seeds).toEqual([1, 2, 3]);
      await at.move();
      expect(await at.refs()).toEqual([defaultRef]);
      expect(await at.read()).toEqual({ seeds: [1, 2, 3], told: [] });
    },
  );

  test('keeps what others record meanwhile, in either ref', async () => {
    await using at = await scene();
    await at.append(oldRef, 1);
    await at.append(defaultRef, 2);
    // The hooks of a remote stand where another writer is faster.
    let others: Promise<void> | undefined;
    await at.move(step => {
      if (step === 'commit') others ??= at.append(oldRef, 3).then(() => at.append(defaultRef, 4));
    });
    await others;
    const { seeds } = await at.read();
    expect(seeds).toEqual([1, 2, 3, 4]);
  });

  test('is nothing to move where there is none, as after a move', async () => {
    await using at = await scene();
    await at.append(oldRef, 1);
    await at.move();
    await expect(at.move()).rejects.toMatchObject({
      code: 'bad-argument',
      facts: { problem: `there is no store in ${oldRef} to be moved` },
    });
  });
});
