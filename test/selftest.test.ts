import { describe, expect, it } from 'vitest';
import { requireSettings } from '../src/config/settings.ts';
import { GateError } from '../src/errors.ts';
import type { measure } from '../src/measure/measure.ts';
import type { JudgedRun } from '../src/run.ts';
import { runSelftest, type SelftestRequest } from '../src/selftest.ts';
import { knownLevel, madeUpMeasure } from './harness/made-up-run.ts';

type Measuring = Parameters<typeof measure>[0];

function request(
  raw: Parameters<typeof requireSettings>[0]['raw'] = {},
  publish: SelftestRequest['publish'] = () => undefined,
): SelftestRequest {
  const { plan, policy, site } = requireSettings({
    raw: {
      disks: ['name=prod,cache=none'],
      profile: 'quick',
      suite: 'pairs',
      rounds: '10',
      ...raw,
    },
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
      disks: ['name=prod,cache=none', 'name=fast,cache=unsafe,format=qcow2'],
      rounds: '11',
      budget: '10m',
    });
    const found = await runSelftest(wanted, measureRun);
    expect(asked).toHaveLength(2);
    const [twins] = asked;
    expect(twins?.plan).toMatchObject({ rounds: 11, budget: 480, suite: wanted.plan.suite });
    expect(twins?.plan.arms.map(({ name, side, target }) => [name, side, target])).toEqual(
      (['head', 'base'] as const).flatMap(side =>
        wanted.plan.arms.slice(0, 2).map(({ name, target }) => [name, side, target]),
      ),
    );
    expect(twins?.plan.pairs).toEqual([
      { head: 0, against: 2, place: 'one file' },
      { head: 1, against: 3, place: 'new images' },
    ]);
    expect(twins?.plan.arms.some(({ layers }) => layers !== undefined)).toBe(false);
    expect(found.unchanged.run.plan.gate?.looks).toEqual([6, 7, 8, 9, 10, 11]);
    expect(found.unchanged.run.rounds).toHaveLength(6);
    expect(found).toMatchObject({
      unchanged: { judgement: { verdict: 'unchanged', gatedCells: 12, passed: true } },
      knownLoss: { judgement: { verdict: 'regressed', gatedCells: 1 } },
      layers: 60,
      problems: [],
    });
    expect(found.loss).toBeCloseTo(0.6, 2);
  });

  it.each([
    ['raw', 'one file'],
    ['qcow2', 'new images'],
  ])(
    'takes the known loss from the first disk, %s, in what is left of the budget',
    async (format, place) => {
      const { asked, measureRun } = keeping();
      const disks = [`name=prod,cache=none,format=${format},size=2GiB`, 'name=fast,cache=unsafe'];
      const found = await runSelftest(
        request({ disks, budget: '10m', workloads: 'read-1m-qd8' }),
        measureRun,
      );
      const [head, base, ...others] = asked[1]?.plan.arms ?? [];
      expect([head?.layers, base?.layers, others]).toEqual([60, undefined, []]);
      expect(base?.target).toEqual(head?.target);
      expect(head).toMatchObject({ name: 'prod', target: { mode: { format, size: 2 ** 28 } } });
      expect(asked[1]?.plan.pairs).toEqual([{ head: 0, against: 1, place }]);
      expect(asked[1]?.plan.suite.workloads.map(({ name }) => name)).toEqual(['randread-4k-qd32']);
      const { boot, prepare, measure: measuring, rest } = found.unchanged.run.timing;
      expect(asked[1]?.plan.budget).toBe(600 - boot - prepare - measuring - rest);
    },
  );

  it('has five minutes for the known loss, however small the budget is', async () => {
    const { asked, measureRun } = keeping();
    await runSelftest(request({ budget: '2m' }), measureRun);
    expect(asked[1]?.plan.budget).toBe(300);
  });

  it('shows a loss at a small budget of false alarms too', async () => {
    const { asked, measureRun } = keeping();
    const found = await runSelftest(request({ 'false-alarm': '0.01%', rounds: '20' }), measureRun);
    expect(asked[1]?.plan.rounds).toBe(16);
    expect(found.knownLoss.judgement.verdict).toBe('regressed');
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
      expect.stringMatching(
        /^the known loss was not caught: with 60 needless nodes .* unchanged, so/,
      ),
    ]);
    expect(found.loss).toBeCloseTo(0, 2);
  });

  it('is a known loss without a value', async () => {
    const found = await runSelftest(
      request(),
      madeUpMeasure(({ layers }) => (layers === undefined ? 1 : undefined)),
    );
    expect(found.problems).toEqual([expect.stringMatching(/^the known loss .* read missing, so/)]);
    expect(found.loss).toBeUndefined();
  });

  it('is a false alarm', async () => {
    const uneven = madeUpMeasure(arm =>
      arm.layers === undefined && arm.side === 'head' ? 0.8 : knownLevel(arm),
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
});
