import { expect, test } from 'vitest';
import type { Definition } from '../../src/core/definition.ts';
import type { PlannedArm } from '../../src/core/plan.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { judge } from '../../src/judge/judge.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildPairsRun } from '../harness/pairs-run.ts';
import { diskArm, noise } from '../harness/run-builder.ts';
import { worded } from '../harness/worded.ts';

const definition: Definition = {
  path: 'vms/prod.xml',
  target: 'vda',
  line: 10,
  lines: { cache: 12 },
  told: [{ name: 'vcpu', value: '2', line: 3, says: 'the gate has 2' }],
  unmeasured: [{ name: 'iotune', value: '5000', line: 17 }],
};

const slower: Definition = {
  ...definition,
  unmeasured: [{ name: 'iotune', value: '500', line: 18 }],
};

interface Sides {
  readonly head?: Partial<PlannedArm>;
  readonly base?: Partial<PlannedArm> | undefined;
  readonly mode?: Partial<DiskMode>;
  readonly level?: number;
  readonly startedAt?: string;
  readonly unchanged?: readonly string[];
}

/** A run whose head has a definition, beside its base side or alone. */
function runOf({ head, base, mode = {}, level = 1, startedAt, unchanged }: Sides): Run {
  const factor = noise(7, 0.005);
  const arms = [
    diskArm('prod', { cache: 'none', ...mode }),
    ...(base === undefined ? [] : [diskArm('prod', { cache: 'none' }, 'base')]),
  ];
  const run = buildPairsRun({
    arms,
    rounds: 10,
    ...(startedAt !== undefined && { startedAt }),
    value: ({ arm }) => 2 ** 26 * factor() * (arm.side === 'head' ? level : 1),
  });
  const more = { head, base, host: undefined, yardstick: undefined };
  const planned = run.plan.arms.map(arm => ({ ...arm, ...more[arm.side] }));
  return {
    ...run,
    plan: { ...run.plan, arms: planned, ...(unchanged !== undefined && { unchanged }) },
  };
}

function judged(run: Run, baseline: readonly Run[] = [], policy = defaultPolicy) {
  const decoded = decodeRun(run);
  expect(decoded.ok ? [] : decoded.rejections).toEqual([]);
  return worded(judge({ run, baseline: baselineOf(run, baseline), policy }));
}

test('a disk that is the same, definition and all, is judged by its numbers', () => {
  expect(judged(runOf({ head: { definition }, base: { definition } }))).toMatchObject({
    verdict: 'unchanged',
    passed: true,
  });
});

test.each<[string, Sides, RegExp]>([
  [
    'another value of what is not measured',
    { head: { definition: slower }, base: { definition } },
    /^iotune changed from 5000 to 500, which is not measured \(vms\/prod\.xml:18\)$/,
  ],
  [
    'another value of what is told',
    { head: { definition: { ...definition, told: [] } }, base: { definition } },
    /^vcpu changed from 2 to nothing, which is not measured \(vms\/prod\.xml:3\)$/,
  ],
  [
    'a field that is new',
    { head: { definition }, base: { definition: { ...definition, unmeasured: [] } } },
    /^iotune changed from nothing to 5000, which is not measured \(vms\/prod\.xml:17\)$/,
  ],
  [
    'no definition any more',
    { head: {}, base: { definition } },
    /^iotune changed from 5000 to nothing.*; vcpu changed from 2 to nothing/,
  ],
  [
    'a base that can not be read',
    { head: { definition, baseUnread: 'vms/prod.xml:5: cach' } },
    /^what it was at the base can't be read: vms\/prod\.xml:5: cach$/,
  ],
])('%s is never green: every cell is missing, with its line', (_, sides, reason) => {
  const judgement = judged(runOf(sides));
  expect(judgement).toMatchObject({ verdict: 'missing', passed: false });
  const heads = judgement.cells.filter(({ side }) => side === 'head');
  expect(heads.length).toBeGreaterThan(3);
  for (const cell of heads) {
    expect(cell.verdict).toBe('missing');
    expect(cell.reason).toMatch(reason);
  }
});

test('a loss stays a loss, and so does a weaker durability, whatever else changed', () => {
  const both = { head: { definition: slower }, base: { definition } };
  expect(judged(runOf({ ...both, level: 0.7 })).verdict).toBe('regressed');
  const weaker = judged(runOf({ ...both, mode: { cache: 'unsafe' } }));
  expect(weaker.verdict).toBe('regressed');
  expect(weaker.cells[0]?.reason).toMatch(/promises less durability/);
});

test('a line that only moved, or another sentence of the gate, is no change', () => {
  const moved: Definition = {
    ...definition,
    line: 20,
    told: [{ name: 'vcpu', value: '2', line: 4, says: 'said in other words' }],
    unmeasured: [{ name: 'iotune', value: '5000', line: 27 }],
  };
  expect(judged(runOf({ head: { definition: moved }, base: { definition } })).verdict).toBe(
    'unchanged',
  );
});

test('without a base side the newest stored run says what the definition was', () => {
  const stored = [1, 2, 3].map(day =>
    runOf({ head: { definition }, startedAt: `2026-02-0${day}T12:00:00.000Z` }),
  );
  expect(judged(runOf({ head: { definition: slower } }), stored)).toMatchObject({
    verdict: 'missing',
  });
  expect(judged(runOf({ head: { definition } }), stored).verdict).not.toBe('missing');
  const fields = [runOf({ startedAt: '2026-02-01T12:00:00.000Z' })];
  expect(judged(runOf({ head: { definition } }), fields).verdict).not.toBe('missing');
});

test('a changed field has its line, one that is gone that of its disk, and sizes have none', () => {
  const size = 2 ** 31;
  const { changes } = judged(
    runOf({
      head: { definition },
      base: { definition },
      mode: { cache: 'directsync', aio: 'native', size },
    }),
  );
  const placed = Object.fromEntries(changes.map(({ what, at }) => [what, at]));
  expect(placed).toEqual({
    cache: { path: 'vms/prod.xml', line: 12 },
    aio: { path: 'vms/prod.xml', line: 10 },
    size: undefined,
  });
});

test('a disk that was left out for being the same is not gone, and its gates are no mistake', () => {
  const before = buildPairsRun({
    arms: [diskArm('prod', { cache: 'none' }), diskArm('db')],
    rounds: 10,
    startedAt: '2026-02-01T12:00:00.000Z',
  });
  const policy = { ...defaultPolicy, cells: [{ disk: 'db', gate: true }] };
  const sides = { head: { definition }, base: { definition } };
  const without = judged(runOf(sides), [before], policy);
  expect(without.verdict).toBe('missing');
  const told = judged(runOf({ ...sides, unchanged: ['db'] }), [before], policy);
  expect(told).toMatchObject({ verdict: 'unchanged', passed: true });
  expect(told.cells.some(({ arm }) => arm === 'db')).toBe(false);
  expect(told.caveats.join()).not.toContain('matches no cell');
});
