import { describe, expect, test } from 'vitest';
import { findMergedAcceptances, readAcceptance, reasonIn } from '../../src/github/accepted-pull.ts';
import { startGithub } from '../harness/github.ts';
import { mergeOfPull, pullOfPayload } from '../harness/github-state.ts';

const signal = new AbortController().signal;
const factsOf = ({ apiUrl }: { readonly apiUrl: string }) => ({
  forge: 'GitHub' as const,
  apiUrl,
  repository: { owner: 'Codertocat', name: 'Hello-World' },
  token: 'ghs_1',
});
const label = (name: string, by: string) => ({ name, by });
const body = 'Storage-gate-accepted: flushes reach the disk now';

describe('the acceptance of a pull request', () => {
  test('is by whoever set the label last, for the reason in the description', async () => {
    const labels = [
      label('storage-gate-accepted', 'first'),
      label('bug', 'x'),
      label('storage-gate-accepted', 'last'),
    ];
    await using github = await startGithub({ pulls: [{ ...pullOfPayload, labels, body }] });
    expect(await readAcceptance(2, { facts: factsOf(github), signal })).toEqual({
      answer: { number: 2, by: 'last (label on #2)', reason: 'flushes reach the disk now' },
    });
  });

  test('is none with another label, and the events are not asked for', async () => {
    await using github = await startGithub({
      pulls: [{ ...pullOfPayload, labels: [label('bug', 'x')], body }],
    });
    expect(await readAcceptance(2, { facts: factsOf(github), signal })).toEqual({
      answer: undefined,
    });
    expect(github.requests).toHaveLength(1);
  });

  test('has no name on a server that does not tell who labelled', async () => {
    const labels = [label('storage-gate-accepted', 'x')];
    await using github = await startGithub({ pulls: [{ ...pullOfPayload, labels, body }] });
    const refusal = { status: 403, message: 'Resource not accessible by integration' };
    github.troubles.push({
      match: 'GET /repos/Codertocat/Hello-World/issues/2/events',
      answer: refusal,
    });
    const answer = await readAcceptance(2, { facts: factsOf(github), signal });
    expect(answer).toMatchObject({ answer: { by: 'someone who may label (label on #2)' } });
  });
});

test('merged acceptances are those whose merge is one of the commits, and that have the label', async () => {
  const labels = [label('storage-gate-accepted', 'maintainer')];
  const merged = {
    ...pullOfPayload,
    state: 'closed',
    mergedAt: '2026-03-01T00:00:00Z',
    labels,
    body,
  } as const;
  const pulls = [
    { ...merged, number: 1, mergeSha: 'a'.repeat(40) },
    { ...merged, number: 2, mergeSha: mergeOfPull },
    { ...merged, number: 3, mergeSha: mergeOfPull, mergedAt: null },
    { ...merged, number: 4, mergeSha: mergeOfPull, labels: [] },
    { ...merged, number: 5, mergeSha: mergeOfPull, state: 'open' as const },
  ];
  await using github = await startGithub({ pulls });
  const found = await findMergedAcceptances([mergeOfPull], { facts: factsOf(github), signal });
  expect(found).toMatchObject({ answer: [{ number: 2, by: 'maintainer (label on #2)' }] });
});

describe('the reason in a description', () => {
  test.each([
    [
      'a line of its own',
      'Hello\r\n\r\n  storage-gate-ACCEPTED:  it is worth it \r\nmore',
      'it is worth it',
    ],
    ['the first of two', 'Storage-gate-accepted: a\nStorage-gate-accepted: b', 'a'],
    ['cut to 300 characters', `Storage-gate-accepted: ${'x'.repeat(400)}`, 'x'.repeat(300)],
    ['none in the middle of a line', 'see Storage-gate-accepted: a', undefined],
    ['none in a hidden comment', '<!-- write\nStorage-gate-accepted: why\n-->', undefined],
    ['none in a comment that never ends', '<!--\nStorage-gate-accepted: why', undefined],
    ['none without words', 'Storage-gate-accepted:\nwhy', undefined],
  ])('is %s', (_, text, reason) => {
    expect(reasonIn(text)).toBe(reason);
  });
});
