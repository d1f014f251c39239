import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GateError } from '../../src/errors.ts';
import { readGithubFacts } from '../../src/github/environment.ts';

const payload = (name: string) => resolve(import.meta.dirname, '../../fixtures/github', name);
const sha = '0123456789abcdef0123456789abcdef01234567';
const pullRequestStep = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_EVENT_PATH: payload('pull-request-synchronize.json'),
  GITHUB_REPOSITORY: 'Codertocat/Hello-World',
  GITHUB_REF: 'refs/pull/2/merge',
  GITHUB_SHA: sha,
  GITHUB_ACTOR: 'Codertocat',
  GITHUB_API_URL: 'https://github.example/api/v3/',
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_WORKFLOW: 'storage gate',
  GITHUB_WORKFLOW_REF: 'Codertocat/Hello-World/.github/workflows/gate.yml@refs/pull/2/merge',
  GITHUB_JOB: 'gate',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKSPACE: '/home/runner/w',
  RUNNER_TEMP: '/home/runner/t',
  RUNNER_TOOL_CACHE: '/home/runner/c',
  'INPUT_GITHUB-TOKEN': ' ghs_1 ',
};

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'storage-gate-test-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function withPayload(content: string): Promise<string> {
  const path = join(directory, 'event.json');
  await writeFile(path, content);
  return path;
}

function errorOf(env: NodeJS.ProcessEnv): GateError {
  try {
    readGithubFacts(env);
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('the facts of a job', () => {
  test.each([
    [{ GITEA_ACTIONS: 'true' }, 'Gitea'],
    [{ GITEA_ACTIONS: 'true', FORGEJO_ACTIONS: 'true' }, 'Forgejo'],
    [{}, 'GitHub'],
  ])('with %o are those of %s', (env, forge) => {
    expect(readGithubFacts({ ...pullRequestStep, ...env }).forge).toBe(forge);
  });

  test('are read from the variables of a pull request and its payload', () => {
    expect(readGithubFacts(pullRequestStep)).toEqual({
      eventName: 'pull_request',
      repository: { owner: 'Codertocat', name: 'Hello-World' },
      ref: 'refs/pull/2/merge',
      sha,
      defaultBranch: 'master',
      forge: 'GitHub',
      apiUrl: 'https://github.example/api/v3',
      serverUrl: 'https://github.example',
      workflow: 'storage gate',
      workflowPath: '.github/workflows/gate.yml',
      job: 'gate',
      runId: 42,
      runAttempt: 2,
      workspace: '/home/runner/w',
      runnerTemp: '/home/runner/t',
      toolCache: '/home/runner/c',
      token: 'ghs_1',
      matrix: [],
      mergeGroup: undefined,
      workflowRun: undefined,
      pullRequest: {
        number: 2,
        headSha: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821',
        baseSha: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
        labels: ['bug'],
        changedLabels: undefined,
      },
    });
  });

  test.each([
    ['labeled', 'pull-request-labeled.json'],
    ['unlabeled', 'pull-request-unlabeled.json'],
  ])('name the label that a pull request was %s with, and those that it has', (_, file) => {
    const { pullRequest } = readGithubFacts({
      ...pullRequestStep,
      GITHUB_EVENT_PATH: payload(file),
    });
    expect(pullRequest).toMatchObject({ number: 2, labels: ['bug'], changedLabels: ['bug'] });
  });

  test('name the labels that a change on Gitea was about', () => {
    const { pullRequest } = readGithubFacts({
      ...pullRequestStep,
      GITHUB_EVENT_PATH: payload('gitea-label-updated.json'),
    });
    expect(pullRequest).toMatchObject({ number: 1, labels: ['bug'], changedLabels: ['bug'] });
  });

  test.each([
    [{ action: 'label_updated' }, []],
    [{ action: 'label_updated', changes: { added_labels: null, removed_labels: null } }, []],
    [{ action: 'label_updated', changes: { added_labels: [{ name: 'a' }] } }, ['a']],
    [
      {
        action: 'label_updated',
        changes: { added_labels: [{ name: 'a' }], removed_labels: [{ name: 'b' }] },
      },
      ['a', 'b'],
    ],
    [{ action: 'label_cleared', changes: 'oops' }, []],
    [{ action: 'synchronized', label: { name: 'a' } }, undefined],
  ])('hold of the event %o the labels %o', async (event, changedLabels) => {
    const repo = { full_name: 'a/b' };
    const pull_request = { number: 1, head: { sha, repo }, base: { sha, repo } };
    const GITHUB_EVENT_PATH = await withPayload(JSON.stringify({ ...event, pull_request }));
    const { pullRequest } = readGithubFacts({ ...pullRequestStep, GITHUB_EVENT_PATH });
    expect(pullRequest?.changedLabels).toEqual(changedLabels);
  });

  test.each([
    ['requested', false, undefined],
    ['completed', true, 'success'],
  ])('hold the run of a workflow that Gitea says is %s', (action, isCompleted, conclusion) => {
    const { workflowRun } = readGithubFacts({
      ...pullRequestStep,
      GITHUB_EVENT_NAME: 'workflow_run',
      GITHUB_EVENT_PATH: payload(`gitea-workflow-run-${action}.json`),
    });
    expect(workflowRun).toMatchObject({
      id: 4,
      attempt: 1,
      event: 'pull_request',
      isCompleted,
      conclusion,
      headSha: 'bfbafd703e28f0096b99490bc59e163e503e04fb',
      headRepository: undefined,
      pullNumber: 1,
      name: 'Dump it',
      path: '.github/workflows/dump.yml',
    });
    if (!isCompleted) return;
    expect(workflowRun?.startedAt).toBe(Date.parse('2026-12-01T12:23:44Z'));
    expect(workflowRun?.updatedAt).toBe(Date.parse('2026-12-01T12:23:44Z'));
  });

  test.each([
    ['pull_request_sync', 'pull_request'],
    ['pull_request_label', 'pull_request'],
    ['pull_request_target', 'pull_request_target'],
    ['push', 'push'],
  ])('hold a run for %s as one for %s', async (event, usual) => {
    const run = { id: 4, run_attempt: 0, event, head_sha: sha, path: 'a.yml@refs/heads/main' };
    const { workflowRun } = readGithubFacts({
      ...pullRequestStep,
      GITHUB_EVENT_NAME: 'workflow_run',
      GITHUB_EVENT_PATH: await withPayload(JSON.stringify({ workflow_run: run })),
    });
    expect(workflowRun).toMatchObject({ event: usual, pullNumber: undefined, path: 'a.yml' });
  });

  test('hold the commits of a merge queue on merge_group, and no pull request', () => {
    const facts = readGithubFacts({
      ...pullRequestStep,
      GITHUB_EVENT_NAME: 'merge_group',
      GITHUB_EVENT_PATH: payload('merge-group.json'),
    });
    expect(facts.pullRequest).toBeUndefined();
    expect(facts.mergeGroup).toEqual({
      headSha: '2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d',
      baseSha: '380387fbc80638b734a49e1be1c4dfec1c01b33c',
      pullNumber: 104,
    });
  });

  test.each([undefined, '', 'other/repository/.github/workflows/gate.yml@main'])(
    'hold no path of a workflow from %j',
    GITHUB_WORKFLOW_REF => {
      expect(
        readGithubFacts({ ...pullRequestStep, GITHUB_WORKFLOW_REF }).workflowPath,
      ).toBeUndefined();
    },
  );

  test.each([
    ['null', []],
    ['', []],
    ['{"disk":"nvme","rounds":8,"deep":{"a":1}}', ['nvme', '8', '{"a":1}']],
    ['not JSON', ['not JSON']],
  ])('hold the leg of a matrix from %j', (text, values) => {
    expect(readGithubFacts({ ...pullRequestStep, INPUT_MATRIX: text }).matrix).toEqual(values);
  });

  test.each([
    ['push', 'push.json', 'refs/heads/master', 'master'],
    ['workflow_dispatch', 'workflow-dispatch.json', 'refs/heads/main', 'main'],
  ])('hold the default branch on %s, and no pull request', (eventName, file, ref, branch) => {
    const facts = readGithubFacts({
      ...pullRequestStep,
      GITHUB_EVENT_NAME: eventName,
      GITHUB_EVENT_PATH: payload(file),
      GITHUB_REF: ref,
    });
    expect(facts.pullRequest).toBeUndefined();
    expect(facts.defaultBranch).toBe(branch);
  });

  test('take the default branch from the ref on schedule, whose payload has no repository', async () => {
    const GITHUB_EVENT_PATH = await withPayload('{"schedule":"0 3 * * *"}');
    const step = {
      ...pullRequestStep,
      GITHUB_EVENT_NAME: 'schedule',
      GITHUB_EVENT_PATH,
      GITHUB_REF: 'refs/heads/release/7',
    };
    expect(readGithubFacts(step).defaultBranch).toBe('release/7');
    expect(readGithubFacts({ ...step, GITHUB_EVENT_NAME: 'push' }).defaultBranch).toBeUndefined();
  });

  test.each([
    ['another repository', { full_name: 'mallory/Hello-World' }],
    ['a repository that is gone', null],
  ])('hold a pull request that comes from %s', async (_, repo) => {
    const pull = {
      number: 7,
      head: { sha, repo },
      base: { sha, repo: { full_name: 'Codertocat/Hello-World' } },
    };
    const GITHUB_EVENT_PATH = await withPayload(JSON.stringify({ pull_request: pull }));
    expect(readGithubFacts({ ...pullRequestStep, GITHUB_EVENT_PATH }).pullRequest).toMatchObject({
      number: 7,
      headSha: sha,
    });
  });

  test('lack token and tool cache where they are empty', () => {
    const facts = readGithubFacts({
      ...pullRequestStep,
      'INPUT_GITHUB-TOKEN': ' ',
      RUNNER_TOOL_CACHE: '',
    });
    expect([facts.token, facts.toolCache]).toEqual([undefined, undefined]);
  });
});

describe('facts that are missing or malformed', () => {
  const needed = Object.keys(pullRequestStep).filter(
    name => !/ACTOR|TOOL_CACHE|TOKEN|WORKFLOW_REF/.test(name),
  );

  test.each(needed)('name the variable %s', name => {
    const error = errorOf({ ...pullRequestStep, [name]: '' });
    expect(error.code).toBe('bad-argument');
    expect(error.facts.problem).toContain(name);
  });

  test.each([
    ['GITHUB_SHA', 'HEAD'],
    ['GITHUB_RUN_ID', '-1'],
    ['GITHUB_API_URL', 'file:///etc/passwd'],
    ['GITHUB_REPOSITORY', '../..'],
    ['GITHUB_REPOSITORY', 'owner'],
    ['GITHUB_REPOSITORY', 'a/b/c'],
  ])('name %s and its value %s', (name, value) => {
    const { facts } = errorOf({ ...pullRequestStep, [name]: value });
    expect(facts.problem).toContain(name);
    expect(facts.problem).toContain(value);
  });

  test.each([
    ['is not JSON', 'oops'],
    ['has a number that is none', '{"pull_request":{"number":"2"}}'],
    ['has no pull request', '{}'],
    [
      'has a head that is no commit',
      JSON.stringify({
        pull_request: {
          number: 1,
          head: { sha: '$(reboot)', repo: null },
          base: { sha, repo: { full_name: 'a/b' } },
        },
      }),
    ],
  ])('name a payload that %s', async (_, content) => {
    expect(
      errorOf({ ...pullRequestStep, GITHUB_EVENT_PATH: await withPayload(content) }).code,
    ).toBe('bad-document');
  });

  test('name the path of a payload that is not there', () => {
    const GITHUB_EVENT_PATH = join(directory, 'absent.json');
    expect(errorOf({ ...pullRequestStep, GITHUB_EVENT_PATH }).facts.problem).toContain(
      GITHUB_EVENT_PATH,
    );
  });
});
