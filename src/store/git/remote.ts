import { resolve } from 'node:path';
import { GateError } from '../../errors.ts';
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
  if (top === undefined) {
    throw missing(
      `${cwd} is not inside a git repository, so there is no remote to keep baselines in`,
    );
  }
  const { stdout } = await readClone({
    cwd,
    args: ['config', '--list', '-z', '--show-scope'],
    signal,
  });
  const own = settingsOf(stdout);
  const valueOf = (key: string): string | undefined => own.findLast(([name]) => name === key)?.[1];
  const url = valueOf('remote.origin.url');
  if (url === undefined) throw missing(`the git repository ${top} has no remote called origin`);
  const pushUrl = valueOf('remote.origin.pushurl');
  return {
    url: absolute(url, top),
    settings: [
      ...own
        .filter(([key]) => keptSettingPattern.test(key))
        .map(([key, value]) => [renamed(key), value] as const),
      ...(pushUrl === undefined
        ? []
        : [[renamed('remote.origin.pushurl'), absolute(pushUrl, top)] as const]),
    ],
  };
}

/** A text with the passwords removed from its addresses, so that it may be shown. */
export function withoutPasswords(text: string): string {
  return text.replaceAll(/(\w+:\/\/)[^\s/@]*@/g, '$1***@');
}

/** `url.*.insteadOf` too: the address is taken as written, so that git itself applies it. */
const keptSettingPattern =
  /^(?:http|credential|url|ssh|protocol)\.|^core\.(?:sshcommand|gitproxy|askpass)$|^remote\.origin\.(?:proxy|proxyauthmethod|uploadpack|receivepack)$/;

function renamed(key: string): string {
  return key.replace(/^remote\.origin\./, `remote.${remoteName}.`);
}

async function topOfClone(
  cwd: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
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
