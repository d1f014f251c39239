import { resolve } from 'node:path';
import { historyPage } from '../../src/page/history.ts';
import { runsPage } from '../../src/page/run.ts';
import { builtAssets, openBrowser, openFile } from '../../test/harness/browser.ts';
import { madeUpHistory } from '../../test/harness/made-up-history.ts';
import { judgedScene } from './scenes.ts';

/** A look at a page: the theme of the browser, and how wide its window is. */
export interface Look {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  readonly width: number;
}

/** Takes pictures of our own pages, those that are wanted or all, and returns their paths. */
export async function shootPages(
  directory: string,
  { looks, wanted }: { readonly looks: readonly Look[]; readonly wanted: readonly string[] },
): Promise<readonly string[]> {
  const assets = await builtAssets();
  const history = historyPage(madeUpHistory({ runs: 2000 }), assets);
  const cell = '#cell=ffffffffffff%2Fscratch%2Fwrite-1m-qd2%2Fthroughput';
  const near = `${cell}&from=${Date.UTC(2025, 9, 10) / 1000}&to=${Date.UTC(2025, 9, 29) / 1000}`;
  const pages = [
    { scene: 'history', html: history, hash: '', height: 800 },
    { scene: 'history-cell', html: history, hash: cell, height: 900 },
    { scene: 'history-near', html: history, hash: near, height: 900 },
    { scene: 'run', html: runsPage([judgedScene()], assets), hash: '', height: 900 },
  ];
  await using opened = await openBrowser();
  const paths: string[] = [];
  for (const { scene, html, hash, height } of pages)
    for (const { name, theme, width } of looks) {
      if (wanted.length > 0 && !wanted.includes(`${scene}-${name}`)) continue;
      const viewport = { width, height };
      await using file = await openFile(opened.browser, html, {
        hash,
        colorScheme: theme,
        viewport,
      });
      const path = resolve(directory, `${scene}-${name}.png`);
      await file.page.screenshot({ path });
      paths.push(path);
    }
  return paths;
}
