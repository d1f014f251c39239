import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { GateError, messageOf } from '../errors.ts';

/** What the payload of an event says. */
export interface EventFacts {
  readonly eventName: string;
  /** Undefined where the event does not say. */
  readonly defaultBranch: string | undefined;
  readonly pullRequest: PullRequestFacts | undefined;
  readonly mergeGroup: MergeGroupFacts | undefined;
  readonly workflowRun: WorkflowRunFacts | undefined;
}

/** The pull request of a `pull_request` or `pull_request_target` event. */
export interface PullRequestFacts {
  readonly number: number;
  readonly headSha: string;
  /** Tip of the base branch when the payload was written: it goes stale. */
  readonly baseSha: string;
  readonly labels: readonly string[];
  /** The label that was set or taken away, where that is the event. */
  readonly label: string | undefined;
}

/** The question of a merge queue: may `headSha`, which is based on `baseSha`, be merged? */
interface MergeGroupFacts {
  readonly headSha: string;
  readonly baseSha: string;
  /**
   * The pull request that the group adds to its base, by the name that GitHub gives the group's
   * branch.
   */
  readonly pullNumber: number | undefined;
}

/**
 * The run of another workflow that a `workflow_run` event is about: what GitHub says of it, not
 * what it says itself.
 */
export interface WorkflowRunFacts {
  readonly isCompleted: boolean;
  /** How it ended: `success`, `failure`, `cancelled`, `skipped` …; undefined where it has not. */
  readonly conclusion: string | undefined;
  readonly id: number;
  readonly attempt: number;
  /** What it ran for: `pull_request`, `merge_group`, `push` … */
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  /** `owner/name`; undefined where that repository is gone. */
  readonly headRepository: string | undefined;
  /** The workflow's name. */
  readonly name: string | undefined;
  /** The workflow's file. */
  readonly path: string;
}

/** A commit's full name. */
export const commitId = z.string().regex(/^[0-9a-f]{40,64}$/, 'is not a commit id');

const fullName = z.object({ full_name: z.string() });
const label = z.object({ name: z.string() });

const eventPayload = z.object({
  action: z.string().optional(),
  label: label.optional(),
  repository: z.object({ default_branch: z.string().min(1) }).optional(),
  pull_request: z
    .object({
      number: z.int().positive(),
      labels: z.array(label).optional(),
      head: z.object({ sha: commitId }),
      base: z.object({ sha: commitId }),
    })
    .optional(),
  workflow_run: z
    .object({
      id: z.int().positive(),
      run_attempt: z.int().positive(),
      event: z.string(),
      conclusion: z.string().nullish(),
      head_sha: commitId,
      head_branch: z.string().nullable(),
      head_repository: fullName.nullable(),
      path: z.string().optional(),
      name: z.string().nullish(),
    })
    .optional(),
  merge_group: z
    .object({ head_sha: commitId, base_sha: commitId, head_ref: z.string().optional() })
    .optional(),
});
type EventPayload = z.infer<typeof eventPayload>;

/**
 * Reads an event's payload; `bad-document` where it can't be read or lacks what its event must
 * have.
 */
export function readEvent(eventName: string, ref: string, path: string): EventFacts {
  const payload = readPayload(path);
  return {
    eventName,
    defaultBranch: payload.repository?.default_branch ?? branchOfSchedule(eventName, ref),
    pullRequest: pullRequestOf(eventName, payload),
    mergeGroup: mergeGroupOf(eventName, payload),
    workflowRun: workflowRunOf(eventName, payload),
  };
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
        why:
          issue === undefined
            ? messageOf(cause)
            : `${issue.path.join('.') || 'it'}: ${issue.message}`,
        remedy: 'leave GITHUB_EVENT_PATH as the runner sets it',
        path,
      },
      { cause },
    );
  }
}

/**
 * The payload of `schedule` holds no repository (seen by codeql-action #1211), but it only runs on
 * the default branch.
 */
function branchOfSchedule(eventName: string, ref: string): string | undefined {
  return eventName === 'schedule' ? /^refs\/heads\/(.+)$/.exec(ref)?.[1] : undefined;
}

function pullRequestOf(eventName: string, payload: EventPayload): PullRequestFacts | undefined {
  const concerned = eventName === 'pull_request' || eventName === 'pull_request_target';
  if (!concerned) return undefined;
  const pull = payload.pull_request ?? lacking(eventName, 'pull_request');
  const isLabelling = payload.action === 'labeled' || payload.action === 'unlabeled';
  return {
    number: pull.number,
    headSha: pull.head.sha,
    baseSha: pull.base.sha,
    labels: (pull.labels ?? []).map(({ name }) => name),
    label: isLabelling ? payload.label?.name : undefined,
  };
}

function mergeGroupOf(eventName: string, payload: EventPayload): MergeGroupFacts | undefined {
  if (eventName !== 'merge_group') return undefined;
  const group = payload.merge_group ?? lacking(eventName, 'merge_group');
  const number = /^refs\/heads\/gh-readonly-queue\/.*\/pr-(\d{1,15})-[0-9a-f]+$/.exec(
    group.head_ref ?? '',
  )?.[1];
  const pullNumber = number === undefined ? undefined : Number(number);
  return { headSha: group.head_sha, baseSha: group.base_sha, pullNumber };
}

function workflowRunOf(eventName: string, payload: EventPayload): WorkflowRunFacts | undefined {
  if (eventName !== 'workflow_run') return undefined;
  const run = payload.workflow_run ?? lacking(eventName, 'workflow_run');
  return {
    isCompleted: payload.action === 'completed',
    conclusion: run.conclusion ?? undefined,
    id: run.id,
    attempt: run.run_attempt,
    event: run.event,
    headSha: run.head_sha,
    headBranch: run.head_branch ?? '',
    headRepository: run.head_repository?.full_name,
    path: run.path?.split('@')[0] ?? '',
    name: run.name ?? undefined,
  };
}

function lacking(eventName: string, field: string): never {
  throw new GateError('bad-document', {
    problem: `the payload of the event ${eventName} has no ${field}`,
    remedy: 'leave GITHUB_EVENT_NAME and GITHUB_EVENT_PATH as the runner sets them',
  });
}
