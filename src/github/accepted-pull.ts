import { z } from 'zod';
import { type Access, type Answer, type Asked, answerOr, askGithub, everyPage } from './client.ts';

/**
 * The label that lets a known loss pass. GitHub lets only people with triage rights or more set it.
 */
export const acceptedLabel = 'storage-gate-accepted';

/**
 * What a labelled pull request says about its loss: who set the label, and the reason, if it has
 * one.
 */
export interface AcceptedPull {
  readonly number: number;
  readonly by: string;
  readonly reason: string | undefined;
}

/**
 * Whether the loss of a pull request is accepted, by its current label and description: the payload
 * of a job that is run again still has the first ones. Undefined where it has no such label.
 */
export function readAcceptance(
  number: number,
  access: Access,
): Promise<Answer<AcceptedPull | undefined>> {
  return askGithub('pull-requests: read', access, async asked => {
    const { client, owner, repo } = asked;
    const { data } = await client.rest.pulls.get({ owner, repo, pull_number: number });
    return hasLabel(data) ? acceptedPull(data, asked) : undefined;
  });
}

/**
 * The accepted pull requests whose merge is one of `commits`, among the hundred that were closed or
 * changed last, on other servers fifty.
 */
export function findMergedAcceptances(
  commits: readonly string[],
  access: Access,
): Promise<Answer<readonly AcceptedPull[]>> {
  return askGithub('pull-requests: read', access, async asked => {
    const { client, owner, repo, forge } = asked;
    // The others know this order by another name, and give fifty at most.
    const newest =
      forge === 'GitHub'
        ? ({ sort: 'updated', direction: 'desc', per_page: 100 } as const)
        : { sort: 'recentupdate' as 'updated', limit: 50 };
    const { data } = await client.rest.pulls.list({ owner, repo, state: 'closed', ...newest });
    const merged = data.filter(
      pull => pull.merged_at !== null && commits.includes(pull.merge_commit_sha ?? ''),
    );
    return Promise.all(merged.filter(hasLabel).map(pull => acceptedPull(pull, asked)));
  });
}

function hasLabel({ labels }: { readonly labels: readonly { readonly name?: string }[] }): boolean {
  return labels.some(({ name }) => name === acceptedLabel);
}

async function acceptedPull(
  { number, body }: { readonly number: number; readonly body: string | null },
  asked: Asked,
): Promise<AcceptedPull> {
  const login = await whoLabelled(number, asked);
  return {
    number,
    by: `${login ?? 'someone who may label'} (label on #${number})`,
    reason: reasonIn(body ?? ''),
  };
}

/** Who set the label last; undefined where the server does not say. */
async function whoLabelled(
  number: number,
  { client, owner, repo, forge }: Asked,
): Promise<string | undefined> {
  const about = { owner, repo, issue_number: number, per_page: 100 };
  if (forge !== 'GitHub') {
    const timeline = await everyPage(page =>
      client.rest.issues.listEventsForTimeline({ ...about, page }),
    );
    return timeline.flatMap(event => labelledBy(event) ?? []).at(-1);
  }
  const events = await answerOr([], [403, 404], () =>
    client.paginate(client.rest.issues.listEvents, about),
  );
  const setting = events.findLast(
    event => event.event === 'labeled' && 'label' in event && event.label?.name === acceptedLabel,
  );
  return setting?.actor?.login;
}

/** One event of Gitea's or Forgejo's timeline: the body is 1 where a label was set. */
const labelling = z.object({
  type: z.literal('label'),
  body: z.literal('1'),
  label: z.object({ name: z.literal(acceptedLabel) }),
  user: z.object({ login: z.string() }),
});

function labelledBy(event: unknown): string | undefined {
  return labelling.safeParse(event).data?.user.login;
}

/**
 * The line `Storage-gate-accepted: REASON` of a description, outside of hidden comments: a template
 * may hold it there.
 */
export function reasonIn(body: string): string | undefined {
  const visible = body.replaceAll(/<!--[^]*?(?:-->|$)/g, '');
  return /^[ \t]*storage-gate-accepted:[ \t]*(\S.*)$/im.exec(visible)?.[1]?.trim().slice(0, 300);
}
