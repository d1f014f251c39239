import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyGuest } from '../act/act.ts';
import { belowUs, type Gitea } from './server.ts';

/**
 * Registers a runner that runs jobs on this machine itself, and starts it. `labels` are what jobs
 * ask for in `runs-on`, `path` is where it looks for programs.
 */
export async function startRunner(
  gitea: Gitea,
  home: string,
  labels: readonly string[],
  path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
) {
  const directory = join(home, `runner-${labels[0]}`);
  await mkdir(directory, { recursive: true });
  await copyGuest(join(directory, 'work/tool_cache/storage-gate-cache'));
  const config = join(directory, 'config.yaml');
  await writeFile(config, configText(directory));
  // The runner hands its own environment on, so that none of ours may reach it.
  const env = {
    PATH: path,
    HOME: directory,
    LANG: 'C.UTF-8',
  };
  const program = process.env['STORAGE_GATE_GITEA_RUNNER'] ?? 'gitea-runner';
  const log = await open(join(directory, 'log.txt'), 'w');
  const start = (...argv: readonly string[]) => {
    const [guard, ...words] = belowUs(program, ...argv, '--config', config);
    return spawn(guard, words, { cwd: directory, env, stdio: ['ignore', log.fd, log.fd] });
  };
  const about = ['--instance', gitea.url, '--token', await gitea.registrationToken()];
  const names = ['--name', labels[0] ?? '', '--labels', labels.map(each => `${each}:host`).join()];
  const [status] = await once(start('register', '--no-interactive', ...about, ...names), 'exit');
  if (status !== 0) throw new Error(`the runner can't register; see ${directory}/log.txt`);
  const daemon = start('daemon');
  await log.close();
  const ended = once(daemon, 'exit');
  return {
    directory,
    async [Symbol.asyncDispose](): Promise<void> {
      daemon.kill('SIGTERM');
      await ended;
    },
  };
}

function configText(directory: string): string {
  return `
log: { level: info }
runner:
  file: ${directory}/.runner
  capacity: 1
  fetch_interval: 1s
  fetch_interval_max: 1s
  log_report_interval: 1s
  state_report_interval: 1s
  log_report_max_latency: 500ms
cache: { enabled: false }
host: { workdir_parent: ${directory}/work }
`;
}
