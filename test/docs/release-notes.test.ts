import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { notesOf } from '../../scripts/release/notes.ts';
import { toolVersion } from '../../src/version.ts';

const changelog = readFileSync(resolve(import.meta.dirname, '../../CHANGELOG.md'), 'utf8');

test('the changelog has notes for the version of package.json, and nothing of another in them', () => {
  const notes = notesOf(changelog, toolVersion);
  expect(notes).toMatch(/\S/);
  expect(notes).not.toMatch(/^## /m);
});

test('a version without notes, or with an empty section, has none', () => {
  expect(notesOf(changelog, '9.9.9')).toBeUndefined();
  expect(notesOf('## [1.0.0] - 2026-01-01\n\n## [0.9.0]\n\n- old\n', '1.0.0')).toBeUndefined();
});
