import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { decodeRun } from '../../src/suites/document.ts';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(resolve(root, 'docs/baselines.md'), 'utf8');
const [, section = ''] =
  /^## What a stored document says of the host$([^]*?)^## /m.exec(page) ?? [];
const columns = section.split('\n').filter(line => line.startsWith('| `'));
const named = columns.flatMap(line =>
  [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
);

test('the fields that say something of the host are those that docs/baselines.md lists', () => {
  const decoded = decodeRun(
    JSON.parse(readFileSync(resolve(root, 'fixtures/runs/fio.json'), 'utf8')),
  );
  if (!decoded.ok) throw new Error('fixtures/runs/fio.json is no run document');
  // Every field of an environment is there in every document; the others are said in prose, and
  // hold nothing of the host.
  const fields = [...Object.keys(decoded.value.environment), 'subject', 'load', 'caveats'];
  expect(named).toHaveLength(fields.length);
  expect(new Set(named)).toEqual(new Set(fields));
});

test('a document has no parts beside those that are known to hold nothing else of the host', () => {
  const { schema: _, ...parts } = JSON.parse(
    readFileSync(resolve(root, 'fixtures/runs/fio.json'), 'utf8'),
  ) as object & { schema: 1 };
  expect(Object.keys(parts)).toEqual([
    'tool',
    'startedAt',
    'randomSeed',
    'plan',
    'environment',
    'fingerprint',
    'arms',
    'rounds',
    'looks',
    'stop',
    'timing',
    'bytesWritten',
    'caveats',
  ]);
});
