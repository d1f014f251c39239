import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { historyPage } from '../../src/page/history.ts';
import {
  barriersOf,
  builtAssets,
  chromiumPath,
  openBrowser,
  openFile,
} from '../harness/browser.ts';
import { accepted, madeUpHistory } from '../harness/made-up-history.ts';

/** A busy host is slower than a second; whoever waits longer is stuck. */
const waiting = { timeout: 30_000 };

const assets = await builtAssets();
const large = historyPage(madeUpHistory({ runs: 2000 }), assets);
const cellHash = '#cell=ffffffffffff%2Fprod%2Frandread-4k-qd1%2Fthroughput';

/** Whether nothing of a page is wider than its window. */
const isNarrow = 'document.documentElement.scrollWidth <= innerWidth';
const viewOf = (page: Page) => {
  const address = new URLSearchParams(new URL(page.url()).hash.slice(1));
  return {
    from: Number(address.get('from')),
    to: Number(address.get('to')),
    run: address.get('run'),
  };
};

describe('the history of 2,000 runs and 24 cells, in Chromium', () => {
  let opened: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    if (chromiumPath !== undefined) opened = await openBrowser();
  });
  beforeEach(context => context.skip(chromiumPath === undefined, 'no Chromium is in PATH'));
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test('has a tile for each cell, the worst first, and asks nobody for anything', async () => {
    await using file = await openFile(opened.browser, large);
    const { page, amiss } = file;
    const tiles = page.locator('a.tile');
    expect(await tiles.count()).toBe(24);
    expect(await tiles.first().innerText()).toMatch(/^scratch\s+regressed\s/);
    expect(await page.locator('a.tile path.end').count()).toBe(24);
    expect(await barriersOf(page)).toEqual([]);
    expect(amiss).toEqual([]);
  });

  test('finds cells by words, disk, workload and verdict, which the address keeps', async () => {
    await using file = await openFile(opened.browser, large, { hash: '#verdict=regressed' });
    const { page, amiss } = file;
    const count = page.locator('form output');
    expect(await count.innerText()).toBe('3 of 24 cells');
    await page.getByRole('searchbox').fill('write 1m');
    expect(await count.innerText()).toBe('1 of 24 cells');
    await page.locator('a.tile:visible').click();
    await page.locator('#view').waitFor();
    await page.goBack();
    expect(await count.innerText()).toBe('1 of 24 cells');
    await page.getByRole('searchbox').fill('nothing like it');
    expect(await page.locator('#none').innerText()).toBe('No cell is like this.');
    expect(amiss).toEqual([]);
  });

  test('draws a cell with its shifts, subjects and acknowledgements, and zooms where it is dragged', async () => {
    await using file = await openFile(opened.browser, large, { hash: '#' });
    const { page, amiss } = file;
    await page.locator('a.tile', { hasText: 'archive' }).first().click();
    const events = await page.locator('article:visible .events li').allInnerTexts();
    expect(events.join('\n')).toMatch(/accepted by Ada Lovelace: QEMU 9 writes/);
    expect(events.join('\n')).toMatch(
      /another subject: cache none -> writeback: \w{12} Change number 1199 → \w{12} Change number 1200/,
    );
    expect(events.join('\n')).toMatch(
      /level \+8\.\d %, ratio to the yardstick [+-]?0\.\d %: .*number 700 → .*number 701/,
    );
    expect(await page.locator('canvas').count()).toBe(2);
    const whole = viewOf(page);
    const box = await page.locator('.u-over').first().boundingBox();
    if (box === null) throw new Error('the chart has no place');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 100, { steps: 5 });
    await page.mouse.up();
    const widthNow = () => viewOf(page).to - viewOf(page).from;
    const share = () => widthNow() / (whole.to - whole.from);
    await expect.poll(share, waiting).toBeCloseTo(0.1, 1);
    await page.mouse.dblclick(box.x + 50, box.y + 50);
    await expect.poll(share, waiting).toBeGreaterThan(0.9);
    expect(amiss).toEqual([]);
  });

  test('tells a run by hover and by keys alone, and links its commit to its own repository', async () => {
    await using file = await openFile(opened.browser, large);
    const { page, amiss } = file;
    const focused = () =>
      page.evaluate('document.activeElement.className + document.activeElement.id');
    for (let tabs = 0; tabs < 6 && !String(await focused()).includes('tile'); tabs += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const chart = page.locator('#chart');
    await chart.waitFor();
    for (let tabs = 0; tabs < 9 && !String(await focused()).includes('chart'); tabs += 1)
      await page.keyboard.press('Tab');
    expect(await focused()).toBe('chart');
    const readout = page.locator('#run');
    expect(await readout.innerText()).toContain('Change number 1999');
    await page.keyboard.press('ArrowLeft');
    expect(await readout.innerText()).toContain('Change number 1998');
    await page.keyboard.press('Home');
    expect(await readout.innerText()).toContain('Change number 0');
    await page.keyboard.press('End');
    const before = viewOf(page);
    await page.keyboard.press('+');
    expect(viewOf(page).to - viewOf(page).from).toBeCloseTo((before.to - before.from) / 2, -2);
    expect(viewOf(page).run).toBe((1999).toString(16).padStart(12, '0'));
    const box = await page.locator('.u-over').first().boundingBox();
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 50);
    expect(await readout.innerText()).not.toContain('Change number 1999');
    expect(await readout.locator('a').getAttribute('href')).toMatch(
      /^https:\/\/forge\.example\/team\/images\/commit\/[0-9a-f]{40}$/,
    );
    await page.keyboard.press('Escape');
    await page.locator('a.tile').first().waitFor();
    expect(amiss).toEqual([]);
  });

  test('opens where an address leads: cell, time and run', async () => {
    const [from, to] = [Date.UTC(2024, 5, 1) / 1000, Date.UTC(2024, 6, 1) / 1000];
    await using file = await openFile(opened.browser, large, {
      hash: `${cellHash}&from=${from}&to=${to}&run=0000000001f4`,
    });
    const { page, amiss } = file;
    expect(await page.locator('h2:visible').innerText()).toBe('prod, random read 4k, depth 1');
    expect(await page.locator('#run').innerText()).toContain('Change number 500');
    expect(viewOf(page)).toMatchObject({ from, to });
    expect(amiss).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'is readable in %s, on a phone, with a table behind the chart',
    async colorScheme => {
      await using file = await openFile(opened.browser, large, {
        colorScheme,
        viewport: { width: 390, height: 844 },
        hash: cellHash,
      });
      const { page, amiss } = file;
      const back = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(back).toBe(colorScheme === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)');
      expect(await page.evaluate(isNarrow)).toBe(true);
      expect(await barriersOf(page)).toEqual([]);
      await page.locator('#view summary').click();
      await expect.poll(() => page.locator('tbody tr').count(), waiting).toBe(2000);
      expect(await page.locator('tbody tr').first().innerText()).toMatch(
        /^2025-10-28 08:00 UTC\s+\w{12} Change number 1999\s+[\d.]+ MiB\/s\s+±2\.0 %\s+10\s/,
      );
      expect(await page.evaluate(isNarrow)).toBe(true);
      await page.locator('article:visible > a').click();
      await page.locator('a.tile').first().waitFor();
      expect(await page.evaluate(isNarrow)).toBe(true);
      expect(await barriersOf(page)).toEqual([]);
      expect(amiss).toEqual([]);
    },
  );

  test('prints on white paper, also from the dark', async () => {
    await using file = await openFile(opened.browser, large, {
      colorScheme: 'dark',
      hash: cellHash,
    });
    const { page, amiss } = file;
    const line = () =>
      page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--back')");
    expect(await line()).toBe('#0d1117');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await line()).toBe('#fff');
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await line()).toBe('#0d1117');
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
    expect(amiss).toEqual([]);
  });

  test('shows hostile names, reasons and addresses as what they are', async () => {
    const hostile = `</script><script>document.title='taken'</script><img src=x onerror="document.title='taken'"> javascript:alert(1) https://evil.example/x \u202e`;
    const small = madeUpHistory({ runs: 30 });
    const html = historyPage(
      {
        ...small,
        acknowledgements: [accepted(small.runs.slice(10, 15), { by: hostile, reason: hostile })],
        subjects: new Map(small.runs.map(({ commit }) => [commit ?? '', hostile])),
        runs: small.runs.map(run => ({
          ...run,
          disturbed: hostile,
          environment: { ...run.environment, cpuModel: hostile },
        })),
        damaged: [{ path: hostile, reason: hostile }],
      },
      assets,
    );
    await using file = await openFile(opened.browser, html);
    const { page, amiss } = file;
    await page.locator('a.tile').first().click();
    await page.locator('#view summary').click();
    expect(await page.title()).toBe('Storage gate: history');
    expect(await page.locator('img, iframe, script:not(#data)').count()).toBe(1);
    const links = await page
      .locator('a[href]')
      .evaluateAll(all => all.map(one => String(one.getAttribute('href'))));
    expect(
      links.filter(
        link => !/^#|^https:\/\/forge\.example\/team\/images\/commit\/[0-9a-f]{40}$/.test(link),
      ),
    ).toEqual([]);
    expect(await page.locator('article:visible .events').innerText()).toContain('<img src=x');
    expect(amiss).toEqual([]);
  });

  test('is a page of no run too', async () => {
    const stored = madeUpHistory({ runs: 0 });
    await using file = await openFile(opened.browser, historyPage(stored, assets));
    const { page, amiss } = file;
    expect(await page.locator('main').innerText()).toContain('No run is stored.');
    expect(await barriersOf(page)).toEqual([]);
    expect(amiss).toEqual([]);
  });

  test('is a page of one run too', async () => {
    const stored = madeUpHistory({ runs: 1 });
    await using file = await openFile(opened.browser, historyPage(stored, assets));
    const { page, amiss } = file;
    await page.locator('a.tile').first().click();
    await page.locator('#view summary').click();
    await expect.poll(() => page.locator('tbody tr').count(), waiting).toBe(1);
    expect(await page.locator('#run').innerText()).toContain('Change number 0');
    expect(await barriersOf(page)).toEqual([]);
    expect(amiss).toEqual([]);
  });
});
