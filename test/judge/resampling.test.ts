import { describe, expect, it } from 'vitest';
import { looksFor } from '../../src/core/gate-plan.ts';
import {
  joinResamplings,
  judgeInTurn,
  type ResamplingRequest,
  resample,
} from '../../src/judge/resampling.ts';
import { twinRounds, twinRun } from '../harness/twin-builder.ts';

const looks = { at: looksFor(8), rounds: 8 };

function request(deviation: number, others: Partial<ResamplingRequest> = {}): ResamplingRequest {
  const twins = twinRounds(twinRun({ deviation, rounds: 40 }));
  return {
    twins,
    looks,
    falseAlarm: 0.01,
    factors: [0.95, 0.9, 0.8],
    runs: 200,
    seed: 5,
    ...others,
  };
}

describe('resampled runs', () => {
  it('of a quiet host are unchanged where nothing was, and regressed where 20 % or 10 % were lost', () => {
    const found = resample(request(0.01));
    expect(found).toMatchObject({ runs: 200, red: 0, whollyUnchanged: 200 });
    expect(found.rounds).toBeLessThan(200 * 8);
    const [, ten, twenty] = found.losses.map(cells => cells.map(({ of, caught }) => caught / of));
    expect(ten).toEqual([1, 1]);
    expect(twenty).toEqual([1, 1]);
    for (const cells of found.losses) expect(cells.reduce((sum, { of }) => sum + of, 0)).toBe(200);
  });

  it('of a noisy host say what is missed, and their MDE with it', () => {
    const [noisy, quiet] = [resample(request(0.15)), resample(request(0.01))];
    const caught = (noisy.losses[1] ?? []).reduce((sum, loss) => sum + loss.caught, 0);
    expect(caught).toBeLessThan(60);
    expect(noisy.whollyUnchanged).toBeLessThan(100);
    expect(Math.min(...(noisy.mdes[0] ?? []))).toBeGreaterThan(Math.max(...(quiet.mdes[0] ?? [])));
  });

  it('blame neither side alone for what one of them always was: either is called head', () => {
    const run = twinRun({
      rounds: 40,
      value: ({ arm, round }) => (arm.side === 'head' ? 0.8 : 1) * (1e8 + round),
    });
    const found = resample(
      request(0.01, { twins: twinRounds(run), looks: { at: looksFor(16), rounds: 16 } }),
    );
    expect(found.red).toBeLessThan(50);
    expect(judgeInTurn({ twins: twinRounds(run), looks, falseAlarm: 0.01 })).toEqual({
      of: 5,
      red: 5,
    });
  });

  it('are the same for the same seed, and others for another', () => {
    expect(resample(request(0.05))).toEqual(resample(request(0.05)));
    expect(resample(request(0.05, { seed: 6 })).mdes).not.toEqual(resample(request(0.05)).mdes);
  });

  it('are longer than what was recorded where that is short', () => {
    const twins = twinRounds(twinRun({ rounds: 4 }));
    expect(resample(request(0.01, { twins })).mdes[0]).toHaveLength(200);
    expect(judgeInTurn({ twins, looks, falseAlarm: 0.01 })).toEqual({ of: 0, red: 0 });
  });

  it('joined add up', () => {
    const [one, other] = [resample(request(0.05)), resample(request(0.05, { seed: 6, runs: 100 }))];
    const joined = joinResamplings(one, other);
    expect(joined.runs).toBe(300);
    expect(joined.rounds).toBe(one.rounds + other.rounds);
    expect(joined.losses[0]?.[1]?.of).toBe(
      (one.losses[0]?.[1]?.of ?? 0) + (other.losses[0]?.[1]?.of ?? 0),
    );
    expect(joined.mdes[1]).toHaveLength(300);
  });
});
