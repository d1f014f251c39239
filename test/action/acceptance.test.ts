import { describe, expect, test } from 'vitest';
import { mergedAcceptance } from '../../src/action/acceptance.ts';
import type { Run } from '../../src/core/run.ts';
import type { GithubFacts } from '../../src/github/environment.ts';
import { concludeGate, type JudgedRun } from '../../src/run.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { startGithub } from '../harness/github.ts';
import { pullOfPayload } from '../harness/github-state.ts';
import { buildRun, diskArm, gatingPolicy, noise } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const [before, merge, after] = ['1', '2', '3'].map(digit => digit.repeat(40)) as [
  string,
  string,
  string,
];
const labels = [{ name: 'storage-gate-accepted', by: 'maintainer' }];
const accepted = {
  ...pullOfPayload,
  state: 'closed',
  mergedAt: '2026-03-01T00:00:00Z',
  mergeSha: merge,
  labels,
  body: 'Storage-gate-accepted: flushes reach the disk now',
} as const;

function measured(
  commit: string,
  o: { startedAt: string; level?: number; unattested?: boolean },
): Run {
  const next = noise(Math.round(Date.parse(o.startedAt) / 86_400_000), 0.01);
  const arms = [{ ...diskArm('prod', { cache: 'none' }), commit }];
  const value = () => (o.level ?? 1) * 1e8 * next();
  return buildRun({
    arms,
    rounds: 12,
    startedAt: o.startedAt,
    value,
    ...(o.unattested !== undefined && { unattested: o.unattested }),
  });
}

const stored = Array.from({ length: 6 }, (_, index) =>
  measured(before, { startedAt: `2026-02-0${index + 1}T00:00:00.000Z` }),
);
const pushed = measured(merge, { startedAt: '2026-03-01T00:00:00.000Z', level: 0.6 });

async function ask(change: {
  run?: Run;
  stored?: readonly Run[];
  commits?: readonly string[];
  body?: string;
}) {
  const pulls = [{ ...accepted, body: change.body ?? accepted.body }];
  await using github = await startGithub({ pulls });
  const { apiUrl } = github;
  const repository = { owner: 'Codertocat', name: 'Hello-World' };
  const facts = {
    forge: 'GitHub',
    apiUrl,
    repository,
    token: 'ghs_1',
    sha: merge,
  } as unknown as GithubFacts;
  const commits = change.commits ?? [after, merge, before];
  const query = {
    stored: change.stored ?? stored,
    ancestry: { commit: merge, commits },
  };
  const { signal } = new AbortController();
  const acceptance = await mergedAcceptance(query, { facts, signal });
  return { acceptance, requests: github.requests.length };
}

describe('what a merge accepted', () => {
  const maintainer = { by: 'maintainer (label on #2)', reason: 'flushes reach the disk now' };

  test('is found for the push of the merge, and for a later one that is the first to be measured', async () => {
    expect((await ask({ commits: [merge, before] })).acceptance).toEqual(maintainer);
    expect((await ask({})).acceptance).toEqual(maintainer);
  });

  test('is asked for once: not by pushes that follow a stored run of it', async () => {
    const again = [...stored, measured(merge, { startedAt: '2026-03-01T00:00:00.000Z' })];
    expect(await ask({ stored: again, commits: [merge, before] })).toEqual({
      acceptance: undefined,
      requests: 0,
    });
    expect((await ask({ stored: again })).acceptance).toBeUndefined();
  });

  test('is looked for at the measured commit alone where the history does not reach back', async () => {
    expect((await ask({ commits: [] })).acceptance).toEqual(maintainer);
  });

  test('is nothing before there is a stored run whose level could be left, or without a reason', async () => {
    expect(await ask({ stored: [] })).toEqual({ acceptance: undefined, requests: 0 });
    expect((await ask({ body: 'because' })).acceptance).toBeUndefined();
  });
});

describe('the push of an accepted merge', () => {
  async function push(run: Run, acceptance: { by: string; reason: string } | undefined) {
    await using home = await temporaryDirectory();
    await using store = await openDirectoryStore({ path: home.path });
    await store.append(stored);
    let told: JudgedRun | undefined;
    const request = {
      store,
      policy: gatingPolicy,
      isDefaultBranch: true,
      record: true,
      acceptance: () => Promise.resolve(acceptance),
      publish: async (judged: JudgedRun) => {
        told ??= judged;
        await Promise.resolve();
      },
    };
    const outcome = await concludeGate(run, request);
    const next = measured(after, { startedAt: '2026-03-02T00:00:00.000Z', level: 0.6 });
    const following = await concludeGate(next, {
      ...request,
      acceptance: () => Promise.resolve(undefined),
    });
    return { outcome, told, following, content: await store.list() };
  }

  test('shows the loss, passes, and stores who accepted it; the next push has the new level', async () => {
    const acceptance = { by: 'maintainer (label on #2)', reason: 'flushes reach the disk now' };
    const { outcome, told, following, content } = await push(pushed, acceptance);
    expect(told?.judgement).toMatchObject({
      verdict: 'regressed',
      passed: true,
      accepted: acceptance,
    });
    expect(outcome.accepted).toEqual(acceptance);
    expect(content.acknowledgements.map(each => each.acknowledgement)).toEqual([
      expect.objectContaining({
        ...acceptance,
        runs: [expect.objectContaining({ startedAt: pushed.startedAt })],
      }),
    ]);
    expect(following.judgement).toMatchObject({
      passed: true,
      baseline: [{ startedAt: pushed.startedAt }],
    });
  });

  test('is red without it, and nothing is acknowledged', async () => {
    const { told, content } = await push(pushed, undefined);
    expect(told?.judgement).toMatchObject({ verdict: 'regressed', passed: false });
    expect(content.acknowledgements).toEqual([]);
  });

  test('acknowledges nothing where the run can be no baseline', async () => {
    const doubted = measured(merge, { startedAt: pushed.startedAt, level: 0.6, unattested: true });
    const { content } = await push(doubted, { by: 'maintainer', reason: 'why' });
    expect(content.acknowledgements).toEqual([]);
  });
});
