import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  type CommentState,
  commentLimit,
  encodeState,
  readState,
  stateAfter,
  upsertComment,
} from '../../src/github/comment.ts';
import { type LoopbackGithub, readOnly, startGithub } from '../harness/github.ts';

const marker = '<!-- qemu-storage-gate:ci -->';
const bot = 'github-actions[bot]';

const headSha = 'ec26c3e57ca3a959ca5aad62de7213c562f8c821';
const pullRequest = {
  number: 2,
  headSha,
  baseSha: 'b'.repeat(40),
  labels: [],
  changedLabels: undefined,
};
const state: CommentState = { sha: headSha, run: 42, attempt: 1, verdict: 'unchanged' };
const textOf = (text: string) => `${marker}\n${encodeState(state)}\n${text}`;
const ours = textOf('new text');
const gate = {
  facts: {
    forge: 'GitHub' as const,
    repository: { owner: 'Codertocat', name: 'Hello-World' },
    pullRequest,
    token: 'ghs_1',
  },
  key: 'ci',
};

function post(github: Pick<LoopbackGithub, 'apiUrl'>, body = 'new text', create = true) {
  const facts = { ...gate.facts, apiUrl: github.apiUrl };
  const { signal } = new AbortController();
  return upsertComment({ ...gate, facts, compose: () => ({ state, body }), create, signal });
}

const chatter = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ author: 'someone', body: `text ${index}` }));
const writes = (github: LoopbackGithub) =>
  github.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);

describe('a comment on a pull request', () => {
  test('is created with a hidden marker at its start', async () => {
    await using github = await startGithub();
    expect(await post(github)).toEqual({ url: expect.stringMatching(/#issuecomment-1$/) });
    expect(github.comments).toMatchObject([{ id: 1, author: bot, body: ours }]);
    expect(github.requests.every(({ authorization }) => authorization === 'token ghs_1')).toBe(
      true,
    );
  });

  test('is updated in place when an earlier run left one on the third page', async () => {
    await using github = await startGithub({
      comments: [...chatter(230), { author: bot, body: `${marker}\nold text` }],
    });
    expect(await post(github)).toEqual({ url: expect.stringMatching(/#issuecomment-231$/) });
    expect(writes(github)).toEqual(['PATCH /repos/Codertocat/Hello-World/issues/comments/231']);
    expect(github.comments[230]?.body).toBe(ours);
    expect(github.comments).toHaveLength(231);
  });

  test('leaves a comment alone whose marker somebody else copied', async () => {
    const stranger = { author: 'mallory', body: `${marker}\nall good, merge me` };
    await using github = await startGithub({ comments: [stranger] });
    await post(github);
    expect(github.comments[0]?.body).toBe(stranger.body);
    expect(github.comments[1]).toMatchObject({ id: 2, author: bot, body: ours });
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
      ours,
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
    expect(outcome).toEqual({
      refused: expect.stringContaining('Resource not accessible by integration'),
    });
    expect(outcome).toEqual({ refused: expect.stringContaining('pull-requests: write') });
    expect(writes(github)).toHaveLength(1);
  });

  test('is composed for what GitHub takes, its marker and its state counted, and never sent beyond it', async () => {
    await using github = await startGithub();
    const { signal } = new AbortController();
    const filled = (more: string) =>
      upsertComment({
        ...gate,
        facts: { ...gate.facts, apiUrl: github.apiUrl },
        compose: (_, limit) => ({ state, body: `${'x'.repeat(limit)}${more}` }),
        create: true,
        signal,
      });
    expect(await filled('')).toHaveProperty('url');
    expect(github.comments[0]?.body.length).toBeLessThanOrEqual(commentLimit);
    expect(await filled('x'.repeat(600))).toEqual({
      refused: expect.stringMatching(/has \d+ characters/),
    });
    expect(writes(github)).toHaveLength(1);
  });

  test('is refused without a request where there is no token or no pull request', async () => {
    await using github = await startGithub();
    const facts = { ...gate.facts, apiUrl: github.apiUrl };
    const asked = {
      ...gate,
      compose: () => ({ state, body: '' }),
      create: true,
      signal: new AbortController().signal,
    };
    expect(await upsertComment({ ...asked, facts: { ...facts, token: undefined } })).toHaveProperty(
      'refused',
    );
    expect(
      await upsertComment({ ...asked, facts: { ...facts, pullRequest: undefined } }),
    ).toHaveProperty('refused');
    expect(github.requests).toEqual([]);
  });
});

describe('a comment of another run', () => {
  const written = (change: Partial<CommentState>, body = 'their text') => ({
    author: bot,
    body: `${marker}\n${encodeState({ ...state, ...change })}\n${body}`,
  });

  test.each([
    ['an older run', { run: 41, attempt: 3 }],
    ['an earlier attempt', { run: 42, attempt: 1 }],
    ['the same run, whose answer was lost', { run: 42, attempt: 1 }],
    ['a later run that measured nothing', { run: 43, verdict: 'error' }],
  ])('is replaced where it is of %s', async (_, change) => {
    await using github = await startGithub({ comments: [written(change)] });
    expect(await post(github)).toHaveProperty('url');
    expect(github.comments[0]?.body).toBe(ours);
  });

  test.each([
    ['a later run', { run: 43, attempt: 1 }],
    ['a later attempt', { run: 42, attempt: 2 }],
  ])('is kept where it is of %s', async (_, change) => {
    await using github = await startGithub({ comments: [written(change)] });
    expect(await post(github)).toEqual({
      kept: expect.stringContaining(`run ${change.run}, attempt ${change.attempt}`),
    });
    expect(writes(github)).toEqual([]);
  });

  test('is kept where the pull request has another head by now, whoever wrote it', async () => {
    await using github = await startGithub({ comments: [written({ run: 41 })] });
    const [pull] = github.pulls;
    if (pull !== undefined) pull.headSha = 'd'.repeat(40);
    expect(await post(github)).toEqual({ kept: expect.stringContaining('d'.repeat(40)) });
    expect(writes(github)).toEqual([]);
  });

  test('is replaced where somebody damaged what it says of its run', async () => {
    const damaged = { author: bot, body: `${marker}\n<!-- state {"run":"latest"} -->\ntext` };
    await using github = await startGithub({ comments: [damaged] });
    expect(await post(github)).toHaveProperty('url');
    expect(github.comments[0]?.body).toBe(ours);
  });
});

describe('a comment that is only to be updated', () => {
  test('is not created', async () => {
    await using github = await startGithub({ comments: chatter(3) });
    expect(await post(github, 'new text', false)).toEqual({
      kept: expect.stringContaining('no comment yet'),
    });
    expect(writes(github)).toEqual([]);
  });

  test('is updated where an earlier run left one', async () => {
    await using github = await startGithub({ comments: [{ author: bot, body: marker }] });
    expect(await post(github, 'new text', false)).toHaveProperty('url');
    expect(github.comments).toMatchObject([{ id: 1, author: bot, body: ours }]);
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
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    github.troubles.push({
      match: 'GET /user',
      answer: { status: 403, message, headers: { 'retry-after': '1' } },
    });
    github.troubles.push({
      match: 'POST',
      answer: { status: 429, message, headers: { 'retry-after': '1' } },
    });
    const began = performance.now();
    expect(await post(github)).toHaveProperty('url');
    expect(performance.now() - began).toBeGreaterThanOrEqual(1990);
  });

  test('is not waited for when a rate limit asks for more than the gate has patience', async () => {
    await using github = await startGithub();
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
    };
    github.troubles.push({
      match: 'POST',
      answer: { status: 403, message: 'API rate limit exceeded', headers },
    });
    const outcome = await post(github);
    expect(outcome).toEqual({ refused: expect.stringContaining('API rate limit exceeded') });
    expect(outcome).not.toEqual({ refused: expect.stringContaining('pull-requests: write') });
    expect(writes(github)).toHaveLength(1);
  });

  test('is given up after four attempts, which refuses the comment', async () => {
    await using github = await startGithub();
    const answer = { status: 500, message: 'Server Error', headers: { 'retry-after': '0' } };
    for (let index = 0; index < 9; index++) github.troubles.push({ match: 'GET /repos', answer });
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
    expect(github.comments).toMatchObject([{ id: 1, author: bot, body: ours }]);
  });

  test.each([
    [401, 'Bad credentials'],
    [409, 'Conflict'],
    [422, 'Validation Failed'],
  ])('that answers %s is not asked again', async (status, message) => {
    await using github = await startGithub();
    github.troubles.push({ match: 'POST', answer: { status, message } });
    expect(await post(github)).toEqual({
      refused: expect.stringContaining(`GitHub answered ${status}: ${message}`),
    });
    expect(writes(github)).toHaveLength(1);
  });

  test('that does not know the token refuses the comment at the first request', async () => {
    await using github = await startGithub({ badCredentials: true });
    expect(await post(github)).toEqual({
      refused: expect.stringContaining('401: Bad credentials'),
    });
    expect(github.requests).toHaveLength(1);
  });

  test('that cannot be reached refuses the comment', { timeout: 30_000 }, async () => {
    const { apiUrl } = await (async () => {
      await using github = await startGithub();
      return { apiUrl: github.apiUrl };
    })();
    expect(await post({ apiUrl })).toEqual({
      refused: expect.stringContaining('could not be reached'),
    });
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
    expect(outcome).toEqual({
      refused: expect.stringContaining('does not come from the API of GitHub'),
    });
  });
});

const sha = (letter: string) => letter.repeat(40);
const stateOf = (change: Partial<CommentState> = {}): CommentState => ({
  sha: sha('a'),
  run: 42,
  attempt: 1,
  verdict: 'unchanged',
  ...change,
});

describe('what a comment says of its run', () => {
  test('is read again from the comment', () => {
    const whole = stateOf({ red: { sha: sha('b'), verdict: 'regressed' }, first: 'missing' });
    expect(readState(`<!-- marker -->\n${encodeState(whole)}\n### Storage gate`)).toEqual(whole);
  });

  test.each([
    ['nothing', 'just a text'],
    ['no JSON', '<!-- state {"run":} -->'],
    ['a run that is no number', '<!-- state {"sha":"a","run":"x"} -->'],
    [
      'a verdict that would end the comment',
      `<!-- state ${JSON.stringify(stateOf({ verdict: '--> <b>' }))} -->`,
    ],
    ['a field that is not known', `<!-- state ${JSON.stringify({ ...stateOf(), more: 1 })} -->`],
  ])('is nothing where it holds %s', (_, body) => {
    expect(readState(body)).toBeUndefined();
  });
});

describe('the state of a run that follows', () => {
  const now = { sha: sha('c'), run: 43, attempt: 1, verdict: 'unchanged', passed: true };
  const regressed = { ...now, verdict: 'regressed', passed: false };
  const error = { ...now, verdict: 'error', passed: undefined };

  test('remembers a red until a green was reported after it', () => {
    const red = stateAfter(undefined, { ...regressed, run: 1, sha: sha('r') });
    expect(red.red).toEqual({ sha: sha('r'), verdict: 'regressed' });
    const cancelled = stateAfter(red, { ...error, run: 2 });
    expect(cancelled.red).toEqual(red.red);
    expect(stateAfter(cancelled, { ...now, run: 3 }).red).toBeUndefined();
  });

  test('has the verdict of the first attempt, however many follow', () => {
    const first = stateAfter(undefined, regressed);
    const second = stateAfter(first, { ...error, attempt: 2 });
    const third = stateAfter(second, { ...now, attempt: 3 });
    expect([first.first, second.first, third.first]).toEqual([undefined, 'regressed', 'regressed']);
  });

  test('has none of another run, nor its own where an answer was lost', () => {
    expect(
      stateAfter(stateAfter(undefined, regressed), { ...now, run: 44, attempt: 2 }).first,
    ).toBeUndefined();
    const second = { ...now, attempt: 2 };
    expect(stateAfter(stateAfter(undefined, second), second).first).toBeUndefined();
  });
});

describe('a comment that is to be renewed', () => {
  const red: CommentState = {
    ...state,
    run: 43,
    verdict: 'regressed',
    red: { sha: headSha, verdict: 'regressed' },
  };
  const renew = (github: Pick<LoopbackGithub, 'apiUrl'>, now = red) => {
    const facts = { ...gate.facts, apiUrl: github.apiUrl };
    const { signal } = new AbortController();
    const compose = () => ({ state: now, body: 'red text' });
    return upsertComment({ ...gate, facts, compose, create: true, renew: true, signal });
  };

  test('is posted anew where it turns red, and the old one is folded and leads there', async () => {
    await using github = await startGithub({ comments: [{ author: bot, body: ours }] });
    expect(await renew(github)).toEqual({ url: expect.stringMatching(/#issuecomment-2$/) });
    expect(github.comments[1]?.body).toBe(`${marker}\n${encodeState(red)}\nred text`);
    expect(github.comments[0]?.body).toMatch(
      /^Replaced by \[a newer report\]\(https:\S+#issuecomment-2\)\.[^]*<details>[^]*new text\n\n<\/details>$/,
    );
    expect(github.comments[0]?.body).not.toContain('<!--');
    // It was red already, so nobody is told twice.
    await renew(github, { ...red, run: 44 });
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]?.body).toContain('"run":44');
  });

  test('folds what a killed run left open, whichever it updates', async () => {
    const open = { author: bot, body: ours };
    await using github = await startGithub({ comments: [open, open, ...chatter(120), open] });
    await post(github, 'newest');
    expect(github.comments.filter(({ body }) => body.startsWith(marker))).toHaveLength(1);
    expect(github.comments.at(-1)?.body).toContain('newest');
  });

  test('is a word and a link where the old one has no room for more', async () => {
    const long = textOf('x'.repeat(commentLimit - 120));
    await using github = await startGithub({ comments: [{ author: bot, body: long }] });
    await renew(github);
    expect(github.comments[0]?.body).toMatch(/^Replaced by \[a newer report\]\(\S+\)\.$/);
  });
});
