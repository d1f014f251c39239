import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeRun } from '../../src/suites/document.ts';
import { git } from '../harness/git.ts';
import { startGitServer } from '../harness/git-server.ts';
import { startGithub } from '../harness/github.ts';
import { baseOfPull, mergeOfPull } from '../harness/github-state.ts';
import { processesAbout } from '../harness/processes.ts';
import { events, type Runner, type StepRequest, startRunner } from '../harness/runner.ts';
import { mergeGroup, putFiles } from '../harness/step.ts';

// One runner for all: the first test builds the guest and records the baseline that the others are
// compared with. The baseline is the default one, on a git server of the runner's own.
let runner: Runner;
let server: Awaited<ReturnType<typeof startGitServer>>;
let remote: string;
beforeAll(async () => {
  runner = startRunner();
  remote = join(runner.toolCache, '../server/Codertocat/Hello-World');
  mkdirSync(remote, { recursive: true });
  await git(remote, 'init', '--quiet', '--bare');
  await git(remote, 'config', 'uploadpack.allowFilter', 'true');
  server = await startGitServer({
    root: join(remote, '../..'),
    readToken: 'read',
    writeToken: 'ghs_harness',
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  runner[Symbol.dispose]();
});

const runStep = (request: StepRequest) =>
  runner.runStep({
    ...request,
    inputs: { baseline: '', ...request.inputs },
    env: { GITHUB_SERVER_URL: server.url, ...request.env },
  });

const prod = (cache: string) => `  prod: { cache: ${cache}, size: 64MiB }\n`;
/** One workload, and as few rounds as could be red where half of all alarms may be false. */
const short =
  'workloads: [randread-4k-qd1]\nprofile: quick\nrounds: 3\npolicy: { false-alarm: 50% }\n';
const configOf = (disks: string) => `version: 1\n${short}accel: tcg\ndisks:\n${disks}`;

/** Checks a config out, and has another one at the base of pull request and merge queue. */
async function checkOut(disks: string, before = disks, head = mergeOfPull) {
  const config = 'storage-gate.yml';
  await putFiles(runner.workspace, { '.git/HEAD': head, [config]: configOf(disks) });
  const bases = [baseOfPull, mergeGroup.baseSha];
  return {
    [`${head}:${config}`]: configOf(disks),
    ...Object.fromEntries(bases.map(commit => [`${commit}:${config}`, configOf(before)])),
  };
}

async function storedRuns(): Promise<readonly string[]> {
  const files = await git(
    remote,
    'ls-tree',
    '-r',
    '--name-only',
    'refs/storage-gate/baselines',
  ).catch(() => '');
  return files.split('\n').filter(name => name.startsWith('Storage-gate.gate/runs/'));
}

/** Files that a run made in the workspace and did not remove. */
function leftFiles(): string[] {
  const work = join(runner.workspace, '.storage-gate/work');
  return existsSync(work) ? readdirSync(work) : [];
}

function expectNothingLeft(): void {
  expect(processesAbout(runner.workspace)).toEqual([]);
  expect(leftFiles()).toEqual([]);
}

/** What the pull request's run came to: the report half takes it from there. */
const measured = { document: '', verdict: '', baseline: '' };

describe('the action', () => {
  test('measures and records a push to the default branch', async () => {
    await using github = await startGithub();
    await checkOut(prod('writeback'));
    const step = await runStep({ event: events.pushToDefault, apiUrl: github.apiUrl });
    expect(step.main.status, step.main.output).toBe(0);
    expect(step.outputs).toMatchObject({
      verdict: 'inconclusive',
      regressions: '0',
      'comment-url': '',
      baseline: 'git:refs/storage-gate/baselines:Storage-gate.gate',
    });
    expect(step.annotations).toEqual([
      expect.objectContaining({
        level: 'notice',
        message: expect.stringContaining('no earlier run is stored'),
      }),
    ]);
    const document = decodeRun(JSON.parse(readFileSync(step.outputs['run-path'] ?? '', 'utf8')));
    expect(document).toMatchObject({
      ok: true,
      value: { rounds: { length: 3 }, stop: { reason: 'planned' } },
    });
    expect(step.summary).toMatch(/random read 4k/);
    expect(readFileSync(step.outputs['report-path'] ?? '', 'utf8').trim()).toBe(
      step.summary.trim(),
    );
    expect(await storedRuns()).toHaveLength(1);
    expect(github.requests).toEqual([]);
    expect(step.post).toEqual({ status: 0, output: '' });
    expectNothingLeft();
  });

  test('measures nothing for a pull request that has the disks of its base', async () => {
    await using github = await startGithub({ files: await checkOut(prod('writeback')) });
    const step = await runStep({ event: events.pullRequest, apiUrl: github.apiUrl });
    expect(step.main).toEqual({ status: 0, output: expect.not.stringContaining('round 1') });
    expect(step.outputs.verdict).toBe('unchanged');
    expect(github.statuses.map(({ state }) => state)).toEqual(['success']);
  });

  test('measures a pull request next to its base, and tells it in summary, comment and status', async () => {
    await using github = await startGithub({
      files: await checkOut(prod('writethrough'), prod('writeback')),
      comments: [{ author: 'someone', body: 'looks good' }],
    });
    const step = await runStep({ event: events.pullRequest, apiUrl: github.apiUrl });
    expect(['inconclusive', 'unchanged', 'improved', 'regressed']).toContain(step.outputs.verdict);
    expect(step.main.status, step.main.output).toBe(step.outputs.verdict === 'regressed' ? 1 : 0);
    expect(step.outputs['comment-url']).toMatch(/#issuecomment-2$/);
    const body = github.comments[1]?.body ?? '';
    expect(body).toMatch(/^<!-- qemu-storage-gate:Storage-gate\.gate -->\n/);
    expect(body).toContain('ec26c3e57ca3a959ca5aad62de7213c562f8c821');
    const ending = step.outputs.verdict === 'regressed' ? 'failure' : 'success';
    expect(github.statuses.map(({ state, context }) => [state, context])).toEqual([
      ['pending', 'storage-gate'],
      [ending, 'storage-gate'],
    ]);
    expect(body).toContain('/actions/runs/42/attempts/1');
    expect(step.summary).toContain('prod');
    measured.document = readFileSync(step.outputs['run-path'] ?? '', 'utf8');
    measured.verdict = step.outputs.verdict ?? '';
    measured.baseline = step.outputs.baseline ?? '';
    expect(step.main.output).toContain(
      'will not be stored as a baseline: the event pull_request does not record',
    );
    expect(await storedRuns()).toHaveLength(1);
    expectNothingLeft();
  });

  test('hands over a run document that report/ comes to the same verdict with', async () => {
    const files = await checkOut(prod('writethrough'), prod('writeback'));
    await using github = await startGithub({ files });
    using reporter = startRunner('report');
    writeFileSync(join(reporter.workspace, 'run.json'), measured.document);
    const step = await reporter.runStep({
      event: events.pullRequest,
      apiUrl: github.apiUrl,
      inputs: { 'run-path': 'run.json', baseline: measured.baseline },
      env: { GITHUB_SERVER_URL: server.url },
    });
    expect(step.outputs.verdict).toBe(measured.verdict);
    expect(github.comments).toHaveLength(1);
    expect(github.statuses).toHaveLength(1);
  });

  test('fails a merge queue on a mode that drops flushes, by the status of its group, whatever it may not read', async () => {
    const { headSha } = mergeGroup;
    const permissions = { contents: 'read', statuses: 'write', 'pull-requests': 'none' } as const;
    const files = await checkOut(prod('unsafe'), prod('writeback'), headSha);
    await using github = await startGithub({ permissions, files, commits: { [headSha]: [] } });
    const step = await runStep({
      event: events.mergeGroup,
      apiUrl: github.apiUrl,
      env: { GITHUB_SHA: headSha },
    });
    expect(step.main.status, step.main.output).toBe(1);
    expect(step.outputs).toMatchObject({
      verdict: 'regressed',
      regressions: '1',
      'comment-url': '',
    });
    expect(github.statuses.map(({ sha, state }) => [sha, state])).toEqual([[headSha, 'failure']]);
    const levels = step.annotations.map(({ level }) => level);
    expect(levels.filter(level => level === 'error')).toHaveLength(2);
    expect(step.summary).toContain('unsafe');
    expect(step.summary).toMatch(
      /The server did not say whether the loss is accepted: .*Resource not accessible by integration/,
    );
    expect(github.comments).toEqual([]);
    expect(await storedRuns()).toHaveLength(1);
    expectNothingLeft();
  });
});

describe('a run that ends early', () => {
  const two = `${prod('writeback')}  other: { cache: none, size: 64MiB }\n`;
  /** One arm of the first round is measured, the other is being measured. */
  const inTheMiddle = (output: string) => /round 1 .*MiB\/s/.test(output);
  const old = {
    author: 'github-actions[bot]',
    body: '<!-- qemu-storage-gate:Storage-gate.gate -->\nold report',
  };

  test('by a cancelled job leaves no process, no file, no record, and a comment that says so', async () => {
    const files = await checkOut(two, prod('writeback'));
    await using github = await startGithub({ files, comments: [old] });
    const before = await storedRuns();
    const cancel = { when: inTheMiddle, how: 'cancel' } as const;
    const step = await runStep({
      event: events.pullRequest,
      apiUrl: github.apiUrl,
      cancel,
    });
    expect(step.main.status, step.main.output).toBe(130);
    expect(step.outputs.verdict).toBe('error');
    expect(github.comments[0]?.body).toMatch(
      /### Storage gate: not measured at ec26c3e57ca3\n\n\*\*the job was cancelled/,
    );
    expect(github.statuses.map(({ state }) => state)).toEqual(['pending', 'error']);
    expect(await storedRuns()).toEqual(before);
    expect(step.post).toEqual({ status: 0, output: '' });
    expectNothingLeft();
  });

  test('by SIGKILL of node is cleaned up by the post step', async () => {
    await using github = await startGithub();
    await checkOut(two);
    const cancel = { when: inTheMiddle, how: 'kill' } as const;
    const step = await runStep({
      event: events.pushToDefault,
      apiUrl: github.apiUrl,
      cancel,
    });
    expect(step.main.status).toBeNull();
    expect(step.post.status).toBe(0);
    expect(step.post.output).toMatch(/removed .*\.storage-gate-/);
    expect(step.outputs.verdict).toBeUndefined();
    expectNothingLeft();
  });
});
