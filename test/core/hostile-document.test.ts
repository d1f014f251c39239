import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeAcknowledgement } from '../../src/core/acknowledgement.ts';
import { acknowledge } from '../../src/history/accepted-level.ts';
import { decodeRun } from '../../src/suites/document.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../fixtures/runs/fio.json'), 'utf8');
const genuine = (): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
const changed = (change: Record<string, unknown>) =>
  decodeRun(JSON.parse(JSON.stringify({ ...genuine(), ...change })));
const many = (count: number, value: unknown = {}) => Array.from({ length: count }, () => value);
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('a document that is made to hurt its reader', () => {
  test('is refused by the first round that is wrong, however many errors it has', () => {
    const outcome = changed({ rounds: many(1000, { measurements: many(9000) }) });
    const paths = outcome.ok ? [] : outcome.rejections.map(({ path }) => path);
    expect(paths).toHaveLength(20);
    expect(paths.filter(path => !path.startsWith('rounds.0.'))).toEqual([]);
  });

  test.each([
    ['a million rounds', { rounds: many(1_000_000, 0) }, /^rounds: has 1000000 entries/],
    [
      'a round of a million measurements',
      { rounds: [{ measurements: many(1_000_000) }] },
      /^rounds\.0: has 1000000/,
    ],
    ['a million arms', { arms: many(1_000_000) }, /^\(document\): has 1000000 entries/],
    [
      'a list in every list',
      { caveats: many(9000, many(9000, 0)) },
      /^\(document\): has over 200000 values/,
    ],
    [
      'a hundred thousand levels',
      { caveats: nested(100_000) },
      /^\(document\): is nested over 16 levels/,
    ],
  ])('is refused for its size: %s', (_, change, problem) => {
    // Not by way of JSON: the deep one would overflow the writer, not the reader.
    const outcome = decodeRun({ ...genuine(), ...change });
    const [first] = outcome.ok ? [] : outcome.rejections;
    expect(`${first?.path}: ${first?.problem}`).toMatch(problem);
  });

  const endless = `2026-01-01T00:00:00.${'1'.repeat(1_000_000)}Z`;
  const environment = genuine()['environment'] as object;
  test.each([
    ['a start of a million digits', { startedAt: endless }, 'startedAt'],
    [
      'a thousand tools',
      {
        environment: {
          ...environment,
          tools: Object.fromEntries(many(1000).map((_, index) => [`tool-${index}`, '1'])),
        },
      },
      'environment.tools',
    ],
  ])('is refused for a field that would fill a report: %s', (_, change, path) => {
    expect(changed(change)).toMatchObject({ ok: false, rejections: [{ path }] });
  });

  test('is refused as an acknowledgement whose time has a million digits', () => {
    expect(decodeAcknowledgement({ acknowledgedAt: endless })).toMatchObject({ ok: false });
    const said = { ...acknowledgementOf(genuine()), acknowledgedAt: endless };
    expect(decodeAcknowledgement(said)).toMatchObject({
      ok: false,
      rejections: [{ path: 'acknowledgedAt' }],
    });
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'is not let in by the key %s',
    key => {
      const document = JSON.parse(
        text.replace('{', `{ "${key}": { "polluted": true },`),
      ) as unknown;
      expect(decodeRun(document)).toMatchObject({ ok: false });
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  test('may name a tool constructor, which then is a tool and nothing else', () => {
    const tools = { constructor: '1', __proto__: null };
    expect(changed({ environment: { ...environment, tools } })).toMatchObject({
      ok: false,
      rejections: [{ path: 'fingerprint' }],
    });
  });

  test.each([null, 1, 'x', [], nested(20_000)])(
    'is refused where it is no document at all',
    document => {
      expect(decodeRun(document)).toMatchObject({ ok: false });
      expect(decodeAcknowledgement(document)).toMatchObject({ ok: false });
    },
  );

  test('is refused as an acknowledgement too', () => {
    expect(decodeAcknowledgement({ levels: many(1_000_000) })).toMatchObject({
      ok: false,
      rejections: [{ problem: expect.stringContaining('more than any run has') }],
    });
  });
});

/** What somebody would have said of a run. */
function acknowledgementOf(document: Record<string, unknown>) {
  const decoded = decodeRun(document);
  if (!decoded.ok) throw new Error('the fixture is no run document');
  const runs = [{ run: decoded.value, digest: 'a'.repeat(12) }];
  const said = { acknowledgedAt: '2026-03-05T00:00:00Z', by: 'Ada', reason: 'x', toolVersion: '0' };
  return acknowledge({ ...said, runs, covers: () => true });
}

test('the largest run that can be planned is within the limits', () => {
  const document = genuine() as { rounds: { measurements: unknown[] }[] };
  const [round] = document.rounds;
  const measurement = round?.measurements[0];
  const rounds = [{ ...round, measurements: many(10_000, measurement) }, document.rounds[1]];
  // 10,000 measurements are what the schema allows; that they repeat one cell is none of its
  // business.
  expect(changed({ rounds })).toMatchObject({ ok: true });
});
