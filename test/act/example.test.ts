import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git } from '../harness/git.ts';
import { startGitServer } from '../harness/git-server.ts';
import { startGithub } from '../harness/github.ts';
import { pullOfPayload } from '../harness/github-state.ts';
import { bot, marker } from '../harness/step.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { runAct } from './act.ts';
import {
  type Edit,
  makeWorkingRepository,
  mergePull,
  pushToDefault,
  pushToPull,
} from './repository.ts';

// One repository and one pull request for all, in order: each test goes on where the one before it
// ended.
const token = 'ghs_act';
const slug = 'Codertocat/Hello-World';
const earlier = { sha: 'a'.repeat(40), run: 40, attempt: 1, verdict: 'unchanged' };
let home: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Awaited<ReturnType<typeof startGitServer>>;
let github: Awaited<ReturnType<typeof startGithub>>;
let remote: string;
let repository: string;

beforeAll(async () => {
  home = await temporaryDirectory({ name: 'gate-act-' });
  remote = join(home.path, 'server', slug);
  repository = join(home.path, 'work');
  await mkdir(remote, { recursive: true });
  await git(remote, 'init', '--quiet', '--bare', '--initial-branch=master');
  await git(remote, 'config', 'uploadpack.allowFilter', 'true');
  await git(remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  await makeWorkingRepository(repository, remote);
  server = await startGitServer({
    root: join(home.path, 'server'),
    readToken: 'read',
    writeToken: token,
  });
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
  const site = {
    repository,
    home: join(home.path, 'runner'),
    apiUrl: github.apiUrl,
    serverUrl: server.url,
    token,
  };
  return runAct(site, { event, payload: { ...payload, repository: of }, runId });
}

/** The files of the branch that keeps the runs. */
async function stored(folder: 'runs' | 'acknowledgements'): Promise<readonly string[]> {
  const files = await git(remote, 'ls-tree', '-r', '--name-only', 'refs/storage-gate/baselines');
  return files.split('\n').filter(name => name.startsWith(`gate/${folder}/`));
}

/** Somebody with triage rights sets the label, and the author has written the reason. */
const acceptance = {
  labels: [{ name: 'storage-gate-accepted', by: 'maintainer' }],
  body: 'Every flush is waited for.\n\nStorage-gate-accepted: flushes reach the disk now',
};

/** Runs the workflow for the pull request after an edit; `labelled` has the label set then. */
async function pull(edit: Edit, runId: number, { labelled = false } = {}) {
  const { base, head, merge } = await pushToPull(repository, edit);
  const about = { ...pullOfPayload, headSha: head };
  github.pulls.splice(0, 1, labelled ? { ...about, ...acceptance } : about);
  github.commits[merge] = [base, head];
  const config = 'storage-gate.yml';
  github.files[`${base}:${config}`] = await git(repository, 'show', `${base}:${config}`);
  const { labels } = labelled ? acceptance : { labels: [] };
  const pull_request = {
    number: 2,
    labels,
    head: { sha: head, ref: 'changes', repo: of },
    base: { sha: base, ref: 'master', repo: of },
  };
  const event = labelled ? { action: 'labeled', label: labels[0] } : { action: 'synchronize' };
  github.statuses.length = 0;
  const ended = await act('pull_request', { ...event, number: 2, pull_request }, runId);
  return { ...ended, states: github.statuses.map(({ sha, state }) => [sha === head, state]) };
}

test('a push to the default branch is measured and recorded', async () => {
  const { status, output } = await act('push', { ref: 'refs/heads/master' }, 41);
  expect(status, output).toBe(0);
  expect(await stored('runs')).toHaveLength(1);
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

test('a known loss with the label and its reason is green, and everybody sees who accepted it and why', async () => {
  const { status, output, states } = await pull({ speed: 0.5, note: 'slower, for a reason' }, 45, {
    labelled: true,
  });
  expect(status, output).toBe(0);
  expect(states).toEqual([
    [true, 'pending'],
    [true, 'success'],
  ]);
  expect(github.statuses.at(-1)?.description).toMatch(/^regressed, accepted: /);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toMatch(
    /### Storage gate: regressed, accepted: [^]*\*\*The gate passed\.\*\* [^]*maintainer[^]*flushes reach the disk now/,
  );
});

let merge: string;

test('the push of its merge shows the loss, passes, and stores who accepted it', async () => {
  merge = await mergePull(repository);
  const merged = { state: 'closed', mergedAt: '2026-03-01T00:00:00Z', mergeSha: merge } as const;
  github.pulls.splice(0, 1, { ...pullOfPayload, ...acceptance, ...merged });
  const { status, output } = await act('push', { ref: 'refs/heads/master' }, 46);
  expect(status, output).toBe(0);
  expect(output).toContain('Storage gate: regressed, accepted: ');
  expect(output).toContain(
    'its level is accepted by maintainer (label on #2): flushes reach the disk now',
  );
  expect(await stored('runs')).toHaveLength(2);
  const [path = '', ...others] = await stored('acknowledgements');
  expect(others).toEqual([]);
  const document: unknown = JSON.parse(
    await git(remote, 'show', `refs/storage-gate/baselines:${path}`),
  );
  const digests = (await stored('runs')).flatMap(
    name => new RegExp(`-${merge.slice(0, 12)}-(\\w+)\\.json$`).exec(name)?.[1] ?? [],
  );
  expect(document).toMatchObject({
    by: 'maintainer (label on #2)',
    reason: 'flushes reach the disk now',
    runs: digests.map(digest => ({ digest })),
  });
  expect(digests).toHaveLength(1);
});

test('and the push after it is held to the new level, by the run of the merge alone', async () => {
  await pushToDefault(repository, { speed: 0.5, note: 'as slow as accepted' });
  const { status, output } = await act('push', { ref: 'refs/heads/master' }, 47);
  expect(status, output).toBe(0);
  expect(output).not.toMatch(/Storage gate: regressed/);
  expect(output).toContain('Baseline: 1 run<');
  expect(output).toMatch(new RegExp(`- \\d{4}-.*, ${merge.slice(0, 12)}`));
  expect(await stored('runs')).toHaveLength(3);
  expect(await stored('acknowledgements')).toHaveLength(1);
});
