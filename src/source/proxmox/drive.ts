import type { ReaderAid } from '../definition.ts';
import { Gathered } from '../gathered.ts';
import type { Piece } from '../qemu/words.ts';
import { quoted } from '../text.ts';
import type { Drive, Fact, PveGuest } from './conf.ts';
import { defaultOf, newest, skippedOf } from './facts.ts';
import { sortOptions } from './options.ts';
import { readVolume } from './volume.ts';

/**
 * A drive as arguments of QEMU; what they do not say; and who decides fields that the definition
 * leaves out.
 */
export function readDrive(
  { key, line, options, refused: known }: Drive,
  { facts }: PveGuest,
  storages: ReaderAid['storages'],
  version: number | undefined,
) {
  const piece = (text: string, at = line): Piece => ({ text, line: at });
  const [, bus = '', index = ''] = /^(\D+)(\d+)$/.exec(key) ?? [];
  const isScsi = bus === 'scsi';
  const file = options.find(({ name }) => /^(?:file|volume)$/.test(name)) ?? { value: '', line };
  const media = options.find(({ name }) => name === 'media')?.value;
  const skipped = skippedOf(`${key} ${media} ${file.value}`);
  const defaults = new Map<string, string>();
  const found = new Gathered();
  found.refused.push(...known);
  const place = { skipped, defaults, found };
  if (skipped !== undefined) return { ...place, words: [], durability: undefined };
  const { reach, kind, isClone, ...volume } = readVolume(file, storages, found);
  const values = sortOptions(options, bus, found);
  const drive = [piece(`if=none,id=drive-${key},file=/disk`)];
  const say = (name: string, option: Fact | undefined): void => {
    if (option !== undefined) drive.push(piece(`,${name}=${option.value}`, option.line));
  };
  /** Says an option, or what Proxmox does without it. */
  const sayOr = (field: string, option?: Fact, isDirect = false): string => {
    say(field, option);
    if (option !== undefined || reach === undefined) return option?.value ?? '';
    const on = [...kind, `discard=${values.get('discard')?.value}`];
    const { value, why, before } = defaultOf(field, version, on, isDirect);
    say(field, { value, line });
    defaults.set(field, why);
    const problem = `nobody says ${field}: it is ${value} with ${why}, and ${before} before`;
    const remedy = `write as: proxmox-${newest}, or your version`;
    if (value !== before) found.refuse(field, { value: '', line }, problem, undefined, remedy);
    return value;
  };
  const named = values.get('format');
  const isFree = /path|device/.test(kind[0] ?? '');
  const format = (isFree ? named?.value : volume.format) ?? volume.format ?? named?.value;
  if (format !== undefined) say('format', { value: format, line: (named ?? file).line });
  if (named !== undefined && named.value !== format)
    found.refuse('format', named, `${named.shown}, but the volume is ${format}`);
  const cache = sayOr('cache', values.get('cache'));
  sayOr('aio', values.get('aio'), /^(?:none|directsync)$/.test(cache));
  say('discard', values.get('discard'));
  const zeroes = values.get('detect_zeroes');
  sayOr('detect-zeroes', zeroes?.value === '0' ? { ...zeroes, value: 'off' } : undefined);

  const isChained = kind.includes('snapshot-as-volume-chain');
  const isSnapshot = kind[0] === 'lvm' && facts.has('parent');
  const below = 'clones and snapshots have images below them, which the gate has not';
  if (format === 'qcow2' && (isClone || isChained || isSnapshot))
    found.refuse('backing', { value: kind.join(' '), line }, below, 'without');
  const hub = facts.get('scsihw') ?? { value: 'not said, so an LSI', line };
  const isSingle = hub.value === 'virtio-scsi-single';
  const other = `scsihw: ${quoted(hub.value)}, a controller that the gate has not`;
  if (isScsi && !isSingle && hub.value !== 'virtio-scsi-pci') found.refuse('scsihw', hub, other);
  const own: Piece[] = [];
  for (const [name, text] of [
    ['iothread', `iothread=iothread-${key}`],
    ['queues', `num_queues=${values.get('queues')?.value}`],
  ] as const) {
    const option = values.get(name);
    if (option === undefined || option.value === '0') continue;
    const says = `${name}=${option.value} is ignored without scsihw: virtio-scsi-single`;
    if (isScsi && !isSingle) found.tell(name, option, says);
    else own.push(piece(`,${text}`, option.line));
  }
  const id = isSingle ? `virtioscsi${index}` : 'scsihw0';
  const driver = { scsi: `scsi-hd,bus=${id}.0`, virtio: 'virtio-blk-pci' }[bus] ?? 'ide-hd';
  const device = [piece(`${driver},id=${key},drive=drive-${key}`)];
  const single = [piece(`virtio-scsi-pci,id=${id}`, hub.line), ...own];
  const isLost = cache === 'unsafe' || found.refused.some(({ name }) => name === 'snapshot');
  const isFar = reach === undefined || reach === 'network';
  return {
    words: [
      [piece('-object')],
      [piece(`iothread,id=iothread-${key}`)],
      ...(isScsi && isSingle ? [[piece('-device')], single] : []),
      [piece('-drive')],
      drive,
      [piece('-device')],
      isScsi ? device : [...device, ...own],
    ],
    ...place,
    durability: isLost ? (0 as const) : isFar ? ('unknown' as const) : undefined,
  };
}
