import { mergeBaseOfPull, type Repository } from './github-state.ts';

interface Answered {
  readonly status: number;
  readonly content: unknown;
}

/**
 * What Gitea 1.26 answers in place of GitHub's reply, as seen on a real one: no merge base in a
 * comparison but in a pull request, `status` for `state`, a timeline for the events of an issue, no
 * permission for statuses.
 */
export function asGitea(
  reply: Answered,
  { method, address, state }: { method: string; address: string; state: Repository },
): Answered {
  const path = address.replace(/[?].*/, '');
  if (/[/]compare[/]/.test(path)) return without(reply, 'merge_base_commit');
  if (/[/]issues[/][0-9]+[/]events$/.test(path)) return { status: 404, content: {} };
  const timeline = /[/]issues[/]([0-9]+)[/]timeline$/.exec(path);
  if (timeline !== null) return { status: 200, content: timelineOf(state, Number(timeline[1])) };
  if (/[/]pulls[/][0-9]+$/.test(path))
    return { ...reply, content: { ...(reply.content as object), merge_base: mergeBaseOfPull } };
  if (/[/]statuses/.test(path) && reply.status === 403)
    return {
      status: 403,
      content: { message: 'token does not have at least one of required scope(s)' },
    };
  if (method === 'GET' && /[/]statuses$/.test(path))
    return { ...reply, content: (reply.content as { state: string }[]).map(statusOf) };
  return reply;
}

function without(reply: Answered, key: string): Answered {
  const { [key]: _, ...content } = reply.content as Record<string, unknown>;
  return { ...reply, content };
}

function statusOf({ state, ...status }: { state: string }): object {
  return { ...status, status: state };
}

function timelineOf({ pulls }: Repository, number: number): object[] {
  const labels = pulls.find(pull => pull.number === number)?.labels ?? [];
  return labels.map(({ name, by }) => ({
    type: 'label',
    body: '1',
    label: { name },
    user: { login: by },
  }));
}
