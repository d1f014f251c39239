import { GateError } from '../../errors.ts';
import { runTool, type ToolCall, type ToolOutput } from '../../process/tool.ts';

/** A line of git's configuration. */
export type Setting = readonly [key: string, value: string];

/**
 * Variables of git that speak of the caller's own repository, pushes or debugging (we may run
 * inside of a hook). None reaches a git that we start. Those that lead to a remote do: SSH, SSL,
 * proxies, credentials under any name that a helper reads.
 */
const foreignVariable =
  /^GIT_(?:ALTERNATE_|ATTR_|AUTHOR_|CEILING_|COMM(?:ON|ITTER)_|CONFIG$|CURL_VERBOSE|DEFAULT_|DIR$|FLUSH|(?:NO)?GLOB_|GRAFT_|ICASE_|IMPLICIT_|INDEX_|INTERNAL_|LITERAL_|NAMESPACE|NO_|OBJECT_|PREFIX|PROTOCOL$|PUSH_|QUARANTINE_|REF_|REPLACE_|SHALLOW_|SMART_|TEMPLATE_|TEST_|TRACE|WORK_TREE)/;

/**
 * All of the caller's configuration that our own repository gets: what leads to a remote, `origin`
 * being that of a clone. Addresses come as git resolved them, so `url.*` is not needed.
 */
const keptSetting =
  /^(?:http|credential|ssh|protocol)\.|^core\.(?:sshcommand|gitproxy|askpass)$|^remote\.origin\.(?:proxy|proxyauthmethod|uploadpack|receivepack|vcs)$|^safe\.directory$/;

type GitCall = Omit<ToolCall, 'argv'> & {
  readonly args: readonly string[];
  /** A file that takes what git says. */
  readonly to?: string | undefined;
};

/**
 * Runs git without the variables that lead it elsewhere; without optional locks it writes nothing
 * where it only looks. `tool-failed`; a git that is not there is `store-unusable`.
 */
export async function runGit({ args, to, env, ...call }: GitCall): Promise<ToolOutput> {
  const foreign = Object.keys(process.env).filter(name => foreignVariable.test(name));
  const none = Object.fromEntries(foreign.map(name => [name, undefined]));
  try {
    const script = 'to=$0; exec "$@" >"$to"';
    const argv = [...(to === undefined ? [] : ['sh', '-c', script, to]), 'git', ...args];
    return await runTool({
      ...call,
      argv,
      env: { ...none, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', ...env },
    });
  } catch (error) {
    if (!(error instanceof GateError) || error.code !== 'missing-packages') throw error;
    const remedy = 'install the package git, or give --baseline dir:PATH';
    const { problem } = error.facts;
    throw new GateError('store-unusable', { problem, remedy }, { cause: error });
  }
}

/**
 * What git resolves a remote to, by all files and variables of the caller that hold there: the
 * first address to fetch from, the first to push to, and the settings that lead to them.
 */
export async function resolveRemote(name: string, call: Omit<GitCall, 'args'>) {
  const ask = async (...args: readonly string[]): Promise<string> =>
    (await runGit({ ...call, args })).stdout;
  const [url = '', pushUrl = ''] = [
    await ask('remote', 'get-url', name),
    await ask('remote', 'get-url', '--push', name),
  ].map(text => text.replace(/\n$/, ''));
  return {
    url,
    pushUrl,
    settings: settingsOf(await ask('config', '--list', '-z', '--show-scope')),
  };
}

/** `SCOPE NUL KEY LF VALUE NUL …`, of which a key without a value is `true`. */
function settingsOf(listing: string): readonly Setting[] {
  const words = listing.split('\0');
  return words.flatMap((scope, index): Setting[] => {
    const [, key = '', value = 'true'] =
      /^([^\n]*)(?:\n(.*))?$/s.exec(words[index + 1] ?? '') ?? [];
    if (index % 2 > 0 || !keptSetting.test(key)) return [];
    // A repository can't vouch for itself.
    const isOwn = scope === 'local' || scope === 'worktree';
    return key === 'safe.directory' && isOwn ? [] : [[key, value]];
  });
}

/** The environment of a git in a repository of our own, with these settings and no others. */
export function ownEnvironment(directory: string, settings: readonly Setting[]) {
  return {
    GIT_DIR: directory,
    GIT_TERMINAL_PROMPT: '0',
    // ssh asks on the terminal past our stdin; an askpass that fails makes it end instead of
    // waiting for ever.
    ...(process.env['SSH_ASKPASS'] === undefined && {
      SSH_ASKPASS: '/bin/false',
      SSH_ASKPASS_REQUIRE: 'force',
    }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: `${directory}.config`,
    GIT_CONFIG_PARAMETERS: undefined,
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}
