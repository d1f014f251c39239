/**
 * Bundles the entries into dist/: ESM, readable, with the licences of what is bundled beside them.
 */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { writeLicences } from './licences.ts';

const root = resolve(import.meta.dirname, '..');
const out = resolve(root, process.argv[2] ?? 'dist');

await rm(out, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: {
    cli: 'src/cli.ts',
    action: 'src/action.ts',
    'report-action': 'src/report-action.ts',
    post: 'src/post.ts',
  },
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
await writeLicences({
  modules: output.flatMap(chunk => (chunk.type === 'chunk' ? chunk.moduleIds : [])),
  file: resolve(out, 'licences.txt'),
});
