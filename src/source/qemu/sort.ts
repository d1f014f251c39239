import { allows, type ClassifiedField, sortValue } from '../classes.ts';
import type { Gathered } from '../gathered.ts';
import { quoted } from '../text.ts';
import { options as classified, words } from './classes.ts';
import { unsaidField } from './guest.ts';
import { type Option, switchOf } from './options.ts';

/**
 * Sorts the options of an argument by their classes; the last of a name holds, as in QEMU. What
 * sets something, or is neutral, is given back by name.
 */
export function sortOptions(
  options: readonly Option[],
  of: readonly string[],
  shownAs: string,
  found: Gathered,
): Map<string, Option> {
  const values = new Map<string, Option>();
  const { told, refused } = found;
  for (const [index, option] of options.entries()) {
    const { name, line, hole, notes = [] } = option;
    if (options.findLastIndex(other => other.name === name) !== index) continue;
    const field = fieldOf(name, of);
    const isOther = !/\bon\b|number/.test(words[name] ?? 'on');
    const value = isOther ? option.value : inUnits(name, switchOf(option.value));
    const isText = name === hole?.text || name.includes('${');
    const shown = `${shownAs} ${isText ? quoted(name) : `${quoted(name)}=${quoted(option.value)}`}`;
    const whole = { ...option, value, shown };
    if (field === undefined) {
      const names = () => of.flatMap(each => [...(classified.get(each)?.keys() ?? [])]);
      const problem = `${shown}: QEMU has no such option there that the gate knows`;
      if (hole === undefined) found.refuseUnknown(name, option, problem, names);
      else refused.push(unsaidField({ ...hole, line }, `of ${shownAs} holds options`));
      continue;
    }
    const { class: kind, usual } = field;
    if (kind.kind === 'neutral') values.set(name, whole);
    else if (hole !== undefined && !isFile(name))
      refused.push(unsaidField(hole, `decides ${shownAs} ${quoted(name)}`));
    else if (kind.kind === 'mapped') {
      if (allows(words[name], { name, value: whole }, found)) values.set(name, whole);
      for (const says of isFile(name) ? [] : notes)
        if (!told.some(one => one.says === says)) found.tell(name, whole, says);
    } else if (value !== usual && (usual !== undefined || !isUnlimited(name, value))) {
      const isTold = kind.kind === 'told';
      const stated = { ...whole, value: isTold ? value : `${name}=${value}` };
      // Limits are many, and one word lets the disk be measured beneath them.
      const isLimit = kind.kind === 'refused' && kind.why.startsWith('limits');
      sortValue(field, { name, word: isLimit ? 'throttle' : field.name, value: stated }, found);
    }
  }
  return values;
}

/** The class of an option, or of the group in which it is. */
function fieldOf(name: string, of: readonly string[]): ClassifiedField | undefined {
  const find = (wanted: string): ClassifiedField | undefined =>
    of.map(each => classified.get(each)?.get(wanted)).findLast(field => field !== undefined);
  const group = find(name.replace(/\..*/, ''));
  return find(name) ?? (group?.class.kind === 'mapped' ? undefined : group);
}

/** A file's name is no more than a place; whether it is one of the host is looked at apart. */
function isFile(name: string): boolean {
  return name === 'file' || name === 'filename';
}

/** A limit of 0 is none, and no layer is none. */
function isUnlimited(name: string, value: string): boolean {
  return (name.startsWith('throttling.') && value === '0') || (name === 'backing' && value === '');
}

/** Sizes of blocks are told in KiB too. */
function inUnits(name: string, value: string): string {
  const kibibytes = name.endsWith('_block_size') ? /^(\d{1,4})k$/i.exec(value)?.[1] : undefined;
  return kibibytes === undefined ? value : String(1024 * Number(kibibytes));
}
