import { markdownTable } from 'markdown-table';
import type { CaseOutcome, SteadyOutcome } from './outcome.ts';
import { peers } from './peer.ts';

/** All that a bench of the verdict found. */
export interface VerdictDocument {
  readonly runs: number;
  readonly seed: number;
  readonly steady: readonly SteadyOutcome[];
  readonly cases: readonly CaseOutcome[];
}

/** The upper 95 % bound of false alarms that every case must keep. */
const mostFalseAlarms = 0.0125;

/** How far below the best calibrated peer ours may catch a loss that is beyond the tolerance. */
const mostBehind = 0.02;

/** The tables of docs/statistics.md. */
export function renderVerdicts(document: VerdictDocument): string {
  const { runs, seed, cases } = document;
  const part = cases.length === 0 ? ' --steady' : '';
  const command = `\`npm run bench:verdict -- --runs ${runs} --seed ${seed}${part} --write\``;
  return [
    command,
    ...steadyTable(document),
    ...(cases.length === 0 ? [] : caseTables(document)),
  ].join('\n\n');
}

function steadyTable({ steady }: VerdictDocument): string[] {
  return [
    'Six gated cells, 16 rounds at most, by the SD of a round’s difference:',
    table(
      ['', 'found', 'bar'],
      steady.map(one => [
        one.name,
        percent(one.value),
        one.atLeast === undefined
          ? `at most ${percent(one.atMost ?? 1)}`
          : `at least ${percent(one.atLeast)}`,
      ]),
    ),
  ];
}

function caseTables({ cases }: VerdictDocument): string[] {
  return [
    '![false alarms of each case](statistics.svg)',
    'Runs without any change that read regressed, of six gated cells with differences of an SD from 0.7 to 21 % where it says nothing else; peers at their own settings:',
    table(
      ['case', 'ours', '95 % bound', 'MDE', ...peers.map(({ name }) => name)],
      cases.map(one => [
        one.name,
        percent(one.falseAlarms),
        percent(one.bound),
        percent(one.mde),
        ...one.peers.map(percent),
      ]),
    ),
    'Losses caught, ours and each peer calibrated to our false-alarm rate of the same case, on the same samples (in brackets: at its own settings):',
    table(
      [
        'case',
        'loss',
        'ours',
        ...peers.filter(isFirstOfItsKind).map(({ name }) => name.replace(/ 200 %$/, '')),
      ],
      cases.flatMap(({ name, powers }) =>
        powers.map(({ loss, where, ours, calibrated, own }) => [
          name,
          `${loss * 100} % in ${where}`,
          percent(ours),
          ...peers.flatMap((peer, index) =>
            isFirstOfItsKind(peer)
              ? [`${percent(calibrated[index] ?? 0)} (${percent(own[index] ?? 0)})`]
              : [],
          ),
        ]),
      ),
    ),
  ];
}

/** Of two settings of one rule the calibrated threshold is the same. */
function isFirstOfItsKind(peer: (typeof peers)[number]): boolean {
  return peers.find(({ score }) => score === peer.score) === peer;
}

/**
 * What does not hold of what the specification asks for; a loss of exactly the tolerance is no loss
 * that must be caught.
 */
export function missedBars({ steady, cases }: VerdictDocument): string[] {
  return [
    ...steady
      .filter(({ value, atLeast = 0, atMost = 1 }) => value < atLeast || value > atMost)
      .map(({ name, value }) => `${name}: ${percent(value)}`),
    ...cases
      .filter(({ bound }) => bound > mostFalseAlarms)
      .map(({ name, bound }) => `${name}: bound ${percent(bound)}`),
    ...cases.flatMap(({ name, powers }) =>
      powers
        .map(power => ({ ...power, best: bestOf(power.calibrated) }))
        .filter(({ loss, ours, best }) => loss > 0.05 && ours < best - mostBehind)
        .map(
          ({ loss, where, ours, best }) =>
            `${name}, ${loss * 100} % in ${where}: ${percent(ours)}, best peer ${percent(best)}`,
        ),
    ),
    ...cases.flatMap(({ name, powers, falseAlarms, peers: alarms }) =>
      powers.flatMap(({ loss, where, ours, own }) =>
        peers
          .filter(
            ({ sameInformation }, peer) =>
              sameInformation && (alarms[peer] ?? 1) <= falseAlarms && (own[peer] ?? 0) > ours,
          )
          .map(
            peer =>
              `${name}, ${loss * 100} % in ${where}: ${percent(ours)}, below ${peer.name} at its own settings`,
          ),
      ),
    ),
  ];
}

/** Of the peers that decide by what ours decides by. */
function bestOf(calibrated: readonly number[]): number {
  return Math.max(...calibrated.filter((_, peer) => peers[peer]?.sameInformation));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable(
    [head, ...rows].map(row => [...row]),
    { alignDelimiters: false },
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.0995 ? 2 : 1)} %`;
}
