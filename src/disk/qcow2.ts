import layout from './qcow2.json' with { type: 'json' };

/** What the header of a qcow2 image says, as far as it decides what is opened and measured. */
export interface Qcow2Header {
  /** Virtual size, in bytes. */
  readonly size: number;
  readonly clusterSize: number;
  readonly lazyRefcounts: boolean;
  readonly backing: { readonly name: string; readonly format: string | undefined } | undefined;
  /** As `qemu-img create -o` spells them. */
  readonly options: Readonly<Record<string, string>>;
}

/** Most bytes that a header with its extensions and its backing name takes: the largest cluster. */
export const mostHeaderBytes = 2 * 2 ** 20;

/** Whether bytes from the start of a file are the beginning of a qcow2 image. */
export function isQcow2(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'QFI\u00fb';
}

type Field = keyof typeof layout.fields;

/**
 * Reads a header from the first bytes of an image, without believing any of it; else why the image
 * can't be measured. Nobody but us has read it before: it may name any file as its own.
 */
export function readQcow2(bytes: Buffer): Qcow2Header | string {
  const damaged = (what: string): string => `has a damaged header: ${what}`;
  if (!isQcow2(bytes) || bytes.length < 112) return damaged('it is cut off, or none');
  const version = bytes.readUInt32BE(4);
  if (version !== 2 && version !== 3) return `is of qcow2 version ${version}, which is not known`;
  const older: Partial<Record<Field, number>> = version === 2 ? layout.version2 : {};
  const of = (name: Field): number => {
    const [at = 0, length = 0] = layout.fields[name];
    return older[name] ?? Number(BigInt(`0x${bytes.toString('hex', at, at + length)}`));
  };
  const clusterSize = 2 ** of('clusterBits');
  const [size, nameAt, headerLength] = [of('size'), of('nameAt'), of('headerLength')];
  const nameEnd = nameAt + of('nameLength');
  const limit = Math.min(bytes.length, clusterSize);
  if (clusterSize < 512 || clusterSize > mostHeaderBytes)
    return damaged(`its clusters would be of ${clusterSize} bytes`);
  if (headerLength < (version === 2 ? 72 : 104) || headerLength > clusterSize)
    return damaged(`it would be ${headerLength} bytes long`);
  if (size === 0 || !Number.isSafeInteger(size))
    return damaged(`its virtual size would be ${size}`);
  if (nameEnd > limit || of('nameLength') > 1023)
    return damaged('the name of its backing file lies outside of it');
  if (of('refcountOrder') > 6) return damaged('its refcounts have too many bits');
  if (of('crypt') !== 0) return 'is encrypted';
  const flags = of('incompatible');
  const has = (bit: number): boolean => Math.floor(flags / 2 ** bit) % 2 === 1;
  if (flags >= 2 ** layout.incompatible.length) return `has features that are not known (${flags})`;
  const refused = layout.incompatible.find((words, bit) => words !== null && has(bit));
  if (refused) return refused;
  let format: string | undefined;
  const known: Readonly<Record<string, string>> = layout.extensions;
  for (let at = headerLength; at + 8 <= (nameAt || limit); ) {
    const [type, length] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
    if (type === 0) break;
    if (at + 8 + length > (nameAt || limit)) return damaged('an extension of it does not end');
    const words = known[type];
    if (words === 'backing format') format = bytes.toString('utf8', at + 8, at + 8 + length);
    else if (words !== undefined) return words;
    at += 8 + Math.ceil(length / 8) * 8;
  }
  const name = bytes.toString('utf8', nameAt, nameEnd);
  const lazyRefcounts = of('compatible') % 2 === 1;
  return {
    size,
    clusterSize,
    lazyRefcounts,
    backing: nameAt === 0 || name === '' ? undefined : { name, format },
    options: {
      compat: version === 3 ? '1.1' : '0.10',
      cluster_size: String(clusterSize),
      lazy_refcounts: lazyRefcounts ? 'on' : 'off',
      extended_l2: has(4) ? 'on' : 'off',
      compression_type: has(3) && of('compression') === 1 ? 'zstd' : 'zlib',
      refcount_bits: String(2 ** of('refcountOrder')),
      snapshots: String(of('snapshots')),
    },
  };
}
