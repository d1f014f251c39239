import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git } from '../harness/git.ts';
import { startGitServer } from '../harness/git-server.ts';
import { startGithub } from '../harness/github.ts';
import { pullOfPayload } from '../harness/github-state.ts';
import { bot, marker } from '../harness/step.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { runAct } from './act.ts';
import { type Edit, makeWorkingRepository, pushToPull } from './repository.ts';

// One repository and one pull request for all, in order: each test goes on where the one before it ended.
const token = 'ghs_act';
const slug = 'Codertocat/Hello-World';
const earlier = { sha: 'a'.repeat(40), run: 40, attempt: 1, verdict: 'unchanged' };
let home: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Awaited<ReturnType<typeof startGitServer>>;
let github: Awaited<ReturnType<typeof startGithub>>;
let remote: string;
let repository: string;

beforeAll(async () => {
  home = await temporaryDirectory('gate-act-');
  remote = join(home.path, 'server', slug);
  repository = join(home.path, 'work');
  await mkdir(remote, { recursive: true });
  await git(remote, 'init', '--quiet', '--bare', '--initial-branch=master');
  await git(remote, 'config', 'uploadpack.allowFilter', 'true');
  await git(remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  await makeWorkingRepository(repository, remote);
  server = await startGitServer({ root: join(home.path, 'server'), readToken: 'read', writeToken: token });
  const body = `${marker}\n<!-- state ${JSON.stringify(earlier)} -->\nthe report of an earlier run`;
  github = await startGithub({ pulls: [{ ...pullOfPayload }], comments: [{ author: bot, body }] });
});
afterAll(async () => {
  await github[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const of = { default_branch: 'master', full_name: slug };

function act(event: 'push' | 'pull_request', payload: object, runId: number) {
  const site = { repository, home: join(home.path, 'runner'), apiUrl: github.apiUrl, serverUrl: server.url, token };
  return runAct(site, { event, payload: { ...payload, repository: of }, runId });
}

async function pull(edit: Edit, runId: number) {
  const { base, head, merge } = await pushToPull(repository, edit);
  const [stored] = github.pulls;
  if (stored !== undefined) stored.headSha = head;
  github.commits[merge] = [base, head];
  const pull_request = {
    number: 2,
    labels: [],
    head: { sha: head, ref: 'changes', repo: of },
    base: { sha: base, ref: 'master', repo: of },
  };
  github.statuses.length = 0;
  const ended = await act('pull_request', { action: 'synchronize', number: 2, pull_request }, runId);
  return { ...ended, states: github.statuses.map(({ sha, state }) => [sha === head, state]) };
}

test('a push to the default branch is measured and recorded', async () => {
  const { status, output } = await act('push', { ref: 'refs/heads/master' }, 41);
  expect(status, output).toBe(0);
  const files = await git(remote, 'ls-tree', '-r', '--name-only', 'storage-gate-baselines');
  expect(files.split('\n').filter(name => name.startsWith('gate/runs/'))).toHaveLength(1);
});

test('a pull request that changes nothing under test is green without a measurement', async () => {
  const { status, output, states } = await pull({ speed: 1, note: 'a better text' }, 42);
  expect(status, output).toBe(0);
  expect(output).toContain('nothing under test changed');
  expect(output).not.toContain('round 1');
  expect(states).toEqual([[true, 'success']]);
});

test('a disk at half its speed is red: exit status 1, failure status, and the comment is updated', async () => {
  const { status, output, states } = await pull({ speed: 0.5, note: 'slower' }, 43);
  expect(status, output).toBe(1);
  expect(output).toMatch(/exit status 1\b/);
  expect(states).toEqual([
    [true, 'pending'],
    [true, 'failure'],
  ]);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toMatch(/### Storage gate: regressed: /);
});

test('and green again once it is as fast as before, which the comment says', async () => {
  const { status, output, states } = await pull({ speed: 1, note: 'fast again' }, 44);
  expect(status, output).toBe(0);
  expect(states).toEqual([[true, 'success']]);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toMatch(/This turned green: it was regressed at/);
});
