import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A comment as the loopback GitHub keeps it. */
export interface StoredComment {
  readonly id: number;
  readonly author: string;
  body: string;
}

/** A request that reached the server. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** An answer given in place of the usual one. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface LoopbackGithub extends AsyncDisposable {
  readonly apiUrl: string;
  readonly requests: SeenRequest[];
  readonly comments: StoredComment[];
  /** Answers for the next requests that `METHOD path` begins with; used up one by one. */
  readonly troubles: { readonly match: string; readonly answer: Answer }[];
}

interface Behaviour {
  /** Who the token is: GITHUB_TOKEN may not ask (403), a user's own token may. */
  readonly user?: string;
  /** Writes are answered as for a token without permission. */
  readonly readOnly?: boolean;
  readonly comments?: readonly Omit<StoredComment, 'id'>[];
}

const integration: Answer = { status: 403, message: 'Resource not accessible by integration' };

/**
 * A GitHub on loopback that knows issue comments and `/user`, and refuses as GitHub does. Its messages are those that
 * users of other actions quote in their issues (create-github-app-token #258, easybuild-easyconfigs #24647).
 */
export async function startGithub(behaviour: Behaviour = {}): Promise<LoopbackGithub> {
  const comments = (behaviour.comments ?? []).map((comment, index) => ({ ...comment, id: index + 1 }));
  const state: State = { behaviour, comments, requests: [], troubles: [] };
  const server = createServer((request, response) => void respond({ state, request, response }));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...state,
    apiUrl: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface State {
  readonly behaviour: Behaviour;
  readonly comments: StoredComment[];
  readonly requests: SeenRequest[];
  readonly troubles: LoopbackGithub['troubles'];
}

interface Exchange {
  readonly state: State;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function respond({ state, request, response }: Exchange): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const body = await text(request);
  state.requests.push({ method, path: url, authorization: request.headers.authorization, body });
  const trouble = state.troubles.findIndex(({ match }) => `${method} ${url}`.startsWith(match));
  if (trouble !== -1) return refuse(response, state.troubles.splice(trouble, 1)[0]?.answer ?? integration);
  if (method === 'GET' && url === '/user') return answerUser(state, response);
  const list = /^\/repos\/[\w.-]+\/[\w.-]+\/issues\/(\d+)\/comments(?:\?(.*))?$/.exec(url);
  if (list !== null && method === 'GET') return listComments({ state, response, query: list[2] ?? '', request });
  const one = /^\/repos\/[\w.-]+\/[\w.-]+\/issues\/comments\/(\d+)$/.exec(url);
  const writes = (list !== null && method === 'POST') || (one !== null && method === 'PATCH');
  if (!writes) return refuse(response, { status: 404, message: 'Not Found' });
  if (state.behaviour.readOnly) return refuse(response, integration);
  const { body: content } = JSON.parse(body) as { body: string };
  if (content.length > 65_536) return refuse(response, tooLong);
  writeComment({ state, response, id: one === null ? undefined : Number(one[1]), content });
}

const tooLong: Answer = { status: 422, message: 'Validation Failed' };

function refuse(response: ServerResponse, { status, headers, message }: Answer): void {
  const errors =
    status === 422
      ? [
          {
            resource: 'IssueComment',
            code: 'unprocessable',
            field: 'data',
            message: 'Body is too long (maximum is 65536 characters)',
          },
        ]
      : undefined;
  const body = { message, errors, documentation_url: 'https://docs.github.com/rest', status: String(status) };
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

function succeed(
  response: ServerResponse,
  o: { status: number; body: unknown; headers?: Record<string, string> },
): void {
  response.writeHead(o.status, { 'content-type': 'application/json; charset=utf-8', ...o.headers });
  response.end(JSON.stringify(o.body));
}

function answerUser({ behaviour }: State, response: ServerResponse): void {
  if (behaviour.user === undefined) refuse(response, integration);
  else succeed(response, { status: 200, body: { login: behaviour.user, type: 'User' } });
}

function listComments(o: { state: State; response: ServerResponse; query: string; request: IncomingMessage }): void {
  const query = new URLSearchParams(o.query);
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const page = Number(query.get('page') ?? 1);
  const shown = o.state.comments.slice((page - 1) * size, page * size);
  const base = `http://${o.request.headers.host}${(o.request.url ?? '').split('?')[0]}`;
  const more = page * size < o.state.comments.length;
  const link = `<${base}?per_page=${size}&page=${page + 1}>; rel="next"`;
  succeed(o.response, { status: 200, body: shown.map(asGithub), ...(more && { headers: { link } }) });
}

function writeComment(o: { state: State; response: ServerResponse; id: number | undefined; content: string }): void {
  const { state, response, id, content } = o;
  const existing = state.comments.find(comment => comment.id === id);
  if (id !== undefined && existing === undefined) return refuse(response, { status: 404, message: 'Not Found' });
  if (existing !== undefined) {
    existing.body = content;
    return succeed(response, { status: 200, body: asGithub(existing) });
  }
  const author = state.behaviour.user ?? 'github-actions[bot]';
  const created = { id: state.comments.length + 1, author, body: content };
  state.comments.push(created);
  succeed(response, { status: 201, body: asGithub(created) });
}

function asGithub({ id, author, body }: StoredComment): object {
  const user = { login: author, type: author.endsWith('[bot]') ? 'Bot' : 'User' };
  return { id, user, body, html_url: `https://github.com/Codertocat/Hello-World/pull/2#issuecomment-${id}` };
}
