import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ourAccount } from '../../scripts/docs/account.ts';
import { readPins } from '../../scripts/docs/pins.ts';
import { provideGuest } from '../../src/guest/artifacts.ts';
import { guestCache } from '../e2e/guest-setup.ts';

const root = resolve(import.meta.dirname, '../..');
const upload = 'actions/upload-artifact';
const pinnedUpload = `${upload}${readPins(join(root, '.github/workflows')).get(upload)?.split(' ')[0]}`;

export interface ActRun {
  readonly event: 'push' | 'pull_request';
  readonly payload: object;
  readonly runId: number;
}

export interface ActSite {
  /** Working repository, whose HEAD is what the event is about. */
  readonly repository: string;
  /** Home of the runner: its caches stay from run to run. */
  readonly home: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly token: string;
}

/**
 * Runs the workflows of a repository under nektos/act on this machine itself, no container; `ACT`
 * names the program.
 */
export async function runAct(site: ActSite, { event, payload, runId }: ActRun) {
  const path = join(site.home, `event-${runId}.json`);
  const tools = join(site.home, '.cache/act/tool_cache');
  await mkdir(tools, { recursive: true });
  const cache = join(tools, 'storage-gate-cache');
  if (!existsSync(cache)) await copyGuest(cache);
  await writeFile(path, JSON.stringify(payload));
  const facts = {
    GITHUB_API_URL: site.apiUrl,
    GITHUB_SERVER_URL: site.serverUrl,
    GITHUB_REPOSITORY: 'Codertocat/Hello-World',
    GITHUB_RUN_ID: `${runId}`,
    GITHUB_RUN_ATTEMPT: '1',
  };
  const argv = [
    event,
    '--eventpath',
    path,
    '--platform',
    'self-hosted=-self-hosted',
    '--no-cache-server',
    '--secret',
    'GITHUB_TOKEN',
    // Ours as it is here; the other one would be cloned from GitHub.
    '--local-repository',
    `${ourAccount}/qemu-storage-gate@v0=${root}`,
    '--local-repository',
    `${pinnedUpload}=${join(root, 'test/act/upload-artifact')}`,
    ...Object.entries(facts).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
  const child = spawn(process.env['ACT'] ?? 'act', argv, {
    cwd: site.repository,
    env: {
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      HOME: site.home,
      GITHUB_TOKEN: site.token,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((done, failed) =>
    child.once('error', failed).once('close', done),
  );
  const [output, errors, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  return { status, output: output + errors };
}

/** Takes the guest that is there already, so that nothing is downloaded once more. */
export async function copyGuest(cache: string): Promise<void> {
  const { initrd } = await provideGuest({
    tools: ['sysbench'],
    cacheDirectory: guestCache,
    onProgress: () => undefined,
  });
  const guest = dirname(initrd);
  await cp(guest, join(cache, relative(guestCache, guest)), { recursive: true });
}
