/**
 * Bundles the entries into dist/: ESM, readable, with the licences of what is bundled beside them.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { inlineTexts } from './build/texts.ts';
import { writeLicences } from './licences.ts';

const root = resolve(import.meta.dirname, '..');
const out = resolve(root, process.argv[2] ?? 'dist');
/** Entries of the action, which runners start by themselves. */
const steps = ['action', 'report-action', 'post'];

/** Files of packages in the texts that are inlined. */
const inTexts: string[] = [];

await rm(out, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: {
    cli: 'src/cli.ts',
    ...Object.fromEntries(steps.map(step => [`chunks/${step}-step`, `src/${step}.ts`])),
  },
  plugins: [inlineTexts(inTexts)],
  platform: 'node',
  treeshake: true,
});
const { output } = await bundle.write({
  dir: out,
  format: 'esm',
  minify: false,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
});
await bundle.close();
// What a step starts says which Node it needs, in words that an older one can read.
const launcher = await readFile(resolve(import.meta.dirname, 'launcher.js'), 'utf8');
for (const step of steps)
  await writeFile(resolve(out, `${step}.js`), launcher.replace('ENTRY', `${step}-step`));
await writeLicences({
  modules: [
    ...output.flatMap(chunk => (chunk.type === 'chunk' ? chunk.moduleIds : [])),
    ...inTexts,
  ],
  file: resolve(out, 'licences.txt'),
});
