import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openContract } from './contract.ts';
import { asGitea } from './gitea.ts';
import { answer, type Permissions, type Refusal, type Reply } from './github-routes.ts';
import {
  baseOfPull,
  mergeOfPull,
  pullOfPayload,
  type Repository,
  type StoredComment,
} from './github-state.ts';

/** A request that reached the server. */
interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
  /** When it came, by `performance.now()`. */
  readonly at: number;
}

/** An answer given in place of the usual one. */
interface Trouble {
  /** Used for the next request that `METHOD path` begins with. */
  readonly match: string;
  readonly answer: Refusal & { readonly headers?: Readonly<Record<string, string>> };
}

export interface LoopbackGithub extends AsyncDisposable, Repository {
  readonly apiUrl: string;
  readonly requests: SeenRequest[];
  /** Used up one by one. */
  readonly troubles: Trouble[];
  /**
   * What requests and replies had that GitHub's descriptions do not allow; the scope's end throws
   * where there is one.
   */
  readonly violations: string[];
}

interface Behaviour extends Partial<Omit<Repository, 'comments'>> {
  /** Answers as Gitea 1.26 does (docs/forges.md), which no description of GitHub's allows. */
  readonly forge?: 'Gitea';
  /** Who the token is: GITHUB_TOKEN may not ask (403), a user's own token may. */
  readonly user?: string;
  /** What the job's token may do; everything that an example asks for, if nothing is said. */
  readonly permissions?: Permissions;
  /** Every token is answered with 401. */
  readonly badCredentials?: boolean;
  readonly comments?: readonly (Omit<StoredComment, 'id' | 'issue'> & {
    readonly issue?: number;
  })[];
}

/** What the token of a job from a fork may do. */
export const readOnly: Permissions = {
  contents: 'read',
  'pull-requests': 'read',
  statuses: 'read',
};

const everything: Permissions = { contents: 'read', 'pull-requests': 'write', statuses: 'write' };
const contracts = [openContract('api.github.com'), openContract('ghes-3.17')];

/**
 * A GitHub on loopback that knows what the action asks for, and refuses as GitHub does. Every
 * request and every reply is held against GitHub's own descriptions, of github.com and of GHES
 * 3.17; the scope's end throws where one differs.
 */
export async function startGithub(behaviour: Behaviour = {}): Promise<LoopbackGithub> {
  const state: State = {
    behaviour,
    comments: (behaviour.comments ?? []).map((comment, index) => ({
      issue: 2,
      ...comment,
      id: index + 1,
    })),
    statuses: behaviour.statuses ?? [],
    pulls: behaviour.pulls ?? [{ ...pullOfPayload }],
    commits: { [mergeOfPull]: [baseOfPull, pullOfPayload.headSha], ...behaviour.commits },
    files: behaviour.files ?? {},
    mergeBases: behaviour.mergeBases ?? {},
    runs: behaviour.runs ?? [],
    requests: [],
    troubles: [],
    violations: [],
  };
  const server = createServer((request, response) => void respond({ state, request, response }));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...state,
    apiUrl: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      if (state.violations.length > 0)
        throw new Error(`GitHub would not take that:\n${state.violations.join('\n')}`);
    },
  };
}

interface State extends Repository {
  readonly behaviour: Behaviour;
  readonly requests: SeenRequest[];
  readonly troubles: Trouble[];
  readonly violations: string[];
}

interface Call {
  readonly state: State;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function respond({ state, request, response }: Call): Promise<void> {
  const at = performance.now();
  const { method = 'GET', url: address = '/' } = request;
  const body = await text(request);
  const { authorization } = request.headers;
  state.requests.push({ method, path: address, authorization, body, at });
  const trouble = state.troubles.findIndex(({ match }) => `${method} ${address}`.startsWith(match));
  const [instead] = trouble === -1 ? [] : state.troubles.splice(trouble, 1);
  const reply = instead?.answer ?? answerTo(state, { method, address, body });
  const usual = rendered(reply, { request, address });
  const { status, content, headers } =
    state.behaviour.forge === undefined
      ? usual
      : { ...usual, ...asGitea(usual, { method, address, state }) };
  const exchange = { method, path: address, requestBody: body, status, reply: content };
  if (state.behaviour.forge === undefined)
    state.violations.push(...contracts.flatMap(contract => contract.violations(exchange)));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
    ...instead?.answer.headers,
  });
  response.end(JSON.stringify(content));
}

function answerTo(
  state: State,
  o: { method: string; address: string; body: string },
): Reply | Refusal {
  const { behaviour } = state;
  if (behaviour.badCredentials === true) return { status: 401, message: 'Bad credentials' };
  const [path = '', query = ''] = o.address.split('?');
  return answer({
    repository: state,
    user: behaviour.user,
    permissions: behaviour.permissions ?? everything,
    query: new URLSearchParams(query),
    body: o.body === '' ? {} : (JSON.parse(o.body) as Record<string, string>),
    method: o.method,
    path,
  });
}

interface Rendered {
  readonly status: number;
  readonly content: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

function rendered(
  reply: Reply | Refusal,
  o: { request: IncomingMessage; address: string },
): Rendered {
  const { status } = reply;
  if ('message' in reply) {
    const { message, errors } = reply;
    const content = {
      message,
      errors,
      documentation_url: 'https://docs.github.com/rest',
      status: `${status}`,
    };
    return { status, content, headers: {} };
  }
  if (!Array.isArray(reply.body)) return { status, content: reply.body, headers: {} };
  const { shown, link } = pageOf(reply.body, {
    base: `http://${o.request.headers.host}`,
    address: o.address,
  });
  return { status, content: shown, headers: link === undefined ? {} : { link } };
}

/** GitHub's pages: 30 entries unless asked for up to 100, and a link to the next. */
function pageOf(
  all: readonly unknown[],
  o: { base: string; address: string },
): { shown: unknown[]; link?: string } {
  const [path = '', asked = ''] = o.address.split('?');
  const query = new URLSearchParams(asked);
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const page = Number(query.get('page') ?? 1);
  const shown = all.slice((page - 1) * size, page * size);
  if (page * size >= all.length) return { shown };
  query.set('page', `${page + 1}`);
  return { shown, link: `<${o.base}${path}?${query.toString()}>; rel="next"` };
}
