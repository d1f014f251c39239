/** The verdicts of a cell or a run, worst first, which is their precedence. */
export const verdicts = ['regressed', 'missing', 'inconclusive', 'improved', 'unchanged'] as const;
export type Verdict = (typeof verdicts)[number];

/** The worst of some verdicts; `inconclusive` where there are none, since nothing was decided. */
export function worstVerdict(candidates: readonly Verdict[]): Verdict {
  return verdicts.find(verdict => candidates.includes(verdict)) ?? 'inconclusive';
}

/** Orders texts by their verdicts, the worst first, and after all of them what is none. */
export function worstFirst(one: string, other: string): number {
  const rank = (text: string): number => verdicts.indexOf(text as Verdict) >>> 0;
  return rank(one) - rank(other);
}
