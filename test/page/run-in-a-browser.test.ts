import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../src/core/policy.ts';
import { judge } from '../../src/judge/judge.ts';
import type { JudgedRun } from '../../src/judge/judgement.ts';
import { runsPage } from '../../src/page/run.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import {
  barriersOf,
  builtAssets,
  chromiumPath,
  openBrowser,
  openFile,
} from '../harness/browser.ts';
import { grownRun } from '../harness/grown-run.ts';
import { buildRun } from '../harness/run-builder.ts';

const assets = await builtAssets();
const disks = [
  { name: 'prod', level: 0.8 },
  { name: 'prod', side: 'base' },
] as const;
const judged = (run: JudgedRun['run']): JudgedRun => ({
  run,
  judgement: judge({ run, baseline: baselineOf(run, []), policy: defaultPolicy }),
  claims: [],
});
const lost = judged(
  grownRun({ rounds: 12, seed: 2, deviation: 0.02, startedAt: '2026-01-01T00:00:00.000Z', disks }),
);

describe('the page of a run, in Chromium', () => {
  let opened: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    if (chromiumPath !== undefined) opened = await openBrowser();
  });
  beforeEach(context => context.skip(chromiumPath === undefined, 'no Chromium is in PATH'));
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test.each(['light', 'dark'] as const)(
    'shows verdict, change, rounds, latency and proof in %s, on a phone',
    async colorScheme => {
      await using file = await openFile(opened.browser, runsPage([lost], assets), {
        colorScheme,
        viewport: { width: 390, height: 844 },
      });
      const { page, amiss } = file;
      expect(await page.locator('h1').innerText()).toBe('regressed');
      const row = await page.locator('tbody tr').first().innerText();
      expect(row).toMatch(
        /prod, random read 4k, depth 1\s+regressed\s+[\d.]+ MiB\/s → [\d.]+ MiB\/s\s+-2\d %\s+-2\d % to -1\d %, tolerance 5 %/,
      );
      expect(await page.locator('tbody tr').first().locator('svg').count()).toBe(2);
      // A dot for each round of both sides.
      const dots = await page
        .locator('tr')
        .nth(1)
        .locator('svg')
        .nth(1)
        .locator('path.end')
        .evaluateAll(all => all.map(one => one.getAttribute('d')?.split('M').length));
      expect(dots).toEqual([13, 13]);
      expect(await page.locator('main').innerText()).toMatch(
        /Attested[^]*prod: in force[^]*How it was measured[^]*guest: QEMU/,
      );
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await barriersOf(page)).toEqual([]);
      expect(amiss).toEqual([]);
    },
  );

  test('shows hostile texts as what they are, and has no script at all', async () => {
    const hostile = `<script>document.title='taken'</script><img src=x> https://evil.example/`;
    const run = buildRun({
      caveats: [{ kind: 'emulated', said: hostile }],
      environment: { device: hostile },
    });
    await using file = await openFile(opened.browser, runsPage([judged(run), lost], assets));
    const { page, amiss } = file;
    expect(await page.locator('script, img, a').count()).toBe(0);
    expect(await page.locator('h1').count()).toBe(2);
    expect(await page.locator('main').innerText()).toContain(`not KVM: ${hostile}`);
    expect(amiss).toEqual([]);
  });
});
