import type { Domain } from '../libvirt/domain.ts';
import { type Guest, textAt } from './guests.ts';
import type { Part } from './part.ts';

/** A disk of a guest with what its other disks need to know of it. */
export interface Slot {
  readonly name: string;
  /** The entry of `disks:`, or the volume for which KubeVirt adds one. */
  readonly part: Part;
  readonly disk: Part | undefined;
  readonly volumes: readonly Part[];
  /** What kinds of device it is said to be. */
  readonly devices: readonly string[];
  /** Undefined where nobody in the file says it. */
  readonly bus: Part | undefined;
  readonly dedicated: Part | undefined;
}

/** The disks of a guest, those that KubeVirt adds for volumes after the others. */
export function slotsOf({ spec, domain, preferred }: Guest): Slot[] {
  const volumes = spec?.items('volumes') ?? [];
  const disks = domain?.items('devices', 'disks') ?? [];
  const taken = [...disks, ...(domain?.items('devices', 'filesystems') ?? [])];
  const names = new Set(taken.map(each => textAt(each, 'name')));
  const added = volumes.filter(volume => !names.has(textAt(volume, 'name')));
  return [...disks, ...added].map(part => {
    const disk = added.includes(part) ? undefined : part;
    const name = textAt(part, 'name');
    const devices = ['disk', 'lun', 'cdrom', 'floppy'].filter(kind => disk?.at(kind) !== undefined);
    const bus = disk?.at(devices[0] ?? 'disk', 'bus') ?? preferred?.at('preferredDiskBus');
    const isVirtio = bus?.value === 'virtio';
    const dedicated = isVirtio ? preferred?.at('preferredDiskDedicatedIoThread') : undefined;
    return {
      name,
      part,
      disk,
      volumes: volumes.filter(volume => textAt(volume, 'name') === name),
      devices,
      bus,
      dedicated: disk?.at('dedicatedIOThread') ?? dedicated,
    };
  });
}

/** The threads of a guest. */
export interface Threads extends Pick<Domain, 'threads'> {
  readonly policy: Part | undefined;
  /** What gives disks on virtio threads; undefined where nothing does. */
  readonly by: Part | undefined;
}

/** Which threads KubeVirt makes, and which disk has which, as its converter counts them. */
export function threadsOf({ domain, instancetype }: Guest, slots: readonly Slot[]): Threads {
  const policy = domain?.at('ioThreadsPolicy') ?? instancetype?.at('ioThreadsPolicy');
  const own = slots.filter(({ dedicated }) => dedicated?.value === true);
  const others = slots.filter(slot => !own.includes(slot));
  const most = policy?.value === 'auto' ? 2 * cpusAsked(domain, 'requests', 'limits') : 1;
  const shared = Math.max(1, Math.min(others.length, most - own.length));
  // A disk whose bus nobody says may be on virtio.
  const spread = others.filter(({ bus }) => (bus?.value ?? 'virtio') === 'virtio');
  const users = [
    ...spread.map(({ name }, index) => [`${(index % shared) + 1}`, name] as const),
    ...own.map(({ name }, index) => [`${shared + index + 1}`, name] as const),
  ];
  const threads = [...Map.groupBy(users, ([id]) => id)].map(
    ([id, inIt]) => [id, { users: inIt.map(([, name]) => name), refused: [] }] as const,
  );
  return { policy, by: policy ?? own[0]?.dedicated, threads: new Map(threads) };
}

/** CPUs of a guest; undefined where an instance type of the cluster says them. */
export function cpusOf({ domain, instancetype, outside, spec }: Guest) {
  if (outside.instancetype !== undefined) return undefined;
  const said = ['cores', 'sockets', 'threads'].flatMap(key => domain?.at('cpu', key) ?? []);
  const own = said.reduce((product, { value }) => product * (Number(value) || 1), 1);
  const typed = instancetype?.at('cpu', 'guest');
  const asked = said.length > 0 ? own : cpusAsked(domain, 'limits', 'requests');
  return { value: typed?.text ?? `${asked}`, line: (typed ?? said[0] ?? spec)?.line ?? 1 };
}

/** The number of CPUs that resources ask for, as a whole one: `1500m` is 2. */
function cpusAsked(domain: Part | undefined, ...kinds: readonly string[]): number {
  const asked = kinds.map(kind => textAt(domain, 'resources', kind, 'cpu')).find(text => text);
  const [, number = 1, milli] = /^([\d.]+)(m?)$/.exec(asked ?? '') ?? [];
  return Math.max(1, Math.ceil(Number(number) / (milli === 'm' ? 1000 : 1)));
}
