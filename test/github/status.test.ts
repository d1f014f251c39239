import { describe, expect, test } from 'vitest';
import { type CommitStatus, readStatus, setStatus } from '../../src/github/status.ts';
import { type LoopbackGithub, readOnly, startGithub } from '../harness/github.ts';
import { pullOfPayload, type StoredStatus } from '../harness/github-state.ts';

interface Change extends Partial<CommitStatus> {
  readonly runId?: number;
  readonly runAttempt?: number;
  /** The pull request's number; null for a merge queue's group. */
  readonly pull?: number | null;
}

const { signal } = new AbortController();
const factsOf = ({ apiUrl }: LoopbackGithub) => ({
  forge: 'GitHub' as const,
  apiUrl,
  serverUrl: 'https://github.com',
  repository: { owner: 'Codertocat', name: 'Hello-World' },
  token: 'ghs_1',
});

function set(
  github: LoopbackGithub,
  { runId = 42, runAttempt = 1, pull = 2, ...change }: Change = {},
) {
  const status: CommitStatus = {
    sha: pullOfPayload.headSha,
    context: 'storage-gate',
    state: 'failure',
    description: 'regressed',
    ...change,
  };
  const { headSha, baseSha } = pullOfPayload;
  const about = { headSha, baseSha, labels: [], changedLabels: undefined };
  const pullRequest = pull === null ? undefined : { ...about, number: pull };
  return setStatus(status, {
    facts: { ...factsOf(github), runId, runAttempt, pullRequest },
    signal,
  });
}

/** A status that stands already, by default that of run 43. */
function standing(change: Partial<StoredStatus> = {}): StoredStatus {
  return {
    sha: pullOfPayload.headSha,
    state: 'success',
    context: 'storage-gate',
    description: 'nothing under test changed',
    targetUrl: addressOf(43, 1),
    ...change,
  };
}

function addressOf(run: number, attempt: number, pull = 2): string {
  return `https://github.com/Codertocat/Hello-World/actions/runs/${run}/attempts/${attempt}?pr=${pull}`;
}

describe('a commit status', () => {
  test('is set on its commit, with a description and a link to the attempt', async () => {
    await using github = await startGithub();
    expect(await set(github)).toEqual({ first: undefined });
    expect(github.statuses).toEqual([
      {
        sha: pullOfPayload.headSha,
        state: 'failure',
        context: 'storage-gate',
        description: 'regressed',
        targetUrl: addressOf(42, 1),
      },
    ]);
  });

  test('has its description cut to what GitHub takes', async () => {
    await using github = await startGithub();
    expect(await set(github, { description: 'x'.repeat(141) })).toHaveProperty('first');
    expect(github.statuses[0]?.description).toBe(`${'x'.repeat(139)}…`);
  });

  test('is refused with the missing permission named, and tried once', async () => {
    await using github = await startGithub({ permissions: readOnly });
    const refused = expect.stringMatching(
      /Resource not accessible by integration.*statuses: write/,
    );
    expect(await set(github)).toEqual({ refused });
    expect(github.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  test('is refused for a commit that the repository lacks', async () => {
    await using github = await startGithub();
    const refused = expect.stringMatching(/422: No commit found for SHA/);
    expect(await set(github, { sha: 'e'.repeat(40) })).toEqual({ refused });
  });
});

describe('a commit status that stands already', () => {
  test.each([
    ['a later run', { targetUrl: addressOf(43, 1) }, 'run 43, attempt 1,'],
    ['a later attempt', { targetUrl: addressOf(42, 2) }, 'run 42, attempt 2,'],
    ['a later run that has only begun', { state: 'pending' }, 'run 43, attempt 1,'],
    ['a later run with a loss', { state: 'failure' }, 'run 43, attempt 1,'],
  ])('is kept where it is of %s', async (_, change, named) => {
    await using github = await startGithub({ statuses: [standing(change)] });
    expect(await set(github)).toEqual({ kept: expect.stringContaining(named) });
    expect(github.statuses).toEqual([standing(change)]);
  });

  test('is kept where it is of a later run, however many of other contexts came after it', async () => {
    const others = Array.from({ length: 150 }, (_, index) =>
      standing({ context: `build ${index}` }),
    );
    await using github = await startGithub({ statuses: [standing(), ...others] });
    expect(await set(github)).toHaveProperty('kept');
  });

  test.each([
    ['an older run', { targetUrl: addressOf(41, 3) }],
    ['the same attempt', { state: 'pending', targetUrl: addressOf(42, 1) }],
    ['a later run that measured nothing', { state: 'error' }],
    ['another context', { context: 'storage-gate (nvme)' }],
    ['another repository', { targetUrl: addressOf(43, 1).replace('Hello-World', 'Other') }],
    ['another server', { targetUrl: addressOf(43, 1).replace('github.com', 'evil.example') }],
    ['nobody known', { targetUrl: null }],
  ])('is replaced where it is of %s', async (_, change) => {
    await using github = await startGithub({ statuses: [standing(change)] });
    expect(await set(github)).not.toHaveProperty('kept');
    expect(github.statuses.at(-1)).toMatchObject({ state: 'failure', targetUrl: addressOf(42, 1) });
  });

  test('is kept where a later run had a verdict, and one still later measured nothing', async () => {
    const error = standing({ state: 'error', targetUrl: addressOf(44, 1) });
    await using github = await startGithub({ statuses: [standing(), error] });
    expect(await set(github)).toEqual({ kept: expect.stringContaining('run 43') });
  });

  test('has no number of a pull request in a merge queue, and is kept there likewise', async () => {
    const targetUrl = addressOf(42, 1).replace('?pr=2', '');
    await using github = await startGithub({ statuses: [standing()] });
    expect(await set(github, { pull: null })).not.toHaveProperty('kept');
    expect(github.statuses.at(-1)).toMatchObject({ targetUrl });
    expect(await set(github, { pull: null, runId: 41 })).toEqual({
      kept: expect.stringContaining('run 42'),
    });
  });

  test('tells a later attempt how the first one ended', async () => {
    const first = {
      state: 'failure',
      description: 'regressed: 1 of 6',
      targetUrl: addressOf(42, 1),
    };
    const begun = standing({ state: 'pending', targetUrl: addressOf(42, 1) });
    const second = standing({ state: 'error', targetUrl: addressOf(42, 2) });
    await using github = await startGithub({ statuses: [begun, standing(first), second] });
    expect(await set(github, { runAttempt: 3 })).toMatchObject({
      first: { state: 'failure', description: 'regressed: 1 of 6' },
    });
  });

  test('is no hindrance where a server does not list them', async () => {
    await using github = await startGithub({ statuses: [standing()] });
    const answer = { status: 403, message: 'Resource not accessible by integration' };
    github.troubles.push({ match: 'GET /repos/Codertocat/Hello-World/commits', answer });
    expect(await set(github)).toEqual({ first: undefined });
  });

  test('is read as the newest of its context', async () => {
    const statuses = [
      standing({ state: 'failure' }),
      standing(),
      standing({ context: 'other', state: 'error' }),
    ];
    await using github = await startGithub({ statuses });
    const about = { sha: pullOfPayload.headSha, number: 2, context: 'storage-gate' };
    const access = { facts: factsOf(github), signal };
    expect(await readStatus(about, access)).toMatchObject({ answer: { state: 'success' } });
    expect(await readStatus({ ...about, context: 'none' }, access)).toEqual({ answer: undefined });
  });
});

describe('a commit that is the head of two pull requests', () => {
  const two = [{ ...pullOfPayload }, { ...pullOfPayload, number: 3, baseRef: 'stable' }];
  const red = standing({
    state: 'failure',
    description: 'regressed',
    targetUrl: addressOf(41, 1, 3),
  });
  const own = standing({ state: 'pending', targetUrl: addressOf(42, 1) });
  const green = { state: 'success', description: 'unchanged' } as const;

  test('stays red where the other one is, and says so', async () => {
    await using github = await startGithub({ pulls: two, statuses: [red, own] });
    expect(await set(github, green)).toEqual({
      kept: expect.stringMatching(/#3 has the same head.*: regressed$/),
    });
    expect(github.statuses.at(-1)).toEqual(red);
  });

  test('is red as soon as one is, whichever run is later', async () => {
    const other = standing({ ...green, targetUrl: addressOf(43, 1, 3) });
    await using github = await startGithub({ pulls: two, statuses: [other] });
    expect(await set(github)).not.toHaveProperty('kept');
    expect(github.statuses.at(-1)?.state).toBe('failure');
  });

  test.each([
    ['is green by now', two, [red, standing({ ...green, targetUrl: addressOf(41, 2, 3) })]],
    [
      'is closed',
      [{ ...pullOfPayload }, { ...pullOfPayload, number: 3, state: 'closed' as const }],
      [red],
    ],
    [
      'has another head by now',
      [{ ...pullOfPayload }, { ...pullOfPayload, number: 3, headSha: 'd'.repeat(40) }],
      [red],
    ],
    ['is being measured for the first time', two, [{ ...red, state: 'pending' }]],
  ])('is green where the other one %s', async (_, pulls, statuses) => {
    await using github = await startGithub({
      pulls: pulls.map(each => ({ ...each })),
      statuses: [...statuses],
    });
    expect(await set(github, green)).toEqual({ first: undefined });
    expect(github.statuses.at(-1)).toMatchObject({ state: 'success', targetUrl: addressOf(42, 1) });
  });

  test('stays red where it cannot be known whether the other one is open', async () => {
    const permissions = { 'pull-requests': 'none', statuses: 'write' } as const;
    await using github = await startGithub({ pulls: two, statuses: [red], permissions });
    expect(await set(github, green)).toHaveProperty('kept');
  });
});
