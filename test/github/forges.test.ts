import { describe, expect, test } from 'vitest';
import { upsertComment } from '../../src/github/comment.ts';
import type { Forge, GithubFacts } from '../../src/github/environment.ts';
import { findBaseCommit, readAcceptance } from '../../src/github/repository.ts';
import { readStatus, runUrl, setStatus } from '../../src/github/status.ts';
import { type LoopbackGithub, startGithub } from '../harness/github.ts';
import { mergeBaseOfPull, pullOfPayload } from '../harness/github-state.ts';

const { signal } = new AbortController();
const repository = { owner: 'Codertocat', name: 'Hello-World' };
const { headSha, baseSha } = pullOfPayload;
const pullRequest = { number: 2, headSha, baseSha, labels: [], label: undefined };

function jobOn({ apiUrl }: LoopbackGithub, forge: Forge = 'Gitea') {
  const facts = {
    forge,
    apiUrl,
    serverUrl: 'https://git.example',
    repository,
    token: 't',
    sha: headSha,
    pullRequest,
    mergeGroup: undefined,
    runId: 42,
    runAttempt: 1,
  };
  return { facts: facts as unknown as GithubFacts, signal };
}

describe('a Gitea', () => {
  test('tells where a pull request left its base, which its comparison does not', async () => {
    await using github = await startGithub({ forge: 'Gitea' });
    const job = jobOn(github);
    expect(await findBaseCommit(headSha, job)).toEqual({ answer: mergeBaseOfPull });
  });

  test('has its statuses read by their own name, so that a later run keeps the word', async () => {
    await using github = await startGithub({ forge: 'Gitea' });
    const job = jobOn(github);
    const status = { sha: headSha, context: 'gate', description: 'd', state: 'failure' } as const;
    const later = { ...job, facts: { ...job.facts, runId: 43 } };
    expect(await setStatus(status, later)).toEqual({ first: undefined });
    expect(await readStatus(status, job)).toEqual({
      answer: expect.objectContaining({ state: 'failure' }),
    });
    expect(await setStatus({ ...status, state: 'success' }, job)).toEqual({
      kept: 'run 43, attempt 1, is later and set it',
    });
    expect(github.statuses.map(({ targetUrl }) => targetUrl)).toEqual([
      'https://git.example/Codertocat/Hello-World/actions/runs/43?attempt=1&pr=2',
    ]);
  });

  test('names the permission that it knows where a status is refused', async () => {
    await using github = await startGithub({ forge: 'Gitea', permissions: { statuses: 'read' } });
    const status = { sha: headSha, context: 'gate', description: 'd', state: 'failure' } as const;
    expect(await setStatus(status, jobOn(github))).toEqual({
      refused: expect.stringMatching(
        /^Gitea answered 403: .*; the job needs `permissions: contents: write`/,
      ),
    });
  });

  test('tells by its timeline who accepted a loss', async () => {
    const labels = [
      { name: 'bug', by: 'mallory' },
      { name: 'storage-gate-accepted', by: 'alice' },
    ];
    const pull = { ...pullOfPayload, labels, body: 'Storage-gate-accepted: wanted' };
    await using github = await startGithub({ forge: 'Gitea', pulls: [pull] });
    expect(await readAcceptance(2, jobOn(github))).toEqual({
      answer: { number: 2, by: 'alice (label on #2)', reason: 'wanted' },
    });
  });

  test.each([
    ['Gitea', 'gitea-actions'],
    ['Forgejo', 'forgejo-actions'],
  ] as const)('of %s finds its comment by the account of its jobs', async (forge, author) => {
    const body = '<!-- qemu-storage-gate:gate -->\nold';
    await using github = await startGithub({ forge: 'Gitea', comments: [{ author, body }] });
    const state = { sha: headSha, run: 42, attempt: 1, verdict: 'unchanged' };
    const compose = () => ({ state, body: 'new' });
    const asked = { ...jobOn(github, forge), key: 'gate', compose, create: false };
    expect(await upsertComment(asked)).toHaveProperty('url');
    expect(github.comments[0]?.body).toMatch(/new$/);
  });
});

test.each(['Gitea', 'Forgejo'] as const)('a run of %s has one page for all attempts', forge => {
  const place = { forge, serverUrl: 'https://git.example', repository };
  expect(runUrl({ ...place, runId: 7, runAttempt: 2 })).toBe(
    'https://git.example/Codertocat/Hello-World/actions/runs/7?attempt=2',
  );
});
