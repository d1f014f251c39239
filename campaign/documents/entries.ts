import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outcomeOf } from '../../src/action/finding.ts';
import { judgeReport } from '../../src/action/report.ts';
import { compareCommand, recordCommand } from '../../src/cli/commands.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { Run } from '../../src/core/run.ts';
import { GateError } from '../../src/errors.ts';
import { readGithubFacts } from '../../src/github/environment.ts';
import { openStore } from '../../src/store/location.ts';
import { keptTerminal } from '../../test/cli/terminal.ts';
import { startGithub } from '../../test/harness/github.ts';
import { baseOfPull, mergeOfPull } from '../../test/harness/github-state.ts';
import { config } from './originals.ts';

/** What an entry said of a document. */
export interface Said {
  /** Whether whoever asked goes on as if nothing were wrong: exit status 0, a green status. */
  readonly passed: boolean;
  /** The verdict, or why there is none. */
  readonly verdict: string;
}

/** The ways in which a document becomes a verdict or a baseline. */
export interface Entries extends AsyncDisposable {
  readonly compare: (text: string) => Promise<Said>;
  readonly record: (text: string) => Promise<Said>;
  /** `sides`: of what the pull request measures, whatever the document says. */
  readonly report: (text: string, sides: 'one' | 'two') => Promise<Said>;
}

/** Opens the entries on a directory of their own, with these runs in the store. */
export async function openEntries(home: string, history: readonly Run[]): Promise<Entries> {
  const baseline = `dir:${join(home, 'stored')}`;
  const terminal = keptTerminal(home);
  const context = { cacheDirectory: join(home, 'cache'), clone: home, signal: terminal.signal };
  await using store = await openStore(
    { kind: 'dir', path: join(home, 'stored') },
    { ...context, onNotice: () => undefined },
  );
  await store.append(history);
  const path = join(home, 'run.json');
  const placed = async (text: string) => writeFile(path, text);
  const at = (commit: string) => `${commit}:storage-gate.yml`;
  // A gate that is new with the pull request has no base side: stored runs are its reference.
  const head = { [at(mergeOfPull)]: config };
  const changed = await startGithub({ files: { ...head, [at(baseOfPull)]: config } });
  const added = await startGithub({ files: head });
  const factsOf = ({ apiUrl }: { readonly apiUrl: string }) =>
    readGithubFacts(environmentOf(home, apiUrl));
  return {
    compare: async text => {
      await placed(text);
      return compared(path, baseline, terminal);
    },
    record: async text => {
      await placed(text);
      const status = await recordCommand([path], { baseline: `dir:${home}/kept` }, terminal);
      return { passed: status === 0, verdict: 'recorded' };
    },
    report: async (text, sides) => {
      await placed(text);
      const facts = factsOf(sides === 'one' ? added : changed);
      const finding = await judgeReport(
        {
          ref: undefined,
          paths: ['run.json'],
          baselines: [baseline],
          config: 'storage-gate.yml',
          comment: 'never',
          status: 'never',
          measured: 'success',
        },
        { facts, signal: terminal.signal, notes: [] },
      );
      const { verdict, passed } = outcomeOf(finding);
      return { verdict, passed: passed === true };
    },
    [Symbol.asyncDispose]: async () => {
      await changed[Symbol.asyncDispose]();
      await added[Symbol.asyncDispose]();
    },
  };
}

async function compared(path: string, baseline: string, terminal: Terminal): Promise<Said> {
  const printed: string[] = [];
  const kept = { ...terminal, print: (text: string) => void printed.push(text) };
  const status = await compareCommand([path], { baseline, format: 'json' }, kept);
  const { verdict } = JSON.parse(printed.join('')) as { readonly verdict: string };
  return { passed: status === 0, verdict };
}

/** What an entry says; an error that it foresees is a refusal, any other one is a fault. */
export async function asked(ask: () => Promise<Said>): Promise<Said & { readonly bug?: true }> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GateError) return { passed: false, verdict: `refused: ${error.code}` };
    return { passed: false, verdict: `bug: ${String(error)}`, bug: true };
  }
}

function environmentOf(home: string, apiUrl: string): NodeJS.ProcessEnv {
  return {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(
      import.meta.dirname,
      '../../fixtures/github/pull-request-synchronize.json',
    ),
    GITHUB_REF: 'refs/pull/2/merge',
    GITHUB_REPOSITORY: 'Codertocat/Hello-World',
    GITHUB_SHA: mergeOfPull,
    GITHUB_API_URL: apiUrl,
    // Nobody listens there: what lies before a commit is not known here.
    GITHUB_SERVER_URL: 'http://127.0.0.1:9',
    GITHUB_WORKFLOW: 'Storage gate',
    GITHUB_JOB: 'gate',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKSPACE: home,
    RUNNER_TEMP: home,
    'INPUT_GITHUB-TOKEN': 'ghs_harness',
  };
}
