import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { GateError } from '../errors.ts';

/** What GitHub (or GHES, Gitea, Forgejo) says about the event that a job runs for. The only reader of these variables. */
export interface GithubFacts {
  readonly eventName: string;
  readonly repository: { readonly owner: string; readonly name: string };
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  readonly sha: string;
  /** Undefined where the event does not tell. */
  readonly defaultBranch: string | undefined;
  readonly actor: string | undefined;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly workflow: string;
  readonly job: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly workspace: string;
  readonly runnerTemp: string;
  /** Survives jobs on a self-hosted runner; undefined where the runner has none. */
  readonly toolCache: string | undefined;
  readonly token: string | undefined;
  readonly pullRequest: PullRequestFacts | undefined;
}

/** The pull request of a `pull_request` or `pull_request_target` event. */
export interface PullRequestFacts {
  readonly number: number;
  readonly headSha: string;
  /** True where head and base are not the same repository, or the head's repository is gone. */
  readonly fromFork: boolean;
}

const commit = z.string().regex(/^[0-9a-f]{40,64}$/, 'is not a commit id');
// Names become parts of a path: no separators, and neither `.` nor `..`.
const pathPart = z.string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}$/);
const fullName = z.object({ full_name: z.string() });

const eventPayload = z.object({
  repository: z.object({ default_branch: z.string().min(1) }).optional(),
  pull_request: z
    .object({
      number: z.int().positive(),
      head: z.object({ sha: commit, repo: fullName.nullable() }),
      base: z.object({ repo: fullName }),
    })
    .optional(),
});
type EventPayload = z.infer<typeof eventPayload>;

/**
 * Reads the facts from a step's environment and from the event's payload. Throws `bad-argument` for a variable that is
 * missing or malformed and `bad-document` for a payload that is.
 */
export function readGithubFacts(env: NodeJS.ProcessEnv): GithubFacts {
  const eventName = required(env, 'GITHUB_EVENT_NAME');
  const payload = readPayload(required(env, 'GITHUB_EVENT_PATH'));
  const ref = required(env, 'GITHUB_REF');
  return {
    eventName,
    repository: repositoryOf(required(env, 'GITHUB_REPOSITORY')),
    ref,
    sha: matching({ env, name: 'GITHUB_SHA', schema: commit }),
    defaultBranch: defaultBranchOf({ eventName, ref, payload }),
    actor: env.GITHUB_ACTOR || undefined,
    apiUrl: matching({ env, name: 'GITHUB_API_URL', schema: url }).replace(/\/+$/, ''),
    serverUrl: matching({ env, name: 'GITHUB_SERVER_URL', schema: url }).replace(/\/+$/, ''),
    workflow: required(env, 'GITHUB_WORKFLOW'),
    job: required(env, 'GITHUB_JOB'),
    runId: matching({ env, name: 'GITHUB_RUN_ID', schema: count }),
    runAttempt: matching({ env, name: 'GITHUB_RUN_ATTEMPT', schema: count }),
    workspace: required(env, 'GITHUB_WORKSPACE'),
    runnerTemp: required(env, 'RUNNER_TEMP'),
    toolCache: env.RUNNER_TOOL_CACHE || undefined,
    // Inputs reach a step as INPUT_ and the upper-case name, hyphens kept.
    token: env['INPUT_GITHUB-TOKEN']?.trim() || undefined,
    pullRequest: pullRequestOf(eventName, payload),
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

function matching<T>({ env, name, schema }: { env: NodeJS.ProcessEnv; name: string; schema: z.ZodType<T> }): T {
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
    remedy: 'it has the form owner/name; leave it as the runner sets it',
  });
}

function readPayload(path: string): EventPayload {
  try {
    return eventPayload.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    throw new GateError(
      'bad-document',
      {
        problem: `the event's payload ${path} cannot be read`,
        why: issue === undefined ? String(cause) : `${issue.path.join('.') || 'it'}: ${issue.message}`,
        remedy: 'leave GITHUB_EVENT_PATH as the runner sets it',
        path,
      },
      { cause },
    );
  }
}

/** The payload of `schedule` holds no repository (seen by codeql-action #1211), but it only runs on the default branch. */
function defaultBranchOf(o: { eventName: string; ref: string; payload: EventPayload }): string | undefined {
  const told = o.payload.repository?.default_branch;
  if (told !== undefined || o.eventName !== 'schedule') return told;
  return /^refs\/heads\/(.+)$/.exec(o.ref)?.[1];
}

function pullRequestOf(eventName: string, { pull_request: pull }: EventPayload): PullRequestFacts | undefined {
  const concerned = eventName === 'pull_request' || eventName === 'pull_request_target';
  if (!concerned) return undefined;
  if (pull === undefined) {
    throw new GateError('bad-document', { problem: `the payload of the event ${eventName} has no pull_request` });
  }
  const home = pull.base.repo.full_name.toLowerCase();
  return {
    number: pull.number,
    headSha: pull.head.sha,
    fromFork: pull.head.repo?.full_name.toLowerCase() !== home,
  };
}
