import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeRun } from '../../src/suites/document.ts';
import { domainText } from '../harness/domain.ts';
import { git } from '../harness/git.ts';
import { startGitServer } from '../harness/git-server.ts';
import { startGithub } from '../harness/github.ts';
import { pullOfPayload } from '../harness/github-state.ts';
import { events, type Runner, startRunner } from '../harness/runner.ts';
import { putFiles } from '../harness/step.ts';

// Pull requests that edit three words of a libvirt domain, in a repository on a git server. What
// GitHub says of files is read from its commits.
const config = 'storage-gate.yml';
const file = 'vms/prod.xml';
/** One workload, and as few rounds as could be red where half of all alarms may be false. */
const short =
  'workloads: [randread-4k-qd1]\nprofile: quick\nrounds: 3\npolicy: { false-alarm: 50% }\naccel: tcg\n';
const configText = `version: 1\n${short}disks:\n  prod: { from: ${file}, size: 64MiB, without: [iotune] }\n`;
const before = { iops: 5000 };
const lineOfDriver = 7;
const lineOfLimit = 11;

let runner: Runner;
let server: Awaited<ReturnType<typeof startGitServer>>;
let remote: string;
let base: string;
beforeAll(async () => {
  runner = startRunner();
  const root = join(runner.toolCache, '../server');
  remote = join(root, 'Codertocat/Hello-World');
  mkdirSync(remote, { recursive: true });
  await git(remote, 'init', '--quiet', '--bare');
  await git(remote, 'config', 'uploadpack.allowFilter', 'true');
  server = await startGitServer({ root, readToken: 'read', writeToken: 'ghs_harness' });
  const { workspace } = runner;
  await git(workspace, 'init', '--quiet', '--initial-branch=master');
  await git(workspace, 'remote', 'add', 'origin', remote);
  base = await commit('Add the gate', { [config]: configText, [file]: domainText(before) });
  await git(workspace, 'push', '--quiet', 'origin', 'master');
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  runner[Symbol.dispose]();
});

async function commit(subject: string, files: Readonly<Record<string, string>>): Promise<string> {
  const { workspace } = runner;
  await putFiles(workspace, files);
  await git(workspace, 'add', ...Object.keys(files));
  await git(workspace, 'commit', '--quiet', `--message=${subject}`);
  return (await git(workspace, 'rev-parse', 'HEAD')).trim();
}

/** The step for a pull request that makes this of the domain, on the merge that GitHub tries. */
async function pullRequest(name: string, edit: Parameters<typeof domainText>[0]) {
  const { workspace } = runner;
  await git(workspace, 'checkout', '--quiet', '-B', name, base);
  const head = await commit(`Edit the domain: ${name}`, { [file]: domainText(edit) });
  await git(workspace, 'checkout', '--quiet', '--detach', base);
  await git(workspace, 'merge', '--quiet', '--no-ff', '--message=Merge', head);
  const merge = (await git(workspace, 'rev-parse', 'HEAD')).trim();
  await git(workspace, 'push', '--quiet', '--force', 'origin', `${merge}:refs/pull/2/merge`);
  const files = await Promise.all(
    [base, merge].flatMap(at =>
      [config, file].map(async path => [
        `${at}:${path}`,
        `${await git(remote, 'show', `${at}:${path}`)}\n`,
      ]),
    ),
  );
  await using github = await startGithub({
    files: Object.fromEntries(files) as Record<string, string>,
    commits: { [merge]: [base, head] },
    pulls: [{ ...pullOfPayload, headSha: head, baseSha: base }],
  });
  const event = {
    ...events.pullRequest,
    change: {
      pull_request: { number: 2, labels: [], head: { sha: head }, base: { sha: base } },
    },
  };
  const began = performance.now();
  const step = await runner.runStep({
    event,
    apiUrl: github.apiUrl,
    inputs: { baseline: '' },
    env: { GITHUB_SERVER_URL: server.url, GITHUB_SHA: merge },
  });
  const seconds = (performance.now() - began) / 1000;
  const statuses = github.statuses.map(({ state, description }) => `${state}: ${description}`);
  return { ...step, seconds, statuses, comments: github.comments.map(({ body }) => body) };
}

/** So soon no guest has booted. */
const fewSeconds = 20;

test('a pull request that makes a cache unsafe is red by its class, at its line and in seconds', async () => {
  const step = await pullRequest('unsafe', { ...before, cache: 'unsafe' });
  expect(step.main.status, step.main.output).toBe(1);
  expect(step.outputs).toMatchObject({ verdict: 'regressed', regressions: '1' });
  expect(step.annotations[0]).toEqual({
    level: 'error',
    title: 'regressed: prod',
    file,
    line: lineOfDriver,
    message: `prod: cache=unsafe (${file}:7) promises less durability than cache=none, whatever its speed`,
  });
  expect(step.statuses).toEqual([expect.stringMatching(/^failure: regressed: prod: cache=unsafe/)]);
  expect(step.comments).toEqual([expect.stringContaining('promises less durability')]);
  expect(step.seconds).toBeLessThan(fewSeconds);
});

test('one that renames a disk to its guest is green in seconds', async () => {
  const step = await pullRequest('serial', { ...before, serial: 'b2' });
  expect(step.main.status, step.main.output).toBe(0);
  expect(step.outputs.verdict).toBe('unchanged');
  expect(step.statuses).toEqual(['success: nothing under test changed']);
  expect(step.seconds).toBeLessThan(fewSeconds);
});

test('one that moves a limit which is not measured is missing at that line, and never green', async () => {
  const step = await pullRequest('limit', { iops: 500 });
  expect(step.main.status, step.main.output).toBe(1);
  expect(step.outputs.verdict).toBe('missing');
  expect(step.annotations[0]).toMatchObject({ level: 'error', file, line: lineOfLimit });
  expect(step.annotations[0]?.message).toMatch(/5000.*500.*not measured/);
  expect(step.statuses).toEqual([expect.stringMatching(/^failure: missing: prod: /)]);
  expect(step.seconds).toBeLessThan(fewSeconds);
});

test('one that writes past the cache is measured beside what the domain said before', async () => {
  const step = await pullRequest('directsync', { ...before, cache: 'directsync' });
  const { verdict = '' } = step.outputs;
  expect(['inconclusive', 'unchanged', 'improved', 'regressed']).toContain(verdict);
  expect(step.main.status, step.main.output).toBe(verdict === 'regressed' ? 1 : 0);
  const document = decodeRun(JSON.parse(readFileSync(step.outputs['run-path'] ?? '', 'utf8')));
  if (!document.ok) throw new Error(JSON.stringify(document.rejections));
  const { plan, arms } = document.value;
  expect(arms.every(({ attestation }) => attestation.ok)).toBe(true);
  expect(
    plan.arms.map(({ name, side, definition }) => [name, side, definition?.lines['cache']]),
  ).toEqual([
    ['prod', 'head', lineOfDriver],
    ['prod', 'base', lineOfDriver],
  ]);
  const plain = step.comments[0]?.replaceAll('&#62;', '>').replaceAll('&#58;', ':');
  expect(plain).toContain(`prod: cache none -> directsync (${file}:${lineOfDriver})`);
  const losses = step.annotations.filter(({ title }) => title?.startsWith('regressed: '));
  expect(losses.every(loss => loss.file === file && loss.line === lineOfDriver)).toBe(true);
});
