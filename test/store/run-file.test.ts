import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readRunFile } from '../../src/store/documents.ts';
import { openStore } from '../../src/store/location.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { buildRun } from '../harness/run-builder.ts';

const directory = mkdtempSync(join(tmpdir(), 'storage-gate-file-'));
const path = join(directory, "a, b'c.json");
const run = buildRun();
writeFileSync(path, encodeRun(run));
const context = { cacheDirectory: directory, clone: directory };

afterAll(() => rmSync(directory, { recursive: true }));

test('a file store holds the one run of its document', async () => {
  await using store = await openStore({ kind: 'file', path }, context);
  expect(await store.list()).toEqual({
    runs: [{ run, path }],
    acknowledgements: [],
    damaged: [],
  });
});

test('a document may be named by a link', async () => {
  const link = join(directory, 'link.json');
  symlinkSync(path, link);
  expect(await readRunFile(link)).toEqual(run);
});

test('a file store takes no further run', async () => {
  await using store = await openStore({ kind: 'file', path }, context);
  await expect(store.append([run])).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { remedy: 'record into dir:PATH' },
  });
});

test.each([
  ['missing.json', undefined, /cannot be read/],
  ['empty.json', '', /it is empty/],
  ['half.json', encodeRun(run).slice(0, 200), /it is not JSON/],
  ['other.json', '{"schema": 1}', /it is not a run document/],
  ['newer.json', '{"schema": 2}', /schema 2, written by a newer version/],
])('%s is a bad document with its reason', async (name, text, reason) => {
  if (text !== undefined) writeFileSync(join(directory, name), text);
  await expect(readRunFile(join(directory, name))).rejects.toMatchObject({
    code: 'bad-document',
    facts: { problem: expect.stringMatching(reason), path: join(directory, name) },
  });
});
