import { controlWorkload } from '../core/control-arm.ts';
import { formatChange, formatCount, formatInterval } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { ControlJudgement, Movement } from '../judge/control.ts';
import type { Judgement } from '../judge/judgement.ts';
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
        sinceBaselineText(control),
        control.withinRun === undefined
          ? 'fewer than four rounds'
          : movementText(control.withinRun),
      ],
    })),
  };
}

/** The same in one line, for a terminal; undefined where there is none. */
export function controlsLine(run: Run, controls: readonly ControlJudgement[]): string | undefined {
  if (controls.length === 0) return undefined;
  const { title, blockSize } = jobOf(run);
  const each = controls.map(
    control => `${control.name} ${valueOf(control, blockSize)}, ${sinceBaselineText(control)}`,
  );
  return `${title}: ${each.join('; ')}`;
}

function jobOf({ plan: { suite } }: Run): { readonly title: string; readonly blockSize: number } {
  const found = suite.workloads.find(({ name }) => name === controlWorkload);
  return { title: found?.title ?? controlWorkload, blockSize: 4096 };
}

/** Why there is none stands among the caveats. */
function valueOf({ value }: ControlJudgement, blockSize: number): string {
  if (value === undefined) return 'no value';
  return `${formatValue('iops', value / blockSize)} (${formatThroughput(value)})`;
}

function sinceBaselineText({ sinceBaseline: movement, baseRuns }: ControlJudgement): string {
  if (movement === undefined) return 'no stored control yet';
  return `${movementText(movement)} since ${formatCount(baseRuns, 'run')}`;
}

function movementText({ change, interval, state }: Movement): string {
  const range = interval === undefined ? '' : ` (${formatInterval(interval)})`;
  return `${state === 'moved' ? 'moved ' : ''}${formatChange(change)}${range}`;
}

/**
 * One line where the controls say that the host moved since the baseline, and what that leaves for
 * the change that is judged; undefined where they do not.
 */
export function hostLine({ controls, cells }: Judgement): string | undefined {
  const moved = movedIn(controls, sinceBaseline);
  if (moved.length === 0) return undefined;
  const by = moved
    .map(({ control, movement }) => `${formatChange(movement.change)} (${controlName(control)})`)
    .join(' and ');
  const host = `host moved ${by} since the baseline: ${whatMoved(controls, sinceBaseline)}`;
  const live = cells.flatMap(({ gated, reference, change }) =>
    gated && reference === 'live base' && change !== undefined ? [change] : [],
  );
  if (live.length === 0) return `${host}; changes since stored runs include that`;
  return `${host}; this pull request ${formatChange(meanChange(live))} (mean of ${formatCount(live.length, 'gated cell')})`;
}

/** The doubts that controls raise, each with its figures. */
export function controlCaveats({ controls }: Judgement): string[] {
  const doubts = [
    { of: sinceBaseline, text: 'the host moved since the baseline' },
    { of: withinRun, text: 'the host drifted from the first half of the rounds to the second' },
  ];
  const missing = controls.flatMap(control =>
    control.reason === undefined ? [] : [`${controlName(control)}: ${control.reason}`],
  );
  const movements = doubts.flatMap(({ of, text }) => {
    const moved = movedIn(controls, of);
    if (moved.length === 0) return [];
    const figures = controls.flatMap(control => figuresOf(control, of(control)));
    return [`${text}: ${whatMoved(controls, of)}; ${figures.join(', ')} (99 % intervals)`];
  });
  return [...missing, ...movements];
}

type MovementOf = (control: ControlJudgement) => Movement | undefined;

const sinceBaseline: MovementOf = control => control.sinceBaseline;
const withinRun: MovementOf = control => control.withinRun;

interface Moved {
  readonly control: ControlJudgement;
  readonly movement: Movement;
}

function movedIn(controls: readonly ControlJudgement[], of: MovementOf): Moved[] {
  return controls.flatMap(control => {
    const movement = of(control);
    return movement?.state === 'moved' ? [{ control, movement }] : [];
  });
}

/**
 * Processor or drive. A control that did not show that it moved has not shown that it stayed,
 * unless its interval does; and the drive's control takes a processor too.
 */
function whatMoved(controls: readonly ControlJudgement[], of: MovementOf): string {
  const stateOf = (shows: ControlJudgement['shows']): string => {
    const states = controls
      .filter(control => control.shows === shows)
      .map(control => of(control)?.state);
    return (
      states.find(state => state === 'moved') ??
      states.find(state => state === 'steady') ??
      'undecided'
    );
  };
  const processor = stateOf('processor');
  const drive = stateOf('drive');
  if (processor === 'moved') {
    if (drive === 'moved') return 'its processor, and what its drive delivers';
    return drive === 'steady'
      ? 'its processor, not its drive'
      : 'its processor, and perhaps its drive';
  }
  return processor === 'steady'
    ? 'its drive, not its processor'
    : 'its drive, or the processor that reads it';
}

function figuresOf(control: ControlJudgement, movement: Movement | undefined): string[] {
  if (movement === undefined) return [];
  const interval = movement.interval === undefined ? '' : ` [${formatInterval(movement.interval)}]`;
  return [`${controlName(control)} ${formatChange(movement.change)}${interval}`];
}

function controlName({ name }: ControlJudgement): string {
  return `${name} control`;
}

/** On the log scale, where changes are ratios. */
function meanChange(changes: readonly number[]): number {
  return Math.expm1(changes.reduce((sum, change) => sum + Math.log1p(change), 0) / changes.length);
}
