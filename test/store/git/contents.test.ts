import { expect, test } from 'vitest';
import { runTool } from '../../../src/process/tool.ts';
import { readContents } from '../../../src/store/git/contents.ts';
import { withRetries } from '../../../src/store/git/errors.ts';
import type { TreeEntry } from '../../../src/store/git/ref.ts';
import type { Repository } from '../../../src/store/git/repository.ts';

test('a remote that never ends its answer is asked once: neither half of the documents would come sooner', async () => {
  let asked = 0;
  const repository: Repository = {
    [Symbol.asyncDispose]: () => Promise.resolve(),
    tell: () => undefined,
    format: () => 'sha1',
    git: () => {
      asked += 1;
      return runTool({ argv: ['sleep', '600'], timeout: 0.05 });
    },
  };
  const name = { start: 0, commit: undefined, digest: 'a'.repeat(12) };
  const entries = ['a', 'b', 'c', 'd'].map(
    (digit): TreeEntry => ({
      kind: 'run',
      path: digit,
      fingerprint: digit.repeat(64),
      oid: digit.repeat(40),
      name,
    }),
  );
  const ref = 'refs/heads/baselines';
  const context = {
    place: { ref, folder: '' },
    remote: { url: '/nowhere', settings: [] },
    verb: 'read',
  } as const;
  const reading = withRetries(context, () =>
    readContents(repository, { refs: [ref], entries, have: new Set() }),
  );
  await expect(reading).rejects.toMatchObject({
    code: 'store-unusable',
    facts: { why: expect.stringMatching(/did not end within 0\.05 s and was killed/) },
  });
  expect(asked).toBe(1);
});
