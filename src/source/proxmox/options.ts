import { suggestWord } from '../../core/near-word.ts';
import { type Gathered, refusedField } from '../gathered.ts';
import { hasPlaceholder, quoted } from '../text.ts';
import type { DriveOption } from './conf.ts';
import { driveFields, fieldOf } from './facts.ts';

/** Sorts the options of a drive by their classes; what sets something is given back by name. */
export function sortOptions(
  options: readonly DriveOption[],
  bus: string,
  { told, refused }: Pick<Gathered, 'told' | 'refused'>,
): Map<string, DriveOption> {
  const values = new Map<string, DriveOption>();
  for (const option of options) {
    const { name, own, line, shown: written } = option;
    const field = fieldOf(name, bus);
    const { to, says, why, words } = field ?? {};
    const value =
      words === '0 1'
        ? option.value.replace(/^(?:on|yes|true)$/i, '1').replace(/^(?:off|no|false)$/i, '0')
        : option.value;
    const isNeutral = (to ?? says ?? why) === undefined;
    const wrong =
      field === undefined
        ? `is no option of ${bus} disks; ${suggestWord(name, [...driveFields.keys()])}`
        : value === '' || options.find(other => other.name === name) !== option
          ? 'has no value, or is there twice'
          : !isNeutral && to !== 'format' && hasPlaceholder(value)
            ? 'has a placeholder where the value decides'
            : words?.split(' ').includes(value) === false ||
                (to === 'num-queues' && !/^[1-9]\d{0,3}$/.test(value))
              ? `is no value of it: Proxmox takes ${words ?? 'numbers'}`
              : undefined;
    const shown = quoted(written);
    const problem = wrong ?? (Number(value) === 0 ? undefined : why);
    // Of what is refused, limits alone are no switches.
    const without = wrong === undefined && words === undefined ? 'without' : undefined;
    if (problem !== undefined)
      refused.push(refusedField(own, { value: written, line }, `${shown} ${problem}`, without));
    else if (to !== undefined) values.set(name, { ...option, value });
    else if (says !== undefined && value !== '0')
      told.push({ name: own, value, line, says: `${shown} ${says}` });
  }
  return values;
}
