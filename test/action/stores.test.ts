import { expect, test } from 'vitest';
import { describeFailure } from '../../src/action/ending.ts';
import { baselineLocation } from '../../src/action/stores.ts';
import { GateError } from '../../src/errors.ts';
import { describeStore, requireStore } from '../../src/store/location.ts';

const facts = { workflow: 'Storage gate', job: 'gate', matrix: [] };

test('the baseline of an action is a branch of the repository, with a folder for each gate', () => {
  expect(describeStore(baselineLocation(undefined, facts))).toBe(
    'git:refs/storage-gate/baselines:Storage-gate.gate',
  );
});

test.each(['.github/workflows/x.yml', '--> x', '\u{1f680}', 'x'.repeat(300)])(
  'the folder of a workflow called %s is one that can be named again',
  workflow => {
    const location = baselineLocation(undefined, { ...facts, workflow });
    expect(requireStore(describeStore(location))).toEqual(location);
  },
);

test.each(['dir:/srv/base lines', 'git:runs', 'git:refs/x/y:z'])('%s is taken as it is', text => {
  expect(describeStore(baselineLocation(text, facts))).toBe(text);
});

test.each(['dir:baselines', 'dir:./x', 'dir:../x'])(
  'the relative %s is refused, because a checkout would delete it',
  text => {
    expect(() => baselineLocation(text, facts)).toThrow(
      expect.objectContaining({ code: 'bad-argument', message: expect.stringContaining(text) }),
    );
  },
);

test('a single document is no place for the runs of the default branch', () => {
  expect(() => baselineLocation('file:/srv/run.json', facts)).toThrow(
    /can't hold runs of the default branch/,
  );
});

test('a failure is shown as text that no console output can break out of', () => {
  const consoleTail = '</pre><img src=x onerror=alert(1)>\n```\n| a & b |';
  const shown = describeFailure(
    new GateError('guest-panic', { problem: 'the guest panicked', consoleTail }),
  );
  expect(shown).toContain('the guest panicked');
  expect(shown.match(/<[^>]*>/g)).toEqual(['<pre>', '</pre>']);
  expect(shown).toContain('a &amp; b');
});
