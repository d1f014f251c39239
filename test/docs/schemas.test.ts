import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas } from '../../scripts/docs/schemas.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { buildRun } from '../harness/run-builder.ts';

const root = resolve(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const accepts = (name: string) => ajv.compile(JSON.parse(jsonSchemas()[name] ?? '') as object);

describe('schemas/run.schema.json', () => {
  const isRun = accepts('run.schema.json');
  const documents = ['pairs', 'fio', 'first'].map(name => ({
    name,
    text: textOf(`fixtures/runs/${name}.json`),
  }));

  test.each([...documents, { name: 'made up', text: encodeRun(buildRun()) }])(
    'accepts a run document: $name',
    ({ text }) => {
      expect(isRun(JSON.parse(text)), JSON.stringify(isRun.errors?.slice(0, 3))).toBe(true);
    },
  );

  test.each([
    { what: 'another schema', change: { schema: 2 } },
    { what: 'a field that nobody knows', change: { host: 'secret' } },
    { what: 'no arms', change: { arms: [] } },
    { what: 'a suite that nobody knows', change: { plan: { suite: { name: 'x' } } } },
  ])('refuses $what', ({ change }) => {
    const run = JSON.parse(encodeRun(buildRun())) as Record<string, unknown>;
    expect(isRun({ ...run, ...change })).toBe(false);
  });
});

describe('schemas/storage-gate.schema.json', () => {
  const isConfig = accepts('storage-gate.schema.json');

  test.each(['examples/storage-gate.config.yml', '.github/storage-gate.yml'])(
    'accepts %s',
    path => {
      expect(isConfig(parse(textOf(path))), JSON.stringify(isConfig.errors?.slice(0, 3))).toBe(
        true,
      );
    },
  );

  test.each([
    {
      yaml: 'version: 1\ndisks: { fast: none, prod: { format: qcow2, cache: none } }',
      isGood: true,
    },
    {
      yaml: 'version: 1\npolicy: { tolerance: 5 %, cells: [{ disk: prod, gate: false }] }',
      isGood: true,
    },
    { yaml: 'version: 1\nworkloads: { mine: { read: 70 %, block: 8 KiB } }', isGood: true },
    { yaml: 'version: 2', isGood: false },
    { yaml: 'version: 1\ndisk: {}', isGood: false },
    { yaml: 'version: 1\ndisks: { prod: { chache: none } }', isGood: false },
    { yaml: 'version: 1\npolicy: { fail-on: [improved] }', isGood: false },
  ])('tells a good config from a bad one: $yaml', ({ yaml, isGood }) => {
    expect(isConfig(parse(yaml))).toBe(isGood);
  });
});

test.each(Object.entries(jsonSchemas()))('schemas/%s is what is checked in', (name, text) => {
  expect(textOf(`schemas/${name}`)).toBe(text);
});
