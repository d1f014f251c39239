import type { Fact, Gathered } from '../gathered.ts';
import { sayMapping } from '../mapping.ts';
import { quoted } from '../text.ts';
import { type Guest, objectOf } from './guest.ts';
import { type Argument, type Option, valueOf } from './options.ts';
import { sortOptions } from './sort.ts';

/** What options of a mapping begin with: `iothread-vq-mapping.0.iothread`, `….0.vqs.0`. */
export const mapping = 'iothread-vq-mapping';

/** The thread of a device, or those over which its queues are spread. */
export function readThreads(
  option: Option | undefined,
  device: Argument,
  guest: Guest,
  found: Gathered,
): void {
  const use = (fact: Fact): boolean => readThread(fact, device, guest, found);
  if (option !== undefined && use(option)) found.say('iothread', { ...option, value: 'on' });
  const own = device.options.filter(({ name }) => name.startsWith(mapping));
  const [first] = own;
  if (first === undefined) return;
  const threads = own.flatMap(({ name, value: id }) => {
    const queues = own.filter(each => each.name.startsWith(name.replace(/iothread$/, 'vqs.')));
    return name.endsWith('.iothread') ? [{ id, queues: queues.map(({ value }) => value) }] : [];
  });
  const value = own.map(each => `${each.name.slice(mapping.length + 1)}=${each.value}`).join(' ');
  const { line } = first;
  const isWhole = threads.flatMap(({ queues }) => queues).length + threads.length === own.length;
  const at = { value, line, shown: mapping };
  sayMapping(isWhole ? threads : [], at, id => use({ value: id, line }), found);
}

/** Whether the thread is there; what is special about it is gathered. */
function readThread(fact: Fact, device: Argument, guest: Guest, found: Gathered): boolean {
  const { value, line } = fact;
  const thread = objectOf(guest, 'iothread', value);
  if (thread === undefined) {
    found.refuse('iothread', fact, `iothread=${quoted(value)}: no -object iothread has this id`);
    return false;
  }
  sortOptions(thread, ['iothread'], '-object iothread', found);
  const users = othersWith(/(?:^|\.)iothread$/, value, device, guest);
  found.tellShared('iothread', line, `thread ${quoted(value)} is also used by`, users);
  return true;
}

/** Names of the other devices that say the same of an option. */
export function othersWith(
  name: RegExp,
  value: string,
  device: Argument,
  { devices }: Guest,
): string[] {
  return devices
    .filter(
      ({ options }) =>
        options !== device.options &&
        options.some(each => name.test(each.name) && each.value === value),
    )
    .map(({ options }) => valueOf(options, 'id') ?? valueOf(options, 'drive') ?? '?');
}
