import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git } from '../harness/git.ts';
import { startGitServer } from '../harness/git-server.ts';
import { baseOfPull, mergeOfPull } from '../harness/github-state.ts';
import { buildRun, diskArm } from '../harness/run-builder.ts';
import { events } from '../harness/runner.ts';
import { runStep } from '../harness/step.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { makeRepository, storeRuns } from './stored-repository.ts';

const config = 'version: 1\ndisks:\n  prod: { cache: none }\n';
const files = { '.git/HEAD': mergeOfPull, 'storage-gate.yml': config };
const behaviour = {
  files: Object.fromEntries(
    [baseOfPull, mergeOfPull].map(at => [`${at}:storage-gate.yml`, config]),
  ),
};

/**
 * The repository of the events on a git server of its own, with runs of the default branch in the
 * default place: one unless told.
 */
async function startRepository(root: string, count = 1) {
  await makeRepository(join(root, 'Codertocat/Hello-World'));
  const arms = [diskArm('prod', { cache: 'none' })];
  const runs = Array.from({ length: count }, (_, day) =>
    buildRun({ arms, rounds: 1, startedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString() }),
  );
  await storeRuns({ root, folder: 'Storage-gate.gate', runs });
  return startGitServer({ root, readToken: 'read', writeToken: 'ghs_harness' });
}

test('a job without a named baseline reads the branch of its own repository, with its token and without a clone', async () => {
  await using home = await temporaryDirectory();
  await using server = await startRepository(home.path);
  const request = {
    event: events.pullRequest,
    inputs: { baseline: '' },
    env: { GITHUB_SERVER_URL: server.url },
  };
  const step = await runStep(request, files, behaviour);
  expect(step.main).toEqual({ status: 0, output: expect.any(String) });
  // The newest stored run was asked which parts of the machine were given.
  expect(step.summary).toContain('nothing under test changed');
  expect(step.outputs.baseline).toBe('git:refs/storage-gate/baselines:Storage-gate.gate');
  expect(server.paths.length).toBeGreaterThan(1);
  expect(step.left).toEqual([]);
});

test('a job whose remote knows no filters, and so sends all of many runs, says so once and goes on', async () => {
  await using home = await temporaryDirectory();
  await using server = await startRepository(home.path, 60);
  await git(join(home.path, 'Codertocat/Hello-World'), 'config', 'uploadpack.allowFilter', 'false');
  const request = {
    event: events.pullRequest,
    inputs: { baseline: '' },
    env: { GITHUB_SERVER_URL: server.url },
  };
  const step = await runStep(request, files, behaviour);
  expect(step.main).toEqual({ status: 0, output: expect.any(String) });
  const notices = step.annotations
    .filter(({ level }) => level === 'notice')
    .map(({ message }) => message);
  expect(notices.filter(message => message.includes('uploadpack.allowFilter'))).toHaveLength(1);
});

test('a job whose token may not read the stored runs ends with status 75 and the permission that it lacks', async () => {
  await using home = await temporaryDirectory();
  await using server = await startRepository(home.path);
  const inputs = { baseline: '', 'github-token': 'another' };
  const env = { GITHUB_SERVER_URL: server.url };
  const step = await runStep({ event: events.pullRequest, inputs, env }, files, behaviour);
  expect(step.main.status).toBe(75);
  expect(step.annotations[0]?.message).toMatch(
    /git:refs\/storage-gate\/baselines:Storage-gate\.gate[^]*contents: write/,
  );
  expect(step.main.output).not.toContain('another');
});
