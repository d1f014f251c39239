import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isAccepted, renderKvmReport, showsInstrument } from '../../bench/kvm-report.ts';
import { requireSettings } from '../../src/config/settings.ts';
import type { Run } from '../../src/core/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { pairsRunOf } from '../harness/pairs-run-of.ts';

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

/** Rounds of two equal disks, as a run of the suite pairs has them. */
function unchangedRun(change = 0): Run {
  const { plan } = requireSettings({
    raw: { suite: 'pairs', disks: ['name=pair,cache=none'], baseDisks: ['name=pair,cache=none'] },
    origin: 'cli',
    randomSeed: 1,
    workspace: '/home/somebody',
  });
  return pairsRunOf(plan, () => change);
}

const dilution = [5, 500].map(milliseconds => ({
  milliseconds,
  workload: 'randread-4k-qd32',
  mean: -0.4,
  error: 0.02,
}));
const ceiling = [{ workload: 'randread-4k-qd32', rate: 60_000 }];

test('the instrument stands in it, and says that it was not tried where it was not', () => {
  const instrument = { unchanged: unchangedRun(), dilution, ceiling };
  const report = renderKvmReport({ run: withKvm, more, findings: [], instrument });
  expect(report).toMatch(
    /^\| A\/A, one raw file \| left alone \| 1 in 1 \| 1 \(at least 5.0 %\) \| 0 /m,
  );
  expect(report).toContain('| randread-4k-qd32 | 5 ms | -33 % ± 1.3 % |');
  expect(report).toMatch(/\| randread-4k-qd32 \| 60000 \| (9\d\d|10\d\d) \| (59|60)/);
  expect(renderKvmReport({ run: withKvm, more, findings: [] })).toMatch(/\n\nnot tried\n\n/);
});

test('the instrument is good where nothing is red and no slices dilute a loss', () => {
  const sound = { unchanged: unchangedRun(), dilution, ceiling };
  expect(showsInstrument(sound)).toBe(true);
  expect(showsInstrument({ ...sound, unchanged: unchangedRun(-0.2) })).toBe(false);
  const diluted = dilution.map(one => (one.milliseconds === 5 ? { ...one, mean: -0.2 } : one));
  expect(showsInstrument({ ...sound, dilution: diluted })).toBe(false);
});
