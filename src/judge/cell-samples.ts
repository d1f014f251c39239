import type { Run, RunArm } from '../core/run.ts';
import { type Sample, sampleOf, type Values } from '../core/sample.ts';
import type { Cell, CellsRequest } from './cell.ts';
import { liveBaseOf } from './live-base.ts';

/** A cell with all samples that it is judged by. */
export interface CellSamples {
  readonly cell: Cell;
  readonly head: Sample;
  /** The base side of the same run; undefined where there is none, or where it is not to count. */
  readonly live: Sample | undefined;
  /** Of stored runs that have a valid value, newest first. */
  readonly stored: readonly StoredSample[];
}

/** The cell in a stored run; its own base side says how much differences vary. */
interface StoredSample {
  readonly head: Values;
  readonly base?: Values | undefined;
}

/** The samples of a cell; which references count is the policy's. */
export function samplesOfCell(cell: Cell, { run, baseline, policy }: CellsRequest): CellSamples {
  return {
    cell,
    head: sampleOfCell(run, cell),
    live: policy.reference === 'stored' ? undefined : liveSample(run, cell),
    stored:
      policy.reference === 'base'
        ? []
        : baseline.runs.flatMap(earlier => storedSample(earlier, cell)),
  };
}

/** The arm of a run that a cell is of. */
export function armOfCell(
  run: Run | undefined,
  cell: Pick<Cell, 'arm' | 'side'>,
): RunArm | undefined {
  return run?.arms.find(({ name, side }) => name === cell.arm && side === cell.side);
}

/** Every look at a run asks the same stored runs for the same cells: a document never changes. */
const known = new WeakMap<Run, Map<string, readonly StoredSample[]>>();

function storedSample(run: Run, cell: Cell): readonly StoredSample[] {
  const samples = known.get(run) ?? new Map<string, readonly StoredSample[]>();
  known.set(run, samples);
  const key = [cell.side, cell.workload, cell.metric, cell.arm].join('\0');
  const found = samples.get(key) ?? readStored(run, cell);
  samples.set(key, found);
  return found;
}

function readStored(run: Run, cell: Cell): readonly StoredSample[] {
  const head = sampleOfCell(run, cell);
  if (head.kind === 'missing') return [];
  const base = liveSample(run, cell);
  return [base?.kind === 'values' && base.n === head.n ? { head, base } : { head }];
}

function sampleOfCell(run: Run, { arm, side, workload, metric }: Cell): Sample {
  const armIndex = run.arms.findIndex(other => other.name === arm && other.side === side);
  return sampleOf(run, { armIndex, workload, metric });
}

function liveSample(run: Run, { arm, side, workload, metric }: Cell): Sample | undefined {
  const base = side === 'head' ? liveBaseOf(run, arm) : undefined;
  return base === undefined ? undefined : sampleOf(run, { armIndex: base.index, workload, metric });
}
