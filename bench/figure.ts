/** One line of a bench: something measured several times. */
export interface Figure {
  readonly name: string;
  readonly unit: 's' | '%' | 'x' | 'documents' | 'MB';
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** How often it was measured. */
  readonly n: number;
  /**
   * To another figure, the first of its table: the median over the repetitions, in each of which
   * both were measured.
   */
  readonly ratio?: number | undefined;
}

/** A limit that docs/performance.md states; exactly one of `atMost` and `atLeast`. */
export type Bar = {
  readonly name: string;
  readonly value: number;
  readonly unit: Figure['unit'];
} & ({ readonly atMost: number } | { readonly atLeast: number });

/** The figure of values, of which there is at least one. */
export function figureOf(name: string, unit: Figure['unit'], values: readonly number[]): Figure {
  return {
    name,
    unit,
    median: medianOf(values),
    low: Math.min(...values),
    high: Math.max(...values),
    n: values.length,
  };
}

/** The middle one, of an even number the mean of the two in the middle; NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Whether a bar is met; what is no number never is. */
export function isMet(bar: Bar): boolean {
  return 'atMost' in bar ? bar.value <= bar.atMost : bar.value >= bar.atLeast;
}
