import { expect, test } from 'vitest';
import { attestationList } from '../../src/report/labels.ts';
import { buildRun, diskArm, hostArm } from '../harness/run-builder.ts';

const direct = (found: string) => ({ fact: 'cache.direct', expected: 'true', found });
const arm = (name: string, attestation: ReturnType<typeof diskArm>['attestation']) => ({
  ...diskArm(name),
  attestation,
});

test('each virtual disk has what was read back of it, or why that proves nothing', () => {
  const write = { fact: 'write cache', expected: 'on', found: 'on' };
  const run = buildRun({
    arms: [
      arm('sound', { ok: true, evidence: [direct('true'), write] }),
      arm('wrong', { ok: false, evidence: [direct('false'), write] }),
      arm('silent', { ok: false, evidence: [] }),
      { ...diskArm('sound', {}, 'base') },
      hostArm('host'),
    ],
  });
  expect(attestationList(run)).toEqual([
    { label: 'sound', text: 'in force: cache.direct true, write cache on' },
    { label: 'wrong', text: 'not in force: cache.direct is false and should be true' },
    { label: 'silent', text: 'not proven: nothing was read back' },
    {
      label: 'sound (base)',
      text: expect.stringMatching(/^in force: .*cache\.direct in QEMU false/),
    },
  ]);
});
