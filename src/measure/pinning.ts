import { z } from 'zod';
import type { Plan, Site } from '../core/plan.ts';
import { formatCount } from '../core/quantity.ts';
import { GateError } from '../errors.ts';
import { allowedProcessors, keepThreadOn, moveProcess } from '../host/affinity.ts';
import type { Vm } from '../qemu/vm.ts';
import { usualCpus } from './boot.ts';

/** Which threads of a guest have a processor each; the others have what is left. */
export type Pin = NonNullable<Site['pin']>;

type PinnedSite = Pick<Site, 'pin' | 'cpus' | 'base' | 'qemu' | 'kernel' | 'initrd'>;

/**
 * Looks whether this host has a processor for each thread that is to have one, and one more for all
 * others; `bad-argument` where it has not, and where nothing could be put anywhere.
 */
export async function requireProcessors(plan: Pick<Plan, 'arms'>, site: PinnedSite): Promise<void> {
  const { pin, cpus = usualCpus() } = site;
  if (pin === undefined) return;
  if ([site.base, site.qemu, site.kernel, site.initrd].some(part => part !== undefined)) {
    throw new GateError('bad-argument', {
      problem: `pin: ${pin} can't be had beside a given QEMU, kernel or initrd`,
      why: 'two machines are alternated from outside then, which share their processors',
      remedy: 'leave out one of the two',
    });
  }
  const iothreads = plan.arms.reduce((sum, { target }) => {
    if (target.kind !== 'disk') return sum;
    return sum + (target.mode.iothreadVqMapping ?? (target.mode.iothread ? 1 : 0));
  }, 0);
  if (pin === 'iothread' && iothreads === 0) {
    throw new GateError('bad-argument', {
      problem: `pin: ${pin}: no disk has an iothread`,
      remedy: 'give a disk iothread=on, or write pin: vcpus',
    });
  }
  const threads = (pin === 'iothread' ? 0 : cpus) + (pin === 'vcpus' ? 0 : iothreads);
  const allowed = await allowedProcessors();
  if (threads < allowed.length) return;
  throw new GateError('bad-argument', {
    problem: `pin: ${pin} needs ${formatCount(threads + 1, 'processor')}, and this process may use ${allowed.length}`,
    why: 'each of these threads has one to itself, and all others share what is left',
    remedy: 'write a smaller cpus, leave out pin, or use a host with more processors',
  });
}

const threadsSchema = z.array(z.object({ 'thread-id': z.int().positive() }));

/** Puts the threads of a guest with all its disks where `pin` says, and looks where they are. */
export async function pinThreads(pin: Pin | undefined, vm: Vm): Promise<void> {
  if (pin === undefined) return;
  const { rest, places } = await placesOf(pin, vm);
  if (pin === 'all') await moveProcess(rest.join(','), vm.pid);
  for (const [thread, processor] of places) await keepThreadOn(processor, thread);
  await requirePinned(pin, vm);
}

/** `host-changed` where a thread is no longer where `pinThreads` put it. */
export async function requirePinned(pin: Pin | undefined, vm: Vm): Promise<void> {
  if (pin === undefined) return;
  const { places } = await placesOf(pin, vm);
  for (const [thread, processor] of places) {
    const now = (await allowedProcessors(thread)).join(',');
    if (now === String(processor)) continue;
    throw new GateError('host-changed', {
      problem: `pin: ${pin}: a thread of the guest may run on the processors ${now}, not on ${processor} alone`,
      why: 'somebody else moved it, or a limit of this host does not let it stay',
      remedy: 'stop what moves threads, such as numad or a change of cpusets, or leave out pin',
    });
  }
}

/** The last processors for the named threads, in a fixed order, and the first for all others. */
async function placesOf(pin: Pin, { qmp }: Pick<Vm, 'qmp'>) {
  const vcpus = pin === 'iothread' ? [] : await threadsBy(qmp, 'query-cpus-fast');
  const iothreads = pin === 'vcpus' ? [] : await threadsBy(qmp, 'query-iothreads');
  const threads = [...new Set([...vcpus, ...iothreads])];
  const allowed = await allowedProcessors();
  const own = allowed.slice(allowed.length - threads.length);
  return {
    rest: allowed.slice(0, allowed.length - threads.length),
    places: threads.map((thread, index): [number, number] => [thread, own[index] ?? -1]),
  };
}

async function threadsBy(qmp: Vm['qmp'], query: string): Promise<readonly number[]> {
  const answer = threadsSchema.parse(await qmp.execute(query));
  return answer.map(one => one['thread-id']);
}
