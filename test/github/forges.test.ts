import { describe, expect, test } from 'vitest';
import { findMergedAcceptances, readAcceptance } from '../../src/github/accepted-pull.ts';
import { upsertComment } from '../../src/github/comment.ts';
import type { Forge, GithubFacts } from '../../src/github/environment.ts';
import type { WorkflowRunFacts } from '../../src/github/event.ts';
import { editsWorkflows, findBaseCommit, findPullRequests } from '../../src/github/repository.ts';
import { readStatus, runUrl, setStatus } from '../../src/github/status.ts';
import { type LoopbackGithub, startGithub } from '../harness/github.ts';
import { mergeBaseOfPull, pullOfPayload } from '../harness/github-state.ts';

const { signal } = new AbortController();
const repository = { owner: 'Codertocat', name: 'Hello-World' };
const { headSha, baseSha } = pullOfPayload;
const pullRequest = { number: 2, headSha, baseSha, labels: [], changedLabels: undefined };

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
    expect(await readStatus({ ...status, number: 2 }, job)).toEqual({
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

  test('tells by the last page of its timeline who labelled, and not who took it away', async () => {
    const others = Array.from({ length: 70 }, (_, index) => ({ name: `l${index}`, by: 'bot' }));
    const ours = { name: 'storage-gate-accepted', by: 'alice' };
    const labels = [...others, ours, { ...ours, by: 'bob', isTaken: true }];
    await using github = await startGithub({
      forge: 'Gitea',
      pulls: [{ ...pullOfPayload, labels }],
    });
    expect(await readAcceptance(2, jobOn(github))).toMatchObject({
      answer: { by: 'alice (label on #2)', reason: undefined },
    });
  });

  test('names the merged pull requests that were changed last, not those with high numbers', async () => {
    const labels = [{ name: 'storage-gate-accepted', by: 'alice' }];
    const merged = {
      ...pullOfPayload,
      labels,
      state: 'closed',
      mergedAt: '2026-03-01T00:00:00Z',
      mergeSha: headSha,
    } as const;
    const later = Array.from({ length: 60 }, (_, index) => ({
      ...merged,
      number: index + 3,
      mergeSha: 'a'.repeat(40),
    }));
    await using github = await startGithub({ forge: 'Gitea', pulls: [merged, ...later] });
    expect(await findMergedAcceptances([headSha], jobOn(github))).toMatchObject({
      answer: [{ number: 2 }],
    });
  });

  test.each([
    ['open with that head', {}, [2]],
    ['closed', { state: 'closed' }, []],
    ['of another head by now', { headSha: 'b'.repeat(40) }, []],
  ] as const)('names the pull request of a run, if it is %s', async (_, change, numbers) => {
    await using github = await startGithub({
      forge: 'Gitea',
      pulls: [{ ...pullOfPayload, ...change }],
    });
    const run = { headSha, headBranch: '', headRepository: undefined, pullNumber: 2 };
    const found = await findPullRequests(run as WorkflowRunFacts, jobOn(github));
    expect('answer' in found && found.answer.map(({ number }) => number)).toEqual(numbers);
  });

  test.each([
    [['src/a.ts', 'docs/.gitea/workflows/a.yml'], false],
    [['.gitea/workflows/gate.yml'], true],
    [['.forgejo/workflows/gate.yml'], true],
    [['.github/workflows/gate.yml'], true],
    [[...Array.from({ length: 40 }, (_, index) => `f${index}`), '.github/workflows/a.yml'], true],
  ])(
    'tells by the files of a pull request (%j) whether it edits a workflow',
    async (names, edits) => {
      const files = names.map(filename => ({ filename }));
      await using github = await startGithub({
        forge: 'Gitea',
        pulls: [{ ...pullOfPayload, files }],
      });
      expect(await editsWorkflows(jobOn(github))).toEqual({ answer: edits });
    },
  );

  test('asks GitHub too of a measuring run whose workflow it does not name', async () => {
    const files = [{ filename: '.github/workflows/measure.yml' }];
    const pulls = [{ ...pullOfPayload, files }];
    await using github = await startGithub({ forge: 'Gitea', pulls });
    const job = { ...jobOn(github).facts, forge: 'GitHub' as const };
    expect(await editsWorkflows({ facts: job, signal })).toEqual({ answer: false });
    const workflowRun = { path: '' } as WorkflowRunFacts;
    expect(await editsWorkflows({ facts: { ...job, workflowRun }, signal })).toEqual({
      answer: true,
    });
  });

  test('tells it of a workflow that is moved away', async () => {
    const files = [{ filename: 'old.yml', previous_filename: '.gitea/workflows/gate.yml' }];
    await using github = await startGithub({
      forge: 'Gitea',
      pulls: [{ ...pullOfPayload, files }],
    });
    expect(await editsWorkflows(jobOn(github))).toEqual({ answer: true });
  });

  test('does not hide a verdict behind the pending of the same second', async () => {
    await using github = await startGithub({ forge: 'Gitea' });
    const job = jobOn(github);
    const status = { sha: headSha, context: 'gate', description: 'd' } as const;
    for (const state of ['pending', 'failure'] as const) await setStatus({ ...status, state }, job);
    expect(await readStatus({ ...status, number: 2 }, job)).toMatchObject({
      answer: { state: 'failure' },
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
