import { formatChange, formatCount, formatInterval } from '../core/quantity.ts';
import type { ControlJudgement, Movement } from '../judge/control.ts';
import type { Judgement } from '../judge/judgement.ts';

/**
 * One line where the controls say that the host moved since the baseline, and what that leaves for
 * the change that is judged; undefined where they do not.
 */
export function hostLine({ controls, cells }: Judgement): string | undefined {
  const moved = movedIn(controls, sinceBaseline);
  if (moved.length === 0) return undefined;
  const by = moved
    .map(({ control, movement }) => `${formatChange(movement.change)} (${nameOf(control)})`)
    .join(' and ');
  const host = `host moved ${by} since the baseline: ${whatMoved(controls, sinceBaseline)}`;
  const live = cells.flatMap(({ gated, reference, change }) =>
    gated && reference === 'live base' && change !== undefined ? [change] : [],
  );
  if (live.length === 0) return `${host}; changes since stored runs hold that too`;
  return `${host}; this pull request ${formatChange(meanChange(live))} (mean of ${formatCount(live.length, 'gated cell')})`;
}

/** The doubts that controls raise, each with its figures. */
export function controlCaveats({ controls }: Judgement): string[] {
  const doubts = [
    { of: sinceBaseline, text: 'the host moved since the baseline' },
    { of: withinRun, text: 'the host drifted from the first half of the rounds to the second' },
  ];
  const missing = controls.flatMap(control =>
    control.reason === undefined ? [] : [`${nameOf(control)}: ${control.reason}`],
  );
  const movements = doubts.flatMap(({ of, text }) => {
    const moved = movedIn(controls, of);
    if (moved.length === 0) return [];
    const figures = controls.flatMap(control => describe(control, of(control)));
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

function describe(control: ControlJudgement, movement: Movement | undefined): string[] {
  if (movement === undefined) return [];
  const interval = movement.interval === undefined ? '' : ` [${formatInterval(movement.interval)}]`;
  return [`${nameOf(control)} ${formatChange(movement.change)}${interval}`];
}

function nameOf({ name }: ControlJudgement): string {
  return `${name} control`;
}

/** On the log scale, where changes are ratios. */
function meanChange(changes: readonly number[]): number {
  return Math.expm1(changes.reduce((sum, change) => sum + Math.log1p(change), 0) / changes.length);
}
