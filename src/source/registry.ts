import { type Outcome, reject } from '../core/rejection.ts';
import type { Definition, ReaderAid, SourceFormat, SourceText } from './definition.ts';
import { readLibvirt } from './libvirt/reader.ts';
import { readQemu } from './qemu/reader.ts';

/** Reads a text of one format, which is bounded already. */
export type Reader = (source: SourceText, aid: ReaderAid) => Outcome<Definition>;

/** The readers, one line for each format. */
const readers: Partial<Record<SourceFormat, Reader>> = {
  libvirt: readLibvirt,
  qemu: readQemu,
};

/** The reader of a format; undefined where there is none yet. */
export function readerOf(format: SourceFormat): Reader | undefined {
  return readers[format];
}

/** Kinds of storage by name, from the text of a storage.cfg. */
export function readStorages({ path }: SourceText): Outcome<ReaderAid['storages']> {
  return reject(path, 'storage.cfg is not read yet', 'write storages: { local-lvm: lvmthin }');
}
