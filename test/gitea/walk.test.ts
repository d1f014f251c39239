import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { startRunner } from './runner.ts';
import { type Gitea, type Person, press, startGitea } from './server.ts';
import { publishActions, Site } from './site.ts';
import { branchExample, config, gateExample, reportExample, watchExample } from './workflows.ts';

// One server for all, and in each part one repository, in order: each test goes on where the one
// before it ended.
const running = new AsyncDisposableStack();
let home: string;
let gitea: Gitea;
let owner: Person;

beforeAll(async () => {
  home = running.use(await temporaryDirectory({ name: 'gate-gitea-' })).path;
  gitea = running.use(await startGitea(home));
  owner = await gitea.person('maintainer', { isAdmin: true });
  await publishActions(gitea, owner, home);
  running.use(await startRunner(gitea, home, ['self-hosted', 'linux', 'storage', 'ephemeral']));
  running.use(await startRunner(gitea, home, ['ubuntu-latest', 'ubuntu-24.04']));
});
afterAll(() => running.disposeAsync());

describe('the main example', () => {
  const file = 'storage-gate.yml';
  let site: Site;
  let head: string;
  const pull = 1;

  /** How the newest run of the gate ended, and what it told. */
  async function ended() {
    const [run] = await site.settle(file);
    const statuses = await site.statuses(head);
    return {
      conclusion: run?.conclusion,
      log: run?.log ?? '',
      states: statuses.map(({ status }) => status),
      last: statuses.at(-1),
      comments: await site.comments(pull),
    };
  }

  test('measures and keeps a push to the default branch', async () => {
    const files = {
      [`.gitea/workflows/${file}`]: gateExample('gitea.yml'),
      'storage-gate.yml': config('unsafe'),
    };
    ({ site } = await Site.make(gitea, owner, { slug: 'lab/disks', home, files }));
    const [run] = await site.settle(file);
    expect(run?.conclusion, run?.log).toBe('success');
    const kept = await site.ask<{ path: string }[]>(
      'GET /contents/gate/runs?ref=storage-gate-baselines',
    );
    expect(kept).toHaveLength(1);
  });

  test('passes a pull request in seconds that changes nothing under test', async () => {
    await site.start('change');
    head = await site.push('change', { 'README.md': 'a better text\n' });
    expect(await site.pull('change')).toBe(pull);
    const { conclusion, log, states, last, comments } = await ended();
    expect(conclusion, log).toBe('success');
    expect(log).toContain('nothing under test changed');
    expect(log).not.toContain('round 1');
    expect(states, log).toEqual(['success']);
    expect(last?.description).toBe('nothing under test changed');
    expect(comments).toEqual([]);
  });

  test('fails one that slows its disk, in a status and a comment that lead to the run', async () => {
    head = await site.push('change', { 'storage-gate.yml': config('directsync') });
    const { conclusion, log, states, last, comments } = await ended();
    expect(conclusion, log).toBe('failure');
    expect(states, log).toEqual(['pending', 'failure']);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/### Storage gate: regressed: /);
    const link = /\((http:[^)]*\/actions\/runs\/[^)]*)\)/.exec(comments[0]?.body ?? '')?.[1];
    for (const page of [link, last?.target_url])
      expect((await fetch(page ?? '')).status, page).toBe(200);
  });

  test('neither measures nor passes it for a foreign label', async () => {
    await site.label(pull, 'bug');
    const { conclusion, log, states } = await ended();
    expect(conclusion, log).toBe('failure');
    expect(log).toContain('was already judged, and the label changes nothing');
    expect(log).not.toContain('round 1');
    expect(states, log).toEqual(['pending', 'failure']);
  });

  test('passes it with a reason and the label, and says in the same comment who set it', async () => {
    await site.ask(`PATCH /pulls/${pull}`, {
      body: 'Every flush is waited for.\n\nStorage-gate-accepted: flushes reach the disk now',
    });
    await site.label(pull, 'storage-gate-accepted');
    const { conclusion, log, last, comments } = await ended();
    expect(conclusion, log).toBe('success');
    expect(last).toMatchObject({
      status: 'success',
      description: expect.stringMatching(/^regressed, accepted: /),
    });
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(
      /accepted by maintainer \(label on [^)]*\): flushes reach the disk now/,
    );
  });

  test('turns green again where the disk is as it was, which the comment says', async () => {
    await site.ask(`DELETE /issues/${pull}/labels`);
    head = await site.push('change', { 'storage-gate.yml': config('unsafe') });
    const { conclusion, log, last, comments } = await ended();
    expect(conclusion, log).toBe('success');
    expect(last?.status).toBe('success');
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/### Storage gate: unchanged/);
  });
});

describe('the two halves', () => {
  test('judge what a fork measured, once somebody approved its run', async () => {
    const files = {
      '.gitea/workflows/measure.yml': gateExample('gitea-measure.yml'),
      '.gitea/workflows/report.yml': reportExample('gitea-report.yml'),
      'storage-gate.yml': config('unsafe'),
    };
    const { site } = await Site.make(gitea, owner, { slug: 'open/disks', home, files });
    const stranger = await gitea.person('stranger');
    await site.ask('POST /forks', {}, stranger);
    await site.start('slower');
    const slower = { 'storage-gate.yml': config('directsync') };
    const head = await site.push('slower', slower, { as: stranger, slug: 'stranger/disks' });
    const number = await site.pull('stranger:slower', stranger);
    await expect.poll(() => site.runs(), { timeout: 60_000 }).not.toEqual([]);
    await press(gitea, owner, `/${site.slug}/actions/approve-all-checks?commit_id=${head}`);
    const [measured] = await site.settle('measure.yml');
    expect(measured?.log).toContain('regressed');
    const [reported] = await site.settle('report.yml');
    expect(reported?.log).toContain('judging 1 run document');
    const statuses = await site.statuses(head);
    expect(statuses[0]?.status).toBe('pending');
    expect(statuses.at(-1)).toMatchObject({
      status: 'failure',
      description: expect.stringMatching(/^regressed: /),
    });
    const comments = await site.comments(number);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/regressed: [^]*not proof against a hostile author/);
  });
});

test('a run document by a branch is judged by a job after it', async () => {
  const files = {
    '.gitea/workflows/branch.yml': branchExample(),
    'storage-gate.yml': config('unsafe'),
  };
  const { site } = await Site.make(gitea, owner, { slug: 'branch/disks', home, files });
  await site.start('slower');
  const head = await site.push('slower', { 'storage-gate.yml': config('directsync') });
  const number = await site.pull('slower');
  const [run] = await site.settle('branch.yml');
  expect(run?.log).toContain('judging 1 run document');
  const statuses = await site.statuses(head);
  expect(
    statuses.map(({ status }) => status),
    run?.log,
  ).toEqual(['failure']);
  expect((await site.comments(number))[0]?.body).toMatch(/### Storage gate: regressed: /);
});

test('a runner that starts an older Node is told so in one sentence', async context => {
  const path = '/usr/bin:/bin';
  const { stdout } = spawnSync('node', ['--version'], { env: { PATH: path }, encoding: 'utf8' });
  const major = Number(/^v(\d+)/.exec(stdout ?? '')?.[1]);
  context.skip(!(major < 24), 'this host has no older Node in /usr/bin');
  const text = gateExample('gitea.yml').replaceAll('- storage\n', '- old\n');
  const files = { '.gitea/workflows/gate.yml': text, 'storage-gate.yml': config('unsafe') };
  const { site } = await Site.make(gitea, owner, { slug: 'old/disks', home, files });
  await using _ = await startRunner(gitea, home, ['old', 'self-hosted', 'linux'], path);
  const [run] = await site.settle('gate.yml');
  expect(run?.conclusion).toBe('failure');
  expect(run?.log).toContain(
    `storage-gate needs Node 24 or newer, and this runner started it with Node ${major}.`,
  );
  expect(run?.log).not.toContain('SyntaxError');
});

describe('the watching example', () => {
  let site: Site;
  let head: string;
  const last = async () => (await site.statuses(head)).at(-1);

  test('says what to do where no machine takes the job', async () => {
    const files = {
      // Pushes would be measured first, once the machine is back.
      '.gitea/workflows/gate.yml': gateExample('gitea.yml')
        .replaceAll('- storage\n', '- away\n')
        .replace('- main', '- none'),
      'storage-gate.yml': config('unsafe'),
    };
    ({ site } = await Site.make(gitea, owner, { slug: 'away/disks', home, files }));
    await site.start('main');
    await site.push('main', { '.gitea/workflows/watch.yml': watchExample() });
    await site.start('change');
    head = await site.push('change', { 'README.md': 'a better text\n' });
    await site.pull('change');
    const [run] = await site.settle('watch.yml');
    expect(run?.conclusion, run?.log).toBe('success');
    expect(await last()).toMatchObject({
      status: 'error',
      description:
        'not measured: no machine took the job in 0 min: bring the runner back, or set the label storage-unmeasured',
    });
  });

  test('lets it through by its label', async () => {
    await site.label(1, 'storage-unmeasured');
    const [run] = await site.settle('watch.yml');
    expect(run?.conclusion, run?.log).toBe('success');
    expect(await last()).toMatchObject({ status: 'success' });
  });

  test('leaves the word to the gate once the machine is back', async () => {
    await using _ = await startRunner(gitea, home, ['away', 'self-hosted', 'linux']);
    await expect
      .poll(last, { timeout: 120_000, interval: 1000 })
      .toMatchObject({ status: 'success', description: 'nothing under test changed' });
  });
});
