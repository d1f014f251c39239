import { accept, type Outcome, reject } from './rejection.ts';

/**
 * Limits of any document from outside, far beyond what the product writes: a schema collects
 * everything that is wrong with a document, so one that is made of nothing but errors would cost
 * gigabytes. Values are the leaves and branches of its JSON.
 */
const limits = { depth: 16, values: 200_000, roundValues: 120_000, length: 10_000 } as const;

/**
 * Whether a document is of a bearable size; each round is counted for itself. Goes no deeper and no
 * further than the limits, and without recursion, whatever the document holds.
 */
export function acceptSize(document: unknown): Outcome<unknown> {
  const rounds = roundsIn(document);
  const whole = isRecord(document) ? { ...document, rounds: null } : document;
  if (rounds.length > limits.length) return tooLarge('rounds', `has ${rounds.length} entries`);
  for (const [path, part, most] of [
    ['(document)', whole, limits.values] as const,
    ...rounds.map(
      (round: unknown, index) => [`rounds.${index}`, round, limits.roundValues] as const,
    ),
  ]) {
    const problem = excessOf(part, most);
    if (problem !== undefined) return tooLarge(path, problem);
  }
  return accept(document);
}

/** The rounds of a document that nothing is known of yet; none where it has none. */
export function roundsIn(document: unknown): readonly unknown[] {
  return isRecord(document) && Array.isArray(document['rounds']) ? document['rounds'] : [];
}

function tooLarge(path: string, problem: string): Outcome<never> {
  return reject(path, `${problem}, more than any run has`);
}

function excessOf(root: unknown, most: number): string | undefined {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [
    { value: root, depth: 0 },
  ];
  for (let seen = 0; waiting.length > 0; seen += 1) {
    if (seen + waiting.length > most) return `has over ${most} values`;
    const { value, depth } = waiting.pop() ?? { value: null, depth: 0 };
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= limits.depth) return `is nested over ${limits.depth} levels deep`;
    const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (children.length > limits.length) return `has ${children.length} entries in one place`;
    for (const child of children) waiting.push({ value: child, depth: depth + 1 });
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
