import { filled } from '../core/filled.ts';
import { formatDuration } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { Suite } from '../core/suite.ts';
import { diskSpec } from '../disk/spec.ts';
import { type Judgement, lacksReference } from '../judge/judgement.ts';
import { diskSpecBefore } from '../judge/subject.ts';
import { kindOf, rulesOf } from '../suites/registry.ts';
import { lossWorthCatching } from './headline.ts';
import words from './words.json' with { type: 'json' };

/** What a reader can do about a verdict. Foreign text is not escaped yet. */
interface NextSteps {
  /** One or more sentences, the last without its full stop. */
  readonly advice: string;
  /**
   * Lines of a shell that measure the same on a host of the reader's; empty where it has no disk.
   */
  readonly command: readonly string[];
  /**
   * What a user of the command line does where a loss against stored runs is meant; a pull request
   * has its label for that.
   */
  readonly intended?: string | undefined;
}

/** What to do next; undefined where there is nothing to be done. */
export function nextSteps(run: Run, judgement: Judgement): NextSteps | undefined {
  const advice = adviceFor(judgement);
  if (advice === undefined) return undefined;
  return { advice, command: reproduction(run, judgement), intended: intended(judgement) };
}

/** Only the level of stored runs can be acknowledged: a base side is measured anew. */
function intended({ accepted, cells }: Judgement): string | undefined {
  const isStored = cells.some(
    ({ gated, verdict, reference }) =>
      gated && verdict === 'regressed' && reference === 'stored runs',
  );
  if (!isStored || accepted !== undefined) return undefined;
  return words.advice.intended;
}

function adviceFor(judgement: Judgement): string | undefined {
  const { verdict, changes, accepted, passed, cells, gates, gatedCells } = judgement;
  // Where nothing was gated since the suite shows a host as it is.
  if (gatedCells === 0) return gates === 'by default' ? undefined : words.howToGate[gates];
  switch (verdict) {
    case 'regressed':
      if (accepted !== undefined && passed) return words.advice.accepted;
      return `${changes.length > 0 ? 'Revert or fix the change' : 'Find the cause: no disk mode changed'}, then measure again`;
    case 'missing':
      if (cells.some(({ reason }) => reason?.kind === 'unmeasured-change'))
        return words.advice.unmeasured;
      return words.advice.missing;
    case 'inconclusive':
      return cells.some(cell => cell.gated && cell.verdict === verdict && !lacksReference(cell))
        ? filled(words.advice.decide, { free: passed ? 'Nothing is blocked. ' : '' })
        : undefined;
    case 'improved':
    case 'unchanged':
      return undefined;
    default:
      return verdict satisfies never;
  }
}

/** Most disks of a command: whoever looks into a loss begins with the greatest. */
const mostDisks = 6;

/** Names of the disks that the run's verdict comes from, the greatest losses first. */
function disksConcerned({ verdict, cells }: Judgement): readonly string[] {
  const concerned = cells.filter(cell => cell.gated && cell.verdict === verdict);
  const sorted = concerned.toSorted((a, b) => (a.change ?? 0) - (b.change ?? 0));
  return [...new Set(sorted.map(({ arm }) => arm))].slice(0, mostDisks);
}

const partNames = ['qemu', 'kernel', 'initrd'] as const;

/**
 * Those disks under the run's own suite and rounds; parts that an input gave are named, since only
 * their builder has them.
 */
function reproduction({ arms, plan, rounds, environment }: Run, judgement: Judgement): string[] {
  const names = disksConcerned(judgement);
  const disks = arms.flatMap(({ name, side, subject }) => {
    if (
      !names.includes(name) ||
      subject.target.kind !== 'disk' ||
      (side !== 'head' && side !== 'base')
    )
      return [];
    // Of a disk that is gone only its base side may be left, which is nothing without a head.
    if (!arms.some(arm => arm.side === 'head' && arm.name === name)) return [];
    const { mode, image, device } = subject.target;
    // Only its builder has it.
    if (image !== undefined) return [];
    if (side === 'base') return [`--base-disk ${diskSpec(name, mode)}`];
    const isLive = arms.some(arm => arm.side === 'base' && arm.name === name);
    // Another machine has no stored runs: what the disk was before is measured beside it there.
    const before = isLive ? undefined : diskSpecBefore(name, mode, judgement.changes);
    return [
      `--disk ${diskSpec(name, mode)}${device === undefined ? '' : `,device=${device}`}`,
      ...(before === undefined ? [] : [`--base-disk ${before}`]),
    ];
  });
  if (disks.length === 0) return [];
  const [head, base] = (['head', 'base'] as const).map(
    side => arms.find(arm => arm.side === side)?.subject,
  );
  const given = partNames.filter(part => head?.[part] !== undefined);
  const others = partNames.filter(
    part => base?.[part] !== undefined && base[part].sha256 !== head?.[part]?.sha256,
  );
  const accel = environment.accelerator === 'tcg' ? ' --accel tcg' : '';
  const parts = [
    `storage-gate run ${suiteOptions(plan.suite)} --rounds ${Math.max(rounds.length, 1)}${accel}`,
    ...disks,
    ...given.map(part => `--${part} "$${part.toUpperCase()}"`),
    ...others.map(part => `--base-${part} "$BASE_${part.toUpperCase()}"`),
  ];
  return parts.map(
    (word, index) => `${index === 0 ? '' : '  '}${word}${index < parts.length - 1 ? ' \\' : ''}`,
  );
}

/** The options that ask for a suite: its workloads only where some were left out. */
function suiteOptions(suite: Suite): string {
  const asked = rulesOf(suite).profile;
  const whole = kindOf(suite).make(asked);
  const profile = asked === undefined ? '' : ` --profile ${asked}`;
  const names = suite.workloads.map(({ name }) => name);
  const chosen = names.length < whole.workloads.length ? ` --workloads ${names.join(',')}` : '';
  return `--suite ${suite.name}${profile}${chosen}`;
}

/**
 * The tolerance that this run's noise could have held, and how long it took; undefined where a cell
 * is red or was not compared, and where it would be no tolerance.
 */
export function heldTolerance(run: Run, { cells }: Judgement): string | undefined {
  const gated = cells.filter(cell => cell.gated);
  const held = gated.flatMap(({ holds }) => holds ?? []);
  const least = Math.max(...held);
  const isRed = gated.some(({ verdict }) => verdict === 'regressed');
  if (isRed || gated.length === 0 || held.length < gated.length || least > lossWorthCatching)
    return undefined;
  const { boot, prepare, measure, rest } = run.timing;
  const took = formatDuration(boot + prepare + measure + rest);
  return `in ${took} this run could certify every gated cell at a tolerance of ${Math.ceil(least * 1000) / 10} %`;
}
