import { expect, test } from 'vitest';
import { documentName, parseDocumentName } from '../../src/store/documents.ts';
import { buildRun, diskArm } from '../harness/run-builder.ts';
import { smallRun } from './run-document.ts';

test('a name says when a run started, what it measured, and the digest of its content', () => {
  const run = buildRun({ arms: [diskArm('prod')], startedAt: '2026-03-01T12:00:00.250Z' });
  const name = documentName(run, 'content');
  expect(name).toBe('20260301T120000.250Z-c0ffee000000-ed7002b439e9');
  expect(parseDocumentName(`${name}.json`)).toEqual({
    start: Date.parse('2026-03-01T12:00:00.250Z'),
    commit: 'c0ffee000000',
    digest: 'ed7002b439e9',
  });
});

test.each(['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.123456Z'])(
  'the start %s, which a document may have, is read from its name',
  startedAt => {
    const name = `${documentName(smallRun({ startedAt }), 'content')}.2.json`;
    expect(parseDocumentName(name)).toMatchObject({
      start: Date.parse(startedAt),
      commit: undefined,
    });
  },
);

test.each([
  'run.json',
  '20260301T120000Z.json',
  '20261301T120000Z-ed7002b439e9.json',
  '20260301T120000Z-ed7002b439e9.txt',
  '',
])('%j is no name of a document', name => {
  expect(parseDocumentName(name)).toBeUndefined();
});
