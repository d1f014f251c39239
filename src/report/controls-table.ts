import { controlWorkload } from '../core/control-arm.ts';
import { formatChange, formatCount, formatInterval } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { ControlJudgement, Movement } from '../judge/control.ts';
import type { DetailTable } from './detail-tables.ts';
import { formatThroughput, formatValue } from './units.ts';

/** The controls of a run as a table of their own; undefined where it has none. */
export function controlsTable(
  run: Run,
  controls: readonly ControlJudgement[],
): DetailTable | undefined {
  if (controls.length === 0) return undefined;
  const { title, blockSize } = jobOf(run);
  return {
    title: 'Controls: what no pull request changes',
    columns: ['shows', title, 'since the baseline', 'from first to second half of the rounds'],
    rows: controls.map(control => ({
      label: control.name,
      cells: [
        control.shows === 'processor' ? 'processor and virtio, no drive' : 'drive, without QEMU',
        valueOf(control, blockSize),
        sinceBaseline(control),
        control.withinRun === undefined ? 'fewer than four rounds' : describe(control.withinRun),
      ],
    })),
  };
}

/** The same in one line, for a terminal; undefined where there is none. */
export function controlsLine(run: Run, controls: readonly ControlJudgement[]): string | undefined {
  if (controls.length === 0) return undefined;
  const { title, blockSize } = jobOf(run);
  const each = controls.map(
    control => `${control.name} ${valueOf(control, blockSize)}, ${sinceBaseline(control)}`,
  );
  return `${title}: ${each.join('; ')}`;
}

function jobOf({ plan: { suite } }: Run): { readonly title: string; readonly blockSize: number } {
  const gate = suite.name === 'gate' ? suite.workloads : [];
  return (
    gate.find(({ name }) => name === controlWorkload) ?? { title: controlWorkload, blockSize: 4096 }
  );
}

/** Why there is none stands among the caveats. */
function valueOf({ value }: ControlJudgement, blockSize: number): string {
  if (value === undefined) return 'no value';
  return `${formatValue('iops', value / blockSize)} (${formatThroughput(value)})`;
}

function sinceBaseline({ sinceBaseline: movement, baseRuns }: ControlJudgement): string {
  if (movement === undefined) return 'no stored control yet';
  return `${describe(movement)} since ${formatCount(baseRuns, 'run')}`;
}

function describe({ change, interval, state }: Movement): string {
  const range = interval === undefined ? '' : ` (${formatInterval(interval)})`;
  return `${state === 'moved' ? 'moved ' : ''}${formatChange(change)}${range}`;
}
