import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GateError } from '../../errors.ts';
import { createScratch, removeAbandonedScratch } from '../../process/scratch.ts';
import { runTool, type ToolCall, type ToolOutput } from '../../process/tool.ts';

/** The remote repository, and the settings that git needs for it, credentials included. */
export interface Remote {
  readonly url: string;
  /** git's configuration, handed over by environment only: neither in a file nor in an argv. */
  readonly settings: readonly (readonly [key: string, value: string])[];
}

/**
 * Name of the remote in our own repository; not `origin`, for which the user's files may have
 * settings.
 */
export const remoteName = 'storage-gate';

/** The repository of a job, with the job's token; where the token is wrong, git does not prompt. */
export function remoteWithToken({
  url,
  token,
}: {
  readonly url: string;
  readonly token: string | undefined;
}): Remote {
  if (token === undefined) return { url, settings: [] };
  const key = `http.${new URL(url).origin}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  // The empty one drops what other files say for this host: two such headers are refused.
  return {
    url,
    settings: [
      [key, ''],
      [key, `AUTHORIZATION: basic ${basic}`],
    ],
  };
}

/**
 * Where the clone around `cwd` pushes to, by the remote `origin`, with the settings of the clone
 * that matter for getting there: proxy, credentials, ssh command. The clone is only read.
 * `store-unusable` where there is none.
 */
export async function remoteOfClone(cwd: string, signal?: AbortSignal): Promise<Remote> {
  const top = await topOfClone(cwd, signal);
  if (top === undefined)
    throw missing(
      `${cwd} is not inside a git repository, so there is no remote to keep baselines in`,
    );
  const args = ['config', '--list', '-z', '--show-scope'];
  const { stdout } = await readClone({ cwd, args, signal });
  const own = settingsOf(stdout);
  const valueOf = (key: string): string | undefined => own.findLast(([name]) => name === key)?.[1];
  const url = valueOf('remote.origin.url');
  if (url === undefined) throw missing(`the git repository ${top} has no remote called origin`);
  const pushUrl = valueOf('remote.origin.pushurl');
  const kept = own.filter(([key]) => keptSettingPattern.test(key));
  if (pushUrl !== undefined) kept.push(['remote.origin.pushurl', absolute(pushUrl, top)]);
  const settings = kept.map(([key, value]) => {
    return [key.replace(/^remote\.origin\./, `remote.${remoteName}.`), value] as const;
  });
  return { url: absolute(url, top), settings };
}

/** A text with the passwords removed from its addresses, so that it may be shown. */
export function withoutPasswords(text: string): string {
  return text.replaceAll(/(\w+:\/\/)[^\s/@]*@/g, '$1***@');
}

/** `url.*.insteadOf` too: the address is taken as written, so that git itself applies it. */
const keptSettingPattern =
  /^(?:http|credential|url|ssh|protocol)\.|^core\.(?:sshcommand|gitproxy|askpass)$|^remote\.origin\.(?:proxy|proxyauthmethod|uploadpack|receivepack)$/;

async function topOfClone(cwd: string, signal?: AbortSignal): Promise<string | undefined> {
  const accept = [0, 128];
  const top = await readClone({ cwd, args: ['rev-parse', '--show-toplevel'], signal, accept });
  if (top.exitCode === 0) return top.stdout.trimEnd();
  if (/dubious ownership/.test(top.stderr))
    throw missing(top.stderr.split('\n')[0] ?? '', 'see safe.directory in git-config(1)');
  const bare = await readClone({ cwd, args: ['rev-parse', '--absolute-git-dir'], signal, accept });
  return bare.exitCode === 0 ? bare.stdout.trimEnd() : undefined;
}

/** Without optional locks git writes nothing into a repository that it only looks at. */
function readClone({
  args,
  ...call
}: Omit<ToolCall, 'argv'> & { readonly args: readonly string[] }): Promise<ToolOutput> {
  return runTool({
    ...call,
    argv: ['git', ...args],
    env: { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
  });
}

/**
 * `SCOPE NUL KEY LF VALUE NUL …`; what the user's or the system's files say, git finds by itself.
 */
function settingsOf(listing: string): readonly (readonly [key: string, value: string])[] {
  const words = listing.split('\0');
  const settings: [string, string][] = [];
  for (let index = 0; index + 1 < words.length; index += 2) {
    const [key = '', ...value] = (words[index + 1] ?? '').split('\n');
    if (words[index] === 'local' || words[index] === 'worktree')
      settings.push([key, value.join('\n')]);
  }
  return settings;
}

/**
 * A path on this machine counts from the clone, as git counts it; `host:path` and `scheme://` are
 * none.
 */
function absolute(url: string, top: string): string {
  return /^[^/]*:/.test(url) ? url : resolve(top, url);
}

function missing(
  problem: string,
  remedy = 'run it in a clone that has a remote origin, or give --baseline dir:PATH',
): GateError {
  return new GateError('store-unusable', { problem, remedy });
}

type GitCall = Pick<ToolCall, 'input' | 'accept' | 'encoding'>;

/**
 * A bare repository of our own, whose one remote is the one given. It goes with its scope: nothing
 * stale can be left in it by a run that was killed, and nobody else's repository is ever written
 * to.
 */
export interface Repository extends AsyncDisposable {
  /** Runs git in it. What fails is `tool-failed`; a git that is not there is `store-unusable`. */
  git(args: readonly string[], call?: GitCall): Promise<ToolOutput>;
  /** Tells the user something of the remote; the same only once. */
  tell(notice: string): void;
}

export interface RepositoryRequest {
  /** Directory below which it is made. */
  readonly cacheDirectory: string;
  readonly remote: Remote;
  readonly signal?: AbortSignal | undefined;
  /** Is told what a user should know of the remote, and no run depends on. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/** Creates the repository, and removes those that killed runs left. */
export async function createRepository({
  cacheDirectory,
  remote,
  signal,
  onNotice = () => undefined,
}: RepositoryRequest): Promise<Repository> {
  const parent = join(cacheDirectory, 'git');
  await mkdir(parent, { recursive: true });
  await removeAbandonedScratch(parent);
  await using resources = new AsyncDisposableStack();
  const scratch = resources.use(await createScratch({ parent }));
  const env = environmentOf(join(scratch.path, 'repository'), remote);
  const git = (args: readonly string[], call: GitCall = {}): Promise<ToolOutput> =>
    runGit({ ...call, argv: ['git', ...args], env, signal });
  await git(['init', '--quiet', '--bare', '--template=', join(scratch.path, 'repository')]);
  const kept = resources.move();
  const told = new Set<string>();
  const tell = (notice: string): void => {
    if (!told.has(notice)) onNotice(`${withoutPasswords(remote.url)} ${notice}`);
    told.add(notice);
  };
  return { git, tell, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/**
 * Seconds after which one command of git is given up: a remote may never answer, or hold a tree
 * without an end.
 */
const timeoutSeconds = 180;

async function runGit(
  call: Omit<ToolCall, 'timeout'> & { readonly env: Readonly<Record<string, string>> },
): Promise<ToolOutput> {
  try {
    return await runTool({ ...call, timeout: timeoutSeconds });
  } catch (error) {
    if (!(error instanceof GateError) || error.code !== 'missing-packages') throw error;
    const remedy = 'install git (`sudo apt-get install git`), or give --baseline dir:PATH';
    const { problem } = error.facts;
    throw new GateError('store-unusable', { problem, remedy }, { cause: error });
  }
}

/** The last words of a git command that failed; empty where it printed none. */
export function wordsOf(error: unknown): string {
  return error instanceof GateError ? (error.facts.stderrTail ?? '') : '';
}

/**
 * All that could lead git elsewhere is set: we may run inside of a hook, which has these set for
 * its own repository.
 */
function environmentOf(directory: string, { url, settings }: Remote): Record<string, string> {
  const own: readonly (readonly [string, string])[] = [
    [`remote.${remoteName}.url`, url],
    [`remote.${remoteName}.promisor`, 'true'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    // Hooks of the user are about their own repositories.
    ['core.hooksPath', '/dev/null'],
    ['protocol.version', '2'],
    ...settings,
  ];
  const before = Number(process.env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  return {
    LC_ALL: 'C',
    GIT_DIR: directory,
    GIT_COMMON_DIR: directory,
    GIT_OBJECT_DIRECTORY: join(directory, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: '',
    GIT_INDEX_FILE: join(directory, 'own-index'),
    GIT_NAMESPACE: '',
    GIT_TERMINAL_PROMPT: '0',
    // ssh asks on the terminal past our stdin; an askpass that fails makes it end instead of
    // waiting for ever.
    ...(process.env['SSH_ASKPASS'] === undefined && {
      SSH_ASKPASS: '/bin/false',
      SSH_ASKPASS_REQUIRE: 'force',
    }),
    GIT_CONFIG_COUNT: String(before + own.length),
    ...Object.fromEntries(
      own.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${before + index}`, key],
        [`GIT_CONFIG_VALUE_${before + index}`, value],
      ]),
    ),
  };
}
