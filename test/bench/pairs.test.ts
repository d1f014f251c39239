import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startBusyLoops } from '../../bench/pairs/busy.ts';
import { campaignsOf } from '../../bench/pairs/figures.ts';
import { type KindName, kinds, settingsOf } from '../../bench/pairs/kinds.ts';
import { renderCampaign, renderHosts, renderSpread } from '../../bench/pairs/markdown.ts';
import {
  finishedTrace,
  kindNamed,
  lastSitting,
  type PairsTrace,
  parseTrace,
  readTraces,
  writeTrace,
} from '../../bench/pairs/trace.ts';
import type { Run } from '../../src/core/run.ts';
import { pairsRunOf } from '../harness/pairs-run-of.ts';

const directory = mkdtempSync(join(tmpdir(), 'pairs-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const site = { directory: undefined, accelerator: 'tcg', lockWait: '1m' };

/** A run of a kind that nobody measured. */
function trace(
  kind: KindName,
  {
    number = 1,
    load = 'left alone',
    change,
  }: Partial<Pick<PairsTrace, 'number' | 'load'>> & { change?: (workload: string) => number } = {},
): PairsTrace {
  const [pair] = kinds[kind].variants;
  const { plan } = settingsOf(site, { pair, seed: `${number}` });
  const run: Run = pairsRunOf(plan, change, number);
  const name = { kind, number, load, sitting: '20260101-1200' } as const;
  return { schema: 1, ...name, loadAverage: 0.1, command: 'npm run bench:pairs', run };
}

describe('a kind of run', () => {
  it('has one file for an A/A, images of their own where they are unlike, and layers for a loss', () => {
    const planOf = (kind: KindName, variant = 0) => {
      const pair = kinds[kind].variants[variant] ?? kinds[kind].variants[0];
      return settingsOf(site, { pair, seed: '1' }).plan;
    };
    expect(planOf('aa').pairs).toMatchObject([{ place: 'one file' }]);
    for (const variant of [0, 1])
      expect(planOf('aa-unlike', variant).pairs).toMatchObject([{ place: 'new images' }]);
    const names = planOf('loss-one').suite.workloads.map(({ name }) => name);
    for (const { lost, kept } of Object.values(kinds))
      expect(names).toEqual(expect.arrayContaining([...lost, ...kept]));
    expect(kindNamed('aa-3')).toBe('aa-3');
    expect(() => kindNamed('aa-4')).toThrow('--kind: aa-4 is none of aa, ');
  });
});

describe('a trace', () => {
  it('is read as the run that it was, without the measurements that no figure needs', async () => {
    const out = join(directory, 'one');
    const written = trace('aa');
    expect(await lastSitting(out)).toBeUndefined();
    expect(await finishedTrace(out, written)).toBeUndefined();
    const path = await writeTrace(out, written);
    expect(statSync(path).size).toBeLessThan(60_000);
    expect(await lastSitting(out)).toBe('20260101-1200');
    const [read] = readTraces(out);
    expect(await finishedTrace(out, written)).toEqual(read);
    const metrics = read?.run.rounds.flatMap(({ measurements }) => measurements.map(m => m.metric));
    expect(new Set(metrics)).toEqual(new Set(['throughput']));
    expect(campaignsOf([written])[0]?.cells.map(({ mean }) => mean.toFixed(4))).toEqual(
      read && campaignsOf([read])[0]?.cells.map(({ mean }) => mean.toFixed(4)),
    );
  });

  it('that is cut or of another kind is refused by its name', async () => {
    const path = await writeTrace(join(directory, 'two'), trace('aa'));
    const text = readFileSync(path, 'utf8');
    expect(() => parseTrace(text.replace('"aa"', '"ab"'), 'x.json')).toThrow(/kind/);
    const short = text.replace('"rounds":12', '"rounds":11');
    expect(() => parseTrace(short, 'x.json')).toThrow(/^x\.json: /);
    writeFileSync(path, text.slice(0, -20));
    expect(() => readTraces(join(directory, 'two'))).toThrow(SyntaxError);
    expect(existsSync(`${path}.part`)).toBe(false);
  });
});

describe('the figures', () => {
  const loss = trace('loss-all', { change: () => -0.1 });
  const partial = trace('loss-all', {
    number: 2,
    change: name => (name === 'read-1m-qd8' ? 0 : -0.1),
  });
  const traces = [
    trace('aa'),
    trace('aa', { number: 2 }),
    trace('aa', { load: 'busy loops' }),
    loss,
    partial,
  ];

  it('count runs of each kind and load by the judge, with bounds', () => {
    const found = campaignsOf(traces);
    expect(found.map(({ kind, load, runs }) => [kind, load, runs])).toEqual([
      ['aa', 'left alone', 2],
      ['aa', 'busy loops', 1],
      ['loss-all', 'left alone', 2],
    ]);
    expect(found[0]).toMatchObject({
      unchanged: { seen: 2, of: 2 },
      red: { seen: 0 },
      right: undefined,
      sittings: 1,
    });
    expect(found[0]?.red.most).toBeCloseTo(0.7764, 4);
    expect(found[2]).toMatchObject({ red: { seen: 2 }, right: { seen: 1, of: 2 } });
  });

  it('tell a host with other work from one that was left alone', () => {
    const { run, ...name } = trace('aa');
    const rounds = run.rounds.map(round => ({ ...round, load: { stealShare: 0, othersCpu: 1.2 } }));
    expect(campaignsOf([{ ...name, run: { ...run, rounds } }])[0]?.load).toBe('other work');
  });

  it('have the spread of rounds within their runs, whatever the runs are off', () => {
    const shifted = { change: () => 0.1 };
    const [cell] =
      campaignsOf([trace('aa'), trace('aa', { number: 2, ...shifted })])[0]?.cells ?? [];
    expect(cell?.deviation).toBeGreaterThan(0.003);
    expect(cell?.deviation).toBeLessThan(0.008);
    expect(cell?.deviationBelow).toBeGreaterThan(cell?.deviation ?? 1);
    expect(cell?.mean).toBeCloseTo(Math.log(1.1) / 2, 2);
    expect(cell?.rounds).toBe(24);
  });

  it('are tables, and nothing where nothing was recorded', () => {
    expect(renderCampaign(traces)).toMatch(
      /^\| a loss of 10 % and more in all cells \| left alone \| 2 in 1 \| 0 \(at least 0.0 %\) \| 2 \(.*\) \| 1 \(/m,
    );
    expect(renderSpread(traces)).toMatch(
      /^\| A\/A, one raw file \| busy loops \| read-1m-qd8 \| 0\.\d % \([01]\.\d %\) \| /m,
    );
    expect(renderHosts(traces.map(({ run }) => run))).toMatch(
      /^\d{4}-\d\d-\d\d: 2 x Example CPU 3000, host kernel 6\.1, kvm, QEMU 7\.2\.22, sysbench 1\.0\.20, /,
    );
    expect([renderCampaign([]), renderSpread([]), renderHosts([])]).toEqual(['', '', '']);
  });
});

describe('the recorded sample', () => {
  const sample = readTraces(resolve(import.meta.dirname, '../../fixtures/traces/sample'));

  it('is of real guests, and has a difference of each workload in each round', () => {
    expect(sample.length).toBeGreaterThan(0);
    for (const { run } of sample)
      for (const { differences } of run.rounds)
        expect(differences).toHaveLength(run.plan.suite.workloads.length);
  });

  it('comes to figures', () => {
    for (const { cells } of campaignsOf(sample))
      for (const cell of cells) expect(Number.isFinite(cell.mean)).toBe(true);
  });
});

it('busy loops are no children of ours, and end with their scope', async () => {
  /** Undefined once it ended, be it that nobody has waited for it. */
  const parentOf = (pid: number): string | undefined => {
    const path = `/proc/${pid}/stat`;
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const [state, parent] = text.split(') ')[1]?.split(' ') ?? [];
    return state === 'Z' ? undefined : parent;
  };
  let pids: readonly number[] = [];
  {
    await using loops = await startBusyLoops();
    ({ pids } = loops);
    expect(pids).toHaveLength(availableParallelism());
    for (const pid of pids) expect([undefined, `${process.pid}`]).not.toContain(parentOf(pid));
  }
  await expect.poll(() => pids.filter(pid => parentOf(pid) !== undefined)).toEqual([]);
});
