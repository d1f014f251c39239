import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { askGithub } from '../../src/github/client.ts';
import { startGithub } from '../harness/github.ts';
import { pullOfPayload } from '../harness/github-state.ts';

const ask = (apiUrl: string, token: string | undefined, permission: string) => {
  const facts = {
    forge: 'GitHub' as const,
    apiUrl,
    token,
    repository: { owner: 'Codertocat', name: 'Hello-World' },
  };
  const { signal } = new AbortController();
  return askGithub(permission, { facts, signal }, async ({ client, owner, repo }) => {
    const about = { owner, repo, pull_number: pullOfPayload.number };
    return (await client.rest.pulls.get(about)).data.number;
  });
};

describe('a refusal', () => {
  const forks = /forks and Dependabot never get it/;

  test.each([
    [403, 'Unable to create comment because issue is locked.'],
    [403, 'Repository was archived so is read-only.'],
    [403, 'Resource protected by organization SAML enforcement. You must grant your token access.'],
    [
      403,
      'Although you appear to have the correct credentials, `acme` has an IP allow list enabled',
    ],
    [403, 'Repository access blocked'],
    [409, 'Conflict'],
    [422, 'Validation Failed'],
    [451, 'Repository unavailable due to DMCA takedown.'],
  ])('%s "%s" is told in the words of GitHub alone', async (status, message) => {
    const answer = await refused(status, message);
    expect(answer).toBe(`GitHub answered ${status}: ${message} - https://docs.github.com/rest`);
  });

  test.each([
    ['pull-requests: write', forks],
    ['contents: read', /`permissions: contents: read`$/],
  ])('names the permission %s where the token lacks that', async (permission, expected) => {
    const answer = await refused(403, 'Resource not accessible by integration', permission);
    expect(answer).toMatch(/^GitHub answered 403: Resource not accessible by integration/);
    expect(answer).toContain(`the job needs \`permissions: ${permission}\``);
    expect(answer).toMatch(expected);
  });

  test('401 speaks of the token, and of no permission', async () => {
    const answer = await refused(401, 'Bad credentials');
    expect(answer).toMatch(/401: Bad credentials.*github-token/);
    expect(answer).not.toContain('permissions');
  });

  test('is one plain line, whatever a server says', async () => {
    const answer = await refused(418, 'a\n::error::made up\u001b[2J\u202e');
    expect(answer).toMatch(/^GitHub answered 418: a ::error::made up\ufffd\[2J\ufffd/);
  });

  test('without a token speaks of the input', async () => {
    expect(await ask('http://127.0.0.1:9', undefined, 'contents: read')).toEqual({
      refused: 'the input github-token is empty; leave it at its default',
    });
  });

  async function refused(status: number, message: string, permission = 'pull-requests: write') {
    await using github = await startGithub();
    github.troubles.push({ match: 'GET', answer: { status, message } });
    // What the descriptions of GitHub do not have is the trouble here.
    const answer = await ask(github.apiUrl, 'token', permission);
    github.violations.splice(0);
    return 'refused' in answer ? answer.refused : 'an answer';
  }
});

describe('requests', () => {
  test('that are cancelled end at once, with the reason', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const controller = new AbortController();
    silent.once('request', () => controller.abort(new Error('cancelled')));
    const { port } = silent.address() as AddressInfo;
    const facts = {
      forge: 'GitHub' as const,
      apiUrl: `http://127.0.0.1:${port}`,
      token: 'token',
      repository: { owner: 'o', name: 'r' },
    };
    const access = { facts, signal: controller.signal };
    const asked = askGithub('contents: read', access, ({ client }) => client.rest.meta.root());
    await expect(asked).rejects.toThrow('cancelled');
    silent.closeAllConnections();
    silent.close();
  });
});
