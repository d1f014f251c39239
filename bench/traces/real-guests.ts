import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { z } from 'zod';

const range = z.tuple([z.number(), z.number()]);
const kind = z.object({
  runs: z.number(),
  verdicts: z.record(z.string(), z.number()),
  regressed: z.number(),
  rateAtLeast: z.number(),
  rateAtMost: z.number(),
  mde: range,
  change: range,
});
const outcomes = z.object({ command: z.string(), aa: kind.optional(), wiring: kind.optional() });

const titles = {
  aa: 'nothing changed (A/A)',
  wiring: 'both sides throttled, the head to 80 %',
} as const;

/**
 * How runs of real guests were judged, as a table with the bounds that their number allows; a
 * sentence where there are none.
 */
export function renderRealGuests(fixtures: string): string {
  const path = join(fixtures, 'outcomes.json');
  if (!existsSync(path)) return 'None is recorded yet.';
  const { command, ...found } = outcomes.parse(JSON.parse(readFileSync(path, 'utf8')));
  const rows = (['aa', 'wiring'] as const).flatMap(name => {
    const one = found[name];
    return one === undefined ? [] : [rowOf(titles[name], one)];
  });
  const head = [
    'runs',
    'how many',
    'verdicts',
    'share that reads regressed, 95 % each way',
    'estimated changes',
    'MDEs',
  ];
  return `\`${command}\`\n\n${markdownTable([head, ...rows], { alignDelimiters: false })}`;
}

function rowOf(
  title: string,
  { runs, verdicts, rateAtLeast, rateAtMost, mde, change }: z.infer<typeof kind>,
): string[] {
  const counts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  const share = `at least ${percent(rateAtLeast)}, at most ${percent(rateAtMost)}`;
  return [title, `${runs}`, counts.join(', '), share, spanOf(change), spanOf(mde)];
}

function spanOf([low, high]: z.infer<typeof range>): string {
  return `${percent(low)} to ${percent(high)}`;
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(3))} %`;
}
