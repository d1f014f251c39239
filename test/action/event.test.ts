import { describe, expect, test } from 'vitest';
import { baseOfPull, mergeOfPull, pullOfPayload } from '../harness/github-state.ts';
import { events, gitAlone } from '../harness/runner.ts';
import { bot, marker, mergeGroup, runStep } from '../harness/step.ts';

describe('a change of nothing under test', () => {
  const config = 'version: 1\ndisks:\n  prod: { cache: none }\n';
  const files = { '.git/HEAD': mergeOfPull, 'storage-gate.yml': config };
  const { baseSha, headSha } = mergeGroup;
  const behaviour = {
    files: Object.fromEntries(
      [baseOfPull, baseSha, mergeOfPull].map(at => [`${at}:storage-gate.yml`, config]),
    ),
    commits: { [headSha]: [] },
  };

  test.each([
    ['pull_request', events.pullRequest, pullOfPayload.headSha],
    ['pull_request labeled', events.labeled, pullOfPayload.headSha],
    ['pull_request unlabeled', events.unlabeled, pullOfPayload.headSha],
    ['merge_group', events.mergeGroup, headSha],
  ])('passes on %s without a measurement, and writes no comment', async (_, event, sha) => {
    const step = await runStep({ event, env: { PATH: gitAlone } }, files, behaviour);
    expect(step.main).toEqual({ status: 0, output: expect.any(String) });
    expect(step.outputs).toMatchObject({
      verdict: 'unchanged',
      regressions: '0',
      'comment-url': '',
    });
    expect(step.summary).toMatch(/nothing under test changed/);
    expect(step.github.statuses).toEqual([
      expect.objectContaining({ sha, state: 'success', description: 'nothing under test changed' }),
    ]);
    expect(step.github.comments).toEqual([]);
    expect(step.annotations).toEqual([]);
    expect(step.post).toEqual({ status: 0, output: '' });
  });

  test('turns the comment of an earlier red green, and says so there and in the summary', async () => {
    const red = { sha: 'a'.repeat(40), verdict: 'regressed' };
    const state = JSON.stringify({ ...red, run: 41, attempt: 1, red });
    const comments = [{ author: bot, body: `${marker}\n<!-- state ${state} -->\nold report` }];
    const step = await runStep({ event: events.pullRequest }, files, { ...behaviour, comments });
    expect(step.outputs['comment-url']).toMatch(/#issuecomment-1$/);
    const told =
      /### Storage gate: unchanged: nothing under test changed\n[^]*turned green: it was regressed at a{12}/;
    expect(step.github.comments[0]?.body).toMatch(told);
    expect(step.summary).toMatch(told);
  });

  const before = (state: object) => {
    const text = JSON.stringify({
      sha: pullOfPayload.headSha,
      attempt: 1,
      verdict: 'regressed',
      ...state,
    });
    return {
      ...behaviour,
      comments: [{ author: bot, body: `${marker}\n<!-- state ${text} -->\nold report` }],
    };
  };

  test('shows on a second attempt what the first one read', async () => {
    const env = { GITHUB_RUN_ATTEMPT: '2' };
    const step = await runStep({ event: events.pullRequest, env }, files, before({ run: 42 }));
    expect(step.github.comments[0]?.body).toContain(
      'This is attempt 2 of the run; the first attempt ended with the verdict regressed.',
    );
  });

  test('leaves a comment alone that a later run wrote, and one of a pull request that has another head by now', async () => {
    const later = await runStep({ event: events.pullRequest }, files, before({ run: 43 }));
    expect(later.github.comments[0]?.body).toContain('old report');
    expect(later.main.output).toContain('the comment stays as it is: run 43');
    const moved = {
      ...before({ run: 41 }),
      pulls: [{ ...pullOfPayload, headSha: 'd'.repeat(40) }],
    };
    const earlier = await runStep({ event: events.pullRequest }, files, moved);
    expect(earlier.github.comments[0]?.body).toContain('old report');
    // GitHub no longer has that commit here, so that it refuses the status; but it was asked.
    expect(earlier.annotations[0]?.message).toContain('the commit status was not set');
    expect(earlier.main.status).toBe(0);
  });

  const statusOf = (run: number, attempt: number, state: string) => ({
    sha: pullOfPayload.headSha,
    state,
    context: 'storage-gate',
    description: 'regressed: 1 of 6 gated cells regressed',
    targetUrl: `https://github.com/Codertocat/Hello-World/actions/runs/${run}/attempts/${attempt}?pr=2`,
  });

  test.each([
    ['run', 43, 1],
    ['attempt', 42, 2],
  ])(
    'leaves a status alone that a later %s set, also where there is no comment to tell',
    async (_, run, attempt) => {
      const statuses = [statusOf(run, attempt, 'pending')];
      const inputs = { comment: 'never' };
      const step = await runStep({ event: events.pullRequest, inputs }, files, {
        ...behaviour,
        statuses: [...statuses],
      });
      expect(step.main).toEqual({
        status: 0,
        output: expect.stringContaining(
          `the commit status stays as it is: run ${run}, attempt ${attempt}`,
        ),
      });
      expect(step.github.statuses).toEqual(statuses);
    },
  );

  test('says in the summary of a second attempt how the first one ended, where there is no comment', async () => {
    const statuses = [statusOf(42, 1, 'pending'), statusOf(42, 1, 'failure')];
    const request = {
      event: events.pullRequest,
      inputs: { comment: 'never' },
      env: { GITHUB_RUN_ATTEMPT: '2' },
    };
    const step = await runStep(request, files, { ...behaviour, statuses: [...statuses] });
    expect(step.summary).toMatch(
      /nothing under test changed[^]*\n> This is attempt 2 of the run; the first attempt ended with the status failure: regressed: 1 of 6/,
    );
    expect(step.github.statuses.map(({ state }) => state)).toEqual([
      'pending',
      'failure',
      'success',
    ]);
    const first = await runStep({ ...request, env: {} }, files, behaviour);
    expect(first.summary).not.toContain('attempt');
  });

  test.each([
    ['push', events.pushToDefault],
    ['schedule', events.schedule],
    ['workflow_dispatch', events.dispatch],
  ])('is no question on %s, which measures, and tells no pull request', async (_, event) => {
    const step = await runStep(
      { event, inputs: { install: 'never' }, env: { PATH: gitAlone } },
      files,
      behaviour,
    );
    expect(step.main.status).toBe(69);
    expect(step.annotations[0]?.message).toContain('qemu');
    expect(step.requests).toEqual([]);
  });
});

describe('a label that is none of the gate', () => {
  // The base has no config, so there is something to measure.
  const files = {
    '.git/HEAD': mergeOfPull,
    'storage-gate.yml': 'version: 1\ndisks:\n  prod: { cache: none }\n',
  };
  const judged = (state: string) => ({
    sha: pullOfPayload.headSha,
    state,
    context: 'storage-gate',
    description: 'regressed: 1 of 6 gated cells regressed',
    targetUrl: null,
  });

  test.each([
    ['failure', 1, events.labeled],
    ['success', 0, events.unlabeled],
  ])(
    'leaves a commit whose status is %s as it is, with exit status %s',
    async (state, status, event) => {
      const statuses = [
        judged('pending'),
        judged(state),
        { ...judged('error'), context: 'another gate' },
      ];
      const step = await runStep(
        { event, env: { PATH: gitAlone } },
        {},
        { statuses: [...statuses] },
      );
      expect(step.main.status).toBe(status);
      expect(step.main.output).toMatch(
        /was already judged, and the label changes nothing: regressed: 1 of 6/,
      );
      expect(step.github.statuses).toEqual(statuses);
      expect(step.github.comments).toEqual([]);
    },
  );

  test('of the gate itself has a commit measured, whatever its status says', async () => {
    const change = { label: { name: 'storage-gate-accepted' } };
    const step = await runStep(
      {
        event: { ...events.labeled, change },
        inputs: { install: 'never' },
        env: { PATH: gitAlone },
      },
      files,
      { statuses: [judged('failure')] },
    );
    expect(step.main.status).toBe(69);
  });

  test.each<[string, { inputs?: Record<string, string>; env?: Record<string, string> }]>([
    ['sets no status, since another job waits for its document', { inputs: { status: 'never' } }],
    ['was started again', { env: { GITHUB_RUN_ATTEMPT: '2' } }],
  ])(
    'has a commit measured whose status is success by a job that %s',
    async (_, { inputs = {}, env = {} }) => {
      const step = await runStep(
        {
          event: events.labeled,
          inputs: { install: 'never', ...inputs },
          env: { PATH: gitAlone, ...env },
        },
        files,
        { statuses: [judged('success')] },
      );
      expect(step.main.status).toBe(69);
      expect(step.main.output).not.toContain('was judged already');
    },
  );

  test.each([['pending'], ['error']])('has a commit measured whose status is %s', async state => {
    const step = await runStep(
      {
        event: events.labeled,
        inputs: { install: 'never' },
        env: { PATH: gitAlone },
      },
      files,
      { statuses: [judged(state)] },
    );
    expect(step.main.status).toBe(69);
    expect(step.github.statuses.map(each => each.state)).toEqual([state, 'pending', 'error']);
  });
});
