/**
 * The value below which a standard normal variable falls with probability `p`, to about 1e-13
 * relative; -Infinity at 0, NaN outside [0, 1].
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const [outside, inside] = [Math.min(p, 1 - p), Math.abs(p - 0.5)];
  if (outside === 0 || inside === 0) return (p - 0.5) * (inside === 0 ? 1 : Infinity);
  const size =
    outside < normalTail(tailFrom)
      ? halved(z => normalTail(z) > outside)
      : halved(z => massBelow(z) < inside);
  return p < 0.5 ? -size : size;
}

/** The number above 0 up to which `isBelow` holds, by halving an interval in its logarithm. */
export function halved(isBelow: (value: number) => boolean): number {
  let [low, high] = [1e-300, 1];
  while (isBelow(high)) [low, high] = [high, 4 * high];
  for (;;) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (middle <= low || middle >= high) return middle;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
}

/** From here on the tail is computed as such. */
const tailFrom = 2.5;

/**
 * The probability that a standard normal variable exceeds `z`, to about 1e-13 relative, far into
 * the tail. Sources: the series of G. Marsaglia, "Evaluating the normal distribution", 2004; in the
 * tail the continued fraction DLMF 7.9.3.
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  if (z >= tailFrom) return z > 39 ? 0 : normalDensity(z) / (z + mills(z));
  return 0.5 - massBelow(z);
}

/** The probability of a value between 0 and `z`. */
function massBelow(z: number): number {
  let term = z;
  let sum = z;
  for (let i = 3; term > 1e-17 * sum; i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return sum * normalDensity(z);
}

/** The density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** 1/(z + 2/(z + 3/(z + …))), from behind: 100 terms are enough from z = 2.5 on. */
function mills(z: number): number {
  let fraction = 0;
  for (let i = 100; i > 0; i -= 1) fraction = i / (z + fraction);
  return fraction;
}
