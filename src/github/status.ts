import { type Answer, askGithub } from './client.ts';
import type { GithubFacts } from './environment.ts';

/** A commit status: what a branch's rules can require, and what a pull request shows beside its head. */
export interface CommitStatus {
  readonly sha: string;
  readonly context: string;
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  /** Plain text; what GitHub does not take of it is cut off. */
  readonly description: string;
  /** Address that the status leads to. */
  readonly targetUrl: string;
}

interface StatusRequest {
  readonly facts: Pick<GithubFacts, 'apiUrl' | 'repository' | 'token'>;
  readonly status: CommitStatus;
  readonly signal: AbortSignal;
}

/** Most characters of a description; more is answered with 422. */
const descriptionLimit = 140;

/** Sets a commit status, over the one of the same context. Returns why it was refused, or undefined. */
export async function setStatus({ facts, status, signal }: StatusRequest): Promise<string | undefined> {
  const { sha, context, state, description, targetUrl } = status;
  const short = description.length > descriptionLimit ? `${description.slice(0, descriptionLimit - 1)}…` : description;
  const outcome = await askGithub({ facts, permission: 'statuses: write', signal }, ({ client, owner, repo }) =>
    client.rest.repos.createCommitStatus({
      owner,
      repo,
      sha,
      context,
      state,
      description: short,
      target_url: targetUrl,
    }),
  );
  return 'refused' in outcome ? outcome.refused : undefined;
}

/** The newest status of a context on a commit, or undefined where it has none. */
export async function readStatus(o: {
  readonly facts: StatusRequest['facts'];
  readonly sha: string;
  readonly context: string;
  readonly signal: AbortSignal;
}): Promise<Answer<(Pick<CommitStatus, 'description'> & { readonly state: string }) | undefined>> {
  return askGithub(
    { facts: o.facts, permission: 'statuses: read', signal: o.signal },
    async ({ client, owner, repo }) => {
      const about = { owner, repo, ref: o.sha, per_page: 100 };
      for await (const { data } of client.paginate.iterator(client.rest.repos.listCommitStatusesForRef, about)) {
        // The newest comes first.
        const found = data.find(({ context }) => context === o.context);
        if (found !== undefined) return { state: found.state, description: found.description ?? '' };
      }
      return undefined;
    },
  );
}
