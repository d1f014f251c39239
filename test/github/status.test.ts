import { describe, expect, test } from 'vitest';
import { type CommitStatus, setStatus } from '../../src/github/status.ts';
import { type LoopbackGithub, readOnly, startGithub } from '../harness/github.ts';
import { pullOfPayload } from '../harness/github-state.ts';

function set(github: LoopbackGithub, change: Partial<CommitStatus> = {}) {
  const status: CommitStatus = {
    sha: pullOfPayload.headSha,
    context: 'storage-gate',
    state: 'failure',
    description: 'regressed',
    targetUrl: 'https://github.com/Codertocat/Hello-World/actions/runs/42/attempts/1',
    ...change,
  };
  const facts = {
    apiUrl: github.apiUrl,
    repository: { owner: 'Codertocat', name: 'Hello-World' },
    token: 'ghs_1',
  };
  return setStatus({ facts, status, signal: new AbortController().signal });
}

describe('a commit status', () => {
  test('is set on its commit, with a description and a link', async () => {
    await using github = await startGithub();
    expect(await set(github)).toBeUndefined();
    expect(github.statuses).toEqual([
      {
        sha: pullOfPayload.headSha,
        state: 'failure',
        context: 'storage-gate',
        description: 'regressed',
        targetUrl: expect.stringContaining('/runs/42/attempts/1'),
      },
    ]);
  });

  test('has its description cut to what GitHub takes', async () => {
    await using github = await startGithub();
    expect(await set(github, { description: 'x'.repeat(141) })).toBeUndefined();
    expect(github.statuses[0]?.description).toBe(`${'x'.repeat(139)}…`);
  });

  test('is refused with the missing permission named, and tried once', async () => {
    await using github = await startGithub({ permissions: readOnly });
    expect(await set(github)).toMatch(/Resource not accessible by integration.*statuses: write/);
    expect(github.requests).toHaveLength(1);
  });

  test('is refused for a commit that the repository lacks', async () => {
    await using github = await startGithub();
    expect(await set(github, { sha: 'e'.repeat(40) })).toMatch(/422: No commit found for SHA/);
  });
});
