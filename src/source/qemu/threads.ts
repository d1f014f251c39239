import { type Gathered, refusedField } from '../libvirt/fields.ts';
import { sayMapping } from '../libvirt/mapping.ts';
import { quoted } from '../text.ts';
import type { Guest } from './guest.ts';
import { type Argument, lastOf, type Option } from './options.ts';
import { sayField, sortOptions } from './sort.ts';

/** What options of a mapping begin with: `iothread-vq-mapping.0.iothread`, `….0.vqs.0`. */
export const mapping = 'iothread-vq-mapping';

/** The thread of a device, or those over which its queues are spread. */
export function readThreads(
  option: Option | undefined,
  device: Argument,
  guest: Guest,
  found: Gathered,
): void {
  const use = (value: string, line: number): boolean =>
    readThread({ value, line }, device, guest, found);
  if (option !== undefined && use(option.value, option.line))
    sayField('iothread', { ...option, value: 'on' }, found);
  const own = device.options.filter(({ name }) => name.startsWith(mapping));
  const [first] = own;
  if (first === undefined) return;
  const threads = own.flatMap(({ name, value: id }) => {
    const queues = own.filter(each => each.name.startsWith(name.replace(/iothread$/, 'vqs.')));
    return name.endsWith('.iothread') ? [{ id, queues: queues.map(({ value }) => value) }] : [];
  });
  const value = own.map(each => `${each.name.slice(mapping.length + 1)}=${each.value}`).join(' ');
  const at = { value, line: first.line, shown: mapping };
  const isWhole = threads.flatMap(({ queues }) => queues).length + threads.length === own.length;
  sayMapping(isWhole ? threads : [], at, id => use(id, first.line), found);
}

/** Whether the thread is there; what is special about it is gathered. */
function readThread(
  { value, line }: Pick<Option, 'value' | 'line'>,
  device: Argument,
  guest: Guest,
  found: Gathered,
): boolean {
  const thread = guest.objects.find(
    ({ options }) =>
      lastOf(options, 'qom-type')?.value === 'iothread' && lastOf(options, 'id')?.value === value,
  );
  if (thread === undefined) {
    const problem = `iothread=${quoted(value)}: no -object iothread has this id`;
    found.refused.push(refusedField('iothread', { value, line }, problem));
    return false;
  }
  const own = thread.options.filter(({ name }) => !/^(?:qom-type|id)$/.test(name));
  sortOptions(own, ['iothread'], '-object iothread', found);
  const users = guest.devices
    .filter(
      each =>
        each !== device &&
        each.options.some(
          ({ name, value: used }) => /(?:^|\.)iothread$/.test(name) && used === value,
        ),
    )
    .map(({ options }) => (lastOf(options, 'id') ?? lastOf(options, 'drive'))?.value ?? '?');
  const says = `thread ${quoted(value)} is also used by ${users.join(', ')}; the gate gives each disk its own`;
  if (users.length > 0)
    found.told.push({ name: 'iothread', value: `shared with ${users.join(', ')}`, line, says });
  return true;
}
