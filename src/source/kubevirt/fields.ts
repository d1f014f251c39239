import { nearWord, suggestWord } from '../../core/near-word.ts';
import { rendered } from '../classes.ts';
import type { RefusedField } from '../definition.ts';
import { refusedField } from '../gathered.ts';
import { hasPlaceholder, quoted } from '../text.ts';
import { classes, places } from './classes.ts';
import type { Part } from './part.ts';

/** What is wrong with the fields of a type, and with those of the types in it. */
export function faultsIn(part: Part | undefined, place: string): RefusedField[] {
  const known = classes.get(place);
  return (part?.names ?? []).flatMap(name => {
    const value = part?.at(name);
    const { line, text } = value ?? { line: part?.lineOf(name) ?? 0, text: 'null' };
    const refuse = (why: string, remedy: string): RefusedField[] => {
      const problem = quoted(`${name}: ${text}`) + why;
      return [{ ...refusedField(quoted(name), { value: quoted(text), line }, problem), remedy }];
    };
    const field = known?.get(name);
    if (field === undefined) {
      const remedy = rightPlace(name, place);
      return remedy === undefined ? [] : refuse(` is nothing that ${place} has`, remedy);
    }
    const { to, inside, type, words } = field;
    if (value === undefined || (to ?? inside) === undefined) return [];
    if (hasPlaceholder(text)) return refuse(' has a placeholder where the value decides', rendered);
    if (type !== undefined && typeof value.value !== type)
      return refuse(` is no ${type}, which KubeVirt wants`, 'take out the quotes, or all of it');
    if (words?.includes(text) === false)
      return refuse(' is none that KubeVirt takes', suggestWord(text, words));
    return inside === undefined ? [] : faultsIn(value, inside);
  });
}

/** Where KubeVirt has a field of this name; undefined where it may stand where it is. */
function rightPlace(name: string, place: string): string | undefined {
  const own = [...(classes.get(place)?.keys() ?? [])];
  for (const [other, where] of Object.entries(places))
    for (const [known, { to }] of classes.get(other) ?? [])
      if (known.toLowerCase() === name.toLowerCase() && to !== undefined)
        return `write ${known}: ${where}`;
  if (own.includes('…')) return undefined;
  const near = nearWord(name, own);
  return near === undefined ? 'take it out' : `did you mean ${near}?`;
}
