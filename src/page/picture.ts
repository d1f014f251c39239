const [width, height] = [160, 36];

/** The course of some levels as a picture; of many by their means, so that a line stays a line. */
export function sparkline(levels: readonly number[]): string {
  const size = Math.ceil(levels.length / width);
  const groups = [...Map.groupBy(levels, (_, index) => Math.floor(index / size)).values()];
  const means = groups.map(some => some.reduce((sum, level) => sum + level, 0) / some.length);
  // A fifth at least from top to bottom: noise must not look like a mountain.
  const middle = (Math.max(...means) + Math.min(...means)) / 2;
  const range = Math.max(Math.max(...means) - Math.min(...means), 0.2);
  const points = means.map((mean, index) => {
    const x = 4 + (index / Math.max(1, means.length - 1)) * (width - 8);
    return `${x.toFixed(1)} ${(height / 2 - ((height - 8) * (mean - middle)) / range).toFixed(1)}`;
  });
  return `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true"><path d="M${points.join('L')}"/><path class="end" d="M${points.at(-1)}h0"/></svg>`;
}

/** A change with its interval over the tolerance around no change; towards better is right. */
export function intervalPicture(found: {
  readonly change: number;
  readonly low: number;
  readonly high: number;
  readonly tolerance: number;
}): string {
  const { change, low, high, tolerance } = found;
  const most = Math.max(2 * tolerance, Math.min(1, Math.max(-low, high, Math.abs(change)) * 1.1));
  const x = (value: number): string =>
    ((width / 2) * (1 + Math.max(-1, Math.min(1, value / most)))).toFixed(1);
  return `<svg class="small" viewBox="0 0 ${width} 20" role="img" aria-label="interval"><path class="zone" d="M${x(-tolerance)} 10H${x(tolerance)}"/><path class="faint" d="M${x(0)} 0V20"/><path d="M${x(low)} 10H${x(high)}"/><path class="end" d="M${x(change)} 10h0"/></svg>`;
}

/** The logs of sides round by round, the first in colour. */
export function roundsPicture(sides: readonly (readonly number[])[]): string {
  const all = sides.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const paths = sides.map((logs, side) => {
    const points = logs.map((log, round) => {
      const x = 4 + (round / Math.max(1, logs.length - 1)) * (width - 8);
      return `${x.toFixed(1)} ${(height - 4 - ((height - 8) * (log - low)) / (high - low || 1)).toFixed(1)}`;
    });
    const dots = points.map(point => `M${point}h0`).join('');
    return logs.length === 0
      ? ''
      : `<g class="${side > 0 ? 'beside' : ''}"><path d="M${points.join('L')}"/><path class="end" d="${dots}"/></g>`;
  });
  return `<svg class="small" viewBox="0 0 ${width} ${height}" role="img" aria-label="rounds">${paths.toReversed().join('')}</svg>`;
}
