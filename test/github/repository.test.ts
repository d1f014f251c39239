import { expect, test } from 'vitest';
import { readRepositoryFile } from '../../src/github/repository.ts';
import { startGithub } from '../harness/github.ts';
import { baseOfPull, type StoredFile } from '../harness/github-state.ts';

const path = 'vms/prod.xml';

/** What the base commit is said to have under a path, on a GitHub that holds these files. */
async function read(files: Readonly<Record<string, StoredFile>>, behaviour: object = {}) {
  const at = Object.entries(files).map(([name, file]) => [`${baseOfPull}:${name}`, file] as const);
  await using github = await startGithub({ files: Object.fromEntries(at), ...behaviour });
  const repository = { owner: 'Codertocat', name: 'Hello-World' };
  const facts = { forge: 'GitHub' as const, apiUrl: github.apiUrl, token: 'ghs_1', repository };
  // Awaited here: the server ends with this scope.
  return await readRepositoryFile(path, baseOfPull, {
    facts,
    signal: new AbortController().signal,
  });
}

test.each([
  ['a text', '<domain/>\n'],
  ['an empty text', ''],
  ['a byte order mark, which is for its reader to see', '\uFEFF<domain/>'],
  ['more than one line of Base64', 'é'.repeat(500)],
])('%s is read as it is', async (_, text) => {
  expect(await read({ [path]: text })).toEqual({ answer: { ok: true, value: text } });
});

test('what is not there is told apart from whatever is', async () => {
  expect(await read({})).toEqual({ answer: undefined });
});

test.each<[string, Readonly<Record<string, StoredFile>>, RegExp]>([
  ['a directory', { [`${path}/disk.xml`]: '' }, /is a directory$/],
  ['a link', { [path]: { type: 'symlink', target: '/etc/passwd' } }, /is a symlink$/],
  ['a submodule', { [path]: { type: 'submodule' } }, /is a submodule$/],
  ['too much', { [path]: { size: 1_100_000 } }, /is too large, with 1100000 bytes$/],
  ['no text', { [path]: Uint8Array.of(0xff, 0xfe, 0x3c) }, /is no text in UTF-8$/],
])('%s is refused, and is not absent', async (_, files, problem) => {
  expect(await read(files)).toEqual({
    answer: {
      ok: false,
      rejections: [
        {
          path: 'vms/prod.xml at ba5e00000000',
          problem: expect.stringMatching(problem),
          remedy: 'keep it as a regular file of text',
        },
      ],
    },
  });
});

test('what GitHub refuses to say is no answer', async () => {
  const answer = await read({ [path]: 'x' }, { permissions: { contents: 'none' } });
  expect(answer).toEqual({ refused: expect.stringMatching(/`permissions: contents: read`/) });
});
