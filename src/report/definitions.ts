import type { UnmeasuredChange } from '../core/definition.ts';
import type { PlannedArm } from '../core/plan.ts';
import { formatList } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { SubjectChange } from '../judge/subject.ts';

// The one home of the words for disks that are read from definitions. Foreign text is not escaped
// yet.

/** A change of a subject: `prod: cache none -> writeback (vms/prod.xml:12)`. */
export function changeText({ arm, what, from, to, at, shownBy }: SubjectChange): string {
  const by = shownBy?.length === 0 ? 'no workload of this run' : shownBy?.join(', ');
  const place = at === undefined ? '' : ` (${placeText(at)})`;
  return `${arm}: ${what} ${from} -> ${to}${place}${by === undefined ? '' : ` (exercised by ${by})`}`;
}

/** That something is said otherwise than before, and is not measured. */
export function unmeasuredText({ name, from, to, ...place }: UnmeasuredChange): string {
  const change = `changed from ${from ?? 'nothing'} to ${to ?? 'nothing'}`;
  return `${name} ${change}, which is not measured (${placeText(place)})`;
}

function placeText({ path, line }: { readonly path: string; readonly line?: number | undefined }) {
  return line === undefined ? path : `${path}:${line}`;
}

function definedArms({ plan }: Run, side: PlannedArm['side']) {
  return plan.arms.flatMap(({ name, side: of, definition }) =>
    of === side && definition !== undefined ? [{ name, definition }] : [],
  );
}

/**
 * What a reader should know first: whose modes these are and where they were measured, what was
 * handed over, and what was left out for being the same. Sentences without their full stops.
 */
export function definitionSentences(run: Run): readonly string[] {
  const modes = definedArms(run, 'head').map(
    ({ name, definition: { path, target } }) => `${name} has the mode of ${path} ${target}`,
  );
  const given = definedArms(run, 'base').flatMap(({ name, definition }) =>
    definition.given === true ? [`${name} from ${definition.path}`] : [],
  );
  const said = (named: readonly string[], words: (list: string) => string) =>
    named.length === 0 ? [] : [words(formatList([...named], 8))];
  return [
    ...said(modes, list => `${list}, in a file on ${run.environment.filesystem} of this host`),
    ...said(given, list => `the base side was given, not read from the base commit: ${list}`),
    ...said(run.plan.unchanged ?? [], list => `not changed, not measured: ${list}`),
  ];
}

/** In what the gate differs from the definitions of its disks, and what of them it leaves out. */
export function toldTexts(run: Run): readonly string[] {
  return definedArms(run, 'head').flatMap(({ name: arm, definition }) => {
    const { path, told, unmeasured } = definition;
    const about = ({ name, value, line }: (typeof unmeasured)[number]): string =>
      `${arm}: ${name} ${value} (${placeText({ path, line })})`;
    return [
      ...told.map(one => `${about(one)}: ${one.says}`),
      ...unmeasured.map(one => `${about(one)} is not measured`),
    ];
  });
}
