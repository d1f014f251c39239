import { centreOf } from '../statistics/centre.ts';
import { studentTQuantile } from '../statistics/student-t.ts';

/**
 * The change that logs of differences come to, with its two-sided 95 % interval by Student's t; a
 * fraction.
 */
export function changeInterval(differences: readonly number[]): {
  readonly change: number;
  readonly low: number;
  readonly high: number;
} {
  const { centre, variance, freedom, n } = centreOf(differences);
  const half = freedom < 1 ? 0 : studentTQuantile(0.975, freedom) * Math.sqrt(variance / n);
  return {
    change: Math.expm1(centre),
    low: Math.expm1(centre - half),
    high: Math.expm1(centre + half),
  };
}
