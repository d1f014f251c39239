/**
 * `npm run campaign`: attacks on the promise that green means measured, in parts. It prints what it
 * tried, how often and what it found; status 1 where it found anything.
 */
import { devNull } from 'node:os';
import { parseArgs } from 'node:util';
import type { Part } from './part.ts';
import { parts } from './parts.ts';
import { prove } from './prove.ts';

const { values: flags } = parseArgs({
  options: {
    part: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    sample: { type: 'boolean', default: false },
    'first-only': { type: 'boolean', default: false },
    prove: { type: 'boolean', default: false },
  },
});
const seed = Number(flags.seed);
if (!Number.isSafeInteger(seed)) throw new RangeError(`--seed: ${flags.seed} is no whole number`);

if (flags.prove) process.exit(await prove({ seed, parts: flags.part, say }));
// What a step keeps for its later half is no word to a runner that runs this campaign.
process.env['GITHUB_STATE'] = devNull;
let found = 0;
for (const part of chosen(flags.part)) {
  say(`${part.name}: ${part.question}`);
  const start = performance.now();
  const { counts, findings } = await part.run({
    seed,
    sample: flags.sample,
    firstOnly: flags['first-only'],
    say: line => say(`  ${line}`),
  });
  for (const finding of findings.slice(0, 40)) say(`  FOUND ${finding}`);
  if (findings.length > 40) say(`  and ${findings.length - 40} more`);
  const counted = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  say(
    `  ${[...counted, `${findings.length} findings`, `${seconds} s`, `seed ${seed}`].join(', ')}`,
  );
  found += findings.length;
}
process.exitCode = found > 0 ? 1 : 0;

function chosen(names: readonly string[] | undefined): readonly Part[] {
  const unknown = names?.find(name => parts.every(part => part.name !== name));
  if (unknown === undefined)
    return parts.filter(({ name }) => names === undefined || names.includes(name));
  const known = parts.map(({ name }) => name).join(', ');
  throw new RangeError(`--part: there is no part ${unknown}; known are ${known}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
