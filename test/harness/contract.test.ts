import { describe, expect, test } from 'vitest';
import { exampleOf, openContract } from './contract.ts';

const comment = exampleOf('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', 200);
const posted = {
  method: 'POST',
  path: '/repos/o/r/issues/2/comments',
  requestBody: '{"body":"text"}',
  status: 201,
  reply: comment,
};
const listed = {
  method: 'GET',
  path: '/repos/o/r/issues/2/comments?per_page=100',
  requestBody: '',
  status: 200,
  reply: [comment],
};

describe.each(['api.github.com', 'ghes-3.17'] as const)('the description of %s', server => {
  const { violations } = openContract(server);

  test('allows what we send and what GitHub gives as its example', () => {
    expect(violations(posted)).toEqual([]);
    expect(violations(listed)).toEqual([]);
    expect(violations({ ...posted, status: 502, reply: { message: 'Server Error' } })).toEqual([]);
  });

  test.each([
    ['an operation that does not exist', { path: '/repos/o/r/issues/2/remarks' }, /no operation/],
    ['a body that lacks a field', { requestBody: '{}' }, /required property 'body'/],
    ['a field of another type', { requestBody: '{"body":1}' }, /body must be string/],
    [
      'a field that is not described',
      { requestBody: '{"body":"x","hidden":true}' },
      /hidden is not described/,
    ],
    ['a request without its body', { requestBody: '' }, /lacks its body/],
    ['a status that is not described', { status: 200 }, /status 200 is not described/],
    [
      'a reply that lacks a field',
      { reply: { ...comment, html_url: undefined } },
      /required property 'html_url'/,
    ],
    ['a refusal without a message', { status: 429, reply: {} }, /no message/],
  ])('does not allow %s', (_, change, problem) => {
    expect(violations({ ...posted, ...change }).join('\n')).toMatch(problem);
  });

  test.each([
    ['is not described', 'perpage=100', /perpage is not described/],
    ['is of another type', 'per_page=many', /per_page: .*integer/],
  ])('does not allow a query parameter that %s', (_, query, problem) => {
    expect(
      violations({ ...listed, path: `/repos/o/r/issues/2/comments?${query}` }).join('\n'),
    ).toMatch(problem);
  });
});
