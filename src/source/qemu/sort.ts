import { nearWord } from '../../core/near-word.ts';
import { type Gathered, refusedField } from '../libvirt/fields.ts';
import { quoted } from '../text.ts';
import { type ClassifiedOption, options as classified, withoutWord } from './classes.ts';
import { unsaidField } from './guest.ts';
import { type Option, switchOf } from './options.ts';

const known = Map.groupBy(classified, ({ of }) => of);

/** Values of options that are words; what is not here is refused. */
const words: Readonly<Record<string, readonly string[]>> = {
  cache: ['none', 'off', 'writeback', 'writethrough', 'directsync', 'unsafe'],
  aio: ['threads', 'native', 'io_uring'],
  discard: ['ignore', 'off', 'unmap', 'on'],
  'detect-zeroes': ['off', 'on', 'unmap'],
  'cache.direct': ['on', 'off'],
  'cache.no-flush': ['on', 'off'],
  'cache.writeback': ['on', 'off'],
  'write-cache': ['on', 'off', 'auto'],
};

const numbers = /^(?:num[-_]queues|queue-size|virtqueue_size|(?:logical|physical)_block_size)$/;

/**
 * Sorts the options of an argument by their classes; the last of a name holds, as in QEMU. What
 * sets something, or is neutral, is given back by name.
 */
export function sortOptions(
  options: readonly Option[],
  of: readonly string[],
  shownAs: string,
  { told, refused }: Gathered,
): Map<string, Option> {
  const values = new Map<string, Option>();
  for (const [index, option] of options.entries()) {
    const { name, line, hole, notes = [] } = option;
    if (options.findLastIndex(other => other.name === name) !== index) continue;
    const field = fieldOf(name, of);
    const value =
      words[name]?.includes('on') === false ? option.value : inUnits(name, switchOf(option.value));
    const isText = name === option.hole?.text || option.name.includes('${');
    const shown = isText
      ? `${shownAs} ${quoted(name)}`
      : `${shownAs} ${name}=${quoted(option.value)}`;
    if (field === undefined && hole !== undefined) {
      refused.push(unsaidField({ ...hole, line }, `of ${shownAs} holds options`));
      continue;
    }
    if (field === undefined) {
      const names = of.flatMap(each => (known.get(each) ?? []).map(({ name: one }) => one));
      const near = nearWord(name, names);
      const problem = `${shown}: QEMU has no such option there that the gate knows`;
      const remedy = near === undefined ? 'take it out' : `did you mean ${near}?`;
      refused.push({ name, value: option.value, line, problem, remedy, accepts: undefined });
      continue;
    }
    const { class: kind, usual } = field;
    if (kind.kind === 'neutral') values.set(name, { ...option, value });
    else if (hole !== undefined && !isFile(name))
      refused.push(unsaidField({ ...hole, line: hole.line }, `decides ${shownAs} ${quoted(name)}`));
    else if (kind.kind === 'mapped') {
      const isWord = words[name]?.includes(value) ?? (!numbers.test(name) || isNumber(value));
      if (isWord) values.set(name, { ...option, value });
      else {
        const remedy = `use one of: ${words[name]?.join(', ') ?? 'whole numbers'}`;
        const problem = `${shown} is no value that the gate knows`;
        refused.push({ ...refusedField(name, { value, line }, problem), remedy });
      }
      for (const says of isFile(name) ? [] : notes)
        if (!told.some(one => one.says === says)) told.push({ name, value, line, says });
    } else if (value === usual || (usual === undefined && isUnlimited(name, value))) continue;
    else if (kind.kind === 'told') told.push({ name, value, line, says: `${shown} ${kind.says}` });
    else {
      const word = withoutWord(field.of, field.name);
      const stated = { value: `${name}=${value}`, line };
      refused.push(refusedField(word, stated, `${shown} ${kind.why}`, kind.accepts));
    }
  }
  return values;
}

/** The class of an option, or of the group in which it is. */
function fieldOf(name: string, of: readonly string[]): ClassifiedOption | undefined {
  const find = (wanted: string): ClassifiedOption | undefined =>
    of.flatMap(each => known.get(each) ?? []).findLast(field => field.name === wanted);
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

/** A whole number above 0. */
function isNumber(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}

/** Says a field. */
export function sayField(
  name: string,
  { value, line }: Pick<Option, 'value' | 'line'>,
  { said }: Gathered,
): void {
  said.push({ name, value, origin: { line } });
}
