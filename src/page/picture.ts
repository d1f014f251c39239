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
