import { expect, test } from 'vitest';
import { baselineDirectory } from '../../src/action/baseline.ts';
import { describeFailure } from '../../src/action/failure.ts';
import { GateError } from '../../src/errors.ts';

const repository = { owner: 'Codertocat', name: 'Hello-World' };
const facts = { toolCache: '/opt/tools', repository, workflow: 'Storage gate', job: 'gate', matrix: [] };

test('the baseline of an action is kept for each gate of a repository in the tool cache', () => {
  expect(baselineDirectory(undefined, facts)).toBe('/opt/tools/storage-gate/Codertocat/Hello-World/Storage-gate.gate');
});

test('an absolute path is taken as it is', () => {
  expect(baselineDirectory('dir:/srv/base lines', facts)).toBe('/srv/base lines');
});

test.each(['dir:baselines', 'dir:./x', 'dir:../x'])(
  'the relative %s is refused, because a checkout would delete it',
  text => {
    expect(() => baselineDirectory(text, facts)).toThrow(
      expect.objectContaining({ code: 'bad-argument', message: expect.stringContaining(text) }),
    );
  },
);

test('without tool cache and input there is no baseline, which is an error', () => {
  expect(() => baselineDirectory(undefined, { ...facts, toolCache: undefined })).toThrow(/RUNNER_TOOL_CACHE/);
});

test('a failure is shown as text that no console output can break out of', () => {
  const consoleTail = '</pre><img src=x onerror=alert(1)>\n```\n| a & b |';
  const shown = describeFailure(new GateError('guest-panic', { problem: 'the guest panicked', consoleTail }));
  expect(shown).toContain('the guest panicked');
  expect(shown.match(/<[^>]*>/g)).toEqual(['<pre>', '</pre>']);
  expect(shown).toContain('a &amp; b');
});
