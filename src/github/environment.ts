import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { GateError } from '../errors.ts';
import { commitId, type EventFacts, readEvent } from './event.ts';

/**
 * What GitHub (or GHES, Gitea, Forgejo) says about the event that a job runs for. The only reader
 * of these variables.
 */
export interface GithubFacts extends EventFacts {
  readonly repository: { readonly owner: string; readonly name: string };
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  readonly sha: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly workflow: string;
  /**
   * The workflow's file in the repository; undefined where the runner does not say, or it is
   * another repository's.
   */
  readonly workflowPath: string | undefined;
  readonly job: string;
  /** The values of this leg of a matrix, in its order; empty outside of one. */
  readonly matrix: readonly string[];
  readonly runId: number;
  readonly runAttempt: number;
  readonly workspace: string;
  readonly runnerTemp: string;
  /** Survives jobs on a self-hosted runner; undefined where the runner has none. */
  readonly toolCache: string | undefined;
  readonly token: string | undefined;
}

/** A job: what GitHub says about it, and the signal that is aborted when it is cancelled. */
export interface Job {
  readonly facts: GithubFacts;
  readonly signal: AbortSignal;
}

// Names become parts of a path: no separators, and neither `.` nor `..`.
const pathPart = z.string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}$/);

/**
 * Reads the facts from a step's environment and from the event's payload. Throws `bad-argument` for
 * a variable that is missing or malformed and `bad-document` for a payload that is.
 */
export function readGithubFacts(env: NodeJS.ProcessEnv): GithubFacts {
  const eventName = required(env, 'GITHUB_EVENT_NAME');
  const ref = required(env, 'GITHUB_REF');
  return {
    ...readEvent(eventName, ref, required(env, 'GITHUB_EVENT_PATH')),
    repository: repositoryOf(required(env, 'GITHUB_REPOSITORY')),
    ref,
    sha: matching(env, 'GITHUB_SHA', commitId),
    apiUrl: matching(env, 'GITHUB_API_URL', url).replace(/\/+$/, ''),
    serverUrl: matching(env, 'GITHUB_SERVER_URL', url).replace(/\/+$/, ''),
    workflow: required(env, 'GITHUB_WORKFLOW'),
    workflowPath: workflowPathOf(env),
    job: required(env, 'GITHUB_JOB'),
    matrix: matrixOf(env['INPUT_MATRIX'] ?? ''),
    runId: matching(env, 'GITHUB_RUN_ID', count),
    runAttempt: matching(env, 'GITHUB_RUN_ATTEMPT', count),
    workspace: required(env, 'GITHUB_WORKSPACE'),
    runnerTemp: required(env, 'RUNNER_TEMP'),
    toolCache: env.RUNNER_TOOL_CACHE || undefined,
    // Inputs reach a step as INPUT_ and the upper-case name, hyphens kept.
    token: env['INPUT_GITHUB-TOKEN']?.trim() || undefined,
  };
}

const url = z.url({ protocol: /^https?$/ });
const count = z.coerce.number().int().positive();

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
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

function repositoryOf(text: string): GithubFacts['repository'] {
  const [owner, name, ...rest] = text.split('/');
  if (rest.length === 0 && pathPart.safeParse(owner).success && pathPart.safeParse(name).success) {
    return { owner: String(owner), name: String(name) };
  }
  throw new GateError('bad-argument', {
    problem: `the environment variable GITHUB_REPOSITORY has the value ${JSON.stringify(text.slice(0, 200))}`,
    remedy: 'its form is owner/name; leave it as the runner sets it',
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
