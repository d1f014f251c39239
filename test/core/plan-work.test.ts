import { expect, test } from 'vitest';
import type { PlannedArm } from '../../src/core/plan.ts';
import { countSteps, workloadsOfArm } from '../../src/core/plan-work.ts';
import { sysbenchSuite } from '../../src/suites/sysbench/workloads.ts';

const all: PlannedArm = { name: 'a', side: 'host', target: { kind: 'host', direct: true } };
const some: PlannedArm = { ...all, name: 'b', workloads: ['seqrd', 'rndrd'] };

test('an arm is measured with all workloads, or with those that are named, in the order of the suite', () => {
  expect(workloadsOfArm(sysbenchSuite, all)).toEqual(sysbenchSuite.workloads);
  expect(workloadsOfArm(sysbenchSuite, some).map(({ name }) => name)).toEqual(['rndrd', 'seqrd']);
});

test('steps are counted by what each arm is measured with', () => {
  const plan = { suite: sysbenchSuite, arms: [all, some] };
  expect(countSteps(plan, [])).toBe(0);
  expect(countSteps(plan, [1])).toBe(2);
  expect(countSteps(plan, [0, 1, 1, 0])).toBe(12);
});
