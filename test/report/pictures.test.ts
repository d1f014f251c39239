import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellJudgement } from '../../src/judge/judgement.ts';
import { cellTable } from '../../src/report/markdown-tables.ts';
import { picturesOf, scaleOf } from '../../src/report/pictures.ts';
import { showMarkdown } from '../harness/github-markdown.ts';

function cell(more: Partial<CellJudgement> = {}): CellJudgement {
  return {
    arm: 'prod',
    side: 'head',
    workload: 'rndrd',
    metric: 'throughput',
    gated: true,
    verdict: 'regressed',
    headRounds: 3,
    reference: 'stored runs',
    baseRuns: 6,
    tolerance: 0.05,
    ...more,
  };
}

describe('the pictures of a cell', () => {
  test.each([
    [{ change: 0, interval: { low: -0.05, high: 0.05 } }, '···━━━┃━━━···'],
    [{ change: -0.08, interval: { low: -0.1, high: -0.06 } }, '━┃━···┆······'],
    [{ change: 0.1, interval: { low: 0.05, high: 0.3 } }, '······┆··━━━›'],
    [{ change: -0.03, interval: { low: -0.06, high: 0.02 } }, '··━━┃━┿━·····'],
    [{ change: -0.3, interval: { low: -0.4, high: -0.2 } }, '‹·····┆······'],
  ])('draw %o as %s within 10 %%', (measured, picture) => {
    expect(picturesOf(cell(measured), 0.1)).toEqual([picture]);
  });

  test('draw stored runs as bars with this run at the end, and noise as level', () => {
    expect(picturesOf(cell({ trail: [100, 100, 50] }), 0.1)).toEqual(['██▁']);
    expect(picturesOf(cell({ trail: [100, 99, 100] }), 0.1)).toEqual(['███']);
    expect(picturesOf(cell(), 0.1)).toEqual([]);
  });

  test('have one width, whatever was measured, and nothing in them that Markdown reads', () => {
    const share = fc.double({ min: -0.9999, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(share, share, share, (a, b, c) => {
        const [low = 0, change = 0, high = 0] = [a, b, c].toSorted((x, y) => x - y);
        const one = cell({ change, interval: { low, high } });
        const scale = scaleOf([one]);
        expect(scale).toBeLessThanOrEqual(0.5);
        expect(picturesOf(one, scale)[0]).toMatch(/^[·━┃┆┿‹›]{13}$/u);
      }),
    );
  });

  test('are shown by GitHub as they are, in a table without padding', () => {
    const measured = { change: -0.08, interval: { low: -0.1, high: -0.06 }, trail: [3, 3, 3, 2] };
    const markdown = cellTable([cell(measured)], name => name);
    const shown = showMarkdown(markdown);
    expect(shown.isChanged).toBe(false);
    expect(shown.elements('code')).toHaveLength(2);
    expect(shown.text).toMatch(/███▁ ━┃━···┆······/);
    expect(markdown).not.toMatch(/ {2}| \||\| /);
  });
});
