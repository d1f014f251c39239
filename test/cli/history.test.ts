import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { historyCommand } from '../../src/cli/history.ts';
import type { Run } from '../../src/core/run.ts';
import type { HistoryData } from '../../src/page/history.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { levelHistory, said } from '../harness/level-history.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { keptTerminal } from './terminal.ts';

const { steady, slower, runAt } = levelHistory();
const gate = ['*/*/throughput'];

/** What was found of a pull request; an odd one is red. */
function judged(pull: number, { tool, fingerprint }: Pick<Run, 'tool' | 'fingerprint'>) {
  const isRed = pull % 2 === 1;
  const about = { sha: 'a'.repeat(40), run: pull, attempt: 1, summary: 'found', gated: 1 };
  return {
    ...({ schema: 1, kind: 'verdict', judgedAt: '2026-03-01T12:00:00.000Z' } as const),
    tool,
    fingerprint,
    pull,
    ...about,
    ...({ verdict: isRed ? 'regressed' : 'unchanged', passed: !isRed } as const),
  };
}

/** Makes the page of a store with these runs. */
async function pageOf(home: string, runs: readonly Run[], options: Record<string, string> = {}) {
  const path = join(home, 'store');
  const store = await openDirectoryStore({ path });
  await mkdir(path, { recursive: true });
  if (runs.length > 0) await store.append(runs);
  const terminal = keptTerminal(home);
  const make = async () => {
    const status = await historyCommand(
      {
        baseline: `dir:${path}`,
        out: join(home, 'out/page'),
        gate,
        repository: 'https://ada:secret@forge.example/a/b.git',
        ...options,
      },
      terminal,
    );
    const html = await readFile(join(home, 'out/page/index.html'), 'utf8');
    const json = /id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    return { status, html, data: JSON.parse(json) as HistoryData };
  };
  return { store, terminal, make };
}

describe('storage-gate history', () => {
  test('makes one page of a store: levels, verdicts, shifts, and who accepted what', async () => {
    await using home = await temporaryDirectory();
    const { store, terminal, make } = await pageOf(home.path, [...steady, ...slower]);
    await store.keep(said(steady.slice(0, 5)));
    for (const run of steady.slice(0, 1))
      for (const pull of [7, 8]) await store.keep(judged(pull, run));
    const { status, html, data } = await make();
    expect(status).toBe(0);
    expect(data.repository).toBe('https://forge.example/a/b');
    const [environment] = data.environments;
    expect(environment?.times).toHaveLength(25);
    expect(Object.values(environment?.cells ?? {})).toMatchObject([
      { shifts: [[15, expect.closeTo(-0.2, 1)]] },
    ]);
    expect(environment?.said).toEqual([4]);
    expect(html).toContain('pull requests: 2 judged: 2 decided, 1 red</p>');
    expect(html).toMatch(/regressed<\/b> -\d\d(\.\d)? % to the level that Ada acknowledged/);
    // The script is in it, and the style.
    expect(html).toMatch(/<script>\/\*! uPlot, MIT[^]*<\/script>/);
    expect(html).toContain('.uplot');
    expect(terminal.said.join('\n')).toMatch(/index\.html: 25 runs, \d+(\.\d+)? KiB$/);
  });

  test('is a page of an empty store, and counts what can not be read', async () => {
    await using home = await temporaryDirectory();
    const { store, terminal, make } = await pageOf(home.path, []);
    expect((await make()).data.environments).toEqual([]);
    await store.append([runAt(1, 100)]);
    const [entry] = await store.entries();
    await writeFile(
      join(entry?.path ?? '', '../20260301T110000Z-aaaaaaaaaaaa.json'),
      '{"schema": 2}',
    );
    const { data, html } = await make();
    expect(data.environments).toHaveLength(1);
    expect(html).toMatch(
      /<summary>1 document not used: it has schema 2, written by a newer version.*aaaaaaaaaaaa\.json/,
    );
    expect(terminal.said.at(-1)).toMatch(/1 run, .*; 1 document not read$/);
  });

  test('takes the newest 5,000 documents, and says how many older ones it leaves', async () => {
    await using home = await temporaryDirectory();
    const { terminal, make } = await pageOf(home.path, [runAt(100, 100)]);
    const folder = join(home.path, 'store/runs/aaaaaaaaaaaaaaaa');
    await mkdir(folder);
    const names = Array.from({ length: 5010 }, (_, minute) => {
      const time = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString().replaceAll(/[-:]/g, '');
      return join(folder, `${time}-aaaaaaaaaaaa.json`);
    });
    await Promise.all(names.map(name => writeFile(name, '')));
    const { html, data } = await make();
    expect(data.environments[0]?.times).toHaveLength(1);
    expect(html).toContain(
      '<strong>11 runs left out: older than the newest that a page takes</strong>',
    );
    expect(terminal.said.at(-1)).toMatch(/; 11 older runs left out; 4999 documents not read$/);
  });

  test.each(['javascript:alert(1)', 'not an address', 'file:///etc'])(
    'refuses %s as a repository',
    async repository => {
      await using home = await temporaryDirectory();
      const { make } = await pageOf(home.path, [], { repository });
      await expect(make()).rejects.toMatchObject({
        code: 'bad-argument',
        facts: { remedy: 'write it as https://HOST/NAME' },
      });
    },
  );

  test('refuses a place that it may not write to', async () => {
    await using home = await temporaryDirectory();
    await writeFile(join(home.path, 'file'), '');
    const { make } = await pageOf(home.path, [], { out: join(home.path, 'file/page') });
    await expect(make()).rejects.toMatchObject({
      code: 'bad-argument',
      facts: { path: join(home.path, 'file/page') },
    });
  });
});
