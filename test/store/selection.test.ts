import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { documentsFor } from '../../src/history/limits.ts';
import { documentName, parseDocumentName } from '../../src/store/documents.ts';
import { readSelected } from '../../src/store/selection.ts';
import type { StoreEntry } from '../../src/store/store.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { buildRun, diskArm } from '../harness/run-builder.ts';

/** A store of runs that counts what is read of it. */
function storeOf(runs: readonly Run[]) {
  const entries = runs.map((run, index) => ({
    kind: 'run' as const,
    path: `${index}`,
    fingerprint: run.fingerprint,
    name: parseDocumentName(`${documentName(run, encodeRun(run))}.json`),
    run,
  }));
  const read: StoreEntry[] = [];
  return {
    read: read as readonly StoreEntry[],
    source: {
      entries: async () => entries,
      read: async (some: readonly (StoreEntry & { readonly run: Run })[]) => {
        read.push(...some);
        return some.map(({ run }) => ({ run }));
      },
    },
  };
}

const dayOf = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString();
const commitOfDay = (day: number) => day.toString(16).padStart(12, '0').padEnd(40, 'c');
const series = (
  count: number,
  others: (day: number) => Parameters<typeof buildRun>[0] = () => ({}),
) =>
  Array.from({ length: count }, (_, day) =>
    buildRun({
      arms: [{ ...diskArm('prod'), commit: commitOfDay(day) }],
      startedAt: dayOf(day),
      ...others(day),
    }),
  );
const fingerprint = buildRun().fingerprint;
const daysOf = (runs: readonly { readonly run: Run }[]) =>
  runs.map(({ run }) => (Date.parse(run.startedAt) - Date.UTC(2026, 0, 1)) / 86_400_000);

describe('what a judged run reads of a store', () => {
  test('is some more than the thirty newest of its environment, its oldest, and the newest of each other', async () => {
    const others = ['x', 'y'].flatMap(cpuModel =>
      series(200, () => ({ environment: { cpuModel } })),
    );
    const { source, read } = storeOf([...series(200), ...others]);
    const { runs } = await readSelected(source, documentsFor({ fingerprint }));
    expect(read.length).toBeLessThanOrEqual(50);
    const own = runs.filter(({ run }) => run.fingerprint === fingerprint);
    expect(daysOf(own).slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, index) => 199 - index));
    expect(daysOf(own).slice(-5)).toEqual([4, 3, 2, 1, 0]);
    expect(daysOf(runs.filter(({ run }) => run.fingerprint !== fingerprint))).toEqual([199, 199]);
  });

  test('goes back until there are thirty that can be a baseline', async () => {
    const { source } = storeOf(series(200, day => ({ unattested: day % 2 === 0 })));
    const { runs } = await readSelected(source, documentsFor({ fingerprint }));
    expect(daysOf(runs).filter(day => day % 2 === 1).length).toBeGreaterThanOrEqual(30);
  });

  test('goes forward from the oldest until five of them can be a baseline', async () => {
    const { source } = storeOf(series(200, day => ({ unattested: day < 6 })));
    const { runs } = await readSelected(source, documentsFor({ fingerprint }));
    expect(daysOf(runs).slice(-16)).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test('ends somewhere, where no run of thousands can be one', async () => {
    const { source, read } = storeOf(series(1000, () => ({ unattested: true })));
    await readSelected(source, documentsFor({ fingerprint }));
    expect(read.length).toBeLessThanOrEqual(160);
  });

  test('is what began before it, and what claims to be later only as far as it takes to say so', async () => {
    const { source } = storeOf(series(200));
    const { runs } = await readSelected(
      source,
      documentsFor({ fingerprint, startedAt: dayOf(99.5) }),
    );
    const days = daysOf(runs);
    expect(days.filter(day => day < 99.5).slice(0, 30)).toEqual(
      Array.from({ length: 30 }, (_, index) => 99 - index),
    );
    expect(days.filter(day => day > 99.5)).toHaveLength(30);
  });

  test('is of the commits that lie before it, however many newer ones there are', async () => {
    const { source, read } = storeOf(series(200));
    const commits = [3, 5, 8].map(commitOfDay);
    const { runs } = await readSelected(source, documentsFor({ fingerprint }, { commits }));
    expect(daysOf(runs).filter(day => day > 8)).toEqual([]);
    expect(daysOf(runs)).toEqual(expect.arrayContaining([8, 5, 3]));
    expect(read.length).toBeLessThanOrEqual(11);
  });

  test('is the newest after all, where none of those commits has a run that can be a baseline', async () => {
    const { source } = storeOf(series(60, day => ({ unattested: day === 3 })));
    const { runs } = await readSelected(
      source,
      documentsFor({ fingerprint }, { commits: [commitOfDay(3), commitOfDay(999)] }),
    );
    expect(daysOf(runs).slice(0, 2)).toEqual([59, 58]);
  });

  test('includes documents whose names tell nothing', async () => {
    const run = buildRun();
    const entries = [{ kind: 'run' as const, path: 'x', fingerprint, name: undefined, run }];
    const source = { entries: async () => entries, read: async () => [{ run }] };
    const { runs } = await readSelected(
      source,
      documentsFor(
        { fingerprint, startedAt: '2020-01-01T00:00:00Z' },
        { commits: ['f'.repeat(40)] },
      ),
    );
    expect(runs).toEqual([{ run, path: 'x' }]);
  });
});

test('the newest run of all is found without reading another', async () => {
  const { source, read } = storeOf(series(50));
  expect(daysOf((await readSelected(source, { newest: 1 })).runs)).toEqual([49]);
  expect(read).toHaveLength(1);
});
