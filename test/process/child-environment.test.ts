import { expect, test } from 'vitest';
import { childEnvironment, droppedVariables } from '../../src/process/child-environment.ts';
import { runTool } from '../../src/process/tool.ts';

const altering =
  'LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_BIND_NOW GLIBC_TUNABLES GCONV_PATH MALLOC_ARENA_MAX MALLOC_PERTURB_ QEMU_MODULE_DIR QEMU_AUDIO_DRV G_SLICE FIO_OPTIONS LUA_PATH LUA_CPATH LUA_INIT'.split(
    ' ',
  );
const harmless = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'https_proxy',
  'NO_PROXY',
  'XDG_CACHE_HOME',
];
const ofGit = ['GIT_SSH_COMMAND', 'GIT_CONFIG_COUNT', 'SSH_AUTH_SOCK', 'GH_TOKEN', 'KRB5CCNAME'];
const foreign = [
  'NODE_OPTIONS',
  'PYTHONPATH',
  'BASH_ENV',
  'INPUT_GITHUB-TOKEN',
  'AWS_SECRET_ACCESS_KEY',
];
const env = Object.fromEntries(
  [...altering, ...harmless, ...ofGit, ...foreign].map(name => [name, 'x']),
);

test('a tool gets a short list of variables, and git all that do not alter what runs', () => {
  expect(Object.keys(childEnvironment(['qemu-img'], env)).toSorted()).toEqual(harmless.toSorted());
  const git = Object.keys(childEnvironment(['git', 'push'], env)).toSorted();
  expect(git).toEqual([...harmless, ...ofGit, ...foreign].toSorted());
});

test('what was not handed on is told, by name and where it says something', () => {
  expect(droppedVariables({ ...env, LD_AUDIT: '' })).toEqual(
    altering.filter(name => name !== 'LD_AUDIT').toSorted(),
  );
  expect(droppedVariables({ PATH: '/bin', BASH_ENV: 'x' })).toEqual([]);
});

test('a program that is started does not see them', async () => {
  process.env['QEMU_MODULE_DIR'] = '/planted';
  try {
    const { stdout } = await runTool({ argv: ['env'], env: { LC_ALL: 'C' } });
    expect(stdout).toMatch(/^PATH=/m);
    expect(stdout).toMatch(/^LC_ALL=C$/m);
    expect(stdout).not.toContain('planted');
  } finally {
    delete process.env['QEMU_MODULE_DIR'];
  }
});
