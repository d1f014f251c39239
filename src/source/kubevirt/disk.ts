import type { FoundDisk, ReaderAid, RefusedField, ToldField } from '../definition.ts';
import { refusedField } from '../gathered.ts';
import { readDisk as readDiskOfDomain } from '../libvirt/disk.ts';
import type { DiskElement } from '../libvirt/domain.ts';
import { versionFacts } from './classes.ts';
import { element } from './element.ts';
import { faultsIn } from './fields.ts';
import { type Guest, textAt } from './guests.ts';
import { isBefore, type Part } from './part.ts';
import { cpusOf, type Slot, type Threads } from './slots.ts';
import { skippedOf, storageOf } from './volume.ts';

/** What a disk is read with. */
interface Asked {
  readonly slot: Slot;
  readonly slots: readonly Slot[];
  readonly guest: Guest;
  readonly threads: Threads;
  readonly aid: ReaderAid;
}

/** What a disk of a guest means: what libvirt makes of what KubeVirt makes of it. */
export function readDisk(asked: Asked, names: readonly string[]): FoundDisk {
  const { slot, slots, guest, threads, aid } = asked;
  const { disk, bus, dedicated } = slot;
  const { domain, preferred, outside } = guest;
  const { line } = slot.part;
  const skipped = skippedOf(slot);
  if (skipped !== undefined)
    return { names, line, skipped, said: [], told: [], refused: [], open: [] };
  const refused: RefusedField[] = [...guest.refused, ...faultsIn(disk, 'Disk')];
  const told: ToldField[] = [];
  const open: { name: string; why: string }[] = [];
  const defaults: Record<string, string> = { discard: "KubeVirt's" };
  const refuse = (name: string, at: Part, problem: string, accepts?: 'without') =>
    refused.push(refusedField(name, { value: at.text, line: at.line }, problem, accepts));
  const tell = (name: string, value: string, at: Part, says: string) =>
    told.push({ name, value, line: at.line, says });
  const either = (own: string) =>
    disk?.at(own) ??
    preferred?.at(
      `preferredDisk${own === 'io' ? 'IO' : own.replace(/^./, letter => letter.toUpperCase())}`,
    );
  const ofDevices = (own: string) =>
    domain?.at('devices', own) ??
    preferred?.at(own.replace(/^./, letter => `preferred${letter.toUpperCase()}`));

  const lun = disk?.at('lun');
  if (lun !== undefined) refuse('lun', lun, 'lun: passes SCSI commands to a device of the host');
  if (slot.devices.length > 1)
    refuse('disk', slot.part, `${slot.devices.join(', ')}: KubeVirt wants one of them`);
  const storage = storageOf(slot, guest, aid);
  refused.push(...storage.refused);
  const { kind, source = slot.part, allocated, block } = storage;
  if (!storage.isHere)
    tell(
      kind,
      'not in the file',
      source,
      'the claim is not in the file: discard is unmap unless it is allocated',
    );
  if (allocated !== undefined)
    tell(
      'preallocation',
      'true',
      allocated,
      'KubeVirt discards nothing where all space is allocated',
    );

  const { preference, instancetype: type } = outside;
  const lacks = (what: string, part: Part | undefined) =>
    `the ${what} ${textAt(part, 'name')} may say it, and is not in the file`;
  const why = lacks('preference', preference);
  if (preference !== undefined)
    refuse('preference', preference, why.replace('it', 'more, such as block sizes'), 'without');
  if (guest.hook !== undefined)
    refuse('hookSidecars', guest.hook, 'a hook sidecar may change the domain', 'without');
  if (bus === undefined && guest.defaultBus === undefined) {
    const adds = disk === undefined ? 'no disk for this volume: KubeVirt adds one; ' : '';
    open.push({ name: 'bus', why: preference ? why : `${adds}its default is sata` });
  }
  if (bus === undefined) defaults['bus'] = "KubeVirt's on this architecture";
  const isSpread = open.length > 0;
  const onVirtio = bus === undefined || bus.value === 'virtio';

  const shareable = disk?.at('shareable');
  const isShared = shareable?.value === true;
  const cache = either('cache');
  if (
    cache?.value === 'directsync' &&
    isBefore(aid.as ?? versionFacts.newest, versionFacts.directsync)
  )
    refuse('cache', cache, 'cache: directsync is new: write as: kubevirt-1.10 if that runs');
  if (cache !== undefined && isShared && cache.value !== 'none')
    refuse('cache', cache, `cache: ${cache.text} with shareable: true, where KubeVirt takes none`);
  if (cache === undefined)
    defaults['cache'] = `KubeVirt's ${isShared ? 'with shareable' : 'with O_DIRECT'}`;
  if (cache === undefined && preference !== undefined) open.push({ name: 'cache', why });
  else if (cache === undefined && !isShared)
    tell(
      'cache',
      'not said',
      slot.part,
      'no cache: none (class 1) where the filesystem of the volume has O_DIRECT, else writethrough (class 2)',
    );

  const io = either('io');
  const isDirect = cache === undefined || cache.value === 'none';
  const isWhole = block !== undefined || allocated !== undefined;
  let aio = io?.text ?? (isDirect && isWhole ? 'native' : 'threads');
  if (io === undefined) defaults['aio'] = "KubeVirt's";
  if (io === undefined && preference !== undefined) open.push({ name: 'aio', why });
  else if (io === undefined && isDirect && !isWhole)
    tell('io', 'not said', slot.part, 'no io: native once the file is fully allocated');
  if (bus?.value === 'scsi' && threads.by !== undefined) {
    const { scsiKeepsIo: since, newest } = versionFacts;
    const made = `with I/O threads io: native on bus scsi is made threads before ${since}`;
    if (aio === 'native' && aid.as === undefined)
      refuse('as', io ?? slot.part, `${made}: write as: ${newest}, or what runs`);
    else if (aio === 'native' && isBefore(aid.as, since)) {
      tell('io', 'native', io ?? slot.part, made);
      aio = 'threads';
      defaults['aio'] = `KubeVirt's before ${since}`;
    }
    if (isBefore(aid.as, versionFacts.scsiWithoutThread))
      tell(
        'iothread',
        'off',
        threads.by,
        'before KubeVirt 1.5 the SCSI controller has a thread, and a queue for each CPU',
      );
  }

  const multi = ofDevices('blockMultiQueue');
  const isMulti = multi?.value === true && onVirtio;
  const cpus = cpusOf(guest) ?? { value: '', line };
  const ofType = type === undefined ? 'it depends on the bus' : lacks('instance type', type);
  if (isMulti && (isSpread || type)) open.push({ name: 'num-queues', why: ofType });
  if (onVirtio && (threads.by === undefined ? type !== undefined : isSpread))
    open.push({ name: 'iothread', why: ofType });
  const hasThread = threads.by !== undefined && (onVirtio || dedicated?.value === true);
  const [id = ''] = [...threads.threads].find(([, { users }]) => users.includes(slot.name)) ?? [];
  const isPool = threads.policy?.value === 'supplementalPool' && onVirtio;
  const size = either('blockSize');
  const match = size?.at('matchVolume');
  const custom = size?.at('custom');
  for (const name of custom === undefined ? [] : ['logical', 'physical'])
    if (!custom?.at(name)) refuse(name, custom ?? slot.part, `custom: without ${name}`);
  const isMatched = match !== undefined && match.at('enabled')?.value !== false;
  const isOverlay = kind === 'containerDisk' || kind === 'ephemeral';
  const model = ofDevices('useVirtioTransitional');
  const whenTrue = (name: string, from: Part | undefined, says = name) =>
    from?.value === true ? [element(name, from.line, { '': [from, says] })] : [];
  const made = element(
    'disk',
    line,
    {
      type: block === undefined ? 'file' : 'block',
      model: model?.value === true && onVirtio && [model, 'useVirtioTransitional'],
    },
    [
      element(
        'driver',
        source.line,
        {
          type: isOverlay || kind === 'emptyDisk' ? 'qcow2' : 'raw',
          cache: cache === undefined ? 'none' : [cache, 'cache'],
          io: aio === io?.text ? [io, 'io'] : aio,
          discard: allocated === undefined ? 'unmap' : 'ignore',
          queues: isMulti && type === undefined && [multi, 'blockMultiQueue', cpus.value],
          iothread: hasThread && [threads.by, 'iothread', id],
          iommu: onVirtio && [guest.security, 'launchSecurity', 'on'],
        },
        isPool
          ? [
              element('iothreads', threads.policy.line, {
                '': [threads.policy, 'ioThreadsPolicy'],
              }),
            ]
          : [],
      ),
      element('target', line, { dev: 'vda', bus: bus === undefined ? 'virtio' : [bus, 'bus'] }),
      element(
        'source',
        source.line,
        { dev: block ?? false },
        whenTrue('dataStore', disk?.at('changedBlockTracking'), 'changedBlockTracking'),
      ),
      element('blockio', line, {
        logical_block_size: [custom?.at('logical'), 'logical'],
        physical_block_size: [custom?.at('physical'), 'physical'],
        discard_granularity: isMatched
          ? [match, 'matchVolume']
          : [custom?.at('discardGranularity'), 'discardGranularity'],
      }),
      element('backingStore', source.line, {
        '': [source, `${kind}, an overlay over what only the cluster knows`],
        index: isOverlay && kind,
      }),
      ...whenTrue('shareable', shareable),
      ...whenTrue('readonly', disk?.at('disk', 'readonly') ?? source.at('readOnly')),
    ],
  );
  const asElement = (each: Slot): DiskElement => ({
    element: made,
    names: each === slot ? names : [each.name],
    controller: 0,
  });
  const machine = domain?.at('machine', 'type');
  const scsi = element('controller', line, { type: 'scsi', index: '0', model: 'virtio-scsi' });
  const read = readDiskOfDomain(asElement(slot), {
    root: made,
    disks: [],
    machine: { value: machine?.text ?? '', line: machine?.line ?? line },
    cpus,
    threads: threads.threads,
    mainLoop: [],
    controllers: new Map([[0, [scsi]]]),
    onController: new Map([[0, slots.filter(each => each.bus?.value === 'scsi').map(asElement)]]),
    refused,
  });
  return {
    ...read,
    line,
    said: read.said
      .filter(({ name }) => !open.some(each => each.name === name))
      .map(each => {
        const usual = defaults[each.name];
        return usual === undefined ? each : { ...each, origin: { default: usual } };
      }),
    told: [...told, ...read.told],
    // What both refuse, KubeVirt says better.
    refused: read.refused.filter(
      ({ name, line: at }, index, all) =>
        !all.some((other, later) => later > index && other.name === name && other.line === at),
    ),
    open,
  };
}
