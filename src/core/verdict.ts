/** The verdicts of a cell or a run, worst first, which is their precedence. */
const verdicts = ['regressed', 'missing', 'inconclusive', 'improved', 'unchanged'] as const;
export type Verdict = (typeof verdicts)[number];

/** The worst of some verdicts; `unchanged` where there are none. */
export function worstVerdict(candidates: readonly Verdict[]): Verdict {
  return verdicts.find(verdict => candidates.includes(verdict)) ?? 'unchanged';
}
