import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GitServerRequest {
  /** Directory that holds the repositories. */
  readonly root: string;
  /** What a client must know; only a client that may write knows `writeToken`. */
  readonly readToken: string;
  readonly writeToken: string;
  /**
   * Ends the connection of a request in place of its answer, or after git has done its work but
   * before the answer; `during` kills git, too, when it has half of what the client sends. A number
   * is the status that is answered instead.
   */
  readonly cut?: (path: string) => 'before' | 'during' | 'after' | number | undefined;
}

/**
 * git's own server for HTTP on loopback, `git http-backend`, behind a check of tokens as GitHub has
 * it.
 */
export async function startGitServer(request: GitServerRequest) {
  const paths: string[] = [];
  const bytes = { sent: 0 };
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '';
    paths.push(path);
    const status = statusFor(incoming, request);
    if (status !== 200) {
      outgoing.writeHead(status, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const cut = request.cut?.(path);
    if (cut === 'before') incoming.socket.destroy();
    else if (typeof cut === 'number') outgoing.writeHead(cut).end();
    else answer({ incoming, outgoing, root: request.root, cut, bytes });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    paths,
    bytes,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function statusFor(
  { headers, url = '' }: IncomingMessage,
  { readToken, writeToken }: GitServerRequest,
): number {
  const [, basic = ''] = /^basic (.*)$/i.exec(headers.authorization ?? '') ?? [];
  const token = Buffer.from(basic, 'base64')
    .toString()
    .replace(/^x-access-token:/, '');
  if (token !== readToken && token !== writeToken) return 401;
  return url.includes('receive-pack') && token !== writeToken ? 403 : 200;
}

interface Answer {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly root: string;
  readonly cut: 'during' | 'after' | undefined;
  readonly bytes: { sent: number };
}

/** The Common Gateway Interface (RFC 3875), as far as http-backend needs it. */
function answer({ incoming, outgoing, root, cut, bytes }: Answer): void {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
  const { headers, method = 'GET' } = incoming;
  const child = spawn('git', ['-c', 'http.receivepack=true', 'http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: method,
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: searchParams.toString(),
      CONTENT_TYPE: headers['content-type'] ?? '',
      REMOTE_USER: 'gate',
      ...(headers['content-encoding'] !== undefined && {
        HTTP_CONTENT_ENCODING: headers['content-encoding'],
      }),
      ...(headers['content-length'] !== undefined && { CONTENT_LENGTH: headers['content-length'] }),
      ...(typeof headers['git-protocol'] === 'string' && { GIT_PROTOCOL: headers['git-protocol'] }),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
    // The program is several processes, which are to die at once.
    detached: cut === 'during',
  });
  child.stdin.on('error', () => undefined);
  if (cut === 'during') {
    const die = (): void => void (child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'));
    incoming.once('data', (chunk: Buffer) =>
      child.stdin.write(chunk.subarray(0, chunk.length >> 1), die),
    );
  } else incoming.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.once('close', () => {
    if (cut !== undefined) incoming.socket.destroy();
    else send(outgoing, Buffer.concat(chunks), bytes);
  });
}

function send(outgoing: ServerResponse, output: Buffer, bytes: { sent: number }): void {
  const end = output.indexOf('\r\n\r\n');
  const lines = output.subarray(0, end).toString().split('\r\n');
  const fields = lines.map(line => line.split(/: */, 2) as [string, string]);
  const status = fields.find(([name]) => name === 'Status')?.[1] ?? '200';
  const headers = Object.fromEntries(fields.filter(([name]) => name !== 'Status'));
  bytes.sent += output.length;
  outgoing.writeHead(Number.parseInt(status, 10), headers).end(output.subarray(end + 4));
}
