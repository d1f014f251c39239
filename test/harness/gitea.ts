import { mergeBaseOfPull, type Repository, type StoredPull } from './github-state.ts';

interface Answered {
  readonly status: number;
  readonly content: unknown;
}

interface Question {
  readonly method: string;
  readonly address: string;
  readonly state: Repository;
}

/**
 * What Gitea 1.26 answers in place of GitHub's reply, as seen on a real one (docs/forges.md): no
 * merge base in a comparison but in a pull request, `status` for `state`, a timeline for the events
 * of an issue, no permission for statuses, lists without links, which may
 * end with null, and sizes of pages by another name.
 */
export function asGitea(reply: Answered, { method, address, state }: Question): Answered {
  const [path = '', asked] = address.split('?');
  const query = new URLSearchParams(asked);
  if (/[/]compare[/]/.test(path)) return without(reply, 'merge_base_commit');
  if (/[/]issues[/][0-9]+[/]events$/.test(path)) return { status: 404, content: {} };
  const pull = state.pulls.find(({ number }) =>
    new RegExp(`/(?:issues|pulls)/${number}/(?:timeline|files)$`).test(path),
  );
  if (pull !== undefined) {
    const isTimeline = path.endsWith('/timeline');
    const page = pageOf(isTimeline ? timelineOf(pull) : (pull.files ?? []), query);
    return { status: 200, content: isTimeline && page.length === 0 ? null : page };
  }
  if (/[/]pulls$/.test(path)) {
    const known = query.get('sort') === 'recentupdate';
    const newest = (reply.content as { number: number }[]).toSorted((a, b) => b.number - a.number);
    return { ...reply, content: pageOf(known ? (reply.content as object[]) : newest, query) };
  }
  if (/[/]pulls[/][0-9]+$/.test(path) && reply.status === 200)
    return { ...reply, content: { ...(reply.content as object), merge_base: mergeBaseOfPull } };
  if (method === 'POST' && /[/]statuses/.test(path) && reply.status === 403) {
    const message = 'user should have a permission to write to a repo';
    return { status: 403, content: { message, url: 'http://git.example/api/swagger' } };
  }
  if (method === 'GET' && /[/]statuses$/.test(path)) {
    // Of one second they come in any order.
    const oldestFirst = (reply.content as { state: string }[]).toReversed().map(statusOf);
    return { ...reply, content: oldestFirst };
  }
  return reply;
}

function without(reply: Answered, key: string): Answered {
  const { [key]: _, ...content } = reply.content as Record<string, unknown>;
  return { ...reply, content };
}

/** `id` counts the statuses of a commit. */
function statusOf({ state, ...status }: { state: string }, index: number): object {
  return { ...status, id: index + 1, status: state };
}

/** The size of a page is `limit`, 30 if nothing is said and 50 at most. */
function pageOf(all: readonly object[], query: URLSearchParams): readonly object[] {
  const size = Math.min(Number(query.get('limit') ?? 30), 50);
  const page = Number(query.get('page') ?? 1);
  return all.slice((page - 1) * size, page * size);
}

function timelineOf({ labels = [] }: StoredPull): object[] {
  return labels.map(({ name, by, isTaken = false }) => ({
    type: 'label',
    body: isTaken ? '' : '1',
    label: { name },
    user: { login: by },
  }));
}
