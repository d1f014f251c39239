const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/**
 * Bytes for people, with four significant digits in the largest unit in which the number is at
 * least 1: `1.25 GiB`.
 */
export function formatBytes(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toPrecision(4))} ${units[power] ?? 'bytes'}`;
}

/**
 * At most four significant digits, without an exponent for what a disk can do: 14861 -> 14860,
 * 0.12345 -> 0.1235.
 */
export function formatFigure(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/**
 * A relative difference with its sign: 0.0312 -> `+3.1 %`, -0.312 -> `-31 %`; cut where digits
 * would say nothing.
 */
export function formatChange(fraction: number): string {
  if (fraction > 10) return '> +1000 %';
  if (fraction < -0.999) return '< -99.9 %';
  const percent = percentOf(fraction);
  return fraction > 0 && Number(percent) !== 0 ? `+${percent} %` : `${percent} %`;
}

/**
 * An interval of relative differences: `-18 % to +4.0 %`; `not known` where it has an end that no
 * digits would tell.
 */
export function formatInterval({
  low,
  high,
}: {
  readonly low: number;
  readonly high: number;
}): string {
  if (low < -0.999 !== high < -0.999 || low > 10 !== high > 10) return 'not known';
  return `${formatChange(low)} to ${formatChange(high)}`;
}

/** A fraction without a sign: 0.12 -> `12 %`. */
export function formatShare(fraction: number): string {
  const size = Math.abs(fraction);
  return size > 0.999 && size < 1 ? '> 99.9 %' : `${Math.abs(Number(percentOf(-size)))} %`;
}

/**
 * A share to three digits, for limits and for what is rare: 0.1264 -> `12.6 %`, 0.0004 -> `0.04 %`.
 */
export function formatRate(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(3))} %`;
}

/** A ratio: `0.103x`, `1.07x`, `11.2x`. */
export function formatRatio(ratio: number): string {
  if (ratio >= 1000) return '> 1000x';
  const decimals = ratio >= 100 ? 0 : ratio >= 10 ? 1 : ratio >= 1 ? 2 : 3;
  return `${ratio < 0.0995 ? ratio.toPrecision(2) : ratio.toFixed(decimals)}x`;
}

/** A relative standard deviation over rounds: `±4.3 %`. */
export function formatSpread(fraction: number): string {
  return `±${percentOf(fraction)} %`;
}

function percentOf(fraction: number): string {
  const percent = 100 * fraction;
  // A loss close to everything needs the digit as much as a small change does.
  const text = percent.toFixed(
    Math.abs(percent) < 9.95 || (percent < -99 && percent > -100) ? 1 : 0,
  );
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A duration in seconds, as `43 s` or `4 min 12 s`. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${formatFigure(Number(seconds.toFixed(1)))} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A count with its noun: `1 round`, `3 rounds`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first `most` of some items, and how many are left out: `a, b and 3 more`. */
export function formatList(items: readonly string[], most: number): string {
  const left = items.length - most;
  return `${items.slice(0, most).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** The same of what has commas of its own: `a; b; and 3 more`. */
export function formatClauses(clauses: readonly string[], most: number): string {
  const left = clauses.length - most;
  return [...clauses.slice(0, most), ...(left > 0 ? [`and ${left} more`] : [])].join('; ');
}

/** A moment to the minute: `2026-03-01 12:00 UTC`. */
export function formatMoment(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
