import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GateError } from '../../errors.ts';
import { createScratch, makeCache, removeAbandonedScratch } from '../../process/scratch.ts';
import type { ToolCall, ToolOutput } from '../../process/tool.ts';
import { ownEnvironment, resolveRemote, runGit, type Setting } from './environment.ts';

/** The remote repository, and the settings that git needs for it, credentials included. */
export interface Remote {
  readonly url: string;
  /** git's configuration, handed over by environment only: neither in a file nor in an argv. */
  readonly settings: readonly Setting[];
  /** What a clone has resolved: where it pushes to, and the directory that paths count from. */
  readonly clone?: { readonly pushUrl: string; readonly directory: string };
}

/** Name of the remote in our own repository. */
export const remoteName = 'storage-gate';
/** The same where it is pushed to: git may know another address for that. */
export const pushName = 'storage-gate-push';

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
 * The remote `origin` of the clone around `cwd`, with the settings that lead there: proxy,
 * credentials, ssh command. The clone is only read. `store-unusable`, in git's own words, where git
 * can't tell it.
 */
export async function remoteOfClone(cwd: string, signal?: AbortSignal): Promise<Remote> {
  try {
    const up = await runGit({ args: ['rev-parse', '--show-cdup'], cwd, signal });
    const directory = resolve(cwd, up.stdout.trimEnd());
    const { url, pushUrl, settings } = await resolveRemote('origin', { cwd, signal });
    if (url === '') throw missing(`the remote origin of ${directory} has no address`);
    const clone = { pushUrl: absolute(pushUrl, directory), directory };
    return { url: absolute(url, directory), settings, clone };
  } catch (error) {
    const words = wordsOf(error);
    if (/^fatal: not a git repository \(or any/m.test(words))
      throw missing(
        `${cwd} is not inside a git repository, so there is no remote to keep baselines in`,
      );
    if (words.startsWith("error: No such remote 'origin'"))
      throw missing(`the git repository around ${cwd} has no remote called origin`);
    throw unusable(error, `git can't tell the remote origin of the repository around ${cwd}`);
  }
}
/** A text with the passwords removed from its addresses, so that it may be shown. */
export function withoutPasswords(text: string): string {
  return text.replaceAll(/(\w+:\/\/)[^\s/@]*@/g, '$1***@');
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

/** The error for a git that failed: what it says itself. */
function unusable(error: unknown, problem: string): unknown {
  if (!(error instanceof GateError) || error.code !== 'tool-failed') return error;
  const remedy = 'see what git says, or give --baseline dir:PATH';
  return new GateError('store-unusable', { ...error.facts, problem, remedy }, { cause: error });
}

type GitCall = Pick<ToolCall, 'input' | 'accept' | 'encoding'>;
/** How a repository names its objects. */
export type ObjectFormat = 'sha1' | 'sha256';

/**
 * A bare repository of our own, whose one remote is the one given. It goes with its scope: nothing
 * stale can be left in it by a run that was killed, and nobody else's repository is ever written
 * to.
 */
export interface Repository extends AsyncDisposable {
  /**
   * Runs git in it. What fails is `tool-failed`; a git that is not there is `store-unusable`. Where
   * the remote names its objects in the other way, the repository is empty afterwards and does so
   * too: what was tried may be tried again.
   */
  git(args: readonly string[], call?: GitCall): Promise<ToolOutput>;
  format(): ObjectFormat;
  /** Tells the user something of the remote; the same only once. */
  tell(notice: string): void;
}

export interface RepositoryRequest {
  /** Directory below which it is made. */
  readonly cacheDirectory: string;
  readonly remote: Remote;
  /** By default found out: a remote that refuses the usual one has the other. */
  readonly format?: ObjectFormat | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is told what a user should know of the remote, and no run depends on. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/** Creates the repository, and removes those that killed runs left. */
export async function createRepository({
  cacheDirectory,
  remote,
  signal,
  format = 'sha1',
  onNotice = () => undefined,
}: RepositoryRequest): Promise<Repository> {
  const parent = join(cacheDirectory, 'git');
  await makeCache(parent);
  await removeAbandonedScratch(parent, onNotice);
  await using resources = new AsyncDisposableStack();
  const scratch = resources.use(await createScratch({ parent }));
  const directory = join(scratch.path, 'repository');
  const init = async (): Promise<void> => {
    await rm(directory, { recursive: true, force: true });
    const args = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`];
    await runGit({ args: [...args, directory], env: ownEnvironment(directory, []), signal });
  };
  let env: ReturnType<typeof ownEnvironment>;
  try {
    await init();
    const settings = await settingsOf(remote, { env: { GIT_DIR: directory }, signal });
    env = ownEnvironment(directory, settings);
    await writeFile(env.GIT_CONFIG_GLOBAL, trustOf(settings));
  } catch (error) {
    throw unusable(error, `git can't reach ${withoutPasswords(remote.url)} from here`);
  }
  const cwd = remote.clone?.directory;
  const git = async (args: readonly string[], call: GitCall = {}): Promise<ToolOutput> => {
    try {
      return await runGit({ ...call, args, cwd, env, signal, timeout: timeoutSeconds });
    } catch (error) {
      if (format === 'sha1' && otherFormat.test(wordsOf(error))) {
        format = 'sha256';
        await init();
      }
      throw error;
    }
  };
  const kept = resources.move();
  const told = new Set<string>();
  const tell = (notice: string): void => {
    if (!told.has(notice)) onNotice(`${withoutPasswords(remote.url)} ${notice}`);
    told.add(notice);
  };
  return { git, format: () => format, tell, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** What git says of a remote that names objects by SHA-256, on a fetch and on a push. */
export const otherFormat =
  /mismatched algorithms|this repository's (?:object format|hash algorithm)/;

/**
 * Seconds after which one command of git is given up: a remote may never answer, or hold a tree
 * without an end.
 */
const timeoutSeconds = 180;

/** All that our repository is configured by. */
async function settingsOf(
  { url, settings, clone }: Remote,
  call: Pick<ToolCall, 'env' | 'signal'>,
): Promise<readonly Setting[]> {
  // Without a clone the files of user and system alone say what leads there.
  if (!clone) await runGit({ ...call, args: ['remote', 'add', 'as-written', url] });
  const found = clone ? undefined : await resolveRemote('as-written', call);
  const all = [...(found?.settings ?? []), ...settings];
  return [
    ...all.flatMap(([key, value]): Setting[] =>
      key.startsWith('remote.origin.')
        ? [remoteName, pushName].map(name => [key.replace('origin', name), value])
        : [[key, value]],
    ),
    [`remote.${remoteName}.url`, found?.url ?? url],
    [`remote.${pushName}.url`, found?.pushUrl ?? clone?.pushUrl ?? url],
    [`remote.${remoteName}.promisor`, 'true'],
    [`remote.${pushName}.promisor`, 'true'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['protocol.version', '2'],
  ];
}

/**
 * The directories of others that the user trusts: git at the other end of a path reads that from a
 * file only.
 */
function trustOf(settings: readonly Setting[]): string {
  const trusted = settings.filter(([key]) => key === 'safe.directory');
  return `[safe]\n${trusted.map(([, path]) => `directory = ${JSON.stringify(path)}\n`).join('')}`;
}

/** The last words of a git command that failed; empty where it printed none. */
export function wordsOf(error: unknown): string {
  return error instanceof GateError ? (error.facts.stderrTail ?? '') : '';
}
