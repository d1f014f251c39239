import { expect, test } from 'vitest';
import { evidenceText } from '../../src/report/tables.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import type { Claim } from '../../src/suites/suite.ts';
import {
  type BuiltRun,
  buildRun,
  buildSeedRun,
  diskArm,
  hostArm,
  noise,
  postArms,
  postValue,
} from '../harness/run-builder.ts';

function saidOf(column: Claim['columns'][number] | undefined): string {
  return column === undefined ? '' : evidenceText(column.evidence);
}

/** Outcome by claim and workload. */
function outcomes(run: Parameters<typeof judgeClaims>[0]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    judgeClaims(run).map(({ claim, columns }) => [
      claim,
      Object.fromEntries(columns.map(({ workload, outcome }) => [workload, outcome])),
    ]),
  );
}

test('the post’s own numbers, measured with little noise, confirm and refute its claims column by column', () => {
  expect(outcomes(buildSeedRun({ seed: 5, deviation: 0.002, rounds: 4 }))).toEqual({
    'default is writeback': { rndrd: 'holds', rndwr: 'holds', seqrd: 'holds', seqwr: 'holds' },
    'writeback beats all others but unsafe': {
      rndrd: 'holds',
      rndwr: 'refuted',
      seqrd: 'not decided',
      seqwr: 'refuted',
    },
    'unsafe is slightly faster than writeback': {
      rndrd: 'holds',
      rndwr: 'holds',
      seqrd: 'refuted',
      seqwr: 'holds',
    },
    'every virtual disk is slower than the host': {
      rndrd: 'holds',
      rndwr: 'holds',
      seqrd: 'holds',
      seqwr: 'holds',
    },
    'random read loses most': { rndrd: 'holds' },
  });
});

test('one round decides nothing but what attestation proves', () => {
  const found = outcomes(buildSeedRun({ seed: 5, deviation: 0.002, rounds: 1 }));
  const { 'default is writeback': proven, ...measured } = found;
  expect(new Set(Object.values(proven ?? {}))).toEqual(new Set(['holds']));
  expect(new Set(Object.values(measured).flatMap(columns => Object.values(columns)))).toEqual(
    new Set(['not decided']),
  );
});

test('evidence is the ratio with its interval and the rounds behind it', () => {
  const claims = judgeClaims(buildSeedRun({ seed: 5, deviation: 0.01, rounds: 4 }));
  const unsafe = claims.find(({ claim }) => claim.startsWith('unsafe'));
  expect(saidOf(unsafe?.columns[0])).toMatch(/^unsafe\/writeback 1\.\d\dx \([\d.]+-[\d.]+, n 4\)$/);
});

test('noise that both arms of a round share cancels, since ratios are paired by round', () => {
  const shared = [1, 3, 0.5, 2];
  const own = noise(3, 0.005);
  const value: NonNullable<BuiltRun['value']> = ({ arm, workload, round }) =>
    postValue(arm.name, workload) * (shared[round] ?? 1) * own();
  const found = outcomes(buildRun({ arms: postArms(), rounds: 4, value }));
  expect(found['every virtual disk is slower than the host']?.['rndrd']).toBe('holds');
});

test('faster by far is not slightly faster', () => {
  const arms = [diskArm('writeback'), diskArm('unsafe', { cache: 'unsafe' })];
  const own = noise(4, 0.01);
  const value: NonNullable<BuiltRun['value']> = ({ arm }) =>
    (arm.name === 'unsafe' ? 3e8 : 1e8) * own();
  expect(
    outcomes(buildRun({ arms, value }))['unsafe is slightly faster than writeback']?.['rndrd'],
  ).toBe('refuted');
});

test('a default that was read back as another mode refutes the claim, one that was not shown decides nothing', () => {
  const other = buildRun({ arms: [diskArm('default', { cache: 'none' }), diskArm('writeback')] });
  expect(outcomes(other)['default is writeback']?.['rndrd']).toBe('refuted');
  const unproven = { ...diskArm('default'), attestation: { ok: false, evidence: [] } };
  const unshown = buildRun({ arms: [unproven, diskArm('writeback')] });
  expect(outcomes(unshown)['default is writeback']?.['rndrd']).toBe('not decided');
});

test('direct modes are compared with the direct host, buffered ones with the buffered host', () => {
  const arms = [
    hostArm('host'),
    hostArm('host-direct'),
    diskArm('none', { cache: 'none' }),
    diskArm('writeback'),
  ];
  const level: Record<string, number> = {
    host: 1000,
    'host-direct': 100,
    none: 150,
    writeback: 900,
  };
  const own = noise(2, 0.001);
  const run = buildRun({ arms, value: ({ arm }) => (level[arm.name] ?? 0) * 1e6 * own() });
  const claim = judgeClaims(run).find(({ claim: words }) => words.startsWith('every virtual disk'));
  expect(claim?.columns[0]?.outcome).toBe('refuted');
  expect(saidOf(claim?.columns[0])).toMatch(/^fastest none 1\.50x/);
});

test('a missing cell leaves its column undecided, with the reason', () => {
  const run = buildRun({
    arms: [diskArm('writeback'), diskArm('unsafe', { cache: 'unsafe' })],
    value: ({ arm, workload }) => (arm.name === 'unsafe' && workload === 'rndwr' ? undefined : 1e8),
  });
  const [, column] = judgeClaims(run)[0]?.columns ?? [];
  expect(column).toMatchObject({ workload: 'rndwr', outcome: 'not decided' });
  expect(saidOf(column)).toBe('unsafe/writeback unknown (unsafe: no value in round 1)');
});

test('a run without the post’s arms is told nothing about the post', () => {
  expect(judgeClaims(buildRun({ arms: [diskArm('prod', { cache: 'none' })] }))).toEqual([]);
});
