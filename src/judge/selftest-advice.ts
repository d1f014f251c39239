import { formatRate } from '../core/quantity.ts';
import { lowestShare } from '../statistics/binomial.ts';
import type { Selftest, SelftestCell } from './selftest.ts';

/** From here on a gate does its work: nine times in ten. */
const enough = 0.9;

/**
 * False alarms of so many times the budget are told; less may be an accident of the rounds that
 * were recorded.
 */
const tooMany = 2;

/**
 * What would make the gate of this host more decisive, the cheapest first; a sentence each, without
 * a full stop.
 */
export function selftestAdvice(found: Omit<Selftest, 'advice'>): string[] {
  const { cells, whollyUnchanged, judged } = found;
  const blunt = cells.filter(cell => !catches(cell, 2 * cell.tolerance));
  const alarms = falseAlarms(found);
  if (blunt.length === 0 && whollyUnchanged >= enough && alarms.length === 0) {
    return [
      `${judged.rounds} rounds decide here: keep tolerance, rounds and gated cells as they are`,
      ...moreRounds(found),
    ];
  }
  return [
    ...alarms,
    ...longerRuns(found, blunt),
    ...widerTolerance(found),
    ...(judged.gatedCells > 1 && blunt.length > 0
      ? [
          `gate fewer cells (--gate): ${judged.gatedCells} share the false-alarm budget, and each is given the less`,
        ]
      : []),
    ...moreRounds(found),
  ];
}

/**
 * Sides that differ although they are alike, or noise that lasts for several rounds; in few rounds
 * it may look so.
 */
function falseAlarms({
  falseAlarms: { rate, seen },
  judged,
  recorded,
  resampled,
  cells,
}: Omit<Selftest, 'advice'>): string[] {
  const isAccident = lowestShare({ seen, of: resampled.runs }) <= judged.falseAlarm;
  if (isAccident || rate <= tooMany * judged.falseAlarm) return [];
  const told = `${formatRate(rate)} of innocent runs read regressed, more than the ${formatRate(judged.falseAlarm)} that were asked for`;
  const few = isRough({ judged, recorded });
  const accident = 'in so few rounds that may be an accident';
  const uneven = cells.filter(({ difference, tolerance }) => {
    const { change, low, high } = difference;
    return Math.abs(change) > tolerance && (low > 0 || high < 0);
  });
  if (uneven.length > 0) {
    const names = uneven.map(({ arm, workload }) => `${arm} ${workload}`).join(', ');
    return [
      `${told}: head and base of ${names} differed, although they were alike${few ? `; ${accident}` : ''}`,
    ];
  }
  return [
    `${told}: ${few ? accident : 'something here lasts for several rounds; find it, or lower --false-alarm'}`,
  ];
}

function catches({ detection }: SelftestCell, loss: number): boolean {
  const nearest = detection.find(found => found.loss >= loss - 1e-9) ?? detection.at(-1);
  return nearest !== undefined && nearest.caught >= enough * nearest.of;
}

/** Rounds that the bluntest cell needs, and the budget that they take. */
function longerRuns(
  { judged, recorded }: Omit<Selftest, 'advice'>,
  blunt: readonly SelftestCell[],
): string[] {
  const losses = [...new Set(blunt.flatMap(cell => cell.roundsNeeded.map(({ loss }) => loss)))];
  const reachable = losses
    .map(loss => ({
      loss,
      needs: blunt.map(
        cell => cell.roundsNeeded.find(need => need.loss === loss)?.rounds ?? undefined,
      ),
    }))
    .find(({ needs }) => needs.every(rounds => rounds !== undefined));
  if (reachable === undefined)
    return blunt.length === 0
      ? []
      : [
          'not even 100 rounds catch a loss of 20 % in every cell nine times in ten: a quieter host is needed',
        ];
  const rounds = Math.max(...reachable.needs.map(need => need ?? 0));
  if (rounds <= judged.rounds) return [];
  const minutes = Math.ceil((rounds * recorded.secondsPerRound * 1.1) / 60);
  const budget = minutes * 60 > recorded.budget ? ` and --budget ${minutes}m` : '';
  return [
    `--rounds ${rounds}${budget} (${judged.rounds} now) would catch a loss of ${formatRate(reachable.loss)} in every cell nine times in ten`,
  ];
}

/** Only where innocent runs stay undecided: a loss is not caught any better by it. */
function widerTolerance({ cells, whollyUnchanged, judged }: Omit<Selftest, 'advice'>): string[] {
  if (whollyUnchanged >= enough) return [];
  const wide = cells.filter(cell => cell.decidableTolerance > cell.tolerance);
  if (wide.length === 0) return [];
  const tolerance = Math.ceil(Math.max(...wide.map(cell => cell.decidableTolerance)) * 100) / 100;
  const [first] = wide.toSorted((a, b) => b.decidableTolerance - a.decidableTolerance);
  const where =
    wide.length === cells.length
      ? 'every cell'
      : `${wide.length} of ${cells.length} cells (first of all ${first?.arm} ${first?.workload})`;
  return tolerance < 1
    ? [
        `a tolerance of ${formatRate(tolerance)} (\`--tolerance ${formatRate(tolerance).replace(' ', '')}\`), for ${where}, would show most unchanged cells to be so within ${judged.rounds} rounds`,
      ]
    : [];
}

function moreRounds({ recorded, judged }: Omit<Selftest, 'advice'>): string[] {
  if (!isRough({ recorded, judged })) return [];
  return [
    `these are figures from ${recorded.rounds} rounds only: a larger --budget records more, and makes them less rough`,
  ];
}

/** Fewer rounds than make up two runs. */
function isRough({ recorded, judged }: Pick<Selftest, 'recorded' | 'judged'>): boolean {
  return recorded.rounds < 2 * judged.rounds;
}
