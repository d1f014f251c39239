import { GateError } from '../errors.ts';
import { findBaseCommit } from '../github/base-commit.ts';
import type { Answer } from '../github/client.ts';
import type { GithubFacts } from '../github/environment.ts';
import { readRepositoryFile } from '../github/repository-file.ts';
import type { Checkout } from './checkout.ts';

/** A config file by its name and its text. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/**
 * The commit that a pull request or a merge queue's group is compared with, and what of the gate
 * stands there.
 */
export interface Base {
  readonly commit: string;
  /** The gate's config at that commit; undefined where it had none. */
  readonly config: ConfigText | undefined;
  /** Whether the workflow that runs us is another one there. */
  readonly isWorkflowEdited: boolean;
}

interface BaseRequest {
  /** The config's path in the workspace, whether it is there or not. */
  readonly configPath: string;
  /** Its text there. */
  readonly config: ConfigText | undefined;
  /** The repository's checkout that it lies in, if any. */
  readonly checkout: Checkout | undefined;
  readonly facts: GithubFacts;
  readonly signal: AbortSignal;
}

/**
 * Reads the base from GitHub, never from the work tree, which the pull request made; undefined for
 * events that have none. `github-refused` where GitHub does not tell: to go on would be to judge a
 * pull request by the policy that it brought.
 */
export async function readBase(request: BaseRequest): Promise<Base | undefined> {
  const { configPath, config, checkout, facts, signal } = request;
  const found = await findBaseCommit({ facts, checkedOut: checkout?.commit, signal });
  if (found === undefined) return undefined;
  const commit = required(found, 'which commit this is based on');
  const read = async (path: string, at: string) =>
    required(
      await readRepositoryFile({ facts, path, commit: at, signal }),
      `what ${path} holds at ${at}`,
    );
  const { workflowPath } = facts;
  const [text, workflows] = await Promise.all([
    checkout === undefined ? undefined : read(checkout.path, commit),
    workflowPath === undefined
      ? []
      : Promise.all([read(workflowPath, commit), read(workflowPath, facts.sha)]),
  ]);
  return {
    commit,
    // A config that no checkout holds is not the pull request's.
    config: checkout === undefined ? config : namedAt({ configPath, text, commit }),
    isWorkflowEdited: workflows[0] !== workflows[1],
  };
}

/** The answer; `github-refused` where there is none. */
export function required<T>(answer: Answer<T>, what: string): T {
  if ('answer' in answer) return answer.answer;
  throw new GateError('github-refused', {
    problem: `GitHub does not tell ${what}`,
    why: answer.refused,
    remedy:
      'give the job `permissions: contents: read`, and leave the input github-token at its default',
  });
}

function namedAt(o: {
  configPath: string;
  text: string | undefined;
  commit: string;
}): ConfigText | undefined {
  return o.text === undefined
    ? undefined
    : { path: `${o.configPath} at ${o.commit.slice(0, 12)}`, text: o.text };
}
