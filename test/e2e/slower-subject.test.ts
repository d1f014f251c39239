import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { type GrownDisk, type GrownRun, grownRun } from '../harness/grown-run.ts';
import { freshDirectory, runGateCommand } from './command-line.ts';

const root = freshDirectory('storage-gate-slower');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const part = (digit: string) => ({ version: '10.0.2', sha256: digit.repeat(64) });

/** What a pull request may change, and nothing else beside it. */
const subjects = [
  {
    what: 'cache',
    before: { mode: { cache: 'none' } },
    after: { mode: { cache: 'directsync' } },
    given: [],
  },
  {
    what: 'QEMU',
    before: { parts: { qemu: part('a') } },
    after: { parts: { qemu: part('b') } },
    given: ['qemu'],
  },
  {
    what: 'kernel',
    before: { parts: { kernel: part('a') } },
    after: { parts: { kernel: part('b') } },
    given: ['guestKernel'],
  },
] as const satisfies readonly {
  what: string;
  before: Partial<GrownDisk>;
  after: Partial<GrownDisk>;
  given: GrownRun['given'];
}[];

const steady = { rounds: 12, deviation: 0.02 } as const;
const late = '2026-11-23T00:00:00.000Z';

function write(directory: string, name: string, run: Run): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, name);
  writeFileSync(path, encodeRun(run));
  return path;
}

async function compare(
  directory: string,
  document: string,
): Promise<{ status: number | null; judgement: Judgement }> {
  mkdirSync(join(directory, 'store'), { recursive: true });
  const words = ['compare', document, '--baseline', 'dir:store', '--format', 'json'];
  const { status, stdout } = await runGateCommand(words, { cwd: directory });
  return { status, judgement: (JSON.parse(stdout) as { judgement: Judgement }).judgement };
}

/**
 * Documents of the product's own run with values made slower, judged by the bundled command line.
 */
describe.each(subjects)(
  'a change of only $what that costs a fifth',
  ({ what, before, after, given }) => {
    it('reads regressed with status 1 against stored runs, and is named', async () => {
      const directory = join(root, `stored ${what}`);
      const stored = Array.from({ length: 6 }, (_, day) => {
        const startedAt = `2026-11-2${day % 2}T0${day}:00:00.000Z`;
        const disks = [{ name: 'prod', ...before }];
        return write(
          directory,
          `${day}.json`,
          grownRun({ ...steady, seed: day + 1, startedAt, disks, given }),
        );
      });
      const recorded = await runGateCommand(['record', ...stored, '--baseline', 'dir:store'], {
        cwd: directory,
      });
      expect(recorded.status, recorded.stderr).toBe(0);
      const disks = [{ name: 'prod', ...after, level: 0.8 }];
      const head = write(
        directory,
        'head.json',
        grownRun({ ...steady, seed: 20, startedAt: late, disks, given }),
      );
      const { status, judgement } = await compare(directory, head);
      expect(judgement).toMatchObject({
        verdict: 'regressed',
        incomparable: [],
        changes: [{ arm: 'prod', what }],
      });
      expect(judgement.baseline).toHaveLength(6);
      expect(status).toBe(1);
    });

    it('reads regressed with status 1 against the base side of the same run', async () => {
      const directory = join(root, `live ${what}`);
      const disks = [
        { name: 'prod', ...after, level: 0.8 },
        { name: 'prod', side: 'base', ...before },
      ] as const;
      const head = write(
        directory,
        'head.json',
        grownRun({ ...steady, seed: 21, startedAt: late, disks, given }),
      );
      const { status, judgement } = await compare(directory, head);
      expect(judgement).toMatchObject({ verdict: 'regressed', changes: [{ arm: 'prod', what }] });
      expect(
        judgement.cells.every(({ gated, reference }) => !gated || reference === 'live base'),
      ).toBe(true);
      expect(status).toBe(1);
    });
  },
);

it('default and writeback, which are one mode, stay two rows: a loss of one is not the other’s', async () => {
  const directory = join(root, 'two names');
  const disks = ['default', 'writeback'].flatMap(name =>
    (['head', 'base'] as const).map(side => ({
      name,
      side,
      mode: { cache: 'writeback' as const },
      level: name === 'writeback' && side === 'head' ? 0.7 : 1,
    })),
  );
  const head = write(
    directory,
    'head.json',
    grownRun({ ...steady, seed: 22, startedAt: late, disks }),
  );
  const { status, judgement } = await compare(directory, head);
  const verdicts = (arm: string) =>
    new Set(judgement.cells.filter(c => c.gated && c.arm === arm).map(c => c.verdict));
  expect(verdicts('writeback')).toEqual(new Set(['regressed']));
  expect(verdicts('default')).toEqual(new Set(['unchanged']));
  expect(status).toBe(1);
});
