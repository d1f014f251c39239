import type { Outcome } from '../core/rejection.ts';
import type { Definition, ReaderAid, SourceFormat, SourceText } from './definition.ts';
import { readKubevirt } from './kubevirt/reader.ts';
import { readLibvirt } from './libvirt/reader.ts';
import { readProxmox } from './proxmox/reader.ts';
import { readQemu } from './qemu/reader.ts';
import { readTerraform } from './terraform/reader.ts';

/** Reads a text of one format, which is bounded already. */
export type Reader = (source: SourceText, aid: ReaderAid) => Outcome<Definition>;

/** The readers, one line for each format. */
const readers: Partial<Record<SourceFormat, Reader>> = {
  kubevirt: readKubevirt,
  libvirt: readLibvirt,
  qemu: readQemu,
  proxmox: readProxmox,
  terraform: readTerraform,
};

/** The reader of a format; undefined where there is none yet. */
export function readerOf(format: SourceFormat): Reader | undefined {
  return readers[format];
}

export { readStorages } from './proxmox/storages.ts';
