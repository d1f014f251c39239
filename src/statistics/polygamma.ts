/**
 * The logarithmic derivative of the gamma function at x > 0. Source: Abramowitz and Stegun, 6.3.5
 * and 6.3.18.
 */
export function digamma(x: number): number {
  let below = 0;
  let at = x;
  for (; at < 15; at += 1) below += 1 / at;
  const u = 1 / (at * at);
  const series = u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * (1 / 240 - (u * 5) / 660))));
  return Math.log(at) - 0.5 / at - series - below;
}

/** The derivative of `digamma` at x > 0. Source: Abramowitz and Stegun, 6.4.6 and 6.4.12. */
export function trigamma(x: number): number {
  let below = 0;
  let at = x;
  for (; at < 15; at += 1) below += 1 / (at * at);
  const u = 1 / (at * at);
  const series =
    1 + 0.5 / at + u * (1 / 6 - u * (1 / 30 - u * (1 / 42 - u * (1 / 30 - (u * 5) / 66))));
  return series / at + below;
}

/**
 * The x > 0 whose `trigamma` is `y` > 0, by halving an interval in log x: `trigamma` falls all the
 * way.
 */
export function inverseTrigamma(y: number): number {
  // 1/x < trigamma(x) < 1/x + 1/x²
  let low = Math.log(1 / y);
  let high = Math.log(1 / y + 1 / Math.sqrt(y));
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (trigamma(Math.exp(middle)) > y) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
