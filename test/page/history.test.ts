import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../src/core/policy.ts';
import { factsOf } from '../../src/page/facts.ts';
import { type HistoryData, historyPage, type StoredHistory } from '../../src/page/history.ts';
import { packings, unpack } from '../../src/page/pack.ts';
import { grownRun } from '../harness/grown-run.ts';
import { accepted, madeUpHistory } from '../harness/made-up-history.ts';
import { buildRun } from '../harness/run-builder.ts';

const assets = { script: '', style: '', view: '' };
const day = 86_400_000;

/** The page of a history: its first lines, and what its script reads. */
function pageOf(stored: StoredHistory) {
  const html = historyPage(stored, assets);
  const json = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  const data = JSON.parse(json) as HistoryData;
  const [environment] = data.environments;
  const cell = (name: string) => environment?.cells[`ffffffffffff/${name}/throughput`];
  return { html, data, environment, cell, head: /<header>.*<\/header>/s.exec(html)?.[0] ?? '' };
}

describe('the page of a history', () => {
  test('has the runs by their own clocks, whatever the order in which they were stored', () => {
    const stored = madeUpHistory({ runs: 60 });
    const { environment } = pageOf({
      ...stored,
      runs: stored.runs.toSorted((a, b) =>
        (a.digest.at(-1) ?? '') < (b.digest.at(-1) ?? '') ? -1 : 1,
      ),
    });
    expect(environment?.digests).toEqual(stored.runs.map(({ digest }) => digest));
    expect(environment?.times).toEqual(environment?.times.toSorted((a, b) => a - b));
  });

  test.each([
    {
      what: 'older ones',
      changed: { older: 15_000 },
      said: '15000 runs left out: older than the newest that a page takes',
      runs: 40,
    },
    {
      what: 'one from the future',
      changed: { madeAt: Date.UTC(2024, 0, 1, 38 * 8 - 23) },
      said: '1 run left out: of the future, by their own clocks',
      runs: 39,
    },
  ])('counts what it leaves out: $what', ({ changed, said, runs }) => {
    const { head, environment } = pageOf({ ...madeUpHistory({ runs: 40 }), ...changed });
    expect(head).toContain(`<strong>${said}</strong>`);
    expect(environment?.times).toHaveLength(runs);
  });

  test('has a run that is stored twice once, and says so', () => {
    const stored = madeUpHistory({ runs: 40 });
    const { head, environment } = pageOf({
      ...stored,
      runs: [...stored.runs, ...stored.runs.slice(3, 5)],
    });
    expect(head).toContain('2 runs left out: copies of others');
    expect(environment?.times).toHaveLength(40);
  });

  test('counts and names documents that it can not read, those of a newer schema too', () => {
    const newer = 'it has schema 2, written by a newer version; this version reads schema 1';
    const damaged = ['a.json', 'b.json', 'c.json'].map((path, index) => ({
      path,
      reason: index < 2 ? newer : 'it is empty',
    }));
    const { html } = pageOf({ ...madeUpHistory({ runs: 3 }), damaged });
    expect(html).toContain(
      `<summary>2 documents not used: ${newer}</summary><ul><li>a.json</li><li>b.json</li></ul>`,
    );
    expect(html).toContain('<summary>1 document not used: it is empty</summary>');
  });

  test('steps from the level of the first five runs to those that somebody accepted', () => {
    const stored = madeUpHistory({ runs: 60 });
    const said = [
      accepted(stored.runs.slice(20, 25), { by: 'Ada' }),
      accepted(stored.runs.slice(40, 45), { by: 'Bob' }),
    ];
    const { cell, environment, html } = pageOf({ ...stored, acknowledgements: said });
    expect(cell('prod/read-1m-qd8')?.accepted.map(([run]) => run)).toEqual([4, 24, 44]);
    expect(environment?.said).toEqual([24, 44]);
    expect(html).toMatch(/accepted by Bob: .*accepted by Ada: /);
  });

  test('has shifts with the ratio beside them, which the host does not move', () => {
    const { cell, environment, html } = pageOf(madeUpHistory({ runs: 200 }));
    expect(cell('prod/randread-4k-qd1')?.shifts).toEqual([
      [71, expect.closeTo(0.083, 1)],
      [120, expect.closeTo(-0.165, 1)],
    ]);
    expect(html).toMatch(/level \+8\.\d %, ratio to the yardstick [+-]?0\.\d %: /);
    expect(html).toMatch(/level -1\d %, ratio to the yardstick -1\d %: /);
    expect(html).toContain('another subject: cache none -&#62; writeback');
    expect(cell('archive/randread-4k-qd1')?.breaks).toEqual([120]);
    expect(cell('prod/randread-4k-qd1')?.breaks).toEqual([]);
    const disturbed = environment?.disturbed.flatMap((why, run) => (why === '' ? [] : [run]));
    expect(disturbed).toEqual([50, 147]);
  });

  test('gives a strict policy, and nothing in it can end the data', () => {
    const stored = madeUpHistory({ runs: 2 });
    const { html, environment } = pageOf({
      ...stored,
      subjects: new Map([[stored.runs[0]?.commit ?? '', '</script><b>']]),
    });
    expect(environment?.subjects[0]).toBe('</script><b>');
    expect(html).not.toContain('</script><b>');
    expect(html).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; img-src data:; base-uri 'none'; form-action 'none'"/,
    );
  });
});

describe('the facts of a run', () => {
  const run = grownRun({
    rounds: 4,
    seed: 1,
    deviation: 0.03,
    startedAt: '2026-01-01T00:00:00.000Z',
    disks: [{ name: 'prod' }, { name: 'archive' }],
  });
  const facts = factsOf(run, { digest: 'd'.repeat(12), policy: defaultPolicy });

  test('are its throughputs beside the yardstick, each with an interval and its rounds', () => {
    expect(facts.cells.size).toBe(2 * run.plan.suite.workloads.length);
    const cell = facts.cells.get('prod/randread-4k-qd1/throughput');
    expect(cell?.title).toBe('random read 4k, depth 1');
    expect(cell?.rounds).toHaveLength(4);
    expect(cell?.rounds.reduce((sum, round) => sum + round, 0)).toBeCloseTo(0, 9);
    expect(cell?.half).toBeGreaterThan(0.005);
    expect((cell?.reading.log ?? 0) - (cell?.yardstick ?? 0)).toBeCloseTo(
      cell?.reading.ratio?.log ?? 1,
      1,
    );
    expect(facts.disturbed).toBe('');
  });

  test('have what else the policy gates', () => {
    const gated = { ...defaultPolicy, cells: [{ metric: 'latency-p99', gate: true }] } as const;
    const names = [...factsOf(run, { digest: '', policy: gated }).cells.keys()];
    expect(names.filter(name => name.endsWith('/latency-p99')).length).toBeGreaterThan(0);
  });

  test.each([
    {
      what: 'other processes',
      run: buildRun({ load: { stealShare: 0, othersCpu: 1.5 } }),
      says: /^other processes used up to 1\.5 of 2 processors in 3 of 3 rounds$/,
    },
    { what: 'trouble', run: buildRun({ stop: 'trouble' }), says: /^was ended by trouble$/ },
    { what: 'no attestation', run: buildRun({ unattested: true }), says: /^has no attested disk$/ },
  ])('say what disturbed it: $what', ({ run: disturbed, says }) => {
    expect(factsOf(disturbed, { digest: '', policy: defaultPolicy }).disturbed).toMatch(says);
  });

  test('fit the levels that a page reads', () => {
    const { data, html } = pageOf({
      ...madeUpHistory({ runs: 0 }),
      runs: [facts],
      madeAt: Date.UTC(2026, 0, 2) + day,
    });
    const key = `${facts.fingerprint.slice(0, 12)}/prod/read-1m-qd8/throughput`;
    const cell = data.environments[0]?.cells[key];
    const [level = 0] = unpack(cell?.levels ?? '', packings.level);
    const { reading } = facts.cells.get('prod/read-1m-qd8/throughput') ?? {};
    expect(level).toBeCloseTo(reading?.log ?? 0, 4);
    expect(cell).toMatchObject({ accepted: [], shifts: [] });
    expect(html).toContain(`id="${key}" class="unmeasured"`);
  });
});
