import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeError } from '../../src/errors.ts';
import {
  checkoutRefusal,
  measuredEvents,
  recordingRefusal,
  requireServed,
} from '../../src/github/trust.ts';

describe('an event', () => {
  test.each(measuredEvents)('%s is served', eventName => {
    for (const action of ['gate', 'report'] as const)
      expect(() => requireServed({ eventName }, action)).not.toThrow();
  });

  test('workflow_run is for reports, and for nothing that measures', () => {
    const facts = { eventName: 'workflow_run' };
    expect(() => requireServed(facts, 'report')).not.toThrow();
    expect(() => requireServed(facts, 'gate')).toThrow('the event workflow_run is not served');
  });

  test.each([
    ['pull_request_target', /runs with secrets/],
    ['issue_comment', /does not say which commit/],
    ['repository_dispatch', /does not say which commit/],
    ['release', /does not say which commit/],
    ['pull_request_review', /does not say which commit/],
    ['PULL_REQUEST', /does not say which commit/],
    ['', /does not say which commit/],
  ])('"%s" is refused with what to run on instead', (eventName, why) => {
    for (const action of ['gate', 'report'] as const) {
      const refusal = refusalOf({ eventName }, action);
      expect(refusal).toMatch(why);
      expect(refusal).toMatch(/what to do: run this workflow on push, .* pull_request/);
    }
  });

  test.each(measuredEvents)('%s is refused where a branch or tag was deleted', eventName => {
    expect(refusalOf({ eventName, isDeletion: true }, 'gate')).toMatch(
      /was deleted[^]*what to do: leave the step out then/,
    );
  });

  test('has a row in the table of docs/github.md, be it refused or served', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/github.md'), 'utf8');
    const [, table = ''] = /\n## Events\n([^]*?)\n## /.exec(page) ?? [];
    const refused = ['pull_request_target', 'issue_comment', 'repository_dispatch', 'release'];
    for (const event of [...measuredEvents, ...refused, 'workflow_run'])
      expect(table).toMatch(new RegExp(`^\\|.*\`${event}\``, 'm'));
  });
});

function refusalOf(...[facts, action]: Parameters<typeof requireServed>): string {
  try {
    requireServed(facts, action);
  } catch (error) {
    return describeError(error);
  }
  throw new Error('nothing was refused');
}

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
