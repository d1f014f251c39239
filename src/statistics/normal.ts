// Coefficients of AS241's PPND16, in ascending powers; one quotient of two polynomials for each
// region.
const central = {
  numerator: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
    45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  denominator: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597,
    39307.89580009271, 28729.085735721943, 5226.495278852854,
  ],
} as const;
const tail = {
  numerator: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
    1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  denominator: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
    0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
  ],
} as const;
const farTail = {
  numerator: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
    0.026532189526576124, 0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  denominator: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
} as const;

/**
 * The value below which a standard normal variable falls with probability `p`, to 16 digits;
 * -Infinity at 0, NaN outside [0, 1]. Source: M. J. Wichura, algorithm AS 241, Applied Statistics
 * 37, 1988.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const fromMiddle = p - 0.5;
  if (Math.abs(fromMiddle) <= 0.425)
    return fromMiddle * quotient(central, 0.180625 - fromMiddle * fromMiddle);
  const outside = Math.min(p, 1 - p);
  if (outside === 0) return fromMiddle * Infinity;
  const distance = Math.sqrt(-Math.log(outside));
  const size = distance <= 5 ? quotient(tail, distance - 1.6) : quotient(farTail, distance - 5);
  return fromMiddle < 0 ? -size : size;
}

/**
 * The probability that a standard normal variable exceeds `z`, to about 1e-13 relative, far into
 * the tail. Sources: the series of G. Marsaglia, "Evaluating the normal distribution", 2004; in the
 * tail the continued fraction DLMF 7.9.3.
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  if (z > 2.5) return z > 39 ? 0 : normalDensity(z) / (z + mills(z));
  let term = z;
  let sum = z;
  for (let i = 3; term > 1e-17 * sum; i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 - sum * normalDensity(z);
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

interface Quotient {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

function quotient({ numerator, denominator }: Quotient, x: number): number {
  return polynomial(numerator, x) / polynomial(denominator, x);
}

function polynomial(ascending: readonly number[], x: number): number {
  return ascending.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
