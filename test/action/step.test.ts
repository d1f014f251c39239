import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readOnly, startGithub } from '../harness/github.ts';
import { baseOfPull, mergeOfPull, pullOfPayload } from '../harness/github-state.ts';
import { events, gitAlone, type Runner, startRunner } from '../harness/runner.ts';
import { bot, marker, mergeGroup, putFiles, runStep } from '../harness/step.ts';

/** A workspace that has a config of its own. */
const configOf = (text: string) => ({ 'storage-gate.yml': `version: 1\n${text}\n` });
const unknownMode = 'disks: { prod: { cache: quick } }';

describe('a step that is refused', () => {
  test('says why it measures nothing on pull_request_target, and touches nothing', async () => {
    const step = await runStep({ event: events.pullRequestTarget });
    expect(step.main.status).toBe(2);
    expect(step.annotations).toEqual([
      expect.objectContaining({
        level: 'error',
        message: expect.stringMatching(/pull_request_target .*secrets[^]*pull_request instead/),
      }),
    ]);
    expect(step.outputs).toMatchObject({ verdict: 'error', title: 'Storage gate: error' });
    expect(step.summary).toContain('pull_request_target');
    expect(step.requests).toEqual([]);
    expect(step.left).toEqual([]);
    expect(step.post).toEqual({ status: 0, output: '' });
  });

  test.each([
    ['a relative baseline', { baseline: 'dir:.storage-gate' }, /dir:\.storage-gate is relative/],
    [
      'a baseline of another kind',
      { baseline: 'file:/run.json' },
      /file:\/run\.json can't hold runs/,
    ],
    ['an accelerator that is not known', { accel: 'xen' }, /input accel: "xen"/],
    [
      'an unknown word',
      { comment: 'sometimes' },
      /input comment: "sometimes"[^]*always, on-change, renew, never/,
    ],
    ['a config file that is not there', { config: 'gate.yml' }, /config file gate\.yml/],
  ])('for %s exits with 2 and names it', async (_, inputs, message) => {
    const step = await runStep({ event: events.pullRequest, inputs });
    expect(step.main.status).toBe(2);
    expect(step.annotations.map(annotation => annotation.message)).toEqual([
      expect.stringMatching(message),
    ]);
    expect(step.outputs.verdict).toBe('error');
    expect(step.github.comments).toEqual([]);
    expect(step.post).toEqual({ status: 0, output: '' });
  });

  test('for a directory that is not there exits with 2 and names it', async () => {
    const inputs = { directory: '/does/not/exist' };
    const step = await runStep({ event: events.pushToDefault, inputs });
    expect(step.main.status).toBe(2);
    expect(step.annotations[0]?.message).toContain('/does/not/exist');
    expect(step.outputs.verdict).toBe('error');
  });

  test.each([
    ['an unknown cache mode', 'disks: { prod: { cache: quick } }', /"quick" is not a known value/],
    ['an unknown key of a disk', 'disks: { prod: { cach: none } }', /unknown key "cach"/],
    ['native AIO without O_DIRECT', 'disks: { prod: { aio: native } }', /O_DIRECT/],
    ['rounds that are no number', 'rounds: many', /storage-gate\.yml:2 rounds: "many"/],
    ['a percentage without its sign', 'policy: { tolerance: 5 }', /tolerance: "5"/],
    [
      'a base side without a disk',
      'suite: fio\ndisks: { bare: host }\nbase-kernel: bzImage',
      /base-kernel: no virtual disk is measured with it/,
    ],
  ])('for %s in the config exits with 2 and names it', async (_, text, message) => {
    const step = await runStep({ event: events.pullRequest }, configOf(text));
    expect(step.main.status).toBe(2);
    expect(step.annotations.map(annotation => annotation.message)).toEqual([
      expect.stringMatching(message),
    ]);
    expect(step.outputs.verdict).toBe('error');
    expect(step.github.comments).toEqual([]);
    expect(step.post).toEqual({ status: 0, output: '' });
  });

  test('for several at once in the config names all of them, and each at its line', async () => {
    const step = await runStep({ event: events.pullRequest }, configOf('rounds: 0\nbudget: 1x'));
    expect(step.main.status).toBe(2);
    expect(step.annotations).toEqual([
      expect.objectContaining({
        file: 'storage-gate.yml',
        line: 2,
        message: expect.stringMatching(/^storage-gate\.yml:2 rounds: "0" is/),
      }),
      expect.objectContaining({
        file: 'storage-gate.yml',
        line: 3,
        message: expect.stringMatching(/^storage-gate\.yml:3 budget: "1x" is/),
      }),
      expect.objectContaining({
        message: expect.stringMatching(
          /^2 settings are wrong:\n {2}storage-gate\.yml:2 rounds: "0" is [^]*\n {2}.*:3 budget: "1x" is/,
        ),
      }),
    ]);
  });

  test('of several names the first in the commit status', async () => {
    const step = await runStep({ event: events.pullRequest }, configOf('rounds: 0\nbudget: 1x'));
    expect(step.github.statuses.map(({ description }) => description)).toEqual([
      expect.stringMatching(/^not measured: 2 settings are wrong, the first: storage-gate\.yml:2/),
    ]);
  });

  test.each([
    ['DISKS', 'none', /input disks: the action has no such input[^]*write it in storage-gate\.yml/],
    ['TOLERANCE', '50%', /input tolerance: [^]*write it in storage-gate\.yml/],
    ['DIRECTROY', '/srv', /input directroy: [^]*did you mean directory\?/],
  ])('for the input %s, which it does not have, measures nothing and says so', async (...row) => {
    const [name, value, message] = row;
    const env = { [`INPUT_${name}`]: value };
    const step = await runStep({ event: events.pullRequest, env });
    expect(step.main.status).toBe(2);
    expect(step.annotations[0]?.message).toMatch(message);
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['error']);
  });

  test('has the commit status error, and a comment of an earlier run says that nothing was measured', async () => {
    const old = `${marker}\n<!-- state {"sha":"${'a'.repeat(40)}","run":41,"attempt":1,"verdict":"unchanged"} -->\nold report`;
    const step = await runStep(
      { event: events.pullRequest },
      configOf('disks: { prod: { cache: "<b>@everyone" } }'),
      { comments: [{ author: bot, body: old }] },
    );
    expect(step.main.status).toBe(2);
    expect(step.github.statuses).toEqual([
      expect.objectContaining({
        sha: pullOfPayload.headSha,
        context: 'storage-gate',
        state: 'error',
        description: expect.stringMatching(/^not measured: storage-gate\.yml:2 disks\.prod/),
      }),
    ]);
    const [comment] = step.github.comments;
    expect(comment?.body).toMatch(
      /^<!-- qemu-storage-gate:Storage-gate\.gate -->\n<!-- state [^\n]*\n### Storage gate: not measured at ec26c3e57ca3\n/,
    );
    expect(comment?.body).not.toMatch(/old report|<b>|@everyone/);
  });

  test('tells nobody where comment and status are not wanted', async () => {
    const inputs = { comment: 'never', status: 'never' };
    const step = await runStep({ event: events.pullRequest, inputs }, configOf(unknownMode));
    expect(step.main.status).toBe(2);
    expect(step.requests).toEqual([]);
  });

  test('sets the status of the group in a merge queue, and comments nowhere', async () => {
    const { headSha } = mergeGroup;
    const step = await runStep({ event: events.mergeGroup }, configOf(unknownMode), {
      commits: { [headSha]: [] },
    });
    expect(step.github.statuses).toEqual([
      expect.objectContaining({ sha: headSha, state: 'error' }),
    ]);
    expect(step.github.comments).toEqual([]);
  });

  test('keeps its exit status, and gives one notice, where a token may only read', async () => {
    const step = await runStep({ event: events.pullRequest }, configOf(unknownMode), {
      permissions: readOnly,
    });
    expect(step.main.status).toBe(2);
    expect(step.annotations.map(({ level }) => level)).toEqual(['error', 'notice']);
    expect(step.annotations[1]?.message).toMatch(/commit status was not set: .*statuses: write/);
  });

  test('names the line of the config file, which is found where no input names it', async () => {
    const files = { 'storage-gate.yml': 'version: 1\ndisks:\n  prod: { cache: quick }\n' };
    const step = await runStep({ event: events.pullRequest }, files);
    expect(step.main.status).toBe(2);
    expect(step.annotations[0]?.message).toMatch(/storage-gate\.yml:3[^]*"quick"/);
  });

  test.each([
    ['GITHUB_SHA', undefined],
    ['GITHUB_REPOSITORY', 'nonsense'],
    ['GITHUB_EVENT_PATH', '/does/not/exist'],
  ])('names %s where a runner left it at %s', async (name, value) => {
    const step = await runStep({ event: events.pushToDefault, env: { [name]: value } });
    expect(step.main.status).toBe(2);
    expect(step.annotations.some(({ message }) => message.includes(value ?? name))).toBe(true);
    expect(step.main.output).not.toMatch(/\n\s+at /);
  });
});

describe('a workspace that is no checkout of what is asked about', () => {
  const config = configOf('disks: { prod: { cache: none } }');
  const behaviour = {
    files: Object.fromEntries(
      [baseOfPull, mergeOfPull].map(at => [`${at}:storage-gate.yml`, config['storage-gate.yml']]),
    ),
  };
  const other = '5'.repeat(40);

  test.each([
    ['has no .git', {}, /lies in no git checkout/],
    ['has a .git without a commit', { '.git/HEAD': 'ref: refs/heads/main' }, /no git checkout/],
    ['has another commit', { '.git/HEAD': other }, /neither the merge/],
    ['has the config elsewhere', { 'src/.git/HEAD': mergeOfPull }, /no git checkout/],
  ])('ends a pull request with 69 where it %s, and is never green', async (_, files, why) => {
    const request = { event: events.pullRequest, env: { PATH: gitAlone } };
    const step = await runStep(request, { ...config, ...files }, behaviour);
    expect(step.main.status).toBe(69);
    expect(step.outputs.verdict).toBe('error');
    expect(step.annotations[0]?.message).toMatch(why);
    expect(step.github.statuses.map(({ state }) => state)).toEqual(['error']);
  });

  test.each([
    ['is another commit', { '.git/HEAD': other }, `the commit ${other} is checked out`],
    ['is not known', {}, 'the workspace is no git checkout'],
  ])('has a push measured, but not stored as a baseline, where it %s', async (_, files, why) => {
    using runner = startRunner();
    await putFiles(runner.workspace, { ...config, ...files });
    const bin = await hostWithAptGet(runner, 'exit 1');
    const request = {
      event: events.pushToDefault,
      apiUrl: 'http://127.0.0.1:9',
      env: { PATH: bin },
    };
    const step = await runner.runStep({ ...request, inputs: { install: 'auto' } });
    expect(step.main.output).toContain(`- this run will not be stored as a baseline: ${why}`);
  });
});

describe('missing host packages', () => {
  test.each([
    ['never', 'never'],
    ['not given', ''],
  ])(
    'are named with the command to install them, and none is installed, where install is %s',
    async (_, install) => {
      const step = await runWithAptGet(install);
      expect(step.main.status).toBe(69);
      expect(step.annotations[0]?.message).toMatch(/apt-get install [^]*qemu-utils/);
      expect(step.calls).toBe('');
    },
  );

  test('are installed by apt-get where install is auto', async () => {
    const step = await runWithAptGet('auto');
    expect(step.calls).toMatch(/install .*qemu-utils/);
    // The apt-get of this test installs nothing, so they still are missing.
    expect(step.main.status).toBe(69);
  });
});

/** A step on a host that has nothing but an apt-get, which writes down how it was called. */
async function runWithAptGet(install: string) {
  using runner = startRunner();
  const calls = join(runner.workspace, 'calls');
  await writeFile(calls, '');
  const bin = await hostWithAptGet(runner, `echo "$@" >>'${calls}'`);
  const request = {
    event: events.pushToDefault,
    apiUrl: 'http://127.0.0.1:9',
    inputs: { install },
    env: { PATH: bin },
  };
  return { ...(await runner.runStep(request)), calls: await readFile(calls, 'utf8') };
}

/** A PATH with an apt-get of the given script, and hardly anything else. */
async function hostWithAptGet({ workspace }: Runner, script: string): Promise<string> {
  const bin = join(workspace, 'bin');
  await mkdir(bin);
  for (const name of ['env', 'true', 'sleep', 'git'])
    await symlink(`/usr/bin/${name}`, join(bin, name));
  // Where the tests do not run as root.
  await writeFile(join(bin, 'sudo'), '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n', {
    mode: 0o755,
  });
  await writeFile(join(bin, 'apt-get'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return bin;
}

describe('a job that ends before its step does', () => {
  const red = `${marker}\n<!-- state {"sha":"${'a'.repeat(40)}","run":41,"attempt":1,"verdict":"regressed"} -->\nold report`;

  test.each([
    ['cancelled', 'cancel', 130, /the job was cancelled/],
    ['killed', 'kill', null, /the step was killed/],
  ] as const)('because it was %s has it told by its post step', async (_, how, status, reason) => {
    await using github = await startGithub({ comments: [{ author: bot, body: red }] });
    using runner = startRunner();
    // The base has no config, so there is something to measure.
    const files = { '.git/HEAD': mergeOfPull, ...configOf('disks: { prod: { cache: none } }') };
    await putFiles(runner.workspace, files);
    const bin = await hostWithAptGet(
      runner,
      'case "$*" in *indextargets*) echo lists;; *) exec sleep 60;; esac',
    );
    const step = await runner.runStep({
      event: events.pullRequest,
      apiUrl: github.apiUrl,
      env: { PATH: bin },
      inputs: { install: 'auto' },
      cancel: { when: output => output.includes('Installing'), how },
    });
    expect(step.main.status).toBe(status);
    expect(step.post.status).toBe(0);
    expect(github.statuses.map(({ state }) => state)).toEqual(['pending', 'error']);
    expect(github.statuses[1]?.description).toMatch(reason);
    expect(github.comments[0]?.body).toMatch(/### Storage gate: not measured at ec26c3e57ca3/);
    expect(github.comments[0]?.body).toMatch(reason);
  });
});

describe('the log of a step', () => {
  test('holds no workflow command that a config smuggled in', async () => {
    const smuggled = String.raw`"x\n::set-output name=verdict::unchanged\n##[error]made up"`;
    const step = await runStep(
      { event: events.pullRequest },
      configOf(`disks: { prod: ${smuggled} }`),
    );
    expect(step.main.status).toBe(2);
    expect(step.outputs).toEqual(expect.objectContaining({ verdict: 'error' }));
    // A line that begins with `::` is that one command, whatever follows; `##[` counts in all
    // others.
    const command = /^::error(?: file=storage-gate\.yml,line=2)?::/;
    const lines = step.main.output.split('\n').filter(line => !command.test(line));
    expect(lines.filter(line => line.trimStart().startsWith('::') || line.includes('##['))).toEqual(
      [],
    );
  });
});

describe('the post step', () => {
  test('does nothing where the main step never began', async () => {
    const step = await runStep({ event: events.pullRequestTarget, env: { STATE_cleanup: '' } });
    expect(step.post).toEqual({ status: 0, output: '' });
  });

  test('fails nothing where its state is damaged', async () => {
    const step = await runStep({
      event: events.pullRequestTarget,
      env: { STATE_cleanup: '{"mark":"x"}' },
    });
    expect(step.post.status).toBe(0);
    expect(step.post.output).toMatch(
      /^::warning title=storage gate::the clean-up did not end well/,
    );
  });
});
