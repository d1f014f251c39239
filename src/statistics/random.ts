/**
 * A generator of numbers in [0, 1), the same ones for the same seed on every machine (a run's seed
 * is in its document). Source: sfc32 of PractRand (C. Doty-Humphrey, public domain), two outputs
 * for 53 bits. Not for secrets.
 */
export function randomFrom(seed: number): () => number {
  const next = wordsFrom(seed);
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

/**
 * `items` in an order drawn from `random`, each order equally likely (Fisher and Yates); `items`
 * itself stays as it is.
 */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items];
  const drawn: T[] = [];
  while (rest.length > 0) {
    const place = Math.floor(random() * rest.length);
    drawn.push(rest[place] as T);
    // Thousands of orders are drawn: this is several times as fast as to splice.
    for (let at = place + 1; at < rest.length; at += 1) rest[at - 1] = rest[at] as T;
    rest.pop();
  }
  return drawn;
}

function wordsFrom(seed: number): () => number {
  // Both words of a seed count: seeds up to 2^53 are allowed in a run document.
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // PractRand discards the first outputs, in which the seed still shows.
  for (let i = 0; i < 15; i += 1) next();
  return next;
}
