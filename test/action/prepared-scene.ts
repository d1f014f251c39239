import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { prepareGate } from '../../src/action/preparation.ts';
import type { GithubFacts } from '../../src/github/environment.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { startGithub } from '../harness/github.ts';
import {
  baseOfPull,
  mergeOfPull,
  pullOfPayload,
  type StoredFile,
} from '../harness/github-state.ts';
import type { buildRun } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/** The workflow that runs the gate. */
export const workflow = '.github/workflows/gate.yml';
/** A pull request: what its work tree, its commit and its base have. */
export interface Scene {
  /** Config in the work tree, and at its commit. */
  readonly head?: string;
  /** Files of the base commit, and of the merge beside that. */
  readonly base?: Readonly<Record<string, StoredFile>>;
  readonly merge?: Readonly<Record<string, StoredFile>>;
  /** Inputs and files outside that name the workspace. */
  readonly rawIn?: (workspace: string) => Readonly<Record<string, string>>;
  readonly outside?: (workspace: string) => Readonly<Record<string, string>>;
  /** Files of the work tree alone. */
  readonly workspace?: Readonly<Record<string, string>>;
  readonly raw?: Readonly<Record<string, string>>;
  readonly status?: 'always' | 'never';
  readonly facts?: Partial<GithubFacts>;
  readonly behaviour?: Parameters<typeof startGithub>[0];
  /** Commit of the work tree. */
  readonly checkedOut?: string;
  readonly stored?: ReturnType<typeof buildRun>;
}

/** Prepares a gate for a pull request whose work tree and base are given. */
export async function prepareScene(scene: Scene) {
  await using directory = await temporaryDirectory();
  const workspace = join(directory.path, 'workspace');
  await mkdir(join(workspace, '.git'), { recursive: true });
  await writeFile(join(workspace, '.git/HEAD'), `${scene.checkedOut ?? mergeOfPull}\n`);
  if (scene.head !== undefined) await writeFile(join(workspace, 'storage-gate.yml'), scene.head);
  const store = join(directory.path, 'store');
  if (scene.stored !== undefined)
    await (await openDirectoryStore({ path: store })).append([scene.stored]);
  const at = (commit: string, files: Readonly<Record<string, StoredFile>> = {}) =>
    Object.entries(files).map(([path, file]) => [`${commit}:${path}`, file]);
  const committed = scene.head === undefined ? {} : { 'storage-gate.yml': scene.head };
  const files = Object.fromEntries([
    ...at(baseOfPull, scene.base),
    ...at(scene.checkedOut ?? mergeOfPull, committed),
    ...at(mergeOfPull, scene.merge),
  ]);
  for (const [path, text] of Object.entries(scene.workspace ?? {})) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  for (const [path, text] of Object.entries(scene.outside?.(workspace) ?? {}))
    await writeFile(path, text);
  await using github = await startGithub({
    ...scene.behaviour,
    files: { ...files, ...scene.behaviour?.files },
  });
  const facts: GithubFacts = { ...factsOf(github.apiUrl, workspace), ...scene.facts };
  const raw = { baseline: `dir:${store}`, ...scene.raw, ...scene.rawIn?.(workspace) };
  const { signal } = new AbortController();
  const inputs = {
    raw,
    config: undefined,
    record: 'auto' as const,
    status: scene.status ?? 'always',
  };
  const prepared = await prepareGate(inputs, { facts, signal });
  return { ...prepared, asked: github.requests.map(({ path }) => path) };
}

/** What the runner says of a job for a pull request. */
export function factsOf(apiUrl: string, workspace: string): GithubFacts {
  return {
    eventName: 'pull_request',
    defaultBranch: 'master',
    pullRequest: {
      number: 2,
      headSha: pullOfPayload.headSha,
      baseSha: pullOfPayload.baseSha,
      labels: [],
      changedLabels: undefined,
    },
    mergeGroup: undefined,
    workflowRun: undefined,
    repository: { owner: 'Codertocat', name: 'Hello-World' },
    ref: 'refs/pull/2/merge',
    sha: mergeOfPull,
    forge: 'GitHub',
    apiUrl,
    serverUrl: 'https://github.com',
    workflow: 'Storage gate',
    workflowPath: workflow,
    job: 'gate',
    matrix: [],
    runId: 42,
    runAttempt: 1,
    workspace,
    runnerTemp: workspace,
    toolCache: undefined,
    token: 'ghs_1',
  };
}
