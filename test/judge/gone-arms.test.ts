import { expect, test } from 'vitest';
import type { PlannedArm } from '../../src/core/plan.ts';
import type { Policy } from '../../src/core/policy.ts';
import type { Run, RunArm } from '../../src/core/run.ts';
import { judge } from '../../src/judge/judge.ts';
import { reasonText } from '../../src/report/reasons.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildRun, diskArm, gatingPolicy } from '../harness/run-builder.ts';

const log = [diskArm('log'), diskArm('log', {}, 'base')];
const runOf = (arms: readonly RunArm[]) => buildRun({ arms, rounds: 8 });
const storedOf = (...arms: readonly RunArm[]) =>
  buildRun({ arms, startedAt: '2026-01-01T00:00:00.000Z' });
const disk = (name: string): PlannedArm => {
  const { target } = diskArm(name).subject;
  return { name, side: 'head', target };
};

function judged(
  run: Run,
  given: { stored?: Run; hadBefore?: readonly PlannedArm[]; reference?: Policy['reference'] } = {},
) {
  const policy = { ...gatingPolicy, reference: given.reference ?? 'both' };
  const baseline = baselineOf(run, given.stored === undefined ? [] : [given.stored]);
  return judge({ run, baseline, policy, hadBefore: given.hadBefore });
}

/** What is said of each arm that is gone. */
function goneIn({ cells }: ReturnType<typeof judged>) {
  const gone = cells.flatMap(({ arm, reason }) =>
    reason?.kind === 'arm-gone' ? [`${arm}: ${reasonText(reason)}`] : [],
  );
  return [...new Set(gone)];
}

const told = (arm: string) =>
  `${arm}: the arm ${arm} is in the baseline, and no longer in this run`;

test.each([
  [
    'stored runs have, beside a live base',
    runOf(log),
    { stored: storedOf(...log, diskArm('prod')) },
  ],
  [
    'stored runs have',
    runOf([diskArm('log')]),
    { stored: storedOf(diskArm('log'), diskArm('prod')) },
  ],
  ['the base config has', runOf(log), { hadBefore: [disk('log'), disk('prod')] }],
  [
    'the base config has, of a policy of base sides',
    runOf(log),
    { hadBefore: [disk('log'), disk('prod')], reference: 'base' },
  ],
  [
    'the base config has, of a policy of stored runs',
    runOf([diskArm('log')]),
    { hadBefore: [disk('log'), disk('prod')], reference: 'stored' },
  ],
  ['the base side has', runOf([...log, diskArm('prod', {}, 'base')]), {}],
] as const)('a disk that %s, and the head has not, is missing and named', (_, run, given) => {
  const judgement = judged(run, given);
  expect(judgement).toMatchObject({ verdict: 'missing', passed: false });
  expect(goneIn(judgement)).toEqual([told('prod')]);
});

test('a disk that is gone by base and stored runs is told once for each cell', () => {
  const given = {
    stored: storedOf(...log, diskArm('prod')),
    hadBefore: [disk('log'), disk('prod')],
  };
  const cells = judged(runOf(log), given).cells.filter(({ arm }) => arm === 'prod');
  expect(new Set(cells.map(({ workload }) => workload)).size).toBe(cells.length);
});

test('a disk that the policy does not gate may go', () => {
  const policy = { ...gatingPolicy, cells: [...gatingPolicy.cells, { disk: 'prod', gate: false }] };
  const run = runOf(log);
  const judgement = judge({
    run,
    baseline: baselineOf(run, []),
    policy,
    hadBefore: [disk('log'), disk('prod')],
  });
  expect(judgement.verdict).toBe('unchanged');
});

test.each([
  ['of the same mode', [diskArm('fast')], 'fast'],
  ['of a name that is nearly the same', [diskArm('prod2', { cache: 'none' })], 'prod2'],
  [
    'of the same mode, before one of a near name',
    [diskArm('prod2', { cache: 'none' }), diskArm('x')],
    'x',
  ],
  ['of neither', [diskArm('x', { cache: 'none' })], undefined],
])('a disk that may have another name is told with the new one %s', (_, added, partner) => {
  const stored = storedOf(...log, diskArm('prod'));
  const why = partner === undefined ? '' : `; ${partner} may be it, renamed`;
  for (const given of [{ stored }, { hadBefore: [disk('prod'), disk('log')] }])
    expect(goneIn(judged(runOf([...log, ...added]), given))).toEqual([`${told('prod')}${why}`]);
});
