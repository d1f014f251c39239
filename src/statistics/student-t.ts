import { halved, normalQuantile } from './normal.ts';

/**
 * Degrees of freedom above which Student's t is the normal distribution to more digits than a
 * double has.
 */
const normalFrom = 1e17;

/**
 * The value below which Student's t with `df` > 0 degrees of freedom (fractions allowed, Infinity
 * is the normal) falls with probability `p`; to about 1e-13 relative, far into the tails. NaN
 * outside p in [0, 1] or without degrees of freedom.
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  if (df > normalFrom) return normalQuantile(p);
  return p < 0.5 ? -upperQuantile(p, df) : upperQuantile(1 - p, df);
}

/** The probability that Student's t with `df` > 0 degrees of freedom falls below `t`. */
export function studentTCdf(t: number, df: number): number {
  const tail = tailOf(Math.abs(t), df);
  return t < 0 ? tail : 1 - tail;
}

/** The t > 0 that is exceeded with probability `tail` < 0.5. */
function upperQuantile(tail: number, df: number): number {
  return tail === 0 ? Infinity : halved(t => tailOf(t, df) > tail);
}

/** P(T > t) for t >= 0, from the side on which its continued fraction converges fast. */
function tailOf(t: number, df: number): number {
  const square = t * t;
  const x = df / (df + square);
  const a = df / 2;
  // x^a (1-x)^(1/2) / B(a, 1/2), where B(a, 1/2) is sqrt(pi) over the gamma ratio.
  const front =
    (Math.exp(-a * Math.log1p(square / df)) * Math.sqrt(square / (df + square)) * gammaRatio(a)) /
    rootPi;
  return x < (a + 1) / (a + 2.5)
    ? (front * continuedFraction({ a, b: 0.5, x })) / (2 * a)
    : 0.5 - front * continuedFraction({ a: 0.5, b: a, x: square / (df + square) });
}

const rootPi = Math.sqrt(Math.PI);

/**
 * Gamma(a + 1/2) / Gamma(a): the asymptotic series from a = 40 on, below it by recursion; no
 * cancelling logarithms.
 */
function gammaRatio(a: number): number {
  let factor = 1;
  let at = a;
  for (; at < 40; at += 1) factor *= at / (at + 0.5);
  const u = 1 / at;
  const series =
    1 +
    u *
      (-1 / 8 +
        u *
          (1 / 128 +
            u * (5 / 1024 + u * (-21 / 32768 + u * (-399 / 262144 + (u * 869) / 4194304)))));
  return factor * Math.sqrt(at) * series;
}

/**
 * The continued fraction of the incomplete beta function. Source: DLMF 8.17.22, evaluated by
 * Lentz's method.
 */
function continuedFraction({
  a,
  b,
  x,
}: {
  readonly a: number;
  readonly b: number;
  readonly x: number;
}): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}
