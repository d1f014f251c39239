import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { outcomesOf } from '../../bench/traces/outcomes.ts';
import { renderRealGuests } from '../../bench/traces/real-guests.ts';
import { documentPath, recordedRun, recordings } from '../../bench/traces/recording.ts';
import { traceOf } from '../../bench/traces/trace.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { buildRun, diskArm, noise } from '../harness/run-builder.ts';

const documents = mkdtempSync(join(tmpdir(), 'traces-'));
afterAll(() => rmSync(documents, { recursive: true, force: true }));

/** Twins of one disk; the head reaches so much of the base. */
function twins({
  reached = 1,
  rounds = 8,
  seed = 1,
}: {
  reached?: number;
  rounds?: number;
  seed?: number;
} = {}) {
  const factor = noise(seed, 0.01);
  return buildRun({
    arms: [diskArm('pair'), diskArm('pair', {}, 'base')],
    rounds,
    workloads: ['rndrd'],
    value: ({ arm }) => 1e8 * (arm.side === 'head' ? reached : 1) * factor(),
  });
}

describe('what is to be recorded', () => {
  it('takes turns, so that a recording that is stopped holds some of each mode and kind', () => {
    const all = recordings({ runs: 3, wirings: 2 }).map(
      ({ kind, mode, number }) => `${kind} ${mode} ${number}`,
    );
    expect(all.slice(0, 6)).toEqual([
      'aa none 1',
      'aa writeback 1',
      'wiring none 1',
      'aa none 2',
      'aa writeback 2',
      'wiring writeback 2',
    ]);
    expect(all.slice(6)).toEqual(['aa none 3', 'aa writeback 3']);
  });
});

describe('the document of a recording', () => {
  const recording = { kind: 'aa', mode: 'none', number: 3 } as const;
  const site = { documents, directory: undefined, accelerator: 'tcg', lockWait: '1m', rounds: 8 };
  const path = documentPath(site, recording);

  it('is read again, so that a finished run is not repeated', async () => {
    await expect(recordedRun(site, recording)).resolves.toBeUndefined();
    writeFileSync(path, encodeRun(twins()));
    await expect(recordedRun(site, recording)).resolves.toMatchObject({ plan: { rounds: 8 } });
  });

  it('of another number of rounds is refused, and so is one that is damaged', async () => {
    await expect(recordedRun({ ...site, rounds: 9 }, recording)).rejects.toThrow(
      /has 8 rounds instead of 9/,
    );
    writeFileSync(path, '{"schema":1}');
    await expect(recordedRun(site, recording)).rejects.toThrow(/aa-none-03\.json/);
  });
});

describe('a trace', () => {
  it('has the throughput of both sides for each round of each run, and says which side was first', () => {
    const run = twins();
    const { runs, provenance } = traceOf('none', [run, run], 'npm run traces');
    expect(runs.map(({ rounds }) => rounds.length)).toEqual([8, 8]);
    const value = run.rounds[0]?.measurements.find(({ arm }) => arm === 0);
    expect(runs[0]?.rounds[0]?.head).toEqual({ rndrd: Math.round(value?.value ?? 0) });
    expect(new Set(runs[0]?.rounds.map(({ first }) => first))).toEqual(new Set(['head', 'base']));
    expect(provenance).toMatchObject({ command: 'npm run traces', environment: run.environment });
  });

  it('of two environments is refused', () => {
    const other = buildRun({ environment: { hostKernel: '6.12' } });
    expect(() => traceOf('none', [twins(), other], '')).toThrow(/different environments/);
  });
});

describe('the table of outcomes', () => {
  it('is a sentence where nothing was recorded, else has counts and bounds', () => {
    expect(renderRealGuests(documents)).toBe('None is recorded yet.');
    const recording = { kind: 'aa', mode: 'none', number: 1 } as const;
    const aa = outcomesOf([{ recording, run: twins() }]);
    writeFileSync(
      join(documents, 'outcomes.json'),
      JSON.stringify({ command: 'npm run traces', aa }),
    );
    expect(renderRealGuests(documents)).toMatch(
      /nothing changed \(A\/A\) \| 1 \| 1 unchanged \| at least 0 %, at most 95 % \|/,
    );
  });
});

describe('the outcomes', () => {
  const recorded = (run: ReturnType<typeof twins>) => ({
    recording: { kind: 'aa', mode: 'none', number: 1 } as const,
    run,
  });

  it('count the verdicts of runs that are judged one by one, with exact bounds', () => {
    const found = outcomesOf([twins(), twins({ seed: 2 }), twins({ reached: 0.8 })].map(recorded));
    expect(found).toMatchObject({
      runs: 3,
      verdicts: { unchanged: 2, regressed: 1 },
      regressed: 1,
    });
    expect(found.rateAtMost).toBeCloseTo(0.8646, 4);
    expect(found.rateAtLeast).toBeCloseTo(0.01695, 5);
    expect(found.change[0]).toBeCloseTo(-0.2, 1);
  });
});
