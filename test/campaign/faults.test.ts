import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parts } from '../../campaign/parts.ts';
import { partOf, planting } from '../../campaign/prove.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = resolve(root, 'campaign/faults');
const patches = readdirSync(folder).map(name => ({
  name,
  text: readFileSync(resolve(folder, name), 'utf8'),
}));

test('every part of the campaign has a fault that it must find', () => {
  const found = new Set(patches.map(({ name, text }) => partOf(name, text)));
  expect([...found].toSorted()).toEqual(parts.map(({ name }) => name).toSorted());
});

test.each(patches)('$name can be planted in the sources of today', async ({ name }) => {
  const [git = 'git', ...words] = planting(resolve(folder, name));
  const { stderr } = await promisify(execFile)(git, [...words, '--check', '-v'], { cwd: root });
  expect(stderr).toMatch(/^Checking patch src\//);
});

test('a fault that names no part is refused', () => {
  expect(() => partOf('one.patch', 'diff --git a/src/a.ts b/src/a.ts\n')).toThrow(/Part: /);
});
