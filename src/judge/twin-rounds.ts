import type { CellName } from '../core/cell.ts';
import type { Policy } from '../core/policy.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import type { Run } from '../core/run.ts';
import { isSameEnvironment } from '../history/eligibility.ts';
import { emptyBaseline } from '../history/history.ts';
import { cellsOfRun } from './cell.ts';
import { samplesOfCell } from './cell-samples.ts';
import { numbersOf } from './cell-verdict.ts';
import { liveBaseOf } from './live-base.ts';
import { subjectChanges } from './subject.ts';

/** A gated cell of twins. */
interface TwinCell extends CellName {
  readonly tolerance: number;
}

/**
 * Both sides of each cell in one round: logs, turned so that more is better, in the order of the
 * cells.
 */
export type TwinRound = readonly { readonly head: number; readonly base: number }[];

/**
 * Rounds in which nothing was changed between the sides (A/A): what a host's noise does to a gate.
 */
export interface TwinRounds {
  readonly cells: readonly TwinCell[];
  /** One list for each run, in the order in which they were measured. */
  readonly runs: readonly (readonly TwinRound[])[];
}

/** A run document by the name that its reader knows it by. */
export interface NamedRun {
  readonly name: string;
  readonly run: Run;
}

/**
 * The rounds of runs whose head and base are the same; a run that is no such run, or lacks a value,
 * is rejected by its name.
 */
export function twinRoundsOf(runs: readonly NamedRun[], policy: Policy): Outcome<TwinRounds> {
  const [first] = runs;
  if (first === undefined) return reject('runs', 'there is no run to resample');
  const twins: TwinRounds[] = [];
  for (const { name, run } of runs) {
    const found = roundsOf(name, { run, policy });
    if (!found.ok) return found;
    if (!isSameEnvironment(run, first.run))
      return reject(
        name,
        `is of another environment than ${first.name}`,
        'resample them one by one',
      );
    if (keysOf(found.value, run) !== keysOf(twins[0] ?? found.value, first.run))
      return reject(
        name,
        `has other gated cells or disk modes than ${first.name}`,
        'resample them one by one',
      );
    twins.push(found.value);
  }
  return accept({ cells: twins[0]?.cells ?? [], runs: twins.flatMap(one => one.runs) });
}

const remedy =
  'record one with `storage-gate selftest`, or with `--disk` and a `--base-disk` that is the same';

function roundsOf(
  name: string,
  { run, policy }: { readonly run: Run; readonly policy: Policy },
): Outcome<TwinRounds> {
  const request = {
    run,
    baseline: emptyBaseline,
    policy: { ...policy, reference: 'base' },
  } as const;
  if (run.plan.arms.some(({ throttle }) => throttle !== undefined))
    return reject(
      name,
      'has throttled disks, which show nothing of the noise of their host',
      remedy,
    );
  const gated = cellsOfRun(request).present.filter(cell => cell.gated);
  if (gated.length === 0) return reject(name, 'has no gated cell', remedy);
  const cells: {
    readonly cell: TwinCell;
    readonly head: readonly number[];
    readonly base: readonly number[];
  }[] = [];
  for (const cell of gated) {
    const label = `${cell.arm}/${cell.workload}/${cell.metric}`;
    const base = liveBaseOf(run, cell.arm)?.arm;
    const head = run.arms.find(arm => arm.side === 'head' && arm.name === cell.arm);
    if (base === undefined || head === undefined)
      return reject(name, `has no base side of ${cell.arm}`, remedy);
    const [change] = subjectChanges(base, head);
    if (change !== undefined)
      return reject(
        name,
        `${cell.arm} was changed: ${change.what} ${change.from} -> ${change.to}`,
        remedy,
      );
    const samples = samplesOfCell(cell, request);
    const numbers = numbersOf(samples, 1);
    if (numbers?.base === undefined) {
      const reason = [samples.head, samples.live].find(
        sample => sample?.kind === 'missing',
      )?.reason;
      return reject(name, `${label} has no value: ${reason ?? 'it was not measured'}`, remedy);
    }
    const { arm, workload, metric, tolerance } = cell;
    cells.push({
      cell: { arm, workload, metric, tolerance },
      head: numbers.head,
      base: numbers.base,
    });
  }
  const rounds = run.rounds.map((_, round) =>
    cells.map(({ head, base }) => ({
      head: head[round] ?? Number.NaN,
      base: base[round] ?? Number.NaN,
    })),
  );
  return accept({ cells: cells.map(({ cell }) => cell), runs: [rounds] });
}

/** Disks of one name may be other disks: their modes count too. */
function keysOf({ cells }: TwinRounds, { arms }: Run): string {
  const modes = new Map(arms.map(({ name, key }) => [name, key]));
  return cells
    .map(({ arm, workload, metric }) => `${arm}/${workload}/${metric}/${modes.get(arm)}`)
    .join(' ');
}
