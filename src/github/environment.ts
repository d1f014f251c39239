import { resolve } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { GateError } from '../errors.ts';
import { commitId, readEvent } from './event.ts';

/** What GitHub (or GHES, Gitea, Forgejo) says about the event that a job runs for. */
export type GithubFacts = Readonly<ReturnType<typeof readGithubFacts>>;

/** A job: what GitHub says about it, and the signal that is aborted when it is cancelled. */
export interface Job {
  readonly facts: GithubFacts;
  readonly signal: AbortSignal;
}

// Names become parts of a path: no separators, and neither `.` nor `..`.
const part = String.raw`(?!\.{1,2}(?:/|$))[\w.-]{1,100}`;
const repository = z
  .string()
  .regex(new RegExp(`^${part}/${part}$`), 'its form is owner/name')
  .transform(text => ({ owner: text.replace(/\/.*/, ''), name: text.replace(/.*\//, '') }));

/**
 * Reads the facts from a step's environment, as nothing else does, and from the event's payload.
 * Throws `bad-argument` for a variable that is missing or malformed and `bad-document` for a
 * payload that is.
 */
export function readGithubFacts(env: NodeJS.ProcessEnv) {
  const eventName = required(env, 'GITHUB_EVENT_NAME');
  const ref = required(env, 'GITHUB_REF');
  return {
    ...readEvent(eventName, ref, required(env, 'GITHUB_EVENT_PATH')),
    repository: matching(env, 'GITHUB_REPOSITORY', repository),
    /** `refs/heads/main`, `refs/pull/7/merge`. */
    ref,
    sha: matching(env, 'GITHUB_SHA', commitId),
    forge: forgeOf(env),
    apiUrl: matching(env, 'GITHUB_API_URL', url),
    serverUrl: matching(env, 'GITHUB_SERVER_URL', url),
    workflow: required(env, 'GITHUB_WORKFLOW'),
    /** Undefined where the runner does not say, or the file is another repository's. */
    workflowPath: workflowPathOf(env),
    job: required(env, 'GITHUB_JOB'),
    /** The values of this leg of a matrix, in its order; empty outside of one. */
    matrix: matrixOf(env['INPUT_MATRIX'] ?? ''),
    runId: matching(env, 'GITHUB_RUN_ID', count),
    runAttempt: matching(env, 'GITHUB_RUN_ATTEMPT', count),
    workspace: required(env, 'GITHUB_WORKSPACE'),
    runnerTemp: resolve(required(env, 'RUNNER_TEMP')),
    /** Survives jobs on a self-hosted runner; undefined where the runner has none. */
    toolCache: env.RUNNER_TOOL_CACHE ? resolve(env.RUNNER_TOOL_CACHE) : undefined,
    // Inputs reach a step as INPUT_ and the upper-case name, hyphens kept.
    token: env['INPUT_GITHUB-TOKEN']?.trim() || undefined,
  };
}

/** Whose API a job talks to; each differs a little (docs/forges.md). */
export type Forge = 'GitHub' | 'Gitea' | 'Forgejo';

/** What the runners of the others set beside the variables that GitHub's has. */
function forgeOf(env: NodeJS.ProcessEnv): Forge {
  if (env['FORGEJO_ACTIONS'] === 'true') return 'Forgejo';
  return env['GITEA_ACTIONS'] === 'true' ? 'Gitea' : 'GitHub';
}

const url = z.url({ protocol: /^https?$/ }).transform(text => text.replace(/\/+$/, ''));
const count = z.coerce.number().int().positive();

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name] ?? '';
  if (value !== '') return value;
  throw new GateError('bad-argument', {
    problem: `the environment variable ${name} is missing`,
    remedy: 'run the action as a step of a workflow; outside of one use the command storage-gate',
  });
}

function matching<T>(env: NodeJS.ProcessEnv, name: string, schema: z.ZodType<T>): T {
  const value = required(env, name);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new GateError('bad-argument', {
    problem: `the environment variable ${name} has the value ${JSON.stringify(value.slice(0, 200))}`,
    why: parsed.error.issues[0]?.message,
    remedy: 'leave the variables that begin with GITHUB_ as the runner sets them',
  });
}

/** `owner/name/.github/workflows/gate.yml@refs/pull/7/merge`. */
function workflowPathOf(env: NodeJS.ProcessEnv): string | undefined {
  const own = `${env['GITHUB_REPOSITORY']}/`;
  const [path = ''] = (env['GITHUB_WORKFLOW_REF'] ?? '').split('@');
  return path.startsWith(own) && path.length > own.length ? path.slice(own.length) : undefined;
}

/**
 * The input's default is the leg as JSON, or `null` outside of a matrix; elsewhere it may be any
 * text.
 */
function matrixOf(text: string): readonly string[] {
  if (text.trim() === '' || text.trim() === 'null') return [];
  const leg = parseJson(text);
  if (typeof leg === 'string') return [leg];
  if (typeof leg !== 'object' || leg === null) return [text.trim()];
  return Object.values(leg).map(value =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
}
