import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startGithub } from '../harness/github.ts';

// @actions/github reads the environment when it is loaded, so each case is a process of its own.
// 0.0.0.0 reaches this machine, and is none of the names that never go through a proxy.

test.each<[string, (proxy: string) => Record<string, string>, isProxied: boolean]>([
  ['http_proxy', proxy => ({ http_proxy: proxy }), true],
  ['HTTP_PROXY', proxy => ({ HTTP_PROXY: proxy }), true],
  ['a proxy without a scheme', proxy => ({ http_proxy: proxy.replace('http://', '') }), true],
  ['no_proxy of others', proxy => ({ http_proxy: proxy, no_proxy: 'a.example,.b.example' }), true],
  ['no_proxy', proxy => ({ http_proxy: proxy, no_proxy: 'a.example, 0.0.0.0' }), false],
  ['NO_PROXY', proxy => ({ HTTP_PROXY: proxy, NO_PROXY: '*' }), false],
  ['https_proxy, of which http is none', proxy => ({ https_proxy: proxy }), false],
  ['no proxy', () => ({}), false],
])('with %s GitHub is asked, by the proxy that is meant', async (_, envOf, isProxied) => {
  await using github = await startGithub();
  const port = Number(new URL(github.apiUrl).port);
  await using proxy = await startProxy(port);
  const child = askFrom(`http://0.0.0.0:${port}`, envOf(proxy.url));
  expect(await text(child.stdout)).toBe('{"answer":2}');
  expect(github.requests).toHaveLength(1);
  const tunnel = `CONNECT 0.0.0.0:${port}`;
  expect(proxy.asked).toEqual(isProxied ? [tunnel] : []);
});

test.each(['https_proxy', 'HTTPS_PROXY'])(
  'with %s a server of https is asked through it, and a cancellation ends that',
  async variable => {
    await using proxy = await startProxy(undefined);
    const child = askFrom('https://ghes.example', { [variable]: proxy.url });
    proxy.server.once('connect', () => child.kill());
    expect(await text(child.stdout)).toBe('cancelled');
    expect(proxy.asked[0]).toBe('CONNECT ghes.example:443');
  },
);

/** Asks for a pull request in a process with this environment; SIGTERM cancels it. */
function askFrom(apiUrl: string, env: Record<string, string>) {
  const client = resolve(import.meta.dirname, '../../src/github/client.ts');
  const script = `
    const { askGithub } = await import(${JSON.stringify(client)});
    const controller = new AbortController();
    process.on('SIGTERM', () => controller.abort(new Error('cancelled')));
    const facts = { forge: 'GitHub', apiUrl: process.env.GITHUB_API_URL, token: 't', repository: { owner: 'Codertocat', name: 'Hello-World' } };
    const answer = await askGithub('contents: read', { facts, signal: controller.signal }, async ({ client, owner, repo }) =>
      (await client.rest.pulls.get({ owner, repo, pull_number: 2 })).data.number,
    ).then(JSON.stringify, error => error.message);
    process.stdout.write(answer, () => process.exit());
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PATH: process.env.PATH, GITHUB_API_URL: apiUrl, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** A proxy that tunnels to a port whatever is asked for, or never answers; and what was asked. */
async function startProxy(target: number | undefined) {
  const asked: string[] = [];
  const tunnels: Duplex[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    tunnels.push(socket);
    socket.on('error', () => socket.destroy());
    if (target === undefined) return;
    const upstream = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    server,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(closed => {
        server.close(() => closed());
        server.closeAllConnections();
        for (const tunnel of tunnels) tunnel.destroy();
      }),
  };
}
