import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { judgeAgainst } from '../../src/run.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { inOwnNetwork } from '../harness/own-network.ts';
import { buildPairsRun } from '../harness/pairs-run.ts';
import { rescaledRun } from '../harness/rescaled-run.ts';
import { diskArm } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/**
 * A real run of a disk without a base side, beside a store that has one run of it in another mode:
 * a made-up one, of another environment, whose numbers nothing here could be compared with.
 */
const driver = fileURLToPath(import.meta.resolve('./stored-base-run.ts'));
const startedAt = '2026-01-02T03:04:05.000Z';
const size = 64 * 2 ** 20;
const resources = new AsyncDisposableStack();
let path: string;
let run: Run;

beforeAll(async () => {
  const home = resources.use(await temporaryDirectory());
  path = join(home.path, 'store');
  const images = join(home.path, 'images');
  await mkdir(images);
  const store = resources.use(await openDirectoryStore({ path }));
  const arms = [diskArm('prod', { cache: 'writeback', size })];
  await store.append([buildPairsRun({ arms, startedAt })]);
  const [file = '', ...args] = inOwnNetwork([process.execPath, driver, images, path]);
  const { stdout } = await promisify(execFile)(file, args, { maxBuffer: 2 ** 26 });
  const decoded = decodeRun(JSON.parse(stdout));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  run = decoded.value;
});

afterAll(() => resources.disposeAsync());

/** Against this run itself as it would have been on each of five days before, by these factors. */
async function judgedSince(host: number, disk: number) {
  await using home = await temporaryDirectory();
  await using store = await openDirectoryStore({ path: home.path });
  const isHead = (arm: number) => run.plan.arms[arm]?.side === 'head';
  const isGauge = (pair: number) =>
    run.plan.arms[run.plan.pairs?.[pair]?.against ?? -1]?.side === 'yardstick';
  await store.append(
    [1, 2, 3, 4, 5].map(days => {
      const since = (arm: number) => host * (isHead(arm) ? disk : 1) * (1 + days / 1000);
      const before = rescaledRun(run, {
        earlier: days * 86_400,
        factorOf: ({ arm }) => 1 / since(arm),
      });
      const rounds = before.rounds.map(round => ({
        ...round,
        differences: round.differences?.map(one =>
          isGauge(one.pair) ? { ...one, log: one.log - Math.log(disk) - days / 1000 } : one,
        ),
      }));
      return { ...before, rounds };
    }),
  );
  const policy = { ...defaultPolicy, reference: 'stored' } as const;
  const { judgement } = await judgeAgainst({ run, store, policy });
  return judgement.cells.find(({ metric }) => metric === 'throughput');
}

describe('a run of a disk that is stored in another mode', () => {
  it('measures that mode beside it, in the same rounds, and says where it is from', () => {
    const base = run.plan.arms.find(({ side }) => side === 'base');
    expect(base).toMatchObject({
      name: 'prod',
      target: { kind: 'disk', mode: { cache: 'writeback', size } },
      asStored: { startedAt, commit: 'c0ffee'.padEnd(40, '0') },
    });
    const sides = run.plan.pairs?.map(({ against }) => run.plan.arms[against]?.side);
    expect(sides).toEqual(['base', 'yardstick']);
    expect(run.arms.map(({ attestation }) => attestation.ok)).toEqual([true, true, true]);
    expect(run.rounds.map(({ differences = [] }) => differences.length)).toEqual([2, 2]);
  });

  it('is judged by it, and joins the store', async () => {
    await using store = await openDirectoryStore({ path });
    const { judgement } = await judgeAgainst({ run, store, policy: defaultPolicy });
    expect((await store.list()).runs).toHaveLength(2);
    expect(judgement.changes).toContainEqual({
      arm: 'prod',
      what: 'cache',
      from: 'writeback',
      to: 'none',
    });
    const [cell] = judgement.cells;
    expect(cell).toMatchObject({ reference: 'live base', headRounds: 2 });
    expect(cell?.change).toBeDefined();
  });

  it('stored numbers alone tell a slower disk from a slower host', async () => {
    const lost = await judgedSince(1, 0.5);
    expect(lost?.since?.ratio).toBeCloseTo(-0.5, 1);
    const moved = await judgedSince(0.25, 1);
    expect(moved?.verdict).not.toBe('regressed');
    expect(moved?.since?.host).toBeCloseTo(-0.75, 1);
    const hidden = await judgedSince(4, 0.5);
    expect(hidden?.verdict).not.toBe('regressed');
    expect(hidden?.since?.ratio).toBeCloseTo(-0.5, 1);
  });
});
