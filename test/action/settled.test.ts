import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settledBefore } from '../../src/action/acceptance.ts';
import type { GithubFacts } from '../../src/github/environment.ts';
import { startGithub } from '../harness/github.ts';
import { pullOfPayload } from '../harness/github-state.ts';

const { signal } = new AbortController();
const { headSha, baseSha } = pullOfPayload;

/** The address of a run that judged a pull request. */
const runOf = (pull: number) =>
  `https://g.example/Codertocat/Hello-World/actions/runs/7?attempt=1&pr=${pull}`;

interface Scene {
  /** Labels that the pull request has, and those that the event names. */
  readonly labels: readonly string[];
  readonly changed: readonly string[] | undefined;
  readonly state: string;
  readonly description: string;
  /** Where the status leads to. */
  readonly targetUrl?: string;
}

/** The state of the status that the job takes over; undefined where it measures. */
async function kept({ labels, changed, targetUrl, ...told }: Scene): Promise<string | undefined> {
  const status = { sha: headSha, ...told, context: 'storage-gate', targetUrl: targetUrl ?? null };
  await using github = await startGithub({ forge: 'Gitea', statuses: [status] });
  const facts = {
    forge: 'Gitea',
    apiUrl: github.apiUrl,
    serverUrl: 'https://g.example',
    repository: { owner: 'Codertocat', name: 'Hello-World' },
    token: 't',
    matrix: [],
    runAttempt: 1,
    pullRequest: { number: 2, headSha, baseSha, labels, changedLabels: changed },
  };
  const job = { facts: facts as unknown as GithubFacts, signal };
  return (await settledBefore({ status: 'always' }, job))?.state;
}

const red = { state: 'failure', description: 'regressed: 1 of 6 gated cells regressed' };
const green = { state: 'success', description: 'unchanged: no loss' };
const pardoned = { state: 'success', description: 'regressed, accepted: 1 of 6 gated cells' };
const unmeasured = { state: 'success', description: 'not measured: no machine took the job' };
const [ours, measure] = ['storage-gate-accepted', 'storage-gate-measure'];

describe('a change of labels', () => {
  test.each<[string, Omit<Scene, 'state' | 'description'>, typeof red, string | undefined]>([
    ['none', { labels: ['bug'], changed: undefined }, red, undefined],
    ['of a foreign one', { labels: ['bug'], changed: ['bug'] }, red, 'failure'],
    ['of a foreign one', { labels: ['bug'], changed: ['bug'] }, green, 'success'],
    [
      'of a foreign one beside ours',
      { labels: ['bug', ours], changed: ['bug'] },
      pardoned,
      'success',
    ],
    ['of a foreign one', { labels: ['bug'], changed: ['bug'] }, unmeasured, undefined],
    ['of ours', { labels: [ours], changed: [ours] }, red, undefined],
    ['of ours, taken away', { labels: [], changed: [ours] }, pardoned, undefined],
    ['of both at once', { labels: [measure], changed: ['bug', measure] }, green, undefined],
    ['that is not named', { labels: ['bug'], changed: [] }, red, 'failure'],
    ['that is not named', { labels: ['bug'], changed: [] }, green, 'success'],
    ['that is not named, ours there', { labels: [ours], changed: [] }, red, undefined],
    ['that is not named, ours gone', { labels: [], changed: [] }, pardoned, undefined],
  ])('%s, with %o on %o: %s', async (_, change, standing, state) => {
    expect(await kept({ ...change, ...standing })).toBe(state);
  });

  test.each([
    [2, 'success'],
    [3, undefined],
  ])('takes over what was found of the pull request itself: #%i is %s', async (pull, state) => {
    const scene = { labels: ['bug'], changed: ['bug'], ...green, targetUrl: runOf(pull) };
    expect(await kept(scene)).toBe(state);
  });

  test('never keeps a green that one of our own labels may have made or taken away', async () => {
    const names = fc.subarray([ours, measure, 'bug', 'docs']);
    await fc.assert(
      fc.asyncProperty(
        names,
        names,
        fc.boolean(),
        fc.boolean(),
        async (labels, changed, named, isPardon) => {
          const scene = { labels, changed: named ? changed : [], ...(isPardon ? pardoned : green) };
          const state = await kept(scene);
          const shown = scene.changed.length > 0 ? scene.changed : labels;
          const isOurs = shown.includes(ours) || shown.includes(measure);
          const isBlind = scene.changed.length === 0 && isPardon;
          expect(state).toBe(isOurs || isBlind ? undefined : 'success');
        },
      ),
      { numRuns: 30 },
    );
  });
});
