import {
  commentReply,
  commitReply,
  compareReply,
  entryReply,
  fileReply,
  labeledReply,
  pullReply,
  runReply,
  statusReply,
  userReply,
} from './github-replies.ts';
import type { Repository } from './github-state.ts';

/** What a token may do; a permission that is not named is `read`. */
export type Permissions = Readonly<
  Partial<Record<'pull-requests' | 'statuses' | 'contents', 'write' | 'read' | 'none'>>
>;

/** An answer before it is sent; a list is cut into pages. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A refusal as GitHub words it. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly errors?: readonly object[];
}

/** A request, taken apart. */
export interface Asked {
  readonly repository: Repository;
  readonly user: string | undefined;
  readonly permissions: Permissions;
  readonly query: URLSearchParams;
  /** Every field that we send is a text. */
  readonly body: Readonly<Record<string, string | null>>;
  /** What the pattern of the route captured. */
  readonly parts: readonly string[];
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly needs?: { readonly permission: keyof Permissions; readonly level: 'read' | 'write' };
  readonly answer: (asked: Asked) => Reply | Refusal;
}

const integration: Refusal = { status: 403, message: 'Resource not accessible by integration' };
const notFound: Refusal = { status: 404, message: 'Not Found' };
const repo = String.raw`^/repos/[\w.-]+/[\w.-]+`;

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/user$/,
    answer: ({ user }) => (user === undefined ? integration : ok(userReply(user))),
  },
  { method: 'GET', path: at('/issues/(\\d+)/comments'), answer: listComments },
  {
    method: 'POST',
    path: at('/issues/(\\d+)/comments'),
    needs: writes('pull-requests'),
    answer: createComment,
  },
  {
    method: 'PATCH',
    path: at('/issues/comments/(\\d+)'),
    needs: writes('pull-requests'),
    answer: updateComment,
  },
  {
    method: 'GET',
    path: at('/issues/(\\d+)/events'),
    needs: reads('pull-requests'),
    answer: listEvents,
  },
  { method: 'GET', path: at('/pulls'), needs: reads('pull-requests'), answer: listPulls },
  { method: 'GET', path: at('/pulls/(\\d+)'), needs: reads('pull-requests'), answer: readPull },
  { method: 'GET', path: at('/git/commits/(\\w+)'), needs: reads('contents'), answer: readCommit },
  {
    method: 'GET',
    path: at('/compare/(\\w+\\.\\.\\.\\w+)'),
    needs: reads('contents'),
    answer: compare,
  },
  { method: 'GET', path: at('/contents/(.+)'), needs: reads('contents'), answer: readContents },
  { method: 'POST', path: at('/statuses/(\\w+)'), needs: writes('statuses'), answer: createStatus },
  {
    method: 'GET',
    path: at('/commits/(\\w+)/statuses'),
    needs: reads('statuses'),
    answer: listStatuses,
  },
  { method: 'GET', path: at('/actions/runs/(\\d+)'), answer: readRun },
];

function at(path: string): RegExp {
  return new RegExp(`${repo}${path}$`);
}

function writes(permission: keyof Permissions) {
  return { permission, level: 'write' } as const;
}

function reads(permission: keyof Permissions) {
  return { permission, level: 'read' } as const;
}

/**
 * Answers a request as GitHub does: 404 for what is not there, 403 for what the token may not do.
 */
export function answer(
  request: Omit<Asked, 'parts'> & { readonly method: string; readonly path: string },
): Reply | Refusal {
  for (const route of routes) {
    const [found, ...parts] = route.path.exec(request.path) ?? [];
    if (found === undefined || route.method !== request.method) continue;
    return mayAsk(route, request.permissions) ? route.answer({ ...request, parts }) : integration;
  }
  return notFound;
}

function mayAsk({ needs }: Route, permissions: Permissions): boolean {
  if (needs === undefined) return true;
  const granted = permissions[needs.permission] ?? 'read';
  return granted === 'write' || (granted === 'read' && needs.level === 'read');
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function created(body: unknown): Reply {
  return { status: 201, body };
}

function listComments({ repository, parts: [issue] }: Asked): Reply {
  return ok(
    repository.comments.filter(comment => comment.issue === Number(issue)).map(commentReply),
  );
}

function createComment({ repository, user, body, parts: [issue] }: Asked): Reply | Refusal {
  const content = body.body ?? '';
  if (content.length > 65_536) return tooLong;
  const author = user ?? 'github-actions[bot]';
  const comment = {
    id: repository.comments.length + 1,
    author,
    issue: Number(issue),
    body: content,
  };
  repository.comments.push(comment);
  return created(commentReply(comment));
}

function updateComment({ repository, body, parts: [id] }: Asked): Reply | Refusal {
  const comment = repository.comments.find(each => each.id === Number(id));
  if (comment === undefined) return notFound;
  const content = body.body ?? '';
  if (content.length > 65_536) return tooLong;
  comment.body = content;
  return ok(commentReply(comment));
}

// The messages are those that users of other actions quote in their issues (easybuild-easyconfigs
// #24647).
const tooLong: Refusal = {
  status: 422,
  message: 'Validation Failed',
  errors: [
    {
      resource: 'IssueComment',
      code: 'unprocessable',
      field: 'data',
      message: 'Body is too long (maximum is 65536 characters)',
    },
  ],
};

function listEvents({ repository, parts: [issue] }: Asked): Reply {
  const labels = repository.pulls.find(({ number }) => number === Number(issue))?.labels ?? [];
  return ok(labels.map(labeledReply));
}

function listPulls({ repository, query }: Asked): Reply {
  const state = query.get('state') ?? 'open';
  const [owner, branch] = (query.get('head') ?? '').split(':');
  const shown = repository.pulls.filter(
    pull =>
      (state === 'all' || pull.state === state) &&
      (branch === undefined ||
        (pull.headRef === branch && pull.headRepository.split('/')[0] === owner)),
  );
  return ok(shown.map(pull => pullReply(pull, 'GET /repos/{owner}/{repo}/pulls')));
}

function readPull({ repository, parts: [number] }: Asked): Reply | Refusal {
  const pull = repository.pulls.find(each => each.number === Number(number));
  return pull === undefined
    ? notFound
    : ok(pullReply(pull, 'GET /repos/{owner}/{repo}/pulls/{pull_number}'));
}

function readCommit({ repository, parts: [sha = ''] }: Asked): Reply | Refusal {
  const parents = repository.commits[sha];
  return parents === undefined ? notFound : ok(commitReply(sha, parents));
}

function compare({ repository, parts: [basehead = ''] }: Asked): Reply | Refusal {
  const mergeBase = repository.mergeBases[basehead];
  return mergeBase === undefined ? notFound : ok(compareReply(mergeBase));
}

function readContents({ repository, query, parts: [encoded = ''] }: Asked): Reply | Refusal {
  const path = decodeURIComponent(encoded);
  const name = `${query.get('ref')}:${path}`;
  const file = repository.files[name];
  if (file !== undefined) return ok(fileReply(path, file));
  const inside = Object.entries(repository.files).flatMap(([other, each]) =>
    other.startsWith(`${name}/`) ? [entryReply(other.slice(other.indexOf(':') + 1), each)] : [],
  );
  return inside.length === 0 ? notFound : ok(inside);
}

function createStatus({ repository, body, parts: [sha = ''] }: Asked): Reply | Refusal {
  const { state, context = 'default', description = null, target_url = null } = body;
  if ((description ?? '').length > 140)
    return invalid('description is too long (maximum is 140 characters)');
  if (!repository.pulls.some(({ headSha }) => headSha === sha) && !(sha in repository.commits)) {
    return { status: 422, message: `No commit found for SHA: ${sha}` };
  }
  const status = {
    sha,
    state: String(state),
    context: String(context),
    description,
    targetUrl: target_url,
  };
  repository.statuses.push(status);
  return created(statusReply(status));
}

function listStatuses({ repository, parts: [ref] }: Asked): Reply {
  return ok(
    repository.statuses
      .filter(({ sha }) => sha === ref)
      .toReversed()
      .map(statusReply),
  );
}

function invalid(message: string): Refusal {
  return {
    status: 422,
    message: 'Validation Failed',
    errors: [{ resource: 'Status', code: 'custom', message }],
  };
}

function readRun({ repository, parts: [id] }: Asked): Reply | Refusal {
  const run = repository.runs.find(each => each.id === Number(id));
  return run === undefined ? notFound : ok(runReply(run));
}
