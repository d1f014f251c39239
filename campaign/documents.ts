import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '../src/statistics/random.ts';
import { encodeRun } from '../src/suites/document.ts';
import { bundledCompare } from './documents/bundle.ts';
import { asked, type Entries, openEntries, type Said } from './documents/entries.ts';
import type { Json } from './documents/json.ts';
import { blindMutation, type Mutation, oneOf } from './documents/mutations.ts';
import { history, type Original, originals, sidesOf } from './documents/originals.ts';
import { planMutations } from './documents/plan-mutations.ts';
import { valueMutations } from './documents/value-mutations.ts';
import type { Part, PartOptions, PartResult } from './part.ts';

/**
 * Run documents that were changed after they were written. The oracle: a change of anything but
 * presentation must not make a failing document pass, nor leave one green that says it is slower.
 */
export const documents: Part = {
  name: 'documents',
  question: 'Does a run document that was changed pass, where it failed before?',
  run: async options => {
    const home = await mkdtemp(join(tmpdir(), 'campaign-documents-'));
    try {
      return await tryAll(home, options);
    } finally {
      await rm(home, { recursive: true });
    }
  },
};

/** The ways in which a document is judged. */
const judging = ['compare', 'report'] as const;

/** Blind changes are so many of all: most documents have many places and few kinds. */
const mutations: readonly Mutation[] = [
  ...valueMutations,
  ...planMutations,
  ...Array.from({ length: 12 }, () => blindMutation),
];

async function tryAll(
  home: string,
  { seed, sample, firstOnly, say }: PartOptions,
): Promise<PartResult> {
  const startedAt = '2026-12-01T08:00:00.000Z';
  const all = originals(startedAt);
  const greens = all.filter(({ reads }) => reads === 'green');
  await using entries = await openEntries(home, history(startedAt));
  const findings = await unlike(all, entries);
  const wanted = sample ? 220 : 2200;
  const draw = randomFrom(seed);
  const counts = { mutations: 0, refused: 0, judged: 0, bundled: 0 };
  const enough = firstOnly ? 1 : Number.POSITIVE_INFINITY;
  while (counts.mutations < wanted && findings.length < enough) {
    const mutation = oneOf(mutations, draw);
    // What fails anyway shows nothing of a change that must fail.
    const mustFail = mutation.slows === true || mutation.disproves === true;
    const original = oneOf(mustFail && draw() < 0.7 ? greens : all, draw);
    const before = JSON.stringify(JSON.parse(encodeRun(original.run)));
    const document = JSON.parse(before) as Json;
    const what = mutation.apply(document, draw);
    const text = JSON.stringify(document);
    if (what === undefined || text === before) continue;
    counts.mutations += 1;
    const told = `${original.name}, ${mutation.name}: ${what}`;
    const said: Said[] = [];
    for (const entry of judging) {
      const found = await asked(() => entries[entry](text, sidesOf(original.run)));
      said.push(found);
      if ('bug' in found) findings.push(`${entry}: ${told}: ${found.verdict}`);
      if (isFalse(found, { original, mutation }))
        findings.push(`${entry}: ${told}: reads ${found.verdict}, and passes`);
    }
    const isRefused = said[0]?.verdict === 'refused: bad-document';
    counts[isRefused ? 'refused' : 'judged'] += 1;
    const recorded = await asked(() => entries.record(text));
    if (recorded.passed && isRefused)
      findings.push(`record: ${told}: is stored, though compare refuses it`);
    // A tenth of a tenth through what users have: it must say the same.
    if (counts.mutations % 100 === 0 && !firstOnly) {
      const found = await asked(() => bundledCompare(text, home));
      counts.bundled += 1;
      if (found.passed !== said[0]?.passed)
        findings.push(`dist/cli.js: ${told}: ${found.verdict}, and ${said[0]?.verdict} in src`);
    }
    if (counts.mutations % 200 === 0) say(`${counts.mutations} of ${wanted}`);
  }
  return { counts: { ...counts, originals: all.length }, findings };
}

/** Originals that do not read as they should: then the campaign would find nothing. */
async function unlike(all: readonly Original[], entries: Entries): Promise<string[]> {
  const found: string[] = [];
  for (const { name, run, reads } of all) {
    for (const entry of judging) {
      const said = await asked(() => entries[entry](encodeRun(run), sidesOf(run)));
      const verdicts = { green: 'unchanged', red: 'regressed', missing: 'missing' };
      if (said.verdict !== verdicts[reads] || said.passed !== (reads === 'green'))
        found.push(`${entry}: the original ${name} reads ${said.verdict} and should be ${reads}`);
    }
  }
  return found;
}

function isFalse(
  { passed, verdict }: Said,
  { original, mutation }: { readonly original: Original; readonly mutation: Mutation },
): boolean {
  if (!passed) return false;
  if (original.reads !== 'green' || mutation.disproves === true) return true;
  return mutation.slows === true && (verdict === 'unchanged' || verdict === 'improved');
}
