import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GateError } from '../../errors.ts';
import { createScratch, removeAbandonedScratch } from '../../process/scratch.ts';
import { runTool, type ToolCall, type ToolOutput } from '../../process/tool.ts';
import { type Remote, remoteName, withoutPasswords } from './remote.ts';

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
