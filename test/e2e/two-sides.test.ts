import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/core/judgement.ts';
import { decodeRun, type Run } from '../../src/core/run.ts';
import { type Ended, freshDirectory, runGateCommand } from './command-line.ts';

/** Head and base of one disk in one real run: a change of nothing but the cache mode. */
const directory = freshDirectory('storage-gate-sides');
let ended: Ended;
let run: Run;
let judgement: Judgement;

beforeAll(async () => {
  const sides = ['--disk', 'name=prod,cache=none', '--base-disk', 'name=prod,cache=unsafe'];
  const plan = ['--suite', 'seed', '--rounds', '2', '--accel', 'tcg', '--directory', directory];
  ended = await runGateCommand(['run', '--yes', ...plan, ...sides, '--out', 'run.json', '--format', 'json'], {
    cwd: directory,
  });
  if (ended.status !== 0 && ended.status !== 1) throw new Error(ended.stderr);
  const decoded = decodeRun(JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8')));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  run = decoded.value;
  ({ judgement } = JSON.parse(ended.stdout) as { judgement: Judgement });
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a run with a head and a base side', () => {
  it('ends without trouble, and judges with no stored run at all', () => {
    expect(judgement.baseline).toEqual([]);
    expect(judgement.cells.filter(({ gated }) => gated)).toHaveLength(4);
    for (const cell of judgement.cells) {
      expect(cell).toMatchObject({ side: 'head', reference: 'live base' });
      expect(cell.base).toBeGreaterThan(0);
      expect(cell.interval?.low).toBeLessThan(cell.change ?? 0);
    }
  });

  it('has both sides attested, each as what it is', () => {
    expect(run.arms.map(({ name, side, attestation }) => [name, side, attestation.ok])).toEqual([
      ['prod', 'head', true],
      ['prod', 'base', true],
    ]);
    expect(run.arms[0]?.attestation.evidence).not.toEqual(run.arms[1]?.attestation.evidence);
  });

  it('says that the cache mode is what changed', () => {
    expect(judgement.changes).toEqual([{ arm: 'prod', what: 'cache', from: 'unsafe', to: 'none' }]);
  });

  it('lets the sides take turns in going first', () => {
    const [first, second] = run.rounds.map(
      ({ measurements }) => measurements.toSorted((a, b) => a.order - b.order)[0]?.arm,
    );
    expect(new Set([first, second])).toEqual(new Set([0, 1]));
  });
});
