import { armOrder } from '../src/core/order.ts';
import { type Figure, figureOf, medianOf } from './figure.ts';

/** Something that is measured beside others. */
export interface Contender {
  readonly name: string;
  /** One measurement, in seconds. */
  readonly measure: () => Promise<number>;
}

/**
 * Measures all contenders `repeat` times, in turn and in a balanced order, so that what drifts
 * meets all alike; ratios to the first.
 */
export async function sideBySide({
  contenders,
  repeat,
  onRound,
}: {
  readonly contenders: readonly Contender[];
  readonly repeat: number;
  readonly onRound: (round: number) => void;
}): Promise<readonly Figure[]> {
  const values = contenders.map((): number[] => []);
  for (const [round, order] of armOrder({
    arms: contenders.length,
    rounds: repeat,
    seed: 1,
  }).entries()) {
    onRound(round + 1);
    for (const index of order)
      values[index]?.push((await contenders[index]?.measure()) ?? Number.NaN);
  }
  const [first = []] = values;
  return contenders.map(({ name }, index) => {
    const own = values[index] ?? [];
    const ratio = medianOf(own.map((value, round) => value / (first[round] ?? Number.NaN)));
    return { ...figureOf(name, 's', own), ratio };
  });
}
