import { suggestWord } from '../../core/near-word.ts';
import { accept, type Outcome, reject } from '../../core/rejection.ts';
import { readYamlDocuments, type Yaml } from '../../core/yaml.ts';
import type { Definition, ReaderAid, SourceText } from '../definition.ts';
import { templateIn } from '../recognise.ts';
import { hasPlaceholder, placeOf, quoted } from '../text.ts';
import { versionFacts } from './classes.ts';
import { readDisk } from './disk.ts';
import { guestKinds, guestsIn, textAt } from './guests.ts';
import { isBefore, Part } from './part.ts';
import { slotsOf, threadsOf } from './slots.ts';

/** Reads the virtual machines of KubeVirt in the documents of a file. */
export function readKubevirt(source: SourceText, aid: ReaderAid): Outcome<Definition> {
  const { as } = aid;
  const { oldest, newest } = versionFacts;
  if (as !== undefined && (!/^kubevirt-\d{1,3}\.\d{1,3}$/.test(as) || isBefore(as, oldest))) {
    const problem = `as: ${quoted(as)} is no version of KubeVirt that the gate knows`;
    return reject(source.path, problem, `write as: ${oldest} to ${newest}`);
  }
  const read = documentsOf(source);
  if (!read.ok) return read;
  const documents = read.value.map(document => new Part(document));
  const guests = guestsIn(documents).map(guest => ({ guest, slots: slotsOf(guest) }));
  if (guests.length === 0) {
    const kind = documents.map(part => textAt(part, 'kind')).find(each => each) ?? '';
    const problem = `has no guest of KubeVirt, but "${quoted(kind)}"`;
    return reject(source.path, problem, suggestWord(kind, guestKinds));
  }
  const same = Map.groupBy(
    guests.flatMap(({ slots }) => slots),
    ({ name }) => name,
  );
  const says = `${as} is newer than ${newest}, the newest whose facts are known`;
  const newer = { name: 'as', value: as ?? '', line: undefined, says };
  const disks = guests.flatMap(({ guest, slots }) => {
    const threads = threadsOf(guest, slots);
    return slots.map(slot => {
      const full = `${guest.name}/${slot.name}`;
      // A name that another guest has too says nothing by itself.
      const isAlone = guests.length === 1 || same.get(slot.name)?.length === 1;
      const names = isAlone ? [slot.name, full] : [full];
      const disk = readDisk({ slot, slots, guest, threads, aid }, names);
      const isNewer = disk.skipped === undefined && isBefore(newest, as ?? newest);
      return isNewer ? { ...disk, told: [newer, ...disk.told] } : disk;
    });
  });
  const what = quoted(guests.map(({ guest }) => guest.what).join(', '));
  return accept({ format: 'kubevirt', what, disks });
}

function documentsOf(source: SourceText): Outcome<readonly Yaml[]> {
  let first = 0;
  const read = readYamlDocuments(source.text, line => {
    first ||= line;
    return placeOf(source.path, line);
  });
  if (read.ok) return read;
  // Data of cloud-init may have placeholders of its own, and YAML takes them.
  const around = source.text.split('\n').slice(Math.max(0, first - 2), first + 1);
  const template = around.some(hasPlaceholder) ? templateIn(source, undefined, first) : undefined;
  // The parser may quote all that is left of the file.
  const short = read.rejections.map(({ problem, ...rest }) => {
    return { ...rest, problem: problem.replace(/: "[^]{80,}/, '') };
  });
  if (template === undefined) return { ok: false, rejections: short };
  return { ok: false, rejections: [{ ...template, problem: `no YAML: ${template.problem}` }] };
}
