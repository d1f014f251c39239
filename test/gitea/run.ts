/**
 * Walks the examples for Gitea on a real Gitea and its runner, on loopback. Both are named by the
 * environment, found in PATH, or built by Go into our cache:
 *
 *     npm run test:gitea
 *
 * STORAGE_GATE_GITEA, STORAGE_GATE_GITEA_RUNNER: the programs. STORAGE_GATE_GITEA_SOURCE: the
 * folder with the templates of a server that was built without them. STORAGE_GATE_CHECKOUT: a git
 * directory of actions/checkout, which is cloned from GitHub otherwise.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { belowUs } from './server.ts';

const root = resolve(import.meta.dirname, '../..');
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'qemu-storage-gate');

/** What is built where nothing else is there; 1.27 of the server needs a module that is refused. */
const builds = {
  server: {
    module: 'code.gitea.io/gitea@v1.26.0',
    tags: ['-tags', 'sqlite sqlite_unlock_notify'],
    takes: 'about five minutes and 1 GB',
  },
  runner: { module: 'gitea.com/gitea/runner@v1.0.8', tags: [], takes: 'a minute' },
};

const { STORAGE_GATE_GITEA: server, STORAGE_GATE_GITEA_RUNNER: runner } = process.env;
const built = join(cache, builds.server.module.replaceAll(/[/@]/g, '-'));
const gitea = server ?? found('gitea') ?? install('server');
const env = {
  ...process.env,
  STORAGE_GATE_GITEA: gitea,
  STORAGE_GATE_GITEA_RUNNER:
    runner ?? found('gitea-runner') ?? found('act_runner') ?? install('runner'),
  // The module has no bundled templates.
  ...(gitea.startsWith(built) && { STORAGE_GATE_GITEA_SOURCE: built }),
};
const vitest = join(root, 'node_modules/.bin/vitest');
const argv = ['run', '--config', 'vitest.gitea.config.ts', ...process.argv.slice(2)];
// Whoever kills this one ends the tests, which end the server.
const [guard, ...words] = belowUs(vitest, ...argv);
process.exitCode = spawnSync(guard, words, { cwd: root, env, stdio: 'inherit' }).status ?? 1;

function found(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map(folder => join(folder, name)).find(path => existsSync(path));
}

/** Builds a program from a copy of its module, which Go keeps read-only; returns its path. */
function install(which: keyof typeof builds): string {
  const { module, tags, takes } = builds[which];
  const folder = join(cache, module.replaceAll(/[/@]/g, '-'));
  const program = join(folder, 'program');
  if (existsSync(program)) return program;
  process.stderr.write(`Building ${module} with Go; this takes ${takes}.\n`);
  try {
    const said = execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' });
    const { Dir: source } = JSON.parse(said) as { Dir: string };
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    cpSync(source, folder, { recursive: true });
    execFileSync('chmod', ['-R', 'u+w,a+rX', folder]);
    const options = { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] as const };
    execFileSync('go', ['build', '-p', '1', ...tags, '-o', program, '.'], {
      ...options,
      stdio: [...options.stdio],
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `${module} can't be built (${why}); install Go 1.26 or newer, or name the programs in STORAGE_GATE_GITEA and STORAGE_GATE_GITEA_RUNNER.\n`,
    );
    process.exit(69);
  }
  return program;
}
