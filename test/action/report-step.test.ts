import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeRun, type Run } from '../../src/core/run.ts';
import { buildRun, diskArm, hostArm, noise } from '../core/run-builder.ts';
import { readOnly, startGithub } from '../harness/github.ts';
import { baseOfPull, mergeOfPull, pullOfPayload } from '../harness/github-state.ts';
import { type Event, events, startRunner } from '../harness/runner.ts';

const fork = { ...pullOfPayload, headRepository: 'mallory/Hello-World', headRef: 'faster' };
const config = 'version: 1\ndisks:\n  prod: { cache: none }\n';
const policy = 'policy: { tolerance: 3% }\n';

/** The event of the trusted half: a workflow ran for a pull request of a fork. */
function workflowRun(change: Readonly<Record<string, unknown>> = {}, payload = 'workflow-run-completed.json'): Event {
  const run = {
    id: 77,
    run_attempt: 2,
    event: 'pull_request',
    head_sha: fork.headSha,
    head_branch: fork.headRef,
    head_repository: { full_name: fork.headRepository },
    path: '.github/workflows/measure.yml',
    pull_requests: [],
    ...change,
  };
  return { name: 'workflow_run', payload, ref: 'refs/heads/master', change: { workflow_run: run } };
}

interface Scene {
  readonly event?: Event;
  /** Files of the workspace. */
  readonly documents?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Config at base and head. */
  readonly base?: string;
  readonly head?: string;
  readonly behaviour?: Parameters<typeof startGithub>[0];
}

async function report({ event = workflowRun(), documents = {}, inputs, base, head, behaviour }: Scene) {
  const files = {
    ...(base !== undefined && { [`${baseOfPull}:storage-gate.yml`]: base }),
    ...(head !== undefined && { [`${mergeOfPull}:storage-gate.yml`]: head }),
  };
  await using github = await startGithub({ pulls: [{ ...fork, mergeSha: mergeOfPull }], files, ...behaviour });
  using runner = startRunner('report');
  for (const [path, text] of Object.entries(documents)) {
    await mkdir(dirname(join(runner.workspace, path)), { recursive: true });
    await writeFile(join(runner.workspace, path), text);
  }
  const step = await runner.runStep({ event, apiUrl: github.apiUrl, inputs: { 'run-path': 'run.json', ...inputs } });
  return { ...step, github };
}

/** A run of head and base, the head at `level` of its base. */
function twoSides(level: number): Run {
  const next = noise(7, 0.01);
  const arms = [diskArm('prod', { cache: 'directsync' }), diskArm('prod', { cache: 'none' }, 'base')];
  return buildRun({ arms, rounds: 12, value: ({ arm }) => (arm.side === 'head' ? level : 1) * 1e8 * next() });
}

const green = encodeRun(twoSides(1));
const red = encodeRun(twoSides(0.6));

describe('the trusted half behind a pull request from a fork', () => {
  test('judges the document, and posts one comment and one status on the head that GitHub names', async () => {
    const step = await report({ documents: { 'run.json': red }, base: config + policy, head: config });
    expect(step.main).toEqual({ status: 1, output: expect.any(String) });
    expect(step.outputs).toMatchObject({ verdict: 'regressed', regressions: '4' });
    expect(step.github.statuses).toEqual([
      expect.objectContaining({
        sha: fork.headSha,
        context: 'storage-gate',
        state: 'failure',
        targetUrl: expect.stringMatching(/\/actions\/runs\/77\/attempts\/2$/),
      }),
    ]);
    const [comment] = step.github.comments;
    expect(comment?.body).toMatch(/### Storage gate: regressed/);
    expect(comment?.body).toContain('not proof against a hostile author');
    expect(comment?.body).toContain("edits the gate's own policy (tolerance 3% -");
    expect(step.github.comments).toHaveLength(1);
  });

  test('passes a run without a loss', async () => {
    const step = await report({ documents: { 'run.json': green }, base: config, head: config });
    expect(step.main.status).toBe(0);
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['success']);
  });

  test('sets the status pending when the measuring run is requested, and reads nothing', async () => {
    const step = await report({ event: workflowRun({}, 'workflow-run-requested.json'), inputs: { 'run-path': '' } });
    expect(step.main.status).toBe(0);
    expect(step.github.statuses.map(({ state, sha }) => [state, sha])).toEqual([['pending', fork.headSha]]);
    expect(step.github.comments).toEqual([]);
  });

  test.each([
    ['is not there', {}, /there is no run document/],
    ['is no JSON', { 'run.json': '{' }, /not JSON/],
    ['is of another kind', { 'run.json': '{"schema":1}' }, /no run document/],
    ['was ended by trouble', { 'run.json': encodeRun(buildRun({ stop: 'trouble' })) }, /trouble ended the run/],
    ['gates nothing', { 'run.json': encodeRun(buildRun({ arms: [hostArm('host')] })) }, /no cell of it is gated/],
  ])('fails where the document %s, and says so', async (_, documents, problem) => {
    const step = await report({ documents, base: config, head: config.replace('none', 'unsafe') });
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('missing');
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['failure']);
    expect(step.github.comments[0]?.body).toMatch(problem);
  });

  test('passes without a document where the config of both commits has the same disks, by its own reading', async () => {
    const step = await report({ base: config, head: `${config}${policy}` });
    expect(step.main.status).toBe(0);
    expect(step.github.statuses).toEqual([
      expect.objectContaining({ state: 'success', description: 'nothing under test changed' }),
    ]);
    expect(step.github.comments).toEqual([]);
  });

  test.each([
    ['another branch', { head_branch: 'other' }],
    ['another repository', { head_repository: { full_name: 'eve/Hello-World' } }],
    ['an old commit', { head_sha: 'd'.repeat(40) }],
  ])('reports to nobody where the run was for %s', async (_, change) => {
    const step = await report({ event: workflowRun(change), documents: { 'run.json': red } });
    expect(step.main).toEqual({ status: 0, output: expect.stringContaining('nobody to report to') });
    expect(step.github.statuses).toEqual([]);
    expect(step.github.comments).toEqual([]);
  });

  test('reports to nobody where the run was for a push', async () => {
    const step = await report({ event: workflowRun({ event: 'push' }), documents: { 'run.json': red } });
    expect(step.main).toEqual({ status: 0, output: expect.stringContaining('for the event push') });
    expect(step.github.requests).toEqual([]);
  });

  test('shows hostile text of a document as it is, and gives no command to the log', async () => {
    const hostile = '@everyone <img src=x> [a](http://evil.example)\n::error::made up';
    const run = { ...twoSides(0.6), caveats: [{ code: 'x', text: hostile }] };
    const step = await report({ documents: { 'run.json': encodeRun(run) }, base: config, head: config });
    const body = step.github.comments[0]?.body ?? '';
    expect(body).toContain('evil.example');
    expect(body.replace(/^(<!--.*-->\n)+/, '')).not.toMatch(/@everyone|<img|<!--|\]\(http:/);
    expect(step.annotations.filter(({ message }) => message === 'made up')).toEqual([]);
  });

  test('keeps its exit status where the token may only read', async () => {
    const behaviour = { permissions: readOnly };
    const step = await report({ documents: { 'run.json': green }, base: config, head: config, behaviour });
    expect(step.main.status).toBe(0);
    expect(step.annotations.map(({ level }) => level)).toEqual(['notice']);
  });

  test('judges by no policy of the pull request where the base has none', async () => {
    const lax = `${config}policy: { tolerance: 90%, fail-on: [missing] }\n`;
    const step = await report({ documents: { 'run.json': red }, head: lax });
    expect(step.outputs.verdict).toBe('regressed');
    expect(step.main.status).toBe(1);
    expect(step.github.comments[0]?.body).toContain('was judged by the defaults');
  });
});

describe('the final job of a matrix', () => {
  const legs = (paths: readonly string[]) => ({ 'run-path': paths.join('\n') });
  const [nvme, ssd, hdd] = ['legs/nvme/run.json', 'legs/ssd/run.json', 'legs/hdd/run.json'] as const;

  test('posts one comment and one status for all documents, the failed ones first', async () => {
    const documents = { [nvme]: green, [ssd]: red };
    const step = await report({
      event: events.pullRequest,
      documents,
      inputs: legs([nvme, ssd]),
      base: config,
      head: config,
    });
    expect(step.main.status).toBe(1);
    expect(step.outputs).toMatchObject({ verdict: 'regressed', regressions: '4' });
    expect(step.github.statuses).toEqual([
      expect.objectContaining({ state: 'failure', description: 'regressed: 1 of 2 runs failed: ssd' }),
    ]);
    expect(step.github.comments).toHaveLength(1);
    const body = step.github.comments[0]?.body ?? '';
    expect(body).toMatch(
      /^<!-- qemu-storage-gate:Storage-gate\.gate -->\n<!--.*-->\n### Storage gate: regressed: 1 of 2 runs failed\n/,
    );
    expect(body).toMatch(/\| ssd +\| regressed[^]*\| nvme +\| unchanged[^]*<summary>ssd<[^]*<summary>nvme</);
  });

  test('is red where a leg left no document, even if all others are green', async () => {
    const documents = { [nvme]: green, [ssd]: green };
    const step = await report({
      event: events.pullRequest,
      documents,
      inputs: legs([nvme, ssd, hdd]),
      base: config,
      head: config,
    });
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('missing');
    expect(step.github.comments[0]?.body).toMatch(/\| hdd +\| missing +\| there is no run document/);
  });

  test('judges a push too, and tells no pull request', async () => {
    const documents = { [nvme]: green };
    const step = await report({ event: events.pushToDefault, documents, inputs: legs([nvme, ssd]) });
    expect(step.main.status).toBe(1);
    expect(step.github.statuses).toEqual([]);
    expect(step.github.comments).toEqual([]);
  });

  test('fails where no document is named', async () => {
    const step = await report({ event: events.pullRequest, inputs: { 'run-path': '' }, base: config });
    expect(step.main.status).toBe(1);
    expect(step.github.comments[0]?.body).toContain('the input names no run document');
  });
});

test('nothing is reported on pull_request_target', async () => {
  const step = await report({ event: events.pullRequestTarget, documents: { 'run.json': red } });
  expect(step.main.status).toBe(2);
  expect(step.github.requests).toEqual([]);
});
