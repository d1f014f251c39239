import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { Definition, FoundDisk, ReaderAid, SourceText } from '../definition.ts';
import { placeOf, quoted } from '../text.ts';
import { readDisks } from './disk.ts';
import { readCalls } from './forms.ts';
import { type Guest, readGuest } from './guest.ts';
import { finished } from './words.ts';

/** The most arguments of a text; disks and devices are looked for among each other. */
const most = 4000;

/** Reads the arguments of QEMU in a script, a Makefile, a unit, a log or a JSON array. */
export function readQemu(source: SourceText, aid: ReaderAid): Outcome<Definition> {
  const calls = readCalls(source, aid);
  if (!calls.ok) return calls;
  if (calls.value.flatMap(({ words }) => words).length > most)
    return reject(source.path, `has more than ${most} arguments`, 'give the command of one guest');
  const read = calls.value.map(readGuest);
  const guests = read.map(guest => ({ guest, disks: readDisks(guest) }));
  if (guests.length === 0) {
    const problem = 'has no command that starts QEMU, or its name is in no value of the text';
    return reject(source.path, problem, finished);
  }
  // A start without disks, as of a tool, leaves the others alone.
  const shown = guests.filter(({ disks, guest }) => disks.length > 0 || guest.refused.length > 0);
  const empty = shown.filter(({ disks }) => disks.length === 0);
  const rejections = empty.flatMap(({ guest }) =>
    guest.refused.map(({ line, problem, remedy }) => {
      return { path: placeOf(source.path, line), problem, remedy };
    }),
  );
  if (rejections.length > 0 && empty.length === shown.length) return { ok: false, rejections };
  const [one] = shown.length > 0 ? shown : guests;
  const isOne = shown.length < 2;
  const what = isOne ? `QEMU of line ${one?.guest.line}` : `${shown.length} guests of QEMU`;
  const name = isOne && one?.guest.name ? `QEMU "${quoted(one.guest.name)}"` : what;
  return accept({ format: 'qemu', what: name, disks: isOne ? (one?.disks ?? []) : named(shown) });
}

/** Disks of several guests are asked for by guest and disk; alone where one guest has the name. */
function named(
  guests: readonly { readonly guest: Guest; readonly disks: readonly FoundDisk[] }[],
): FoundDisk[] {
  const all = guests.flatMap(({ disks }) => disks.flatMap(({ names }) => names));
  const labels = guests.map(({ guest }) => guest.name);
  return guests.flatMap(({ guest, disks }, index) => {
    const isUnique = labels.filter(label => label === guest.name).length === 1;
    const label = guest.name !== '' && isUnique ? guest.name : String(index + 1);
    return disks.map(disk => {
      const alone = disk.names.filter(name => all.indexOf(name) === all.lastIndexOf(name));
      return { ...disk, names: [...disk.names.map(name => `${label}/${name}`), ...alone] };
    });
  });
}
