/**
 * Prints what CHANGELOG.md says of the version that a tag names, as notes of its release. Exits 1
 * where package.json has another version, or the changelog no text for it.
 *
 *     node scripts/release-notes.ts v0.1.0
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { toolVersion } from '../src/version.ts';
import { notesOf } from './release/notes.ts';

const changelog = readFileSync(resolve(import.meta.dirname, '../CHANGELOG.md'), 'utf8');
const version = (process.argv[2] ?? '').replace(/^v/, '');
const notes = notesOf(changelog, version);
if (version !== toolVersion || notes === undefined) {
  process.stderr.write(
    `The tag is for ${version}, package.json for ${toolVersion}, and CHANGELOG.md ` +
      `${notes === undefined ? 'says nothing of it' : 'has its notes'}: all three must agree.\n`,
  );
  process.exitCode = 1;
} else process.stdout.write(`${notes}\n`);
