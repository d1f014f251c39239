import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openDirectoryStore } from '../../src/store/directory.ts';

// `append-together.ts DIRECTORY STORE`: two processes append ranges of runs that overlap, and what
// the store then holds is printed as JSON. In one program, since its filesystem may be mounted in
// our namespace only.
const path = join(...process.argv.slice(2));
const writer = fileURLToPath(import.meta.resolve('./append-many.ts'));
const append = (first: string) => promisify(execFile)(process.execPath, [writer, path, first, '8']);
await Promise.all([append('0'), append('4')]);
const { runs, damaged } = await (await openDirectoryStore({ path })).list();
console.log(
  JSON.stringify({ seeds: runs.map(({ run }) => run.randomSeed).sort((a, b) => a - b), damaged }),
);
