import { allows, isFilled } from '../classes.ts';
import type { Gathered } from '../gathered.ts';
import { quoted } from '../text.ts';
import type { DriveOption } from './conf.ts';
import { driveFields, fieldOf } from './facts.ts';

/** Sorts the options of a drive by their classes; what sets something is given back by name. */
export function sortOptions(
  options: readonly DriveOption[],
  bus: string,
  found: Gathered,
): Map<string, DriveOption> {
  const values = new Map<string, DriveOption>();
  const first = new Map(options.toReversed().map(option => [option.name, option]));
  for (const option of options) {
    const { name, own } = option;
    const shown = quoted(option.shown);
    const whole = { ...option, shown, value: option.shown };
    const field = fieldOf(name, bus);
    if (field === undefined) {
      const names = () => [...driveFields.keys()].filter(each => fieldOf(each, bus));
      found.refuseUnknown(own, whole, `${shown} is no option of ${bus} disks`, names);
      continue;
    }
    const { to, says, why, words } = field;
    const value =
      words === '0 1'
        ? option.value.replace(/^(?:on|yes|true)$/i, '1').replace(/^(?:off|no|false)$/i, '0')
        : option.value;
    if (value === '' || first.get(name) !== option)
      found.refuse(own, whole, `${shown} has no value, or is there twice`);
    else if (to === 'format') values.set(name, option);
    else if ((to ?? says ?? why) === undefined) continue;
    else if (!isFilled(own, whole, found)) continue;
    else if (!allows(words, { name: own, value: { ...whole, value } }, found)) continue;
    else if (to !== undefined) values.set(name, { ...option, value });
    else if (Number(value) === 0) continue;
    else if (says !== undefined) found.tell(own, { ...option, value }, `${shown} ${says}`);
    // Of what is refused, limits alone are no switches.
    else found.refuse(own, whole, `${shown} ${why}`, words === undefined ? 'without' : undefined);
  }
  return values;
}
