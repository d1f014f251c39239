import { describe, expect, it } from 'vitest';
import { requireSettings } from '../src/config/settings.ts';
import { describeError, exitStatusOf, GateError } from '../src/errors.ts';
import type { measure } from '../src/measure/measure.ts';
import type { JudgedRun } from '../src/run.ts';
import { runSelftest, type SelftestRequest } from '../src/selftest.ts';
import { madeUpMeasure, throttledLevel } from './harness/made-up-run.ts';

type Measuring = Parameters<typeof measure>[0];

function request(
  raw: Parameters<typeof requireSettings>[0]['raw'] = {},
  publish: SelftestRequest['publish'] = () => undefined,
): SelftestRequest {
  const { plan, policy, site } = requireSettings({
    raw: { disks: ['name=prod,cache=none'], profile: 'quick', suite: 'fio', ...raw },
    origin: 'cli',
    randomSeed: 1,
    workspace: '/nonexistent',
  });
  return {
    plan,
    policy,
    site,
    cacheDirectory: '/nonexistent',
    toolVersion: '0',
    onProgress: () => undefined,
    signal: new AbortController().signal,
    publish,
  };
}

/** Keeps what was to be measured. */
function keeping(measuring: typeof measure = madeUpMeasure()) {
  const asked: Measuring[] = [];
  const measureRun: typeof measure = async wanted => {
    asked.push(wanted);
    return measuring(wanted);
  };
  return { asked, measureRun };
}

const errorOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('a selftest', () => {
  it('measures each disk beside itself by the plan of the gate, in four fifths of its budget', async () => {
    const { asked, measureRun } = keeping();
    const wanted = request({
      disks: ['name=prod,cache=none', 'name=fast,cache=unsafe'],
      budget: '10m',
    });
    const found = await runSelftest(wanted, measureRun);
    expect(asked).toHaveLength(2);
    expect(asked[0]?.plan).toMatchObject({ rounds: 8, budget: 480, suite: wanted.plan.suite });
    expect(
      asked[0]?.plan.arms.slice(0, 4).map(({ name, side, target }) => [name, side, target]),
    ).toEqual(
      (['head', 'base'] as const).flatMap(side =>
        wanted.plan.arms.slice(0, 2).map(({ name, target }) => [name, side, target]),
      ),
    );
    expect(found.unchanged.run.plan.gate?.looks).toEqual([6, 7, 8]);
    expect(found.unchanged.run.rounds).toHaveLength(6);
    expect(found).toMatchObject({
      unchanged: { judgement: { verdict: 'unchanged', gatedCells: 12, passed: true } },
      knownLoss: { judgement: { verdict: 'regressed', gatedCells: 1 } },
      loss: 0.2,
      problems: [],
    });
  });

  it('takes the known loss from what the first disk did, in what is left of the budget', async () => {
    const { asked, measureRun } = keeping();
    const found = await runSelftest(request({ budget: '10m' }), measureRun);
    const [head, base] = asked[1]?.plan.arms ?? [];
    expect(base?.throttle).toBeGreaterThan(0.29 * 2 ** 25);
    expect(base?.throttle).toBeLessThan(0.31 * 2 ** 25);
    expect((head?.throttle ?? 0) / (base?.throttle ?? 1)).toBeCloseTo(0.8, 5);
    const { boot, prepare, measure: measuring, rest } = found.unchanged.run.timing;
    expect(asked[1]?.plan.budget).toBe(600 - boot - prepare - measuring - rest);
    expect(asked[1]?.plan.suite.workloads.map(({ name }) => name)).toEqual(['randread-4k-qd1']);
    expect(found.knownLoss.judgement.cells[0]?.change).toBeCloseTo(-0.2, 1);
  });

  it('throttles by the slowest round, which a busy host reaches too', async () => {
    const { asked, measureRun } = keeping(
      madeUpMeasure((arm, round) => (round === 2 ? 0.5 : throttledLevel(arm))),
    );
    await runSelftest(request(), measureRun);
    expect(asked[1]?.plan.arms[1]?.throttle).toBeGreaterThan(0.145 * 2 ** 25);
    expect(asked[1]?.plan.arms[1]?.throttle).toBeLessThan(0.155 * 2 ** 25);
  });

  it('has two minutes for the known loss, however small the budget is', async () => {
    const { asked, measureRun } = keeping();
    await runSelftest(request({ budget: '2m' }), measureRun);
    expect(asked[1]?.plan.budget).toBe(120);
  });

  it.each([
    ['read-1m-qd8,randread-4k-qd32', 'randread-4k-qd32'],
    ['write-1m-qd8,read-1m-qd8', 'read-1m-qd8'],
    ['syncwrite-4k-qd1', 'syncwrite-4k-qd1'],
  ])('of the workloads %s throttles %s', async (workloads, throttled) => {
    const { asked, measureRun } = keeping();
    await runSelftest(request({ workloads }), measureRun);
    expect(asked[1]?.plan.suite.workloads.map(({ name }) => name)).toEqual([throttled]);
  });

  it('judges unchanged disks by the policy of the user, and the loss by at most 10 %', async () => {
    const raw = { tolerance: '15%', gate: ['prod/read-1m-qd8/*'], reference: 'stored' };
    const found = await runSelftest(request(raw), madeUpMeasure());
    expect(found.unchanged.judgement).toMatchObject({ tolerance: 0.15, gatedCells: 1 });
    expect(found.unchanged.judgement.cells.find(({ gated }) => gated)).toMatchObject({
      workload: 'read-1m-qd8',
      reference: 'live base',
      verdict: 'unchanged',
    });
    expect(found.knownLoss.judgement).toMatchObject({ tolerance: 0.1, verdict: 'regressed' });
  });
});

describe('what is wrong with a gate', () => {
  it('is a known loss that was not caught', async () => {
    const found = await runSelftest(
      request(),
      madeUpMeasure(() => 1),
    );
    expect(found.problems).toEqual([
      'the known loss was not caught: a real loss of 20 % read unchanged, so a green gate on this host says nothing',
    ]);
  });

  it('is a false alarm', async () => {
    const uneven = madeUpMeasure(arm =>
      arm.throttle === undefined && arm.side === 'head' ? 0.8 : throttledLevel(arm),
    );
    const found = await runSelftest(request({ rounds: '16' }), uneven);
    expect(found.problems).toHaveLength(1);
    expect(found.problems[0]).toMatch(
      /^a false alarm: head and base were the same disks .* at most 1 % .*`storage-gate doctor`.*other-load/,
    );
    expect(found.knownLoss.judgement.verdict).toBe('regressed');
  });

  it('is any verdict of unchanged disks that fails the gate', async () => {
    const unmeasured: typeof measure = async wanted => {
      const { run } = await madeUpMeasure()(wanted);
      const rounds = run.rounds.map(round => ({
        ...round,
        measurements: round.measurements.filter(({ workload }) => workload !== 'read-1m-qd8'),
      }));
      return { run: { ...run, rounds } };
    };
    const found = await runSelftest(request(), unmeasured);
    expect(found.problems).toEqual([
      'unchanged disks failed the gate: they read missing, which the policy fails on',
    ]);
  });

  it('is that nothing is gated', async () => {
    const { policy, ...rest } = request();
    const cells = [{ disk: 'prod', gate: false }];
    const found = await runSelftest({ ...rest, policy: { ...policy, cells } }, madeUpMeasure());
    expect(found.problems).toEqual([
      'no cell is gated, so the gate could not have failed whatever was lost',
    ]);
  });
});

describe('trouble', () => {
  const hung = new GateError('guest-hung', { problem: 'the guest hung' });

  it('in the first run is thrown, and nothing is told', async () => {
    const told: JudgedRun[] = [];
    const wanted = request({}, judged => void told.push(judged));
    const ended: typeof measure = async asked => ({
      ...(await madeUpMeasure()(asked)),
      trouble: hung,
    });
    expect(await errorOf(runSelftest(wanted, ended))).toBe(hung);
    expect(told).toEqual([]);
  });

  it('in the second run does not cost the first one', async () => {
    const told: JudgedRun[] = [];
    const wanted = request({}, judged => void told.push(judged));
    const ended: typeof measure = async asked => {
      const measured = await madeUpMeasure()(asked);
      return told.length === 0 ? measured : { ...measured, trouble: hung };
    };
    expect(await errorOf(runSelftest(wanted, ended))).toBe(hung);
    expect(told.map(({ judgement }) => judgement.verdict)).toEqual(['unchanged']);
  });

  it('is a disk that has no value to throttle it by', async () => {
    const error = await errorOf(
      runSelftest(
        request(),
        madeUpMeasure(() => undefined),
      ),
    );
    expect(describeError(error)).toMatch(/prod randread-4k-qd1 has no throughput to throttle/);
    expect(exitStatusOf(error)).toBe(69);
  });

  it('is a plan without any virtual disk, before anything is measured', async () => {
    const { asked, measureRun } = keeping();
    const error = await errorOf(runSelftest(request({ disks: ['host'] }), measureRun));
    expect(describeError(error)).toMatch(/no virtual disk is named/);
    expect(exitStatusOf(error)).toBe(2);
    expect(asked).toEqual([]);
  });
});
