import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeVerdict,
  type KeptVerdict,
  sumOfVerdicts,
  verdicts,
} from '../../src/core/verdict.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { listVerdicts } from '../../src/store/selection.ts';
import { bareRemote } from '../harness/git.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { openAt } from './git/open-store.ts';
import { smallRun } from './run-document.ts';

const { fingerprint, tool } = smallRun();

function verdict(more: Partial<KeptVerdict> = {}): KeptVerdict {
  return {
    schema: 1,
    kind: 'verdict',
    tool,
    judgedAt: '2026-03-01T12:00:00.000Z',
    fingerprint,
    pull: 7,
    sha: 'a'.repeat(40),
    run: 42,
    attempt: 1,
    verdict: 'unchanged',
    passed: true,
    summary: 'unchanged: none of 4 gated cells lost more than its tolerance (5 %)',
    gated: 4,
    ...more,
  };
}

describe('a verdict beside the runs', () => {
  test.each(['dir', 'git'] as const)(
    'is kept in %s:, newest first, and is no baseline',
    async kind => {
      await using home = await temporaryDirectory();
      const open = async () =>
        kind === 'dir'
          ? openDirectoryStore({ path: home.path })
          : openAt(home.path, { url: await url });
      const url = kind === 'git' ? bareRemote(home.path) : Promise.resolve('');
      await url;
      {
        await using store = await open();
        await store.append([smallRun()]);
        const path = await store.keep(verdict());
        expect(path).toMatch(
          new RegExp(`verdicts/${fingerprint}/20260301T120000.000Z-a{12}-[0-9a-f]{12}\\.json$`),
        );
        await store.keep(verdict({ judgedAt: '2026-03-02T12:00:00.000Z', attempt: 2 }));
        await store.keep(verdict({ fingerprint: 'b'.repeat(64) }));
      }
      await using store = await open();
      expect((await listVerdicts(store, fingerprint)).map(({ attempt }) => attempt)).toEqual([
        2, 1,
      ]);
      expect(await listVerdicts(store)).toHaveLength(3);
      const content = await store.list();
      expect(content.runs).toHaveLength(1);
      expect(content.damaged).toEqual([]);
    },
  );

  test.each([
    ['a text without an end', { summary: 'x'.repeat(501) }],
    ['a field that is not known', { note: 'x' }],
    ['another verdict', { verdict: 'great' }],
    ['no pull request', { pull: 0 }],
    ['a path for a fingerprint', { fingerprint: '../../x' }],
  ])('is refused with %s', (_, change) => {
    expect(decodeVerdict({ ...verdict(), ...change })).toMatchObject({ ok: false });
    expect(decodeVerdict(verdict())).toMatchObject({ ok: true });
  });
});

test('verdicts are summed up, and each is decided or not, red or let pass or neither', () => {
  const some = [
    verdict(),
    verdict({ verdict: 'inconclusive' }),
    verdict({ verdict: 'missing', passed: false }),
    verdict({ verdict: 'regressed', passed: false }),
    verdict({ verdict: 'regressed', accepted: 'ann: faster elsewhere' }),
  ];
  expect(sumOfVerdicts(some)).toEqual({ judged: 5, decided: 3, red: 2, overridden: 1 });
  const any = fc.record({
    verdict: fc.constantFrom(...verdicts),
    passed: fc.boolean(),
    accepted: fc.option(fc.string(), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(any), list => {
      const sum = sumOfVerdicts(list.map(verdict));
      expect(sum.judged).toBe(list.length);
      expect(sum.red + sum.overridden).toBeLessThanOrEqual(sum.judged);
      expect(sum.decided).toBeLessThanOrEqual(sum.judged);
    }),
  );
});
