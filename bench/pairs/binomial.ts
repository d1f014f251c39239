/** How often something was seen among independent trials. */
export interface Count {
  readonly seen: number;
  readonly of: number;
}

/** One-sided error of a bound. */
const boundError = 0.05;

/**
 * The largest share that `seen` of `of` trials leave possible at 95 %, one-sided and exact: 0 of 20
 * leaves 13.9 %. 1 where nothing was tried. Source: C. J. Clopper and E. S. Pearson, Biometrika 26,
 * 1934.
 */
export function highestShare({ seen, of }: Count): number {
  if (seen >= of) return 1;
  let low = seen / of;
  let high = 1;
  // Each step halves the bracket: 60 leave less than a double can tell apart.
  for (let step = 0; step < 60; step += 1) {
    const share = (low + high) / 2;
    if (atMost(seen, { of, share }) > boundError) low = share;
    else high = share;
  }
  return high;
}

/** The smallest such share: 20 of 20 leaves no less than 86.1 %. */
export function lowestShare({ seen, of }: Count): number {
  return 1 - highestShare({ seen: of - seen, of });
}

/** Probability of `most` or fewer among `of` trials of a share strictly between 0 and 1. */
function atMost(
  most: number,
  { of, share }: { readonly of: number; readonly share: number },
): number {
  const odds = Math.log(share) - Math.log1p(-share);
  let term = of * Math.log1p(-share);
  let sum = Math.exp(term);
  for (let seen = 1; seen <= most; seen += 1) {
    term += Math.log((of - seen + 1) / seen) + odds;
    sum += Math.exp(term);
  }
  return sum;
}
