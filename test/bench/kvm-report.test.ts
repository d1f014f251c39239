import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isAccepted, renderKvmReport } from '../../bench/kvm-report.ts';
import { requireSettings } from '../../src/config/settings.ts';
import type { Run } from '../../src/core/run.ts';
import { runSelftest } from '../../src/selftest.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { madeUpMeasure } from '../harness/made-up-run.ts';

/** Runs under emulation, as the product measured them: of the six modes, and of the fio suite. */
function storedRun(name: 'first' | 'fio'): Run {
  const path = resolve(import.meta.dirname, `../../fixtures/runs/${name}.json`);
  const decoded = decodeRun(JSON.parse(readFileSync(path, 'utf8')));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}

const asKvm = (run: Run): Run => ({
  ...run,
  environment: { ...run.environment, accelerator: 'kvm' },
});
const emulated = storedRun('first');
const withKvm = asKvm(emulated);
const more = asKvm(storedRun('fio'));

test('a run under emulation is not accepted, however good it is', () => {
  expect(isAccepted(emulated)).toBe(false);
  expect(isAccepted(withKvm)).toBe(true);
});

test('one mode that was not in force, one round or one boot that lacks is not accepted', () => {
  const [first, ...others] = withKvm.arms;
  if (first === undefined) throw new RangeError('the stored run has no arms');
  const unattested = { ...first, attestation: { ok: false, evidence: [] } };
  expect(isAccepted({ ...withKvm, arms: [unattested, ...others] })).toBe(false);
  expect(isAccepted({ ...withKvm, rounds: withKvm.rounds.slice(1) })).toBe(false);
  expect(
    isAccepted({ ...withKvm, rounds: withKvm.rounds.map(round => ({ ...round, boots: [] })) }),
  ).toBe(false);
  expect(
    isAccepted({
      ...withKvm,
      caveats: [
        {
          kind: 'failed',
          round: 0,
          arm: 'prod',
          side: 'head',
          workload: 'randread-4k-qd1',
          said: 'no report',
        },
      ],
    }),
  ).toBe(false);
});

test('the report has each mode, each boot and each noise reading, and neither paths nor what is not known of KVM', () => {
  const findings = [
    { topic: 'noise', state: 'ok', text: 'while idle, others use 0.1 % | nothing' },
    { topic: 'directory', state: 'ok', text: '/home/somebody on ext4' },
  ] as const;
  const report = renderKvmReport({ run: withKvm, more, findings });
  expect(report).toMatch(/^# KVM: accepted\n/);
  for (const mode of ['default', 'writeback', 'writethrough', 'none', 'directsync', 'unsafe']) {
    expect(report).toMatch(new RegExp(`^\\| ${mode} +\\|.*\\| yes`, 'm'));
  }
  expect(report).toMatch(/^\| prod +\|.*\| yes/m);
  const [round] = withKvm.rounds;
  expect(report).toContain(round?.boots[0]?.seconds.toFixed(2));
  expect(report).toContain('0.1 % \\| nothing');
  expect(report).not.toContain('/home/somebody');
  expect(renderKvmReport({ run: withKvm, more: storedRun('fio'), findings })).toMatch(
    /^# KVM: NOT accepted\n/,
  );
  expect(renderKvmReport({ run: emulated, more, findings })).toMatch(/^# KVM: NOT accepted\n/);
  expect(renderKvmReport({ run: withKvm, more: undefined, findings })).toMatch(
    /^# KVM: NOT accepted\n/,
  );
});

test('a mode that was not in force is named with what was expected and found', () => {
  const evidence = [{ fact: 'cache.direct', expected: 'true', found: 'false' }];
  const arms = withKvm.arms.map(arm => ({
    ...arm,
    attestation: { ok: arm.name !== 'none', evidence },
  }));
  const report = renderKvmReport({ run: { ...withKvm, arms }, more, findings: [] });
  expect(report).toMatch(/^\| none .*\| NO +\| cache\.direct is false and should be true/m);
});

test('a selftest stands in it as it is printed, and says that it was not made where it was not', async () => {
  const { plan, policy, site } = requireSettings({
    raw: { disks: ['none'], profile: 'quick' },
    origin: 'cli',
    randomSeed: 1,
    workspace: '/home/somebody',
  });
  const selftest = await runSelftest(
    {
      plan,
      policy,
      site,
      cacheDirectory: '/home/somebody/.cache',
      toolVersion: '0',
      onProgress: () => undefined,
      signal: new AbortController().signal,
      publish: () => undefined,
    },
    madeUpMeasure(),
  );
  const evidence = { run: withKvm, more, findings: [] };
  const report = renderKvmReport({ ...evidence, selftest });
  expect(report).toMatch(/```text\nSelftest, 1 of 2: nothing changed/);
  expect(report).toMatch(/\nSelftest passed: .*\n```\n/);
  expect(report).not.toContain('/home/somebody');
  expect(renderKvmReport(evidence)).toMatch(/^## Selftest: .*\n\nnot made$/m);
});
