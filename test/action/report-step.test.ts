import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { looksFor } from '../../src/core/gate-plan.ts';
import type { Run } from '../../src/core/run.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { startGitServer } from '../harness/git-server.ts';
import { readOnly, startGithub } from '../harness/github.ts';
import { baseOfPull, mergeOfPull, pullOfPayload } from '../harness/github-state.ts';
import { buildPairsRun } from '../harness/pairs-run.ts';
import { buildRun, diskArm, hostArm, noise } from '../harness/run-builder.ts';
import { type Event, events, type StepRequest, startRunner } from '../harness/runner.ts';
import { bot, marker } from '../harness/step.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';
import { cutStored, makeRepository, storeRuns } from './stored-repository.ts';

// The repository of the events on a git server of its own, without stored runs unless a test says
// so.
let home: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Awaited<ReturnType<typeof startGitServer>>;
beforeAll(async () => {
  home = await temporaryDirectory();
  await makeRepository(join(home.path, 'Codertocat/Hello-World'));
  server = await startGitServer({ root: home.path, readToken: 'read', writeToken: 'ghs_harness' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const fork = { ...pullOfPayload, headRepository: 'mallory/Hello-World', headRef: 'faster' };
const config = 'version: 1\ndisks:\n  prod: { cache: none, size: 1GiB }\n';
const changed = config.replace('none', 'directsync');
const policy = 'policy: { tolerance: 3% }\n';

/** The event of the trusted half: a workflow ran for a pull request of a fork. */
function workflowRun(
  change: Readonly<Record<string, unknown>> = {},
  payload = 'workflow-run-completed.json',
): Event {
  const run = {
    id: 77,
    run_attempt: 2,
    event: 'pull_request',
    head_sha: fork.headSha,
    head_branch: fork.headRef,
    head_repository: { full_name: fork.headRepository },
    path: '.github/workflows/measure.yml',
    pull_requests: [],
    conclusion: 'success',
    run_started_at: '2026-02-28T23:00:00Z',
    updated_at: '2026-03-01T13:00:00Z',
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
  /** Further files at commits, and links of the workspace. */
  readonly files?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly behaviour?: Parameters<typeof startGithub>[0];
  /** Where the repository's git is. */
  readonly serverUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cancel?: StepRequest['cancel'];
  readonly troubles?: Awaited<ReturnType<typeof startGithub>>['troubles'];
}

async function report(scene: Scene) {
  const {
    event = workflowRun(),
    documents = {},
    inputs,
    base,
    head,
    behaviour,
    serverUrl = server.url,
  } = scene;
  const files = {
    ...(base !== undefined && { [`${baseOfPull}:storage-gate.yml`]: base }),
    ...(head !== undefined && { [`${mergeOfPull}:storage-gate.yml`]: head }),
    ...scene.files,
  };
  await using github = await startGithub({
    pulls: [{ ...fork, mergeSha: mergeOfPull }],
    files,
    ...behaviour,
  });
  github.troubles.push(...(scene.troubles ?? []));
  using runner = startRunner('report');
  for (const [path, text] of Object.entries(documents)) {
    await mkdir(dirname(join(runner.workspace, path)), { recursive: true });
    await writeFile(join(runner.workspace, path), text);
  }
  for (const [path, target] of Object.entries(scene.links ?? {}))
    await symlink(target, join(runner.workspace, path));
  const step = await runner.runStep({
    event,
    apiUrl: github.apiUrl,
    inputs: { 'run-path': 'run.json', ...inputs },
    env: { GITHUB_SERVER_URL: serverUrl, ...scene.env },
    ...(scene.cancel && { cancel: scene.cancel }),
  });
  return { ...step, github };
}

/**
 * git, which first notes its repository (the directory, where the environment names none) and its
 * arguments.
 */
function gitThatNotes(path: string): string {
  return `#!/bin/sh\necho "\${GIT_DIR:-$PWD} $*" >>'${path}'\nPATH="\${PATH#*:}" exec git "$@"\n`;
}

/** A run of head and base, the head at `level` of its base. */
function twoSides(level: number, startedAt = '2026-03-01T12:00:00.000Z'): Run {
  const next = noise(7, 0.01);
  const arms = [
    diskArm('prod', { cache: 'directsync' }),
    diskArm('prod', { cache: 'none' }, 'base'),
  ].map(arm => ({ ...arm, commit: mergeOfPull }));
  return buildPairsRun({
    arms,
    rounds: 12,
    startedAt,
    value: ({ arm }) => (arm.side === 'head' ? level : 1) * 1e8 * next(),
  });
}

const green = encodeRun(twoSides(1));
const red = encodeRun(twoSides(0.6, '2026-03-01T12:00:01.000Z'));

describe('the trusted half behind a pull request from a fork', () => {
  test('judges the document, and posts one comment and one status on the head that GitHub names', async () => {
    const step = await report({
      documents: { 'run.json': red },
      base: config + policy,
      head: changed,
    });
    expect(step.main).toEqual({ status: 1, output: expect.any(String) });
    expect(step.outputs).toMatchObject({ verdict: 'regressed', regressions: '6' });
    expect(step.github.statuses).toEqual([
      expect.objectContaining({
        sha: fork.headSha,
        context: 'storage-gate',
        state: 'failure',
        targetUrl: expect.stringMatching(/\/actions\/runs\/77\/attempts\/2\?pr=2$/),
      }),
    ]);
    const [comment] = step.github.comments;
    expect(comment?.body).toMatch(/### Storage gate: regressed/);
    expect(comment?.body).toContain('not proof against a hostile author');
    expect(comment?.body).toContain("edits the gate's own policy (tolerance 3% -");
    expect(step.github.comments).toHaveLength(1);
  });

  test('passes a run without a loss', async () => {
    const step = await report({ documents: { 'run.json': green }, base: config, head: changed });
    expect(step.main.status).toBe(0);
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['success']);
  });

  test('sets the status pending when the measuring run is requested, and reads nothing', async () => {
    const step = await report({
      event: workflowRun({}, 'workflow-run-requested.json'),
      inputs: { 'run-path': '' },
    });
    expect(step.main.status).toBe(0);
    expect(step.github.statuses.map(({ state, sha }) => [state, sha])).toEqual([
      ['pending', fork.headSha],
    ]);
    expect(step.github.comments).toEqual([]);
  });

  test.each([
    ['is not there', {}, /there is no run document/],
    ['is no JSON', { 'run.json': '{' }, /not JSON/],
    ['is of another kind', { 'run.json': '{"schema":1}' }, /not a run document/],
    [
      'was ended by trouble',
      { 'run.json': encodeRun(buildRun({ stop: 'trouble' })) },
      /trouble ended the run/,
    ],
    [
      'gates nothing',
      { 'run.json': encodeRun(buildRun({ arms: [hostArm('host')] })) },
      /it gates no cell/,
    ],
  ])('fails where the document %s, and says so', async (_, documents, problem) => {
    const step = await report({ documents, base: config, head: changed });
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

  test.each(['failure', 'cancelled', 'skipped', null])(
    'fails without a document where the config has the same disks, but the measuring run ended with %s',
    async conclusion => {
      const step = await report({ event: workflowRun({ conclusion }), base: config, head: config });
      expect(step.main.status).toBe(1);
      expect(step.outputs.verdict).toBe('missing');
      expect(step.github.statuses.map(({ state }) => state)).toEqual(['failure']);
      expect(step.github.comments[0]?.body).toMatch(
        conclusion === null
          ? /it is not known whether the measuring run succeeded/
          : new RegExp(`the measuring run ended with ${conclusion}`),
      );
    },
  );

  test('does not believe the input measured of what GitHub itself tells', async () => {
    const event = workflowRun({ conclusion: 'failure' });
    const step = await report({
      event,
      base: config,
      head: config,
      inputs: { measured: 'success' },
    });
    expect(step.main.status).toBe(1);
  });

  test.each([
    ['another branch', { head_branch: 'other' }],
    ['another repository', { head_repository: { full_name: 'eve/Hello-World' } }],
    ['an old commit', { head_sha: 'd'.repeat(40) }],
  ])('reports to nobody where the run was for %s', async (_, change) => {
    const step = await report({ event: workflowRun(change), documents: { 'run.json': red } });
    expect(step.main).toEqual({
      status: 0,
      output: expect.stringContaining('no pull request to report to'),
    });
    expect(step.github.statuses).toEqual([]);
    expect(step.github.comments).toEqual([]);
  });

  test('reports to nobody where the run was for a push', async () => {
    const step = await report({
      event: workflowRun({ event: 'push' }),
      documents: { 'run.json': red },
    });
    expect(step.main).toEqual({ status: 0, output: expect.stringContaining('for the event push') });
    expect(step.github.requests).toEqual([]);
  });

  test('shows hostile text of a document as it is, and gives no command to the log', async () => {
    const hostile = '@everyone <img src=x> [a](http://evil.example)\n::error::made up';
    const run = { ...twoSides(0.6), caveats: [{ kind: 'emulated', said: hostile }] as const };
    const step = await report({
      documents: { 'run.json': encodeRun(run) },
      base: config,
      head: changed,
    });
    const body = step.github.comments[0]?.body ?? '';
    expect(body).toContain('evil.example');
    expect(body.replace(/^(<!--.*-->\n)+/, '')).not.toMatch(
      /@everyone|<img|<!--|\]\(http:\/\/evil/,
    );
    expect(step.annotations.filter(({ message }) => message === 'made up')).toEqual([]);
  });

  test.each([
    ['a loss', red, 1],
    ['none', green, 0],
  ])('keeps its exit status where the token may only read, of %s', async (_, document, status) => {
    const behaviour = { permissions: readOnly };
    const step = await report({
      documents: { 'run.json': document },
      base: config,
      head: changed,
      behaviour,
    });
    expect(step.main.status).toBe(status);
    const notices = step.annotations
      .filter(({ level }) => level === 'notice')
      .map(({ message }) => message);
    expect(notices).toEqual([
      expect.stringMatching(/comment was not written: [^]*commit status was not set: /),
    ]);
    expect(step.github.comments).toEqual([]);
  });

  test('gates by the policy of the base, whichever cells a document says that it gates', async () => {
    const run = twoSides(0.6);
    const cells = run.plan.suite.workloads.map(({ name }) => ({
      arm: 'prod',
      workload: name,
      metric: 'throughput',
    }));
    const at = looksFor(run.plan.rounds);
    const gate = { looks: at, cells: cells.slice(0, 1) };
    const looks = at.map(round => ({ round, decision: 'continue' }));
    const document = JSON.stringify({ ...run, looks, plan: { ...run.plan, gate } });
    const step = await report({ documents: { 'run.json': document }, base: config, head: changed });
    expect(step.outputs).toMatchObject({ verdict: 'regressed', regressions: `${cells.length}` });
  });

  test('leaves the status alone that the report of a later run set', async () => {
    const targetUrl = `${server.url}/Codertocat/Hello-World/actions/runs/78/attempts/1?pr=2`;
    const later = {
      sha: fork.headSha,
      state: 'failure',
      context: 'storage-gate',
      description: 'regressed',
      targetUrl,
    };
    const scene = {
      documents: { 'run.json': green },
      base: config,
      head: changed,
      inputs: { comment: 'never' },
    };
    const step = await report({ ...scene, behaviour: { statuses: [later] } });
    expect(step.main.status).toBe(0);
    expect(step.main.output).toContain('the commit status stays as it is: run 78');
    expect(step.github.statuses).toEqual([later]);
  });

  test('judges by no policy of the pull request where the base has none', async () => {
    const lax = `${changed}policy: { tolerance: 90% }\n`;
    const run = twoSides(0.6);
    // Without a config at the base the base side is what a stored run had.
    const asStored = { startedAt: '2026-01-01T00:00:00.000Z', commit: null };
    const planned = run.plan.arms.map(arm => (arm.side === 'base' ? { ...arm, asStored } : arm));
    const document = encodeRun({ ...run, plan: { ...run.plan, arms: planned } });
    const step = await report({ documents: { 'run.json': document }, head: lax });
    expect(step.outputs.verdict).toBe('regressed');
    expect(step.main.status).toBe(1);
    expect(step.github.comments[0]?.body).toContain('was judged by the defaults');
  });
});

describe('a document that is none of the pull request', () => {
  const scene = { base: config, head: changed };
  const sound = twoSides(1);
  const document = (change: Partial<Run>) => ({ 'run.json': encodeRun({ ...sound, ...change }) });
  const of = (startedAt: string) => ({ 'run.json': encodeRun(twoSides(1, startedAt)) });
  const ofCommit = (commit: string | null) =>
    document({ arms: sound.arms.map(arm => ({ ...arm, commit })) });

  test.each([
    ['of another commit', ofCommit('d'.repeat(40)), /neither the merge nor the head/],
    ['of no commit', ofCommit(null), /does not name the one commit/],
    ['of last year', of('2025-03-01T12:00:00.000Z'), /before the run/],
    ['of a clock that was ahead', of('2027-03-01T12:00:00.000Z'), /after/],
  ])('%s is missing, and says why', async (_, documents, why) => {
    const step = await report({ ...scene, documents });
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('missing');
    expect(step.github.comments[0]?.body).toMatch(why);
  });

  test.each([
    ['swapped: the change was never measured', { ...scene, head: config }, /prod has/],
    ['of the head on both sides', { ...scene, base: changed }, /prod has .*at the base/],
    ['without a disk', { ...scene, head: `${changed}  log: { cache: none }\n` }, /lacks the disk/],
    ['of another disk', { ...scene, head: changed.replace('prod', 'other') }, /lacks|has a disk/],
  ])('%s is missing, and says why', async (_, configs, why) => {
    const step = await report({ ...configs, documents: document({}) });
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('missing');
    expect(step.github.comments[0]?.body).toMatch(why);
  });

  test('is that of an earlier merge of its head too, as the base may have moved on', async () => {
    const before = 'e'.repeat(40);
    const behaviour = {
      pulls: [{ ...fork, mergeSha: mergeOfPull }],
      commits: { [before]: ['f'.repeat(40), fork.headSha] },
    };
    const step = await report({ ...scene, documents: ofCommit(before), behaviour });
    expect(step.main.status).toBe(0);
  });

  test('is one of two legs that are the same run', async () => {
    const documents = { 'a/run.json': encodeRun(sound), 'b/run.json': encodeRun(sound) };
    for (const paths of ['a/run.json\nb/run.json', 'a/run.json\na/run.json']) {
      const step = await report({ ...scene, documents, inputs: { 'run-path': paths } });
      expect(step.main.status).toBe(1);
      expect(step.github.comments[0]?.body).toMatch(/missing\|it is the run of a/);
    }
  });

  test.each([
    ['below a file', 'file/run.json', { file: 'x' }],
    ['of a name that is too long', 'x'.repeat(5000), {}],
    ['that is a directory', 'run.json', { 'run.json/x': 'x' }],
    ['that is a link to nowhere', 'link.json', {}],
  ])('is no absent one, %s', async (_, path, documents) => {
    const links = { 'link.json': 'nowhere' };
    const inputs = { 'run-path': path };
    const step = await report({ base: config, head: config, documents, inputs, links });
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('missing');
  });

  test('of a head that lacks a disk of the base names that, and what it may be called now', async () => {
    const two = `${config}  old: { cache: directsync, size: 1GiB }\n`;
    const step = await report({ base: two, head: changed, documents: document({}) });
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('missing');
    expect(step.github.comments[0]?.body).toContain('the arm old is in the baseline');
  });

  test('has what its job chose in the first line, where it is green', async () => {
    const workloads = sound.plan.suite.workloads.slice(1);
    const run = buildPairsRun({
      arms: sound.arms.filter(({ side }) => side !== 'yardstick'),
      rounds: 12,
      workloads: workloads.map(({ name }) => name),
      value: () => 1e8,
    });
    const step = await report({ ...scene, documents: { 'run.json': encodeRun(run) } });
    expect(step.main.status).toBe(0);
    const first = /### Storage gate: .*/.exec(step.github.comments[0]?.body ?? '')?.[0];
    expect(first).toMatch(/chosen by the pull request: no randread-4k-qd1; no write-4k-dsync$/);
  });

  test.each([
    ['another suite', { head: `${config}suite: sysbench\n` }],
    ['other workloads', { head: `${config}workloads: [randread-4k-qd1]\n` }],
    ['another lock', { files: { [`${mergeOfPull}:storage-gate.lock`]: 'x' } }],
    ['another workflow', { files: { [`${mergeOfPull}:.github/workflows/measure.yml`]: 'x' } }],
  ])('may not be left out with %s', async (_, change) => {
    const step = await report({ base: config, head: config, ...change });
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('missing');
  });
});

describe('a head of two pull requests', () => {
  const [other, otherBase] = ['c'.repeat(40), 'd'.repeat(40)];
  const pulls = [
    { ...fork, mergeSha: mergeOfPull },
    { ...fork, number: 3, baseRef: 'stable', mergeSha: other },
  ];
  const lax = `${config}policy: { tolerance: 90% }\n`;
  const scene = {
    documents: { 'run.json': red },
    behaviour: {
      pulls,
      commits: { [other]: [otherBase, fork.headSha] },
      files: {
        [`${baseOfPull}:storage-gate.yml`]: config,
        [`${mergeOfPull}:storage-gate.yml`]: changed,
        [`${otherBase}:storage-gate.yml`]: lax,
        [`${other}:storage-gate.yml`]: lax.replace('none', 'directsync'),
      },
    },
  };

  test('is judged for each by the policy of its own base, and has one status, red where one is', async () => {
    const step = await report(scene);
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('regressed');
    const bodies = [2, 3].map(issue =>
      step.github.comments.filter(each => each.issue === issue).map(({ body }) => body),
    );
    expect(bodies).toEqual([
      [expect.stringMatching(/### Storage gate: regressed: [^]*\*\*The gate failed\.\*\*/)],
      [expect.stringMatching(/\*\*The gate passed\.\*\*/)],
    ]);
    for (const [body] of bodies) expect(body).toMatch(/The pull requests .*2, .*3 have this head/);
    expect(step.github.statuses.map(({ sha, state }) => [sha, state])).toEqual([
      [fork.headSha, 'failure'],
    ]);
  });

  test('is pending once when the measuring run is requested', async () => {
    const event = workflowRun({}, 'workflow-run-requested.json');
    const step = await report({ ...scene, event, inputs: { 'run-path': '' } });
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['pending']);
  });

  test('is nobody else: a pull request of the same commit from another branch has a run of its own', async () => {
    const apart = pulls.map((pull, index) =>
      index === 0 ? pull : { ...pull, headRef: 'another' },
    );
    const step = await report({ ...scene, behaviour: { ...scene.behaviour, pulls: apart } });
    expect(step.github.comments.map(({ issue }) => issue)).toEqual([2]);
  });
});

describe('the final job of a matrix', () => {
  const legs = (paths: readonly string[]) => ({ 'run-path': paths.join('\n') });
  const [nvme, ssd, hdd] = [
    'legs/nvme/run.json',
    'legs/ssd/run.json',
    'legs/hdd/run.json',
  ] as const;

  test('posts one comment and one status for all documents, the failed ones first', async () => {
    const documents = { [nvme]: green, [ssd]: red };
    const step = await report({
      event: events.pullRequest,
      documents,
      inputs: legs([nvme, ssd]),
      base: config,
      head: changed,
    });
    expect(step.main.status).toBe(1);
    expect(step.outputs).toMatchObject({ verdict: 'regressed', regressions: '6' });
    expect(step.github.statuses).toEqual([
      expect.objectContaining({
        state: 'failure',
        description: 'regressed: 1 of 2 runs failed: ssd',
      }),
    ]);
    expect(step.github.comments).toHaveLength(1);
    const body = step.github.comments[0]?.body ?? '';
    expect(body).toMatch(
      /^<!-- qemu-storage-gate:Storage-gate\.gate -->\n<!--.*-->\n### Storage gate: regressed: 1 of 2 runs failed\n/,
    );
    expect(body).toMatch(
      /\|ssd\|regressed[^]*\|nvme\|unchanged[^]*<summary>ssd<[^]*<summary>nvme</,
    );
  });

  test.each([
    ['after what a document says, which is a left-over one', '2026-03-01T12:30:00Z', 'missing'],
    ['before', '2026-03-01T11:30:00Z', 'unchanged'],
  ])('asks when its own run of the workflow began: %s', async (_, createdAt, verdict) => {
    const run = { id: 42, attempt: 2, event: 'pull_request', conclusion: 'success', createdAt };
    const { headRef: headBranch, headSha, headRepository } = fork;
    const step = await report({
      event: events.pullRequest,
      documents: { [nvme]: green },
      inputs: legs([nvme]),
      base: config,
      head: changed,
      behaviour: { runs: [{ ...run, headBranch, headSha, headRepository }] },
    });
    expect(step.outputs).toMatchObject({ verdict });
    expect(step.main.status).toBe(verdict === 'missing' ? 1 : 0);
  });

  test('is red where a leg left no document, even if all others are green', async () => {
    const documents = { [nvme]: green, [ssd]: green };
    const step = await report({
      event: events.pullRequest,
      documents,
      inputs: legs([nvme, ssd, hdd]),
      base: config,
      head: changed,
    });
    expect(step.main.status).toBe(1);
    expect(step.outputs.verdict).toBe('missing');
    expect(step.github.comments[0]?.body).toMatch(/\|hdd\|missing\|there is no run document/);
  });

  test.each([
    ['', 1, /the input measured of the report can say so/],
    ['failure', 1, /the job that measures ended with failure/],
    ['success', 0, /nothing under test changed/],
  ])(
    'without any document, and with %j as the result of the job that measures, ends with status %s',
    async (measured, status, text) => {
      const inputs = { ...legs([nvme, ssd]), measured };
      const step = await report({ event: events.pullRequest, inputs, base: config, head: config });
      expect(step.main.status).toBe(status);
      expect(step.summary).toMatch(text);
    },
  );

  test('refuses a result of a job that GitHub does not have', async () => {
    const step = await report({
      event: events.pullRequest,
      inputs: { ...legs([nvme]), measured: 'green' },
    });
    expect(step.main.status).toBe(2);
    expect(step.annotations[0]?.message).toContain('input measured');
  });

  test('judges a push too, and tells no pull request', async () => {
    const documents = { [nvme]: green };
    const step = await report({
      event: events.pushToDefault,
      documents,
      inputs: legs([nvme, ssd]),
    });
    expect(step.main.status).toBe(1);
    expect(step.github.statuses).toEqual([]);
    expect(step.github.comments).toEqual([]);
  });

  test('fails where no document is named', async () => {
    const step = await report({
      event: events.pullRequest,
      inputs: { 'run-path': '' },
      base: config,
    });
    expect(step.main.status).toBe(1);
    expect(step.github.comments[0]?.body).toContain('the input names no run document');
  });
});

test('nothing is reported on pull_request_target', async () => {
  const step = await report({ event: events.pullRequestTarget, documents: { 'run.json': red } });
  expect(step.main.status).toBe(2);
  expect(step.github.requests).toEqual([]);
});

describe('the stored runs that a report judges against', () => {
  const next = noise(3, 0.01);
  const alone = (level: number, startedAt: string, commit = baseOfPull) =>
    buildPairsRun({
      arms: [{ ...diskArm('prod', { cache: 'none' }), commit }],
      rounds: 12,
      startedAt,
      value: () => level * 1e8 * next(),
    });
  const history = Array.from({ length: 6 }, (_, index) =>
    alone(1, `2026-02-0${index + 1}T00:00:00.000Z`),
  );
  const lost = encodeRun(alone(0.6, '2026-03-01T00:00:00.000Z', mergeOfPull));

  async function repositoryWith(
    folders: readonly string[],
    runs: readonly Run[] = history,
    damage?: (root: string) => Promise<void>,
  ) {
    await using resources = new AsyncDisposableStack();
    const own = resources.use(await temporaryDirectory());
    await makeRepository(join(own.path, 'Codertocat/Hello-World'));
    for (const folder of folders) await storeRuns({ root: own.path, folder, runs });
    await damage?.(own.path);
    const { url } = resources.use(
      await startGitServer({ root: own.path, readToken: 'read', writeToken: 'ghs_harness' }),
    );
    const kept = resources.move();
    return { url, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  }

  const stored = `${config}policy: { reference: stored }\n`;
  const scene = {
    event: events.pullRequest,
    documents: { 'run.json': lost },
    base: stored,
    head: stored,
  };

  test('are those of the gate whose environment the document has, if nobody names a place', async () => {
    await using repository = await repositoryWith(['Storage-gate.measure', 'Another.measure']);
    const step = await report({ ...scene, serverUrl: repository.url });
    expect(step.main).toEqual({ status: 1, output: expect.any(String) });
    expect(step.outputs.verdict).toBe('regressed');
    expect(step.summary).toContain('Baseline: 6 runs');
  });

  test('are those of the workflow that measured, behind a fork', async () => {
    await using repository = await repositoryWith(['Storage-gate.gate', 'Measure.job']);
    const event = workflowRun({ name: 'Measure' });
    const step = await report({ ...scene, event, serverUrl: repository.url });
    expect(step.outputs.verdict).toBe('regressed');
  });

  test('are none where several gates have that environment, which is told with the input that names one', async () => {
    await using repository = await repositoryWith(['Storage-gate.one', 'Storage-gate.two']);
    const step = await report({ ...scene, serverUrl: repository.url });
    expect(step.outputs.verdict).toBe('inconclusive');
    expect(step.summary).toMatch(
      /several gates have stored runs \(Storage-gate.one, Storage-gate.two\)/,
    );
    const lines = 'git:refs/storage-gate/baselines:Storage-gate.two';
    const named = await report({
      ...scene,
      inputs: { baseline: lines },
      serverUrl: repository.url,
    });
    expect(named.outputs.verdict).toBe('regressed');
  });

  test('are named for each document where there are as many lines', async () => {
    await using repository = await repositoryWith(['nvme']);
    const later = encodeRun(alone(0.6, '2026-03-01T00:00:01.000Z', mergeOfPull));
    const documents = { 'legs/a/run.json': lost, 'legs/b/run.json': later };
    const inputs = {
      'run-path': 'legs/a/run.json\nlegs/b/run.json',
      baseline: 'git:refs/storage-gate/baselines:nvme\ngit:refs/storage-gate/baselines:ssd',
    };
    const step = await report({ ...scene, documents, inputs, serverUrl: repository.url });
    expect(step.github.comments[0]?.body).toMatch(/\|a\|regressed[^]*\|b\|inconclusive/);
    const short = await report({ ...scene, inputs: { baseline: inputs.baseline } });
    expect(short.main.status).toBe(2);
    expect(short.annotations[0]?.message).toContain('input baseline: 2 lines, and run-path has 1');
  });

  test('are those of the base commit or before it', async () => {
    await using repository = await repositoryWith(['Storage-gate.measure']);
    const step = await report({ ...scene, serverUrl: repository.url });
    expect(step.summary).toContain(
      `the commits before ${baseOfPull.slice(0, 12)} are not known here`,
    );
  });

  test('of a directory have their order from the repository: no git runs in the workspace, whatever an artifact put there', async () => {
    await using own = await temporaryDirectory({ name: plainName });
    await writeFile(join(own.path, 'git'), gitThatNotes(join(own.path, 'calls')), { mode: 0o755 });
    const documents = {
      'run.json': lost,
      '.git/HEAD': 'ref: refs/heads/x\n',
      '.git/config': '[core]\n\tbare = false\n',
    };
    const inputs = { baseline: `dir:${join(own.path, 'baselines')}` };
    const env = { PATH: `${own.path}:${process.env['PATH']}` };
    const step = await report({ ...scene, documents, inputs, env });
    expect(step.outputs.verdict).toBe('inconclusive');
    expect(step.outputs.summary).toMatch(/^not decided: /);
    const kept = await readdir(join(own.path, 'baselines/verdicts'), { recursive: true });
    expect(kept.filter(path => path.endsWith('.json'))).toHaveLength(1);
    const calls = (await readFile(join(own.path, 'calls'), 'utf8')).trimEnd().split('\n');
    expect(calls).toContainEqual(expect.stringMatching(/ fetch /));
    expect(calls.filter(call => !/^\S*\/storage-gate-store\/git\//.test(call))).toEqual([]);
  });

  test('hold a push to the level that the default branch once had', async () => {
    const slow = Array.from({ length: 6 }, (_, index) =>
      alone(0.6, `2026-02-1${index + 1}T00:00:00.000Z`),
    );
    await using repository = await repositoryWith(['Storage-gate.measure'], [...history, ...slow]);
    const step = await report({ ...scene, event: events.pushToDefault, serverUrl: repository.url });
    expect(step.outputs.verdict).toBe('regressed');
    expect(step.summary).toMatch(/to the level that its first runs had/);
    const pull = await report({ ...scene, serverUrl: repository.url });
    expect(pull.main.status).toBe(0);
  });

  test('are told to be of another environment, with what differs, in status and comment', async () => {
    const elsewhere = history.map(({ startedAt }) =>
      buildPairsRun({ arms: [diskArm('prod')], startedAt, environment: { hostKernel: '5.10' } }),
    );
    await using repository = await repositoryWith(
      ['Storage-gate.measure', 'Another.measure'],
      elsewhere,
    );
    const other = encodeRun(alone(0.6, '2026-03-01T00:00:01.000Z', mergeOfPull));
    const documents = { 'legs/a/run.json': lost, 'legs/b/run.json': other };
    for (const many of [
      {},
      { documents, inputs: { 'run-path': 'legs/a/run.json\nlegs/b/run.json' } },
    ]) {
      const step = await report({ ...scene, ...many, serverUrl: repository.url });
      expect(step.outputs.verdict).toBe('inconclusive');
      const told = /every earlier run is of another environment: hostKernel 5\.10 -(>|&#62;) 6\.1/;
      expect(step.github.statuses.at(-1)?.description).toMatch(told);
      expect(
        step.github.comments[0]?.body.split('\n').find(line => line.startsWith('###')),
      ).toMatch(told);
    }
  });

  test('end the report with status 75 where none of them can be read', async () => {
    await using repository = await repositoryWith(['Storage-gate.measure'], history, cutStored);
    const step = await report({ ...scene, serverUrl: repository.url });
    expect(step.main.status).toBe(75);
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['error']);
    expect(step.github.statuses[0]?.description).toContain('none can be read');
  });

  test('end the report with status 75 where the token may not read them', async () => {
    const step = await report({ ...scene, inputs: { 'github-token': 'another' } });
    expect(step.main.status).toBe(75);
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['error']);
  });
});

describe('a loss with the label storage-gate-accepted', () => {
  const labels = [{ name: 'storage-gate-accepted', by: 'maintainer' }];
  const accepted = (body: string) => ({
    pulls: [{ ...fork, mergeSha: mergeOfPull, labels, body }],
  });
  const scene = { documents: { 'run.json': red }, base: config, head: changed };

  test('passes with a reason, and everybody sees who accepted it and why', async () => {
    const behaviour = accepted(
      'Faster boots.\n\nStorage-gate-accepted: flushes | now reach <b>the</b> disk',
    );
    const step = await report({ ...scene, behaviour });
    expect(step.main.status).toBe(0);
    expect(step.outputs).toMatchObject({ verdict: 'regressed', regressions: '6' });
    expect(step.github.statuses).toEqual([
      expect.objectContaining({
        state: 'success',
        description: expect.stringMatching(/^regressed, accepted: 6 of 6/),
      }),
    ]);
    const body = step.github.comments[0]?.body ?? '';
    expect(body).toMatch(/### Storage gate: regressed, accepted: [^]*\*\*The gate passed\.\*\*/);
    expect(body).toContain('maintainer');
    expect(body).toContain('now reach');
    expect(body).not.toContain('<b>');
    expect(step.annotations.map(({ level }) => level)).not.toContain('error');
  });

  test.each([
    ['no such line', 'because'],
    ['a line in a hidden comment', '<!--\nStorage-gate-accepted: why\n-->'],
    ['an empty line', 'Storage-gate-accepted:  \nwell'],
  ])('blocks with %s, and says what is lacking', async (_, body) => {
    const step = await report({ ...scene, behaviour: accepted(body) });
    expect(step.main.status).toBe(1);
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['failure']);
    expect(step.github.comments[0]?.body).toContain('needs a reason to accept a loss');
  });

  test('blocks where GitHub does not say what it has by now', async () => {
    const troubles = [
      {
        match: 'GET /repos/Codertocat/Hello-World/pulls/2',
        answer: { status: 403, message: 'Resource not accessible by integration' },
      },
    ];
    const step = await report({
      ...scene,
      behaviour: accepted('Storage-gate-accepted: why'),
      troubles,
    });
    expect(step.main.status).toBe(1);
    expect(step.summary).toContain('The server did not say whether the loss is accepted');
  });

  test('passes in the final job of a matrix, but not a leg that is missing', async () => {
    const behaviour = { pulls: [{ ...pullOfPayload, labels, body: 'storage-gate-accepted: why' }] };
    const inputs = { 'run-path': 'legs/a/run.json\nlegs/b/run.json' };
    const documents = { 'legs/a/run.json': red, 'legs/b/run.json': green };
    const own = { ...scene, event: events.pullRequest, behaviour, inputs };
    const step = await report({ ...own, documents });
    expect(step.main.status).toBe(0);
    expect(step.github.comments[0]?.body).toMatch(
      /\|a\|regressed, accepted\|.* accepted by maintainer/,
    );
    expect((await report({ ...own, documents: { 'legs/a/run.json': red } })).main.status).toBe(1);
  });
});

describe('a report that ends before its step does', () => {
  test.each([
    ['cancelled', 'cancel', 130, /the job was cancelled/],
    ['killed', 'kill', null, /the step was killed/],
  ] as const)('because it was %s has it told by its post step', async (_, how, status, reason) => {
    const old = `${marker}\n<!-- state {"sha":"${'a'.repeat(40)}","run":41,"attempt":1,"verdict":"unchanged"} -->\nold report`;
    const wait = {
      status: 403,
      message: 'You have exceeded a secondary rate limit',
      headers: { 'retry-after': '90' },
    };
    const step = await report({
      behaviour: { comments: [{ author: bot, body: old }] },
      troubles: [{ match: 'GET /repos/Codertocat/Hello-World/contents', answer: wait }],
      cancel: { when: output => output.includes('judging'), how },
    });
    expect(step.main.status).toBe(status);
    expect(step.post).toEqual({ status: 0, output: '' });
    expect(step.github.statuses).toEqual([
      expect.objectContaining({
        sha: fork.headSha,
        state: 'error',
        description: expect.stringMatching(reason),
      }),
    ]);
    expect(step.github.comments[0]?.body).toMatch(/### Storage gate: not measured at ec26c3e57ca3/);
    expect(step.github.comments[0]?.body).toMatch(reason);
  });
});
