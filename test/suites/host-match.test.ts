import { expect, test } from 'vitest';
import type { Run, RunArm } from '../../src/core/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { matchedHost } from '../../src/suites/host-match.ts';
import { rulesOf } from '../../src/suites/registry.ts';
import { buildRun, diskArm, hostArm } from '../harness/run-builder.ts';

/**
 * A run of the sysbench suite with `none` and some host arms, those of `elsewhere` in directories
 * of their own.
 */
function runWith(hosts: readonly RunArm[], elsewhere: readonly string[] = []): Run {
  const run = buildRun({ arms: [diskArm('none', { cache: 'none' }), ...hosts] });
  const arms = run.plan.arms.map(arm =>
    elsewhere.includes(arm.name) ? { ...arm, ownDirectory: true } : arm,
  );
  return { ...run, plan: { ...run.plan, arms } };
}

function matchIn(run: Run): string | undefined {
  const [disk] = run.arms;
  return disk === undefined ? undefined : matchedHost(run, disk, rulesOf(run.plan.suite))?.arm.name;
}

const block: RunArm = { ...hostArm('host-direct'), name: 'block' };

test('a disk is compared with the host arm that does what QEMU does, whatever the arm is called', () => {
  expect(matchIn(runWith([hostArm('host'), hostArm('host-direct')]))).toBe('host-direct');
  expect(matchIn(runWith([hostArm('host'), block]))).toBe('block');
  expect(matchIn(runWith([hostArm('host')]))).toBeUndefined();
});

test('a host arm in a directory of its own is compared with no disk, even where it has the name of the job', () => {
  expect(matchIn(runWith([block], ['block']))).toBeUndefined();
  expect(matchIn(runWith([hostArm('host-direct')], ['host-direct']))).toBeUndefined();
  expect(matchIn(runWith([block, hostArm('host-direct')], ['block']))).toBe('host-direct');
});

test('a run document keeps which arms had a directory of their own, and is read without it too', () => {
  for (const run of [runWith([block], ['block']), runWith([block])]) {
    expect(decodeRun(JSON.parse(JSON.stringify(run)))).toEqual({ ok: true, value: run });
  }
});
