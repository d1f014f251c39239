/** The verdicts of a cell or a run, worst first, which is their precedence. */
export const verdicts = ['regressed', 'missing', 'inconclusive', 'improved', 'unchanged'] as const;
export type Verdict = (typeof verdicts)[number];

/** The worst of some verdicts; `inconclusive` where there are none, since nothing was decided. */
export function worstVerdict(candidates: readonly Verdict[]): Verdict {
  return verdicts.find(verdict => candidates.includes(verdict)) ?? 'inconclusive';
}
