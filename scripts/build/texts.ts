import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';

/** A text that goes into a bundle, and the files of packages that are in it. */
interface Text {
  readonly text: string;
  readonly modules: readonly string[];
}

/**
 * Puts the texts of files that a source reads from beside itself into the bundle, which then needs
 * no file but its own; `modules` grows by the files of packages that come along. vitest has it too,
 * since the script of the pages is no file before it is bundled.
 */
export function inlineTexts(modules: string[] = []) {
  const call =
    /\breadFileSync\(\s*new URL\((["'])([\w./-]+)\1, import\.meta\.url\), (["'])utf8\3\)/g;
  return {
    name: 'inline-texts',
    async transform(code: string, id: string): Promise<string | undefined> {
      // Tests may read what they like: they are in no bundle.
      const isRead = /\breadFileSync\(\s*new URL\(/.test(code);
      if (!isRead || !/[/]src[/]/.test(id)) return undefined;
      const texts = new Map<string, string>();
      for (const [found, , name = ''] of code.matchAll(call)) {
        const { text, modules: own } = await textOf(resolve(id, '..', name));
        modules.push(...own);
        texts.set(found, JSON.stringify(text));
      }
      const inlined = code.replace(call, found => texts.get(found) ?? found);
      if (/\breadFileSync\(\s*new URL\(/.test(inlined))
        throw new Error(`${id} reads a file that cannot be put into the bundle`);
      return inlined;
    },
  };
}

/** The text at a path: a style sheet with its imports, the script of a page, a file as it is. */
export async function textOf(path: string): Promise<Text> {
  if (path.endsWith('/page/script.js')) return scriptOf(resolve(path, '../browser/main.ts'));
  const text = await readFile(path, 'utf8');
  if (!path.endsWith('.css')) return { text, modules: [] };
  const { resolve: find } = createRequire(path);
  const modules: string[] = [];
  let whole = text;
  for (const [line, name = ''] of text.matchAll(/^@import "(.+)";$/gm)) {
    const file = find(name);
    modules.push(file);
    const imported = await readFile(file, 'utf8');
    whole = whole.replace(line, () => imported.trim());
  }
  return { text: whole, modules };
}

/** What runs in a browser, as one small script that no HTML can end. */
async function scriptOf(input: string): Promise<Text> {
  const bundle = await rolldown({ input, platform: 'browser', treeshake: true });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  const [{ code, moduleIds }] = output;
  return {
    text: `/*! uPlot, MIT, Copyright (c) Leon Sorokin: github.com/leeoniya/uPlot */\n${code.replaceAll('</script', '<\\/script').trim()}`,
    modules: moduleIds,
  };
}
