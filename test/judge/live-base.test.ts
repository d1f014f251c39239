import { expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { judge } from '../../src/judge/judge.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import {
  buildRun,
  diskArm,
  gatingPolicy,
  noise,
  type ValueOfCell,
} from '../harness/run-builder.ts';
import { worded } from '../harness/worded.ts';

const mebibyte = 2 ** 20;

/** Head and base of one disk, in rounds that differ wildly; the head at `level` of the base. */
function bothSides(level: number, arms = [diskArm('prod'), diskArm('prod', {}, 'base')]): Run {
  const rounds = [100, 300, 50, 200, 120, 90, 260, 70, 150, 80];
  const factor = noise(7, 0.005);
  const value: ValueOfCell = ({ arm, round }) =>
    (rounds[round] ?? 100) * (arm.side === 'head' ? level : 1) * mebibyte * factor();
  return buildRun({ arms, rounds: rounds.length, value });
}

function judged(run: Run, baseline: readonly Run[] = []) {
  return worded(judge({ run, baseline: baselineOf(run, baseline), policy: gatingPolicy }));
}

test('a loss against the live base is found although the rounds differ by a factor of six', () => {
  const judgement = judged(bothSides(0.9));
  expect(judgement.verdict).toBe('regressed');
  const [cell] = judgement.cells;
  expect(cell).toMatchObject({
    arm: 'prod',
    side: 'head',
    reference: 'live base',
    baseRuns: 0,
    headRounds: 10,
  });
  expect(cell?.change).toBeCloseTo(-0.1, 1);
});

test('without a change the live base shows the head to be unchanged, with no stored run at all', () => {
  expect(judged(bothSides(1))).toMatchObject({ verdict: 'unchanged', passed: true, gatedCells: 4 });
});

test('the live base decides alone: stored runs of a faster day do not make the head regressed', () => {
  const faster = buildRun({
    arms: [diskArm('prod')],
    value: () => 900 * mebibyte,
    startedAt: '2026-01-01T00:00:00.000Z',
  });
  expect(judged(bothSides(1), [faster]).verdict).toBe('unchanged');
});

test('base arms are no cells of their own, and do not gate', () => {
  expect(judged(bothSides(1)).cells.every(({ side }) => side === 'head')).toBe(true);
});

test('what differs between the sides is said, and a weaker durability is red whatever the speed', () => {
  const arms = [diskArm('prod', { cache: 'unsafe' }), diskArm('prod', { cache: 'none' }, 'base')];
  const judgement = judged(bothSides(1.5, arms));
  expect(judgement.changes).toContainEqual({
    arm: 'prod',
    what: 'cache',
    from: 'none',
    to: 'unsafe',
  });
  expect(judgement.verdict).toBe('regressed');
  expect(judgement.cells[0]?.reason).toMatch(/promises less durability/);
});

test('a change of nothing but QEMU is said, and judged as any other', () => {
  const qemu = { version: '7.2.22', sha256: 'ab'.repeat(32) };
  const base = diskArm('prod', {}, 'base');
  const arms = [diskArm('prod'), base].map(arm => ({ ...arm, subject: { ...arm.subject, qemu } }));
  const [head] = arms;
  if (head === undefined) throw new Error('there is no head');
  const slower = {
    ...head,
    subject: { ...head.subject, qemu: { version: '9.0.0', sha256: 'cd'.repeat(32) } },
  };
  const judgement = judged(bothSides(0.9, [slower, ...arms.slice(1)]));
  expect(judgement.changes).toEqual([
    {
      arm: 'prod',
      what: 'QEMU',
      from: '7.2.22 (sha256 abababababab)',
      to: '9.0.0 (sha256 cdcdcdcdcdcd)',
    },
  ]);
  expect(judgement.verdict).toBe('regressed');
});

test('a base side whose mode was not in force leaves the head without a reference: missing, never green', () => {
  const base = diskArm('prod', {}, 'base');
  const evidence = [{ fact: 'cache.direct', expected: 'true', found: 'false' }];
  const judgement = judged(
    bothSides(1, [diskArm('prod'), { ...base, attestation: { ok: false, evidence } }]),
  );
  expect(judgement).toMatchObject({ verdict: 'missing', passed: false });
  expect(judgement.cells[0]?.reason).toMatch(/^its base side: its disk mode was not in force/);
});

test('an arm that only the base side has is missing', () => {
  const judgement = judged(
    bothSides(1, [diskArm('prod'), diskArm('prod', {}, 'base'), diskArm('old', {}, 'base')]),
  );
  const gone = judgement.cells.filter(({ arm }) => arm === 'old');
  expect(gone.map(({ verdict }) => verdict)).toEqual(['missing', 'missing', 'missing', 'missing']);
  expect(judgement.verdict).toBe('missing');
});

test('an arm that only the head has is judged against stored runs', () => {
  const judgement = judged(
    bothSides(1, [diskArm('prod'), diskArm('prod', {}, 'base'), diskArm('new')]),
  );
  expect(judgement.cells.find(({ arm }) => arm === 'new')).toMatchObject({
    reference: 'stored runs',
    verdict: 'inconclusive',
  });
});
