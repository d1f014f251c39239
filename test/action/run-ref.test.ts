import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readReportInputs } from '../../src/action/inputs.ts';
import { fetchDocuments } from '../../src/action/run-ref.ts';
import type { GithubFacts } from '../../src/github/environment.ts';
import { startGithub } from '../harness/github.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const { signal } = new AbortController();

test.each([undefined, 'Gitea'] as const)(
  'documents are fetched from a ref (%s), by their paths, and one that it lacks stays absent',
  async forge => {
    await using home = await temporaryDirectory();
    const files = { 'documents:nvme/run.json': '{"größe": 1}', 'main:ssd/run.json': '{}' };
    await using github = await startGithub({ ...(forge && { forge }), files });
    const facts = {
      forge: forge ?? 'GitHub',
      apiUrl: github.apiUrl,
      repository: { owner: 'Codertocat', name: 'Hello-World' },
      token: 't',
      runnerTemp: join(home.path, 'temp'),
    };
    const job = { facts: facts as unknown as GithubFacts, signal };
    const directory = await fetchDocuments(['nvme/run.json', 'ssd/run.json'], 'documents', job);
    expect(await readFile(join(directory, 'nvme/run.json'), 'utf8')).toBe('{"größe": 1}');
    await expect(readFile(join(directory, 'ssd/run.json'))).rejects.toThrow('ENOENT');
  },
);

test.each(['/srv/run.json', 'nvme/../../run.json', '..'])(
  'a path that leads out of the ref is no document of it: %s',
  path => {
    vi.stubEnv('INPUT_RUN-PATH', path);
    expect(readReportInputs().paths).toEqual([path]);
    vi.stubEnv('INPUT_RUN-REF', 'documents');
    expect(readReportInputs).toThrow(expect.objectContaining({ code: 'bad-argument' }));
    vi.unstubAllEnvs();
  },
);

test('a ref that the server does not hand over is no absence', async () => {
  await using home = await temporaryDirectory();
  await using github = await startGithub({ permissions: { contents: 'none' } });
  const facts = {
    forge: 'GitHub',
    apiUrl: github.apiUrl,
    repository: { owner: 'Codertocat', name: 'Hello-World' },
    token: 't',
    runnerTemp: home.path,
  };
  const job = { facts: facts as unknown as GithubFacts, signal };
  await expect(fetchDocuments(['run.json'], 'documents', job)).rejects.toMatchObject({
    code: 'github-refused',
    facts: { problem: 'the server did not say whether documents has run.json' },
  });
});
