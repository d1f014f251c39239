/**
 * `npm run bench:history`: what the page of 2,000 runs and 24 cells takes to be made, and how soon
 * a real Chromium shows it. PEER=DIRECTORY, a clone of benchmark-action/github-action-benchmark,
 * shows the same numbers on its page beside it: no package has that.
 */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { probeHost } from '../src/host/environment.ts';
import { historyPage } from '../src/page/history.ts';
import { builtAssets, openBrowser } from '../test/harness/browser.ts';
import { madeUpHistory } from '../test/harness/made-up-history.ts';
import { temporaryDirectory } from '../test/harness/temporary-directory.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import { type Figure, figureOf } from './figure.ts';
import type { BenchFlags } from './flags.ts';
import { peerPage } from './history-peer.ts';

const peer = process.env['PEER'];

await conclude(benchHistory);

async function benchHistory({ repeat = 5 }: BenchFlags): Promise<BenchDocument> {
  const stored = madeUpHistory({ runs: 2000 });
  const assets = await builtAssets();
  const [made, painted, drawn, peerPainted, peerDrawn]: number[][] = [[], [], [], [], []];
  let bytes = 0;
  await using home = await temporaryDirectory();
  await using opened = await openBrowser();
  const own = join(home.path, 'own.html');
  const theirs =
    peer === undefined ? undefined : await peerPage(stored, { clone: peer, directory: home.path });
  for (let round = 0; round < repeat; round += 1) {
    const begin = performance.now();
    const page = historyPage(stored, assets);
    made?.push((performance.now() - begin) / 1000);
    bytes = page.length;
    writeFileSync(own, page);
    const shown = await timesOf(opened.browser, own, 'a.tile');
    painted?.push(shown.painted);
    drawn?.push(shown.drawn);
    if (theirs === undefined) continue;
    const beside = await timesOf(opened.browser, theirs.path, undefined);
    peerPainted?.push(beside.painted);
    peerDrawn?.push(beside.drawn);
  }
  const { cpuCores, cpuModel, hostKernel } = await probeHost();
  const figures: Figure[] = [
    figureOf('the page is made', 's', made ?? []),
    figureOf('its size', 'MB', [bytes / 1e6]),
    figureOf('its first paint', 's', painted ?? []),
    figureOf('a chart after its click', 's', drawn ?? []),
  ];
  const peers: Figure[] =
    theirs === undefined
      ? []
      : [
          figureOf("github-action-benchmark's page and data", 'MB', [theirs.bytes / 1e6]),
          besides('its first paint, to ours', peerPainted, painted),
          besides('until its charts are there, to ours', peerDrawn, drawn),
        ];
  const at = (index: number): number => figures[index]?.median ?? Number.NaN;
  return {
    bench: 'history',
    host: {
      processors: `${cpuCores} x ${cpuModel}`,
      'host kernel': hostKernel,
      node: process.version,
      Chromium: opened.browser.version(),
      'load average': (loadavg()[0] ?? Number.NaN).toFixed(1),
    },
    figures: [...figures, ...peers],
    bars: [
      { name: 'the page is made', value: at(0), unit: 's', atMost: 3 },
      { name: 'its size', value: at(1), unit: 'MB', atMost: 3 },
      { name: 'its first paint', value: at(2), unit: 's', atMost: 1 },
      { name: 'a chart after its click', value: at(3), unit: 's', atMost: 0.1 },
    ],
  };
}

function besides(
  name: string,
  values: readonly number[] = [],
  ours: readonly number[] = [],
): Figure {
  const figure = figureOf(name, 's', values);
  return { ...figure, ratio: figure.median / figureOf('', 's', ours).median };
}

/** Seconds to the first paint, and until a chart is there: after a click, or by itself. */
async function timesOf(browser: Browser, path: string, click: string | undefined) {
  await using context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
  const painted = await page.evaluate(
    "performance.getEntriesByName('first-contentful-paint')[0].startTime",
  );
  // Two frames: the first one draws, the second one comes when that is seen.
  const frames =
    'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))';
  const drawn = await page.evaluate(
    click === undefined
      ? frames
      : `(async () => { const begin = performance.now(); document.querySelector('${click}').click(); while (!document.querySelector('canvas')) await new Promise(done => setTimeout(done)); return (await ${frames}) - begin; })()`,
  );
  return { painted: Number(painted) / 1000, drawn: Number(drawn) / 1000 };
}
