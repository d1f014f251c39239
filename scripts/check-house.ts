/**
 * Whether the house is in order (scripts/house/house.ts has the limits): prints its rooms with
 * their size and arrows, the files that might live elsewhere, and the journeys; exits 1 where a
 * limit is broken.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  faultsOf,
  faultsOfJourney,
  loneImportsOf,
  longCommentsOf,
  occupancyOf,
} from './house/house.ts';
import { journeys } from './house/journeys.ts';
import { commentColumns, dataIn, readSources, sourceOf } from './house/source.ts';

const root = resolve(import.meta.dirname, '..');
const sources = readSources(resolve(root, 'src'));
const occupancy = occupancyOf(sources);
const characters = occupancy.reduce((sum, room) => sum + room.characters, 0);
const data = dataIn(resolve(root, 'src'));
say(`src: ${sources.length} files, ${characters} characters of code, ${data} of data in JSON`);
for (const room of occupancy) {
  const arrows = room.imports.length === 0 ? '' : ` -> ${room.imports.join(', ')}`;
  say(`  ${room.room}: ${room.files} files, ${room.characters} characters${arrows}`);
}
const lone = loneImportsOf(sources);
say(`\nfiles that one other room alone imports: ${lone.length}`);
for (const { path, importers } of lone) say(`  ${path} <- ${importers.join(', ')}`);
for (const { name, files } of journeys) {
  say(`\n${name}: ${files.length} files`);
  for (const path of files) say(`  ${path}`);
}
const folders = ['src', 'test', 'scripts', 'bench', 'campaign', 'report', 'examples', '.github'];
const single = ['action.yml', 'bin/storage-gate'].map(path => {
  // The name tells the language, and that of a program has none.
  const name = path.endsWith('.yml') ? path : `${path}.js`;
  return { ...sourceOf(name, readFileSync(resolve(root, path), 'utf8')), path };
});
const long = [
  ...folders.flatMap(folder => longCommentsOf(folder, readSources(resolve(root, folder)))),
  ...longCommentsOf('.', single),
];
const faults = [
  ...faultsOf(sources),
  ...journeys.flatMap(journey => faultsOfJourney(journey, sources)),
  ...long.map(place => `${place}: a comment of more than ${commentColumns} columns`),
];
if (faults.length > 0) say(`\nout of order:\n${faults.map(fault => `  ${fault}`).join('\n')}`);
process.exitCode = faults.length > 0 ? 1 : 0;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
