/**
 * `npm run bench:verdict`: false alarms, detection and rounds of the verdict function on simulated
 * noise, beside other tools' rules on the same samples. `--runs N` runs for each case, `--seed N`,
 * `--json`, `--check` (exit 1 where a bar is missed), `--write` (puts table and plot into docs/),
 * `--steady` (the bars at a CV of 3 % alone). docs/statistics.md says what the figures mean.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { missedBars, renderVerdicts } from './verdict/markdown.ts';
import { outcomes, steadyOutcomes } from './verdict/outcome.ts';
import { plotOf } from './verdict/plot.ts';
import { openPool } from './verdict/pool.ts';

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    steady: { type: 'boolean', default: false },
  },
});
const request = {
  runs: Number(flags.runs),
  seed: Number(flags.seed),
  say: (text: string) => void process.stderr.write(`${text}\n`),
};
if (!Number.isInteger(request.runs) || request.runs < 1)
  throw new RangeError(`--runs: ${flags.runs} is no count`);
await using pool = openPool();
const steady = await steadyOutcomes(pool, { ...request, runs: Math.min(request.runs, 5000) });
const document = {
  ...request,
  say: undefined,
  steady,
  cases: flags.steady ? [] : await outcomes(pool, request),
};
const markdown = renderVerdicts(document);
if (flags.write) write(markdown);
process.stdout.write(flags.json ? `${JSON.stringify(document, undefined, 2)}\n` : `${markdown}\n`);
const missed = missedBars(document);
for (const bar of missed) process.stderr.write(`missed: ${bar}\n`);
if (flags.check && missed.length > 0) process.exitCode = 1;

function write(text: string): void {
  const docs = resolve(import.meta.dirname, '../docs');
  const page = resolve(docs, 'statistics.md');
  const pattern = /(<!-- verdicts:start -->\n)[^]*?(<!-- verdicts:end -->)/;
  const before = readFileSync(page, 'utf8');
  if (!pattern.test(before))
    throw new Error('docs/statistics.md has no <!-- verdicts:start --> … <!-- verdicts:end -->');
  writeFileSync(
    page,
    before.replace(pattern, (_, start: string, end: string) => `${start}${text}\n${end}`),
  );
  if (!flags.steady) writeFileSync(resolve(docs, 'statistics.svg'), plotOf(document.cases));
}
