import { diskFields } from '../../src/source/libvirt/classes.ts';
import { options } from '../../src/source/qemu/classes.ts';
import { shuffled } from '../../src/statistics/random.ts';
import { type Draw, oneOf } from '../documents/mutations.ts';
import type { Original } from './originals.ts';

/** A changed text, and what must be of it. */
export interface Changed {
  readonly text: string;
  readonly what: string;
  /**
   * `same`: it reads as before. `refused`: a disk that was measured is not. `other`: a disk has
   * another mode, or none. `any`: whatever it is.
   */
  readonly must: 'same' | 'refused' | 'other' | 'any';
  /** The disk that is meant, where the change is at one. */
  readonly target?: string | undefined;
}

export type Mutation = (original: Original, draw: Draw) => Changed | undefined;

const bits =
  '< > " \' & {{ {% ]]> <!-- --> \\ ` $ ${ $( ) [ ] { } ; | # = , ,, : - \n \t \r \0 \uFEFF \u2028 \u{1F600} <disk> -drive'
    .split(' ')
    .concat(
      ' ',
      '\n- ',
      '<<E\n',
      'if x; then\n',
      '\nfi\n',
      'f() {\n',
      '[[ a ]]\n',
      '((a++))\n',
      'x &\n',
    );

/** Changes of any places, of which nothing is known but that they must do no harm. */
export const blindly: Mutation = ({ source: { text } }, draw) => {
  let changed = text;
  for (let count = 1 + Math.floor(draw() * 5); count > 0; count -= 1) {
    const at = Math.floor(draw() * changed.length);
    const cut = draw() < 0.5 ? 0 : Math.floor(draw() * 40);
    const from = Math.floor(draw() * text.length);
    const put = draw() < 0.3 ? text.slice(from, from + 60) : oneOf(bits, draw);
    changed = changed.slice(0, at) + put.repeat(draw() < 0.05 ? 200 : 1) + changed.slice(at + cut);
  }
  return { text: changed, what: 'any places', must: 'any' };
};

/** A stretch of a text in which a disk has its fields. */
interface Place {
  readonly at: number;
  readonly text: string;
  readonly target: string | undefined;
}

/** Where disks of a definition are written, as far as it can be seen without a reader. */
function placesIn({ source: { text }, format }: Original): Place[] {
  const found = (pattern: RegExp, target: (whole: string) => string | undefined): Place[] =>
    Array.from(text.matchAll(pattern), ({ 0: whole, index }) => ({
      at: index,
      text: whole,
      target: target(whole),
    }));
  switch (format) {
    case undefined:
    case 'terraform':
      return [];
    case 'libvirt':
      return found(
        /<disk\b(?:(?!<disk\b)[^])*?<\/disk>/g,
        whole => /<target[^>]*\bdev=["']([^"']*)/.exec(whole)?.[1],
      );
    case 'proxmox':
      return found(/^(?:scsi|virtio)\d+: .*$/gm, whole => whole.replace(/:.*/, ''));
    case 'qemu':
      return found(
        /-(?:drive|device) [^\s'"$\\]*(?:format=|virtio-blk)[^\s'"$\\]*(?=\s)/g,
        whole => /\b(?:id|drive)=([\w-]+)/.exec(whole)?.[1],
      ).filter(({ target }) => target !== undefined);
    case 'kubevirt':
      return found(/^ *(?:- )?disk:.*$/gm, () => undefined);
    default:
      return format satisfies never;
  }
}

function replaced({ source }: Original, { at, text }: Place, now: string): string {
  return source.text.slice(0, at) + now + source.text.slice(at + text.length);
}

/** A field that no reader knows, in a disk. */
export const unknown: Mutation = (original, draw) => {
  const place = oneOf([undefined, ...placesIn(original)], draw);
  if (place === undefined) return undefined;
  const name = `zz${Math.floor(draw() * 1e6).toString(36)}`;
  const now = {
    libvirt: () => insideTag(place.text, `${name}='1'`, draw),
    proxmox: () => `${place.text},${name}=1`,
    qemu: () => `${place.text},${name}=1`,
    kubevirt: () =>
      `${place.text.replace(/\S.*/, '').replace(/$/, place.text.includes('- ') ? '  ' : '')}${name}: 1`,
    terraform: () => place.text,
  }[original.format ?? 'terraform']();
  const text =
    original.format === 'kubevirt'
      ? replaced(
          original,
          place,
          `${place.text.replace(/disk:.*/, `${name}: 1`)}\n${place.text.replace('- ', '  ')}`,
        )
      : replaced(original, place, now);
  return { text, what: `unknown ${name}`, must: 'refused', target: place.target };
};

function insideTag(text: string, attribute: string, draw: Draw): string {
  const tags = [...text.matchAll(/<(?:disk|driver|source|target)\b/g)];
  const tag = oneOf(tags, draw);
  const at = tag.index + tag[0].length;
  return `${text.slice(0, at)} ${attribute}${text.slice(at)}`;
}

/** A field of the refused class, in a disk. */
export const refused: Mutation = (original, draw) => {
  const place = oneOf([undefined, ...placesIn(original)], draw);
  if (place === undefined) return undefined;
  if (original.format === 'libvirt') {
    const fields = [...diskFields.values()].filter(({ class: kind }) => kind.kind === 'refused');
    const { name } = oneOf(fields, draw);
    const [element = '', attribute] = name.split('@');
    if (
      element.includes('/') ||
      new RegExp(`<${element}\\b|\\b${attribute}=`).test(place.text) === (attribute === undefined)
    )
      return undefined;
    const inner = element === 'iotune' ? '<total_iops_sec>7</total_iops_sec>' : '<zz/>';
    const now =
      attribute === undefined
        ? place.text.replace('</disk>', `<${element}>${inner}</${element}></disk>`)
        : place.text.replace(new RegExp(`<${element || 'disk'}\\b`), `$& ${attribute}='zz'`);
    if (now === place.text || (attribute !== undefined && place.text.includes(`${attribute}=`)))
      return undefined;
    return {
      text: replaced(original, place, now),
      what: `refused ${name}`,
      must: 'refused',
      target: place.target,
    };
  }
  if (original.format === 'qemu') {
    const of = place.text.startsWith('-drive') ? oneOf(['drive', 'node'], draw) : 'virtio-blk-pci';
    const fields = [...(options.get(of)?.values() ?? [])];
    const { name } = oneOf(
      fields.filter(({ class: kind }) => kind.kind === 'refused'),
      draw,
    );
    const now = `${place.text},${name}=77`;
    return {
      text: replaced(original, place, now),
      what: `refused ${name}`,
      must: 'refused',
      target: place.target,
    };
  }
  if (original.format === 'proxmox') {
    const name = oneOf(['iops=5', 'mbps_rd=3', 'ro=1', 'snapshot=1'], draw);
    return {
      text: replaced(original, place, `${place.text},${name}`),
      what: `refused ${name}`,
      must: 'refused',
      target: place.target,
    };
  }
  return undefined;
};

/** Order, comments and blanks, which say nothing. */
export const silent: Mutation = (original, draw) => {
  const { source, format } = original;
  const place = oneOf([undefined, ...placesIn(original)], draw);
  if (format === 'libvirt' && place !== undefined) {
    const tags = [...place.text.matchAll(/<(\w+)((?: +[\w:]+=(?:'[^']*'|"[^"]*"))+)( *\/?>)/g)];
    const [whole, name = '', all = '', end = ''] = oneOf(tags, draw);
    const attributes = all.match(/[\w:]+=(?:'[^']*'|"[^"]*")/g) ?? [];
    const mixed = `<${name}\n ${shuffled(attributes, draw).join('  ')}${end}`;
    const now = place.text
      .replace(whole, () => mixed)
      .replace(
        '</disk>',
        `${oneOf(['<!-- cache="unsafe" -->', '\n\n', ' <?pi x?>'], draw)}</disk>`,
      );
    return { text: replaced(original, place, now), what: 'order of attributes', must: 'same' };
  }
  if (format === 'proxmox' && place !== undefined) {
    const [key = '', volume = '', ...rest] = place.text.split(/(?<=: )|,/);
    const now = key + [volume, ...shuffled(rest, draw)].join(',');
    return { text: replaced(original, place, now), what: 'order of options', must: 'same' };
  }
  if (format === 'qemu' && place !== undefined) {
    const [word = '', first = '', ...rest] = place.text.split(/ |,(?!,)/);
    if (/,,/.test(place.text)) return undefined;
    const now = `${word} ${[first, ...shuffled(rest, draw)].join(',')}`;
    const names = rest.map(option => option.replace(/=.*/, ''));
    if (new Set(names).size !== names.length) return undefined;
    return { text: replaced(original, place, now), what: 'order of options', must: 'same' };
  }
  if (format === undefined || format === 'terraform' || source.text.startsWith('['))
    return undefined;
  const [first = '', ...lines] = source.text.split('\n');
  const text = [first, '# cache=unsafe -drive snapshot=on', ...lines].join('\n');
  return format === 'libvirt' ? undefined : { text, what: 'a comment', must: 'same' };
};

const mapped =
  /\b(cache|io|aio|discard|detect[_-]zeroes|queues|num-queues|iothread|type|format|write-cache)=["']?([\w.]+)/g;

/** One character of a value that decides. */
export const character: Mutation = (original, draw) => {
  const place = oneOf([undefined, ...placesIn(original)], draw);
  if (place === undefined) return undefined;
  const value = oneOf([undefined, ...place.text.matchAll(mapped)], draw);
  if (value === undefined) return undefined;
  const [whole, , said = ''] = value;
  const at = value.index + whole.length - said.length + Math.floor(draw() * said.length);
  const put = oneOf(['', 'x', '0', '_', 'n'], draw);
  const now = place.text.slice(0, at) + put + place.text.slice(at + 1);
  if (now === place.text) return undefined;
  return {
    text: replaced(original, place, now),
    what: `${whole} -> ${now.slice(value.index, value.index + whole.length)}`,
    must: 'other',
    target: place.target,
  };
};
