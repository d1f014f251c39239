import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Environment } from '../../src/core/environment.ts';
import type { RunArm, Subject } from '../../src/core/run.ts';
import { emulationWarning, labelsOf } from '../../src/report/labels.ts';
import { throughputTable, titlesOf } from '../../src/report/tables.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { buildRun, diskArm, hostArm } from '../harness/run-builder.ts';

const guestLabel = (arms: readonly RunArm[], environment: Partial<Environment> = {}) =>
  labelsOf(buildRun({ arms, environment })).find(({ name }) => name === 'guest')?.text;

const withParts = (arm: RunArm, parts: Omit<Subject, 'target'>): RunArm => ({
  ...arm,
  subject: { ...arm.subject, ...parts },
});

test("the host's own QEMU and kernel are named by their versions", () => {
  expect(guestLabel([diskArm('prod')])).toMatch(/^QEMU \d[^,]*, accelerator kvm, kernel \d/);
});

test('where an input gave a QEMU for either side, both sides are named with theirs', () => {
  const qemu = (version: string): Omit<Subject, 'target'> => ({
    qemu: { sha256: 'ab'.repeat(32), version },
  });
  const arms = [
    withParts(diskArm('prod'), qemu('7.2.22')),
    withParts(diskArm('prod', {}, 'base'), qemu('9.0.1')),
  ];
  expect(guestLabel(arms, { qemu: null })).toMatch(
    /^QEMU 7\.2\.22 \(head\), 9\.0\.1 \(base\), accelerator kvm, kernel \d/,
  );
});

test('a run that booted no guest says so', () => {
  expect(
    guestLabel([hostArm('host')], { accelerator: 'none', qemu: null, guestKernel: null }),
  ).toBe('none was booted');
});

test('only a run under emulation is loudly said to be one', () => {
  const warningOf = (accelerator: Environment['accelerator']) =>
    emulationWarning(buildRun({ arms: [hostArm('host')], environment: { accelerator } }));
  expect(warningOf('tcg')).toMatch(/^SOFTWARE EMULATION/);
  expect(warningOf('kvm')).toBeUndefined();
  expect(warningOf('none')).toBeUndefined();
});

test('writes that a cap ended are called a burst, and no other workload is', () => {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/runs/pairs.json'), 'utf8');
  const decoded = decodeRun(JSON.parse(text));
  if (!decoded.ok) throw new Error('fixtures/runs/pairs.json is no run document');
  const { plan } = decoded.value;
  const withBurst = (name: string) => {
    const pairs = plan.pairs?.map(pair => ({
      ...pair,
      slices: pair.slices?.map(one => ({ ...one, burst: one.workload === name })),
    }));
    return { ...decoded.value, plan: { ...plan, pairs } };
  };
  const bursting = withBurst('write-1m-qd2');
  expect(titlesOf(bursting)('write-1m-qd2')).toBe('write 1M, depth 2, burst');
  expect(throughputTable(bursting).columns.filter(title => /burst/.test(title))).toEqual([
    'write 1M, depth 2, burst',
  ]);
  expect(titlesOf(withBurst('none'))('write-1m-qd2')).toBe('write 1M, depth 2');
});
