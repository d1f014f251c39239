import { describe, expect, it } from 'vitest';
import { requireSettings } from '../src/config/settings.ts';
import type { Run } from '../src/core/run.ts';
import { describeError } from '../src/errors.ts';
import { renderSelftest } from '../src/report/selftest.ts';
import { runSelftest, type SelftestRequest } from '../src/selftest.ts';
import { noise } from './harness/run-builder.ts';
import { twinRun } from './harness/twin-builder.ts';

/** Rounds that follow each other every 30 s. */
function timed(run: Run): Run {
  const rounds = run.rounds.map((round, index) => ({
    ...round,
    measurements: round.measurements.map(one => ({
      ...one,
      startedAt: new Date(Date.parse(run.startedAt) + index * 30_000).toISOString(),
    })),
  }));
  return { ...run, rounds };
}

function request(
  run: Run,
  raw: Record<string, string> = {},
  others: Partial<SelftestRequest> = {},
): SelftestRequest {
  const settings = requireSettings({
    raw: { disks: ['name=prod,cache=none'], profile: 'quick', ...raw },
    origin: 'cli',
    randomSeed: 1,
    workspace: '/nonexistent',
  });
  return {
    ...settings,
    rounds: undefined,
    from: [{ name: 'run.json', run: timed(run) }],
    runs: 150,
    surroundings: {
      cacheDirectory: '/nonexistent',
      toolVersion: '0',
      onProgress: () => undefined,
      signal: new AbortController().signal,
    },
    pause: () => Promise.resolve(),
    ...others,
  };
}

describe('a selftest of recorded rounds', () => {
  it('says false alarms, detection, MDE and what the rounds bound, and that the wiring was not checked', async () => {
    const found = await runSelftest(request(twinRun({ rounds: 40 })));
    expect(found).toMatchObject({
      recorded: { runs: 1, rounds: 40, secondsPerRound: 30, verdicts: ['unchanged'] },
      judged: { rounds: 8, planned: 8, looks: [6, 7, 8], gatedCells: 2, falseAlarm: 0.01 },
      resampled: { runs: 150 },
      falseAlarms: { seen: 0, rate: 0, realRuns: 5, realRed: 0, roundsForProof: 299 * 8 },
      whollyUnchanged: 1,
      wiring: null,
    });
    expect(found.falseAlarms.realRateAtMost).toBeCloseTo(1 - 0.05 ** (1 / 5), 6);
    expect(found.detection.map(({ loss, of }) => [loss, of])).toEqual([
      [0.05, 150],
      [0.1, 150],
      [0.2, 150],
    ]);
    expect(found.advice).toEqual([
      '8 rounds decide here: keep tolerance, rounds and gated cells as they are',
    ]);
  });

  it('judges no more rounds than the budget has time for', async () => {
    const found = await runSelftest(
      request(twinRun({ rounds: 40 }), { rounds: '16', budget: '6m' }),
    );
    expect(found.judged).toMatchObject({
      rounds: 12,
      planned: 16,
      looks: [6, 7, 8, 9, 10, 11, 12],
    });
  });

  it('of a noisy host advises rounds and their budget, a tolerance, and fewer cells', async () => {
    const found = await runSelftest(
      request(twinRun({ rounds: 40, deviation: 0.08 }), { budget: '5m' }),
    );
    const advice = found.advice.join('\n');
    expect(advice).toMatch(
      /^--rounds \d+ and --budget \d+m \(8 now\) would catch a loss of [12]0 % in every cell/,
    );
    expect(advice).toMatch(
      /^a tolerance of (\d+) % \(`--tolerance \1%`\), for every cell, would show most unchanged cells to be so/m,
    );
    expect(advice).toMatch(/^gate fewer cells \(--gate\): 2 share the false-alarm budget/m);
  });

  it('names the disk whose sides differed although they were alike, before all other advice', async () => {
    const next = noise(3, 0.01);
    const uneven = twinRun({
      rounds: 40,
      value: ({ arm, workload }) =>
        1e8 * next() * (arm.side === 'head' && workload === 'seqrd' ? 0.8 : 1),
    });
    const found = await runSelftest(request(uneven));
    expect(found.advice[0]).toMatch(
      /^\d[\d.]* % of innocent runs read regressed, more than the 1 % that were asked for: head and base of prod seqrd differed/,
    );
    expect(found.advice.join()).not.toContain('keep tolerance');
  });

  it('says of few rounds that their false alarms may be an accident, and of many that something lasts', async () => {
    // The head is slow in one half of the rounds and fast in the other: on the whole the sides do
    // not differ.
    const lasting = (rounds: number): Run => {
      const next = noise(4, 0.01);
      return twinRun({
        rounds,
        value: ({ arm, round }) =>
          1e8 * next() * (arm.side === 'head' ? (round < rounds / 2 ? 0.8 : 1.25) : 1),
      });
    };
    const [few, many] = [
      await runSelftest(request(lasting(12))),
      await runSelftest(request(lasting(48))),
    ];
    expect(few.advice[0]).toMatch(/: in so few rounds that may be an accident$/);
    expect(many.advice[0]).toMatch(
      /: something here lasts for several rounds; find it, or lower --false-alarm$/,
    );
  });

  it.each<[string, Run, RegExp]>([
    [
      'has too few rounds',
      twinRun({ rounds: 3 }),
      /3 rounds are too few to resample: it takes 4 at least/,
    ],
    [
      'has no base side',
      twinRun({ arms: twinRun().arms.slice(0, 1) }),
      /run\.json: has no base side of prod/,
    ],
  ])('refuses a document that %s', async (_, run, message) => {
    const error: unknown = await runSelftest(request(run)).catch((reason: unknown) => reason);
    expect(describeError(error)).toMatch(message);
  });

  it('hears a signal between its parts', async () => {
    const controller = new AbortController();
    const asked = request(
      twinRun(),
      {},
      { runs: 10_000, pause: () => Promise.resolve(controller.abort(new Error('enough'))) },
    );
    const { surroundings } = asked;
    await expect(
      runSelftest({ ...asked, surroundings: { ...surroundings, signal: controller.signal } }),
    ).rejects.toThrow('enough');
  });
});

describe('its report', () => {
  it('counts the verdicts of several documents', async () => {
    const named = [1, 2, 3].map(seed => ({
      name: `${seed}.json`,
      run: timed(twinRun({ rounds: 8, seed })),
    }));
    const found = await runSelftest(request(twinRun(), {}, { from: named }));
    expect(renderSelftest(found, false)).toMatch(/as they were,\s+they\s+read\s+3\s+unchanged\./);
  });

  it('has the figures, a plot and the advice, and no colour where there is to be none', async () => {
    const found = await runSelftest(request(twinRun({ rounds: 40, deviation: 0.04 })));
    const text = renderSelftest(found, false);
    expect(text).toMatch(
      /^Storage gate selftest: 40 rounds without any change, wiring not checked$/m,
    );
    expect(text).toMatch(/It is no proof of 1 %: the 40 rounds\s+themselves make up 5 runs/);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /that alone only shows, at 95 % confidence, a rate below \d+ %,/,
    );
    expect(text).toMatch(/^nothing \(any cell red\) \|[#.]{50}\| \S+ %$/m);
    expect(text).toMatch(/^ {2}20 % \(that cell red\) \|#+\.*\| \S+ %$/m);
    expect(text).toMatch(
      /^disk +workload +sides differ +95 % interval +noise +MDE +-5 % caught +-10 % caught +-20 % caught/m,
    );
    expect(text).toMatch(/^Wiring check: not made, since nothing was measured/m);
    expect(text).not.toContain('\u001b');
    expect(renderSelftest(found, true)).toContain('\u001b[1m');
  });

  it('says why rounds bound nothing on their own, of one run and of several', async () => {
    const run = twinRun({ rounds: 6 });
    const several = ['a.json', 'b.json'].map(name => ({ name, run: timed(run) }));
    const [one, two] = [
      await runSelftest(request(run)),
      await runSelftest(request(run, {}, { from: several })),
    ];
    const flat = (found: typeof one) => renderSelftest(found, false).replaceAll(/\s+/g, ' ');
    expect(flat(one)).toContain(
      'these rounds are fewer than the 8 rounds of a run, so on their own they bound nothing',
    );
    expect(flat(two)).toContain(
      'each of the 2 recorded runs is shorter than the 8 rounds of a run, so on their own they bound',
    );
  });

  it('says in words that the wiring failed, and what was seen', async () => {
    const found = await runSelftest(request(twinRun({ rounds: 40 })));
    const wiring = {
      arm: 'prod',
      workload: 'randread-4k-qd1',
      loss: 0.2,
      verdict: 'inconclusive',
      rounds: 16,
      change: -0.2,
      interval: { low: -0.5, high: 0.1 },
      reason: null,
      passed: false,
    } as const;
    const text = renderSelftest({ ...found, wiring }, false);
    expect(text).toMatch(/WIRING FAILED$/m);
    expect(text).toMatch(
      /^Wiring check: FAILED: prod randread-4k-qd1, both sides throttled, .*inconclusive, -20 % \(-50 % to \+10 %\)/m,
    );
  });
});
