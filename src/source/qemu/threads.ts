import { Gathered } from '../gathered.ts';
import { sayThreads, type Thread } from '../mapping.ts';
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
  const find = (id: string): Thread | undefined => {
    const thread = objectOf(guest, 'iothread', id);
    if (thread === undefined) return undefined;
    const own = new Gathered();
    sortOptions(thread, ['iothread'], '-object iothread', own);
    return { others: othersWith(/(?:^|\.)iothread$/, id, device, guest), refused: own.refused };
  };
  const own = device.options.filter(({ name }) => name.startsWith(mapping));
  const threads = own.flatMap(({ name, value: id }) => {
    const queues = own.filter(each => each.name.startsWith(name.replace(/iothread$/, 'vqs.')));
    return name.endsWith('.iothread') ? [{ id, queues: queues.map(({ value }) => value) }] : [];
  });
  const value = own.map(each => `${each.name.slice(mapping.length + 1)}=${each.value}`).join(' ');
  const isWhole = threads.flatMap(({ queues }) => queues).length + threads.length === own.length;
  const [first] = own;
  const spread = first && { value, line: first.line, shown: mapping };
  const given = option && { ...option, shown: `iothread=${quoted(option.value)}` };
  sayThreads(given, spread && { ...spread, threads: isWhole ? threads : [] }, find, found);
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
