import { wordsOf } from '../classes.ts';
// Fields by type. `?`, `#` and `$` say a truth value, a number and a word, with the words that are
// taken; `=` the field of the mode that it sets, or why it is refused; `>` the type of what stands
// in it. The rest decides nothing, as what a type has that begins with `…` and leaves it out.
import data from './classes.json' with { type: 'json' };
import facts from './facts.json' with { type: 'json' };

/** A field of a type of KubeVirt. */
interface ClassifiedField {
  /** What it sets or why it is refused; undefined where it decides nothing. */
  readonly to: string | undefined;
  /** The type whose fields stand in it. */
  readonly inside: string | undefined;
  /** What its value has to be: a type of JSON, and one of these words. */
  readonly type: string | undefined;
  readonly words: readonly string[] | undefined;
}

const types: Readonly<Record<string, string>> = { '?': 'boolean', '#': 'number', $: 'string' };
const field = /^(.\w*)(?:([?#$])([\w,]*))?(?:=(.*)|>(.*))?$/;

/** Every field by type and name. */
export const classes: ReadonlyMap<string, ReadonlyMap<string, ClassifiedField>> = new Map(
  Object.entries<string | string[]>(data).map(([place, names]) => [
    place,
    new Map(
      wordsOf(names).map(text => {
        const [, name = '', sign, words, to, inside] = field.exec(text) ?? [];
        const type = inside === undefined ? types[sign ?? ''] : 'object';
        return [name, { to, inside, type, words: words ? words.split(',') : undefined }];
      }),
    ),
  ]),
);

/** Where fields that decide something stand, as a message says it. */
export const places: Readonly<Record<string, string>> = facts.places;

/** What depends on the version of KubeVirt: the first in which it is so. */
export const versionFacts = facts.versions;
