import { describe, expect, test } from 'vitest';
import { checkoutRefusal, recordingRefusal, requireMeasuring } from '../../src/github/trust.ts';

describe('measuring', () => {
  test('is refused on pull_request_target, whoever asks', () => {
    expect(() => requireMeasuring({ eventName: 'pull_request_target' }, 'pull_request')).toThrow(
      /secrets/,
    );
  });

  test.each(['push', 'pull_request', 'schedule', 'workflow_dispatch', 'merge_group'])(
    'is done on %s',
    eventName => {
      expect(() => requireMeasuring({ eventName }, 'pull_request')).not.toThrow();
    },
  );
});

describe('recording', () => {
  const main = { ref: 'refs/heads/main', defaultBranch: 'main' };

  test.each(['push', 'schedule', 'workflow_dispatch'])(
    'is done on %s of the default branch',
    eventName => {
      expect(recordingRefusal({ eventName, ...main })).toBeUndefined();
    },
  );

  test.each([
    'pull_request',
    'pull_request_target',
    'merge_group',
    'workflow_run',
    'issue_comment',
    '',
  ])('is refused on "%s" even with the ref of the default branch', eventName => {
    expect(recordingRefusal({ eventName, ...main })).toMatch(/does not record/);
  });

  test.each([
    'refs/heads/feature',
    'refs/tags/main',
    'refs/heads/main/x',
    'main',
    'refs/heads/Main',
    '',
  ])('is refused for a push to "%s" where the default branch is main', ref => {
    expect(recordingRefusal({ eventName: 'push', ...main, ref })).toMatch(
      /is not the default branch/,
    );
  });

  test('is refused where the event does not name the default branch', () => {
    expect(
      recordingRefusal({
        eventName: 'push',
        ref: 'refs/heads/undefined',
        defaultBranch: undefined,
      }),
    ).toMatch(/does not name/);
  });
});

test.each([
  ['a'.repeat(40), /^$/],
  ['b'.repeat(40), /b{40} is checked out, and the event is about a{40}/],
  [undefined, /no git checkout/],
])('a run is recorded of the commit that is checked out: %s', (commit, refusal) => {
  expect(checkoutRefusal(commit, { sha: 'a'.repeat(40) }) ?? '').toMatch(refusal);
});
