import type { Run } from '../../src/core/run.ts';
import { acknowledge } from '../../src/history/accepted-level.ts';
import { buildRun, diskArm, noise } from './run-builder.ts';

/** Runs of a branch that became a fifth slower, each day one; the same at each call. */
export function levelHistory() {
  const mebibyte = 2 ** 20;
  const factor = noise(3, 0.02);
  const runAt = (day: number, level: number, others: Parameters<typeof buildRun>[0] = {}): Run =>
    buildRun({
      arms: [{ ...diskArm('prod'), commit: day.toString(16).padStart(12, '0').padEnd(40, '0') }],
      startedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
      workloads: ['rndrd'],
      rounds: 2,
      value: () => level * mebibyte * factor(),
      ...others,
    });

  const steady = Array.from({ length: 15 }, (_, day) => runAt(day, 100));
  const slower = Array.from({ length: 10 }, (_, day) => runAt(15 + day, 80));
  return { mebibyte, factor, runAt, steady, slower };
}

/** An acknowledgement of the level of some runs. */
export function said(runs: readonly Run[], acknowledgedAt = '2026-03-01T00:00:00Z') {
  return acknowledge({
    acknowledgedAt,
    by: 'Ada',
    reason: 'x',
    toolVersion: '0',
    runs: runs.map(run => ({ run, digest: 'a'.repeat(12) })),
    covers: () => true,
  });
}
