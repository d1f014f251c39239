import type { Acknowledgement } from '../core/acknowledgement.ts';
import { cellText } from '../core/cell.ts';
import { isLikeLoad } from '../core/load.ts';
import { type KeptVerdict, sumOfVerdicts, worstFirst } from '../core/verdict.ts';
import { acceptedLevel } from '../history/accepted-level.ts';
import { startOf } from '../history/eligibility.ts';
import { levelOf } from '../history/level.ts';
import { levelRuns } from '../history/limits.ts';
import { shiftsOf } from '../history/shift.ts';
import type { Judgement } from '../judge/judgement.ts';
import { subjectChanges } from '../judge/subject.ts';
import { describeEnvironment, verdictsText } from '../report/baselines.ts';
import { reasonText } from '../report/reasons.ts';
import { shownUnit, unitFactor } from '../report/units.ts';
import type { CellFacts, RunFacts } from './facts.ts';
import { pack, packings } from './pack.ts';

/** What was read of a store. */
export interface Stored {
  readonly runs: readonly RunFacts[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** By fingerprint: of the newest run. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** What was found of pull requests. */
  readonly verdicts: readonly KeptVerdict[];
  /** First lines of commits' messages, by commit. */
  readonly subjects: ReadonlyMap<string, string>;
}

/** The runs of one environment. */
export type EnvironmentHistory = ReturnType<typeof environmentOf>;
/** One cell in them. */
export type CellHistory = ReturnType<typeof cellOf>;

/** What a page shows of an environment, by the index of its runs; it has one at least. */
export function environmentOf(
  runs: readonly RunFacts[],
  { acknowledgements, judgements, verdicts, subjects }: Stored,
) {
  const [{ fingerprint, environment, suite }] = runs.slice(-1) as [RunFacts];
  const own = acknowledgements.filter(one => one.fingerprint === fingerprint);
  const said = own.map(one => ({ ...one, run: indexFrom(runs, lastRunOf(one)) }));
  const newest = new Map(runs.flatMap(run => [...run.cells]));
  const disks = [...newest.values()].map(({ cell }) => cell.arm);
  const breaks = new Map(disks.map(disk => [disk, breaksOf(runs, disk)]));
  const numbers = {
    times: runs.map(run => startOf(run) / 1000),
    commits: runs.map(({ commit }) => commit ?? ''),
    subjects: runs.map(({ commit }) => subjects.get(commit ?? '') ?? ''),
    digests: runs.map(({ digest }) => digest),
    rounds: runs.map(({ rounds }) => rounds),
    disturbed: runs.map(({ disturbed }) => disturbed),
    said: said.map(({ run }) => run),
  };
  const judgement = judgements.get(fingerprint);
  const cells = [...newest].map(([name, facts]) =>
    cellOf(name, facts, { runs, said, judgement, breaks }),
  );
  return {
    fingerprint,
    what: describeEnvironment(environment, suite),
    judged: verdictsText(sumOfVerdicts(verdicts.filter(one => one.fingerprint === fingerprint))),
    runs,
    said,
    breaks,
    numbers,
    cells: cells.toSorted(
      (a, b) => worstFirst(a.verdict, b.verdict) || (a.change ?? 0) - (b.change ?? 0),
    ),
  };
}

function lastRunOf({ runs }: Acknowledgement): number {
  return Math.max(...runs.map(startOf));
}

/** The first run from a moment on, or the last one. */
function indexFrom(runs: readonly RunFacts[], moment: number): number {
  const found = runs.findIndex(run => startOf(run) >= moment);
  return found === -1 ? runs.length - 1 : found;
}

/** Where another subject begins, and what changed. */
function breaksOf(runs: readonly RunFacts[], disk: string) {
  let before: RunFacts['disks'][number] | undefined;
  return runs.flatMap((run, index): [number, string][] => {
    const own = run.disks.find(({ arm }) => arm.name === disk);
    const last = before;
    before = own ?? last;
    if (own === undefined || last === undefined || own.subject === last.subject) return [];
    const changes = subjectChanges(last.arm, own.arm);
    return [[index, changes.map(({ what, from, to }) => `${what} ${from} -> ${to}`).join(', ')]];
  });
}

/** What is known of all cells of an environment. */
interface Around {
  readonly runs: readonly RunFacts[];
  readonly said: readonly Acknowledgement[];
  readonly judgement: Judgement | undefined;
  readonly breaks: ReadonlyMap<string, readonly [number, string][]>;
}

function cellOf(name: string, { cell, title, reading: { load } }: CellFacts, around: Around) {
  const { runs, said, judgement, breaks } = around;
  const all = runs.map(run => run.cells.get(name));
  const readings = all.flatMap(one => one?.reading ?? []);
  const judged = judgement?.cells.find(one => one.side === 'head' && cellText(one) === name);
  const like = readings.filter(one => isLikeLoad(one.load, load));
  const shifts = shiftsOf(cell, like).map(shift => ({
    ...shift,
    run: indexFrom(runs, startOf(shift)),
  }));
  const packed = (kind: keyof typeof packings, valueOf: (facts: CellFacts) => number | undefined) =>
    pack(
      all.map(one => one && valueOf(one)),
      packings[kind],
    );
  const rounds = all.map(one => one?.rounds ?? []);
  return {
    key: `${runs[0]?.fingerprint.slice(0, 12)}/${name}`,
    cell,
    title: cell.metric === 'throughput' ? title : `${title}, ${cell.metric}`,
    verdict: judged?.verdict ?? 'unmeasured',
    why: judged?.reason === undefined ? '' : reasonText(judged.reason),
    /** How it stands to the accepted level, towards better. */
    change: levelOf(cell, { readings, acknowledgements: said })?.againstAccepted?.change,
    readings,
    shifts,
    numbers: {
      unit: shownUnit(cell.metric),
      factor: unitFactor(cell.metric),
      levels: packed('level', ({ reading }) => reading.log),
      halves: packed('half', ({ half }) => half),
      ratios: packed('ratio', ({ reading: { ratio } }) => ratio?.log),
      yardsticks: packed('level', ({ yardstick }) => yardstick),
      /** Of each run as many as it has. */
      counts: pack(
        rounds.map(({ length }) => length),
        packings.count,
      ),
      rounds: pack(rounds.flat(), packings.round),
      accepted: acceptedSteps(cell, readings, around),
      shifts: shifts.map(({ run, change }) => [run, change] as const),
      breaks: breaks.get(cell.arm)?.map(([run]) => run) ?? [],
    },
  };
}

/** What was accepted from which run on, as a gate would have read it then. */
function acceptedSteps(
  cell: CellFacts['cell'],
  readings: readonly CellFacts['reading'][],
  { runs, said }: Around,
): readonly (readonly [run: number, level: number])[] {
  const fifth = readings.slice(levelRuns - 1, levelRuns).map(startOf);
  const untils = [...fifth, ...said.map(lastRunOf)].toSorted((a, b) => a - b);
  return untils.flatMap(until => {
    const level = acceptedLevel(cell, { readings, acknowledgements: said, until });
    return level === undefined ? [] : [[indexFrom(runs, until), level.logValue] as const];
  });
}
