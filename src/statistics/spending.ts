import { normalDensity, normalQuantile, normalTail } from './normal.ts';

/** A share of an error budget, and how it is spent over the looks at a run. */
export interface Spending {
  /** Numbers of rounds after which the run is looked at, ascending. */
  readonly at: readonly number[];
  /** Rounds at which all would be spent: those that were planned. */
  readonly rounds: number;
  /** Probability of ever being wrong, one-sided. */
  readonly error: number;
  /** Of a part t of the rounds t^lateness is spent: 1 evenly, the more the later. */
  readonly lateness: number;
}

/**
 * What may be spent up to each look; the last one spends what is left. Source: K. Kim and D. L.
 * DeMets, Biometrika 74, 1987 (the power family of spending functions).
 */
export function spentAt({ at, rounds, error, lateness }: Spending): number[] {
  return at.map((look, index) =>
    index === at.length - 1 ? error : error * Math.min(1, look / rounds) ** lateness,
  );
}

/**
 * For each look the level of a one-sided test there, such that all looks together err with the
 * probability of the share: what is spent at a look is the probability of crossing there and not
 * before. It holds whatever makes a run stop. Sources: K. K. G. Lan and D. L. DeMets, Biometrika
 * 70, 1983; the recursion is that of P. Armitage, C. K. McPherson and B. C. Rowe, J. R. Statist.
 * Soc. A 132, 1969.
 */
export function spentLevels(spending: Spending): number[] {
  const levels: number[] = [];
  const goals = spentAt(spending);
  let path: Path | undefined;
  for (const [index, look] of spending.at.entries()) {
    const share = Math.max((goals[index] ?? 0) - (goals[index - 1] ?? 0), least);
    const boundary = boundaryOf(path, { look, share });
    levels.push(normalTail(boundary / Math.sqrt(look)));
    path = pathBelow({ look, boundary }, path);
  }
  return levels;
}

/** A look must have some level: of nothing a quantile is infinite. */
const least = 1e-12;

/**
 * Where a sum of normal values may stand after a look that it did not cross: places, and
 * probability at each.
 */
interface Path {
  readonly look: number;
  readonly places: readonly { readonly at: number; readonly mass: number }[];
}

interface Boundary {
  readonly look: number;
  readonly boundary: number;
}

/**
 * The sum that is exceeded at a look, and not before, with probability `share`; by Newton's steps
 * on its logarithm.
 */
function boundaryOf(
  path: Path | undefined,
  { look, share }: { look: number; share: number },
): number {
  let boundary = -normalQuantile(share) * Math.sqrt(look);
  if (path === undefined) return boundary;
  for (let step = 0; step < 50; step += 1) {
    const tail = exceedance(path, { look, boundary });
    const change = (Math.log(tail / share) * tail) / densityAt(path, { look, boundary });
    boundary += change;
    if (Math.abs(change) < 1e-12 * Math.abs(boundary)) break;
  }
  return boundary;
}

function exceedance({ look: before, places }: Path, { look, boundary }: Boundary): number {
  const deviation = Math.sqrt(look - before);
  return places.reduce(
    (sum, { at, mass }) => sum + mass * normalTail((boundary - at) / deviation),
    0,
  );
}

function densityAt(path: Path | undefined, { look, boundary }: Boundary): number {
  const before = path ?? start;
  const deviation = Math.sqrt(look - before.look);
  return (
    before.places.reduce(
      (sum, { at, mass }) => sum + mass * normalDensity((boundary - at) / deviation),
      0,
    ) / deviation
  );
}

const start: Path = { look: 0, places: [{ at: 0, mass: 1 }] };

/** Nine standard deviations below the middle there is nothing left to integrate. */
function pathBelow({ look, boundary }: Boundary, path: Path | undefined): Path {
  const lowest = -9 * Math.sqrt(look);
  const half = (boundary - lowest) / 2;
  const places = nodes.map(({ at, weight }) => {
    const place = lowest + half * (1 + at);
    return { at: place, mass: half * weight * densityAt(path, { look, boundary: place }) };
  });
  return { look, places };
}

/** Nodes and weights of Gauss and Legendre on [-1, 1]. Source: Abramowitz and Stegun, 25.4.29. */
const nodes = legendreNodes(96);

function legendreNodes(count: number): { readonly at: number; readonly weight: number }[] {
  return Array.from({ length: count }, (_, index) => {
    let at = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step += 1) {
      const found = legendre(count, at);
      slope = found.slope;
      const change = found.value / slope;
      at -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    return { at, weight: 2 / ((1 - at * at) * slope * slope) };
  });
}

function legendre(degree: number, x: number): { readonly value: number; readonly slope: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n += 1)
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}
