import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A person on the server, who pushes and asks with a token of their own. */
export interface Person {
  readonly name: string;
  readonly token: string;
  readonly password: string;
}

export type Gitea = Awaited<ReturnType<typeof startGitea>>;

/**
 * Starts a Gitea on loopback with all of its files below `home`, and waits until it answers.
 */
export async function startGitea(home: string) {
  const directory = join(home, 'gitea');
  await mkdir(directory, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = join(directory, 'app.ini');
  await writeFile(config, configText(directory, port));
  const env = { PATH: process.env['PATH'] ?? '', HOME: directory, GITEA_WORK_DIR: directory };
  const program = process.env['STORAGE_GATE_GITEA'] ?? 'gitea';
  const log = await open(join(directory, 'log.txt'), 'w');
  const [guard, ...words] = belowUs(program, 'web', '--config', config);
  const server = spawn(guard, words, {
    cwd: directory,
    env,
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  const ended = once(server, 'exit');
  const isUp = () =>
    fetch(`${url}/api/v1/version`).then(
      answer => answer.ok,
      () => false,
    );
  for (let tries = 0; !(await isUp()); tries += 1) {
    if (server.exitCode !== null || tries === 240)
      throw new Error(
        `Gitea does not answer: ${await readFile(join(directory, 'log.txt'), 'utf8')}`,
      );
    await sleep(500);
  }

  const command = async (...argv: readonly string[]) => {
    const { stdout } = await run(program, [...argv, '--config', config], {
      cwd: directory,
      env,
    });
    // Warnings come first.
    return stdout.trim().split('\n').at(-1) ?? '';
  };
  return {
    url,
    /** The token with which a runner registers. */
    registrationToken: () => command('actions', 'generate-runner-token'),
    async person(name: string, { isAdmin = false } = {}): Promise<Person> {
      const about = ['--username', name, '--email', `${name}@example.invalid`];
      const password = randomUUID();
      const rights = ['--password', password, '--must-change-password=false'];
      await command(
        'admin',
        'user',
        'create',
        ...about,
        ...rights,
        ...(isAdmin ? ['--admin'] : []),
      );
      const token = ['--username', name, '--scopes', 'all', '--raw'];
      return {
        name,
        password,
        token: await command('admin', 'user', 'generate-access-token', ...token),
      };
    },
    async [Symbol.asyncDispose](): Promise<void> {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/** A command that ends with whoever starts it, also where that one is killed. */
export function belowUs(...argv: readonly string[]): readonly [string, ...string[]] {
  return ['/usr/bin/setpriv', '--pdeathsig', 'KILL', ...argv];
}

/** Asks the API as somebody; an answer above 299 is an error with the server's own words. */
export async function ask<T = unknown>(
  { url }: Pick<Gitea, 'url'>,
  { token }: Person,
  request: string,
  body?: object,
): Promise<T> {
  const [method = '', path = ''] = request.split(' ');
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${request} was answered ${answer.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Presses a button of the pages, for what the API lacks; answers what the server said. */
export async function press(
  { url }: Pick<Gitea, 'url'>,
  { name, password }: Person,
  path: string,
): Promise<string> {
  const form = new URLSearchParams({ user_name: name, password });
  const login = await fetch(`${url}/user/login`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  // The last of a name counts: that of the session before it is among them.
  const cookies = login.headers.getSetCookie().map(each => each.split(';')[0] ?? '');
  const last = new Map(cookies.map(each => [each.split('=')[0], each]));
  const headers = { cookie: [...last.values()].join('; ') };
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
  return answer.text();
}

/** Everything that a server could look for elsewhere, or do by itself, is off. */
function configText(directory: string, port: number): string {
  const source = process.env['STORAGE_GATE_GITEA_SOURCE'];
  return `
WORK_PATH = ${directory}
; It serves this test alone, whose runner is root where we are.
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = http://127.0.0.1:${port}/
DISABLE_SSH = true
OFFLINE_MODE = true
${source === undefined ? '' : `STATIC_ROOT_PATH = ${source}`}
[database]
DB_TYPE = sqlite3
PATH = ${directory}/gitea.db
[security]
INSTALL_LOCK = true
[service]
DISABLE_REGISTRATION = true
[actions]
ENABLED = true
DEFAULT_ACTIONS_URL = self
[indexer]
ISSUE_INDEXER_TYPE = db
[log]
LEVEL = warn
[cron]
ENABLED = false
[migrations]
ALLOW_LOCALNETWORKS = true
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
