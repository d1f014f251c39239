import { readdirSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startGithub } from '../harness/github.ts';
import { events, type StepRequest, startRunner } from '../harness/runner.ts';

/** Runs one step, main and post, on a new runner before a new GitHub; none of these steps comes as far as a guest. */
async function runStep(request: Omit<StepRequest, 'apiUrl'>, files: Readonly<Record<string, string>> = {}) {
  await using github = await startGithub();
  using runner = startRunner();
  for (const [name, text] of Object.entries(files)) await writeFile(join(runner.workspace, name), text);
  const result = await runner.runStep({ ...request, apiUrl: github.apiUrl });
  const left = [...readdirSync(runner.workspace), ...readdirSync(runner.toolCache)].filter(name => !(name in files));
  return { ...result, requests: github.requests, left };
}

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
    expect(step.outputs).toEqual({ verdict: 'error' });
    expect(step.summary).toContain('pull_request_target');
    expect(step.requests).toEqual([]);
    expect(step.left).toEqual([]);
    expect(step.post).toEqual({ status: 0, output: '' });
  });

  test.each([
    ['a relative baseline', { baseline: 'dir:.storage-gate' }, /dir:\.storage-gate is relative/],
    ['a baseline of another kind', { baseline: 'git:baselines' }, /git: store .*not available/],
    ['an unknown cache mode', { disks: 'name=prod,cache=quick' }, /"quick" is not known here/],
    ['an unknown key of a disk', { disks: 'name=prod,cach=none' }, /unknown key "cach"/],
    ['native AIO without O_DIRECT', { disks: 'name=prod,aio=native' }, /O_DIRECT/],
    ['rounds that are no number', { rounds: 'many' }, /input rounds: "many"/],
    ['a percentage without its sign', { tolerance: '5' }, /input tolerance: "5"/],
    ['an unknown word', { comment: 'sometimes' }, /input comment: "sometimes"[^]*always, on-change, never/],
    ['a config file that is not there', { config: 'gate.yml' }, /config file gate\.yml/],
    ['a directory that is not there', { directory: '/does/not/exist' }, /\/does\/not\/exist/],
  ])('for %s exits with 2 and names it', async (_, inputs, message) => {
    const step = await runStep({ event: events.pullRequest, inputs });
    expect(step.main.status).toBe(2);
    expect(step.annotations.map(annotation => annotation.message)).toEqual([expect.stringMatching(message)]);
    expect(step.outputs.verdict).toBe('error');
    expect(step.requests).toEqual([]);
    expect(step.post.status).toBe(0);
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

  test('has no place for a baseline without tool cache', async () => {
    const step = await runStep({ event: events.pushToDefault, env: { RUNNER_TOOL_CACHE: undefined } });
    expect(step.main.status).toBe(2);
    expect(step.annotations[0]?.message).toContain('RUNNER_TOOL_CACHE is not set');
  });
});

describe('missing host packages', () => {
  test('are named with the command to install them, and none is installed, where install is never', async () => {
    const step = await runWithAptGet('never');
    expect(step.main.status).toBe(69);
    expect(step.annotations[0]?.message).toMatch(/apt-get install [^]*qemu-utils/);
    expect(step.calls).toBe('');
  });

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
  const [bin, calls] = [join(runner.workspace, 'bin'), join(runner.workspace, 'calls')];
  await mkdir(bin);
  for (const name of ['env', 'true']) await symlink(`/usr/bin/${name}`, join(bin, name));
  // Where the tests do not run as root.
  await writeFile(join(bin, 'sudo'), '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n', { mode: 0o755 });
  await writeFile(calls, '');
  await writeFile(join(bin, 'apt-get'), `#!/bin/sh\necho "$@" >>'${calls}'\n`, { mode: 0o755 });
  const request = {
    event: events.pushToDefault,
    apiUrl: 'http://127.0.0.1:9',
    inputs: { install },
    env: { PATH: bin },
  };
  return { ...(await runner.runStep(request)), calls: await readFile(calls, 'utf8') };
}

describe('the log of a step', () => {
  test('holds no workflow command that an input smuggled in', async () => {
    const step = await runStep({
      event: events.pullRequest,
      inputs: { disks: 'x\n::set-output name=verdict::unchanged\n##[error]made up' },
    });
    expect(step.main.status).toBe(2);
    expect(step.outputs).toEqual(expect.objectContaining({ verdict: 'error' }));
    // A line that begins with `::` is that one command, whatever follows; `##[` counts in all others.
    const lines = step.main.output.split('\n').filter(line => !line.startsWith('::error::'));
    expect(lines.filter(line => line.trimStart().startsWith('::') || line.includes('##['))).toEqual([]);
  });
});

describe('the post step', () => {
  test('does nothing where the main step never began', async () => {
    const step = await runStep({ event: events.pullRequestTarget, env: { STATE_cleanup: '' } });
    expect(step.post).toEqual({ status: 0, output: '' });
  });

  test('fails nothing where its state is damaged', async () => {
    const step = await runStep({ event: events.pullRequestTarget, env: { STATE_cleanup: '{"mark":"x"}' } });
    expect(step.post.status).toBe(0);
    expect(step.post.output).toMatch(/^::warning::storage gate: the clean-up did not end well/);
  });
});
