import { z } from 'zod';
import { GateError, messageOf } from '../errors.ts';
import { readBounded } from '../process/bounded-file.ts';

/** What the payload of an event says. */
interface EventFacts {
  readonly eventName: string;
  /** Undefined where the event does not say. */
  readonly defaultBranch: string | undefined;
  /** The pull request of a `pull_request` or `pull_request_target` event. */
  readonly pullRequest: PullRequestFacts | undefined;
  readonly mergeGroup: z.infer<typeof mergeGroup> | undefined;
  readonly workflowRun: WorkflowRunFacts | undefined;
  /** Whether a branch or tag was deleted. */
  readonly isDeletion?: true;
}

export interface PullRequestFacts extends Readonly<z.infer<typeof pullRequest>> {
  /**
   * The labels that were set or taken away, where that is the event; none where the server does not
   * name them.
   */
  readonly changedLabels: readonly string[] | undefined;
}

export interface WorkflowRunFacts extends Readonly<z.infer<typeof workflowRun>> {
  readonly isCompleted: boolean;
}

/** A commit's full name. */
export const commitId = z.string().regex(/^[0-9a-f]{40,64}$/, 'is not a commit id');

const labelName = z.object({ name: z.string() }).transform(({ name }) => name);
const withCommit = z.object({ sha: commitId });

const pullRequest = z
  .object({
    number: z.int().positive(),
    labels: z.array(labelName).readonly().default([]),
    head: withCommit,
    base: withCommit,
  })
  .transform(({ head, base, ...pull }) => ({
    ...pull,
    headSha: head.sha,
    /** Tip of the base branch when the payload was written: it goes stale. */
    baseSha: base.sha,
  }));

/** The question of a merge queue: may `headSha`, which is based on `baseSha`, be merged? */
const mergeGroup = z
  .object({ head_sha: commitId, base_sha: commitId, head_ref: z.string().default('') })
  .transform(group => ({
    headSha: group.head_sha,
    baseSha: group.base_sha,
    pullNumber: pullNumberIn(group.head_ref),
  }));

/** The pull request that a group adds to its base, by the name that GitHub gives its branch. */
function pullNumberIn(ref: string): number | undefined {
  const found = /^refs\/heads\/gh-readonly-queue\/.*\/pr-(\d{1,15})-[0-9a-f]+$/.exec(ref);
  return found === null ? undefined : Number(found[1]);
}

/**
 * The run of another workflow that a `workflow_run` event is about: what GitHub says of it, not
 * what it says itself.
 */
const workflowRun = z
  .object({
    id: z.int().positive(),
    // Gitea counts no attempts here, and has times by other names.
    run_attempt: z.int().nonnegative(),
    event: z.string(),
    conclusion: z.string().nullish(),
    head_sha: commitId,
    head_branch: z.string().nullish(),
    head_repository: z.object({ full_name: z.string() }).nullish(),
    path: z.string().default(''),
    name: z.string().nullish(),
    run_started_at: z.string().nullish(),
    started_at: z.string().nullish(),
    updated_at: z.string().nullish(),
    completed_at: z.string().nullish(),
  })
  .transform(run => ({
    id: run.id,
    attempt: run.run_attempt || 1,
    /** What it ran for: `pull_request`, `merge_group`, `push` … */
    event: run.event.replace(
      /^pull_request_(sync|label|assign|milestone|review_request)$/,
      'pull_request',
    ),
    /** How it ended: `success`, `failure`, `cancelled`, `skipped` …; undefined where it has not. */
    conclusion: run.conclusion ?? undefined,
    headSha: run.head_sha,
    headBranch: run.head_branch ?? '',
    /** `owner/name`; undefined where that repository is gone. */
    headRepository: run.head_repository?.full_name,
    /** The pull request that it ran for, where the server says so: Gitea, and no head beside it. */
    pullNumber: Number(/@refs\/pull\/(\d{1,15})\/head$/.exec(run.path)?.[1]) || undefined,
    /** The workflow's name. */
    name: run.name ?? undefined,
    /** The workflow's file. */
    path: run.path.replace(/@.*/s, ''),
    /** When this attempt began, and when it was last heard of; not a number where unknown. */
    startedAt: Date.parse(run.run_started_at ?? run.started_at ?? ''),
    updatedAt: Date.parse(run.updated_at ?? run.completed_at ?? ''),
  }));

/** The labels of Gitea's event; older ones and Forgejo name none. */
const labelChanges = z
  .array(labelName)
  .nullish()
  .transform(names => names ?? []);

const eventPayload = z.object({
  action: z.string().optional(),
  label: labelName.optional(),
  changes: z
    .object({ added_labels: labelChanges, removed_labels: labelChanges })
    .optional()
    .catch(undefined),
  // A text in the event workflow_dispatch.
  workflow: z.object({ name: z.string(), path: z.string() }).optional().catch(undefined),
  deleted: z.unknown().optional(),
  repository: z.object({ default_branch: z.string().min(1) }).optional(),
  pull_request: pullRequest.optional(),
  workflow_run: workflowRun.optional(),
  merge_group: mergeGroup.optional(),
});

/**
 * Reads an event's payload; `bad-document` where it can't be read or lacks what its event must
 * have.
 */
export function readEvent(eventName: string, ref: string, path: string): EventFacts {
  const payload = readPayload(path);
  const { action = '', workflow } = payload;
  const of = <F extends 'pull_request' | 'workflow_run' | 'merge_group'>(field: F) => {
    if (eventName.replace(/_target$/, '') !== field) return undefined;
    const facts = payload[field];
    if (facts !== undefined) return facts;
    throw new GateError('bad-document', {
      problem: `the payload of the event ${eventName} has no ${field}`,
      remedy: 'leave GITHUB_EVENT_NAME and GITHUB_EVENT_PATH as the runner sets them',
    });
  };
  const [pull, run] = [of('pull_request'), of('workflow_run')];
  return {
    eventName,
    // The payload of `schedule` holds no repository (seen by codeql-action #1211), but it only runs
    // on the default branch.
    defaultBranch:
      payload.repository?.default_branch ??
      (eventName === 'schedule' ? /^refs\/heads\/(.+)$/.exec(ref)?.[1] : undefined),
    pullRequest: pull && { ...pull, changedLabels: changedLabels(payload) },
    mergeGroup: of('merge_group'),
    workflowRun: run && {
      ...run,
      ...(run.headRepository === undefined && workflow),
      isCompleted: action === 'completed',
    },
    ...(payload.deleted === true && { isDeletion: true }),
  };
}

function changedLabels({ action = '', label, changes }: z.infer<typeof eventPayload>) {
  if (!/^(un)?labeled$|^label_(updated|cleared)$/.test(action)) return undefined;
  if (label !== undefined) return [label];
  return [...(changes?.added_labels ?? []), ...(changes?.removed_labels ?? [])];
}

/** GitHub hands over 25 MB at most. */
const mostBytes = 32 * 1024 * 1024;

function readPayload(path: string) {
  try {
    return eventPayload.parse(JSON.parse(readBounded(path, { most: mostBytes }).toString('utf8')));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const why = issue && `${issue.path.join('.') || 'it'}: ${issue.message}`;
    const facts = {
      problem: `the event's payload ${path} cannot be read`,
      why: why ?? messageOf(cause),
      remedy: 'leave GITHUB_EVENT_PATH as the runner sets it',
      path,
    };
    throw new GateError('bad-document', facts, { cause });
  }
}
