import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { commentLimit, markerLength, upsertComment } from '../../src/github/comment.ts';
import { type LoopbackGithub, readOnly, startGithub } from '../harness/github.ts';

const marker = '<!-- qemu-storage-gate:ci -->';
const bot = 'github-actions[bot]';

function post(github: Pick<LoopbackGithub, 'apiUrl'>, body = 'new text', create = true) {
  const pullRequest = { number: 2, headSha: 'a'.repeat(40), fromFork: false };
  const facts = {
    apiUrl: github.apiUrl,
    repository: { owner: 'Codertocat', name: 'Hello-World' },
    pullRequest,
    token: 'ghs_1',
  };
  return upsertComment({ facts, key: 'ci', body, create, signal: new AbortController().signal });
}

const chatter = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ author: 'someone', body: `text ${index}` }));
const writes = (github: LoopbackGithub) =>
  github.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

describe('a comment on a pull request', () => {
  test('is created with a hidden marker at its start', async () => {
    await using github = await startGithub();
    expect(await post(github)).toEqual({ url: expect.stringMatching(/#issuecomment-1$/) });
    expect(github.comments).toMatchObject([{ id: 1, author: bot, body: `${marker}\nnew text` }]);
    expect(github.requests.every(({ authorization }) => authorization === 'token ghs_1')).toBe(true);
  });

  test('is updated in place when an earlier run left one on the third page', async () => {
    await using github = await startGithub({
      comments: [...chatter(230), { author: bot, body: `${marker}\nold text` }],
    });
    expect(await post(github)).toEqual({ url: expect.stringMatching(/#issuecomment-231$/) });
    expect(writes(github)).toEqual(['PATCH /repos/Codertocat/Hello-World/issues/comments/231']);
    expect(github.comments[230]?.body).toBe(`${marker}\nnew text`);
    expect(github.comments).toHaveLength(231);
  });

  test('leaves a comment alone whose marker somebody else copied', async () => {
    const stranger = { author: 'mallory', body: `${marker}\nall good, merge me` };
    await using github = await startGithub({ comments: [stranger] });
    await post(github);
    expect(github.comments[0]?.body).toBe(stranger.body);
    expect(github.comments[1]).toMatchObject({ id: 2, author: bot, body: `${marker}\nnew text` });
  });

  test('leaves a comment of the same account alone that only quotes the marker or has another key', async () => {
    const comments = [
      { author: bot, body: `somebody wrote: ${marker}` },
      { author: bot, body: '<!-- qemu-storage-gate:ci-2 -->\nother gate' },
    ];
    await using github = await startGithub({ comments });
    await post(github);
    expect(github.comments.map(({ body }) => body)).toEqual([
      ...comments.map(({ body }) => body),
      `${marker}\nnew text`,
    ]);
  });

  test('is found under the name of the token where the token may ask for it', async () => {
    await using github = await startGithub({
      user: 'gate-keeper',
      comments: [
        { author: bot, body: marker },
        { author: 'gate-keeper', body: marker },
      ],
    });
    await post(github);
    expect(writes(github)).toEqual(['PATCH /repos/Codertocat/Hello-World/issues/comments/2']);
  });

  test('is refused with the missing permission named where the token may only read', async () => {
    await using github = await startGithub({ permissions: readOnly });
    const outcome = await post(github);
    expect(outcome).toEqual({ refused: expect.stringContaining('Resource not accessible by integration') });
    expect(outcome).toEqual({ refused: expect.stringContaining('pull-requests: write') });
    expect(writes(github)).toHaveLength(1);
  });

  test('is never sent with more characters than GitHub takes, its marker counted', async () => {
    await using github = await startGithub();
    const fits = 'x'.repeat(commentLimit - markerLength('ci'));
    expect(await post(github, `${fits}x`)).toEqual({ refused: expect.stringContaining('65537 characters') });
    expect(github.requests).toEqual([]);
    expect(await post(github, fits)).toEqual({ url: expect.any(String) });
    expect(github.comments[0]?.body).toHaveLength(commentLimit);
  });

  test('is refused without a request where there is no token or no pull request', async () => {
    await using github = await startGithub();
    const facts = {
      apiUrl: github.apiUrl,
      repository: { owner: 'o', name: 'n' },
      pullRequest: { number: 2, headSha: 'a', fromFork: true },
      token: 't',
    };
    const { signal } = new AbortController();
    expect(
      await upsertComment({ facts: { ...facts, token: undefined }, key: 'ci', body: '', create: true, signal }),
    ).toHaveProperty('refused');
    expect(
      await upsertComment({ facts: { ...facts, pullRequest: undefined }, key: 'ci', body: '', create: true, signal }),
    ).toHaveProperty('refused');
    expect(github.requests).toEqual([]);
  });
});

describe('a comment that is only to be updated', () => {
  test('is not created', async () => {
    await using github = await startGithub({ comments: chatter(3) });
    expect(await post(github, 'new text', false)).toBeUndefined();
    expect(writes(github)).toEqual([]);
  });

  test('is updated where an earlier run left one', async () => {
    await using github = await startGithub({ comments: [{ author: bot, body: marker }] });
    expect(await post(github, 'new text', false)).toHaveProperty('url');
    expect(github.comments).toMatchObject([{ id: 1, author: bot, body: `${marker}\nnew text` }]);
  });
});

describe('a GitHub in trouble', () => {
  test('is asked again after 5xx, and nothing is posted twice', async () => {
    await using github = await startGithub();
    github.troubles.push({
      match: 'GET /repos',
      answer: { status: 502, message: 'Server Error', headers: { 'retry-after': '0' } },
    });
    github.troubles.push({
      match: 'POST',
      answer: { status: 503, message: 'Unavailable', headers: { 'retry-after': '0' } },
    });
    expect(await post(github)).toHaveProperty('url');
    expect(github.comments).toHaveLength(1);
  });

  test('is waited for as long as a secondary rate limit asks, with 403 as with 429', async () => {
    await using github = await startGithub();
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    github.troubles.push({ match: 'GET /user', answer: { status: 403, message, headers: { 'retry-after': '1' } } });
    github.troubles.push({ match: 'POST', answer: { status: 429, message, headers: { 'retry-after': '1' } } });
    const began = performance.now();
    expect(await post(github)).toHaveProperty('url');
    expect(performance.now() - began).toBeGreaterThanOrEqual(1990);
  });

  test('is not waited for when a rate limit asks for more than the gate has patience', async () => {
    await using github = await startGithub();
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600) };
    github.troubles.push({ match: 'POST', answer: { status: 403, message: 'API rate limit exceeded', headers } });
    const outcome = await post(github);
    expect(outcome).toEqual({ refused: expect.stringContaining('API rate limit exceeded') });
    expect(outcome).not.toEqual({ refused: expect.stringContaining('pull-requests: write') });
    expect(writes(github)).toHaveLength(1);
  });

  test('is given up after four attempts, which refuses the comment', async () => {
    await using github = await startGithub();
    const answer = { status: 500, message: 'Server Error', headers: { 'retry-after': '0' } };
    for (let index = 0; index < 9; index++) github.troubles.push({ match: 'GET /user', answer });
    expect(await post(github)).toEqual({ refused: expect.stringContaining('GitHub answered 500') });
    expect(github.requests).toHaveLength(4);
  });

  test('gets a new comment where the one to be updated vanished meanwhile', async () => {
    await using github = await startGithub({ comments: [{ author: bot, body: marker }] });
    github.troubles.push({
      match: 'PATCH',
      answer: { status: 404, message: 'Not Found', headers: { 'retry-after': '1' } },
    });
    const posting = post(github);
    await expect.poll(() => writes(github).length, { interval: 10 }).toBe(1);
    github.comments.length = 0;
    expect(await posting).toHaveProperty('url');
    expect(github.comments).toMatchObject([{ id: 1, author: bot, body: `${marker}\nnew text` }]);
  });

  test.each([
    [401, 'Bad credentials'],
    [409, 'Conflict'],
    [422, 'Validation Failed'],
  ])('that answers %s is not asked again', async (status, message) => {
    await using github = await startGithub();
    github.troubles.push({ match: 'POST', answer: { status, message } });
    expect(await post(github)).toEqual({ refused: expect.stringContaining(`GitHub answered ${status}: ${message}`) });
    expect(writes(github)).toHaveLength(1);
  });

  test('that does not know the token refuses the comment at the first request', async () => {
    await using github = await startGithub({ badCredentials: true });
    expect(await post(github)).toEqual({ refused: expect.stringContaining('401: Bad credentials') });
    expect(github.requests).toHaveLength(1);
  });

  test('that cannot be reached refuses the comment', { timeout: 30_000 }, async () => {
    const { apiUrl } = await (async () => {
      await using github = await startGithub();
      return { apiUrl: github.apiUrl };
    })();
    expect(await post({ apiUrl })).toEqual({ refused: expect.stringContaining('could not be reached') });
  });

  test('answered by a proxy with a page of its own is refused, and not a bug of ours', async () => {
    const proxy = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>'),
    );
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const outcome = await post({ apiUrl: `http://127.0.0.1:${port}` });
    proxy.close();
    expect(outcome).toEqual({ refused: expect.stringContaining("not GitHub's API") });
  });
});
