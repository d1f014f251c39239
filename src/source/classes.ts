import { suggestWord } from '../core/near-word.ts';
import type { FieldClass } from './definition.ts';
import type { Gathered, Value } from './gathered.ts';
import { hasPlaceholder } from './text.ts';

/** Names with blanks between them; `name=value` has the value that says no more than silence. */
type Names = string | readonly string[];

/** Names by the reason that they share. */
type Group = Readonly<Record<string, Names>>;

/** The fields of a format as its data file writes them: by what becomes of them, and why. */
export interface ClassData {
  /** Fields of a mode by the names of the format. */
  readonly mapped?: Readonly<Record<string, string>>;
  readonly neutral?: Names;
  readonly told?: Group;
  /** Refused for good. */
  readonly refused?: Group;
  /** Refused unless `without` names them. */
  readonly without?: Group;
}

/** A field and its class. */
export interface ClassifiedField {
  /** `driver@cache` is an attribute, `driver/metadata_cache` an element with all that is in it. */
  readonly name: string;
  readonly class: FieldClass;
  /** The value that says no more than leaving it out would. */
  readonly usual?: string | undefined;
}

/** Fields by name. */
export type Classes = ReadonlyMap<string, ClassifiedField>;

/** Makes of a data file the class of each field. */
export function classesOf({
  mapped = {},
  neutral = [],
  told,
  refused,
  without,
}: ClassData): Classes {
  const fieldsOf = (names: Names, kind: FieldClass): ClassifiedField[] =>
    wordsOf(names).map(each => {
      const [name = '', usual] = each.split('=');
      return { name, class: kind, usual };
    });
  const grouped = (group: Group = {}, kind: (why: string) => FieldClass): ClassifiedField[] =>
    Object.entries(group).flatMap(([why, names]) => fieldsOf(names, kind(why)));
  const fields = [
    ...Object.entries(mapped).flatMap(([name, to]) => fieldsOf(name, { kind: 'mapped', to })),
    ...fieldsOf(neutral, { kind: 'neutral' }),
    ...grouped(told, says => ({ kind: 'told', says })),
    ...grouped(refused, why => ({ kind: 'refused', why })),
    ...grouped(without, why => ({ kind: 'refused', why, accepts: 'without' })),
  ];
  return new Map(fields.map(field => [field.name, field]));
}

/** The reason of each name. */
export function reasonsOf(group: Group): ReadonlyMap<string, string> {
  const pairs = Object.entries(group).flatMap(([why, names]) =>
    wordsOf(names).map(name => [name, why] as const),
  );
  return new Map(pairs);
}

/** Names that a data file writes with blanks between them. */
export function wordsOf(names: Names): string[] {
  return [names]
    .flat()
    .join(' ')
    .split(' ')
    .filter(name => name !== '');
}

/** What is left to do where a value is still to be filled in. */
export const rendered =
  'give what it becomes: `virsh dumpxml`, `qm config`, `oc process` or `helm template` print it';

/** Whether a value that decides is filled in; a placeholder is refused. */
export function isFilled(name: string, value: Value, found: Gathered): boolean {
  const problem = `${value.shown} has a placeholder where the value decides`;
  const isOpen = hasPlaceholder(value.value);
  if (isOpen) found.refuse(name, value, problem, undefined, rendered);
  return !isOpen;
}

/** What becomes of a value that is told or refused by its class. */
export function sortValue(
  { class: kind }: ClassifiedField,
  { name, word = name, value }: { name: string; word?: string; value: Value },
  found: Gathered,
): void {
  if (kind.kind === 'told') found.tell(name, value, `${value.shown} ${kind.says}`);
  if (kind.kind === 'refused')
    found.refuse(word, value, `${value.shown} ${kind.why}`, kind.accepts);
}

/**
 * Whether a field may have a value by its `words`: one of these, a whole number above 0 where they
 * say `number`, any where there are none. What it may not have is refused.
 */
export function allows(
  words: string | undefined,
  { name, value }: { readonly name: string; readonly value: Value },
  found: Gathered,
): boolean {
  if (words === undefined) return true;
  const known = words.split(' ');
  if (words === 'number' ? isNumber(value.value) : known.includes(value.value)) return true;
  const remedy = words === 'number' ? 'write a whole number' : suggestWord(value.value, known);
  const problem = `${value.shown} is no value that the gate knows`;
  found.refuse(name, value, problem, undefined, remedy);
  return false;
}

/** A whole number above 0. */
export function isNumber(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}
