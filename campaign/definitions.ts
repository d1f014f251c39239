import { randomFrom } from '../src/statistics/random.ts';
import {
  blindly,
  type Changed,
  character,
  type Mutation,
  refused,
  silent,
  unknown,
} from './definitions/mutations.ts';
import { type Original, originals, readAll, type Said } from './definitions/originals.ts';
import { touchedBy } from './definitions/watch.ts';
import { oneOf } from './documents/mutations.ts';
import type { Part, PartOptions, PartResult } from './part.ts';

/**
 * Definitions of guests that were changed. The oracle: a reader never crashes, takes long, says
 * much, opens a file or asks the environment; and no field that it refuses, or does not know, is in
 * a disk that would be measured.
 */
export const definitions: Part = {
  name: 'definitions',
  question: 'Does a definition that was changed harm its reader, or slip through it?',
  run: async options => tryAll(options),
};

/** Most seconds of a reading, and most characters of a message. */
const most = { seconds: 1, message: 2000 } as const;

/** The parser of YAML asks whether it is to print what it does. */
const knownToYaml = new Set(['process.env.LOG_TOKENS', 'process.env.LOG_STREAM']);

const mutations: readonly Mutation[] = [
  ...Array.from({ length: 6 }, () => blindly),
  unknown,
  refused,
  silent,
  character,
];

function tryAll({ seed, sample, firstOnly, say }: PartOptions): PartResult {
  const draw = randomFrom(seed);
  const wanted = sample ? 2000 : 100_000;
  const enough = firstOnly ? 1 : Number.POSITIVE_INFINITY;
  const all = originals();
  const before = new Map(all.map(each => [each, readAll(each.source)]));
  const counts = { mutations: 0, read: 0, measured: 0, same: 0, refused: 0, other: 0 };
  const findings: string[] = [];
  while (counts.mutations < wanted && findings.length < enough) {
    const batch = Array.from({ length: 100 }, () => oneOf(all, draw));
    const touched = touchedBy(() => {
      for (const original of batch) {
        const changed = oneOf(mutations, draw)(original, draw);
        if (changed === undefined || changed.text === original.source.text) continue;
        counts.mutations += 1;
        const { said, finding } = tryOne(original, changed, before.get(original));
        if (finding !== undefined)
          findings.push(`${original.source.path}, ${changed.what}: ${finding}`);
        if (said?.format !== undefined) counts.read += 1;
        if ((said?.measured.size ?? 0) > 0) counts.measured += 1;
        if (changed.must !== 'any') counts[changed.must] += 1;
      }
    });
    const others = [...touched].filter(name => !knownToYaml.has(name));
    if (others.length > 0) findings.push(`touched ${others.join(', ')}`);
    if (counts.mutations % 10_000 < 100) say(`${counts.mutations} of ${wanted}`);
  }
  return { counts: { ...counts, originals: all.length }, findings };
}

function tryOne(
  { source }: Original,
  changed: Changed,
  before: Said | undefined,
): { readonly said?: Said; readonly finding?: string } {
  const begin = process.threadCpuUsage();
  try {
    const said = readAll({ path: source.path, text: changed.text });
    const { user, system } = process.threadCpuUsage(begin);
    const seconds = (user + system) / 1e6;
    const long = said.messages.find(message => message.length > most.message);
    const finding =
      (seconds > most.seconds ? `took ${seconds.toFixed(1)} s` : undefined) ??
      (long === undefined
        ? undefined
        : `a message of ${long.length} characters: ${long.slice(0, 80)} … ${long.slice(-200)}`) ??
      (before === undefined ? undefined : broken(changed, before, said));
    return finding === undefined ? { said } : { said, finding };
  } catch (error) {
    return { finding: `crashed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** How a reading is not what the change makes of it; undefined where it is. */
function broken(
  { must, target }: Changed,
  before: Said,
  { measured, all }: Said,
): string | undefined {
  if (must === 'any') return undefined;
  if (must === 'same') return all === before.all ? undefined : 'it reads otherwise';
  const meant = [...before.measured].filter(([name]) => target === undefined || name === target);
  // What was not measured before shows nothing.
  if (meant.length === 0) return undefined;
  const same = meant.filter(([name, key]) =>
    must === 'refused' ? measured.has(name) : measured.get(name) === key,
  );
  return same.length < meant.length ? undefined : `${same[0]?.[0]} is measured all the same`;
}
