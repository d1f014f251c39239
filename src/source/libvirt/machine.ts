import type { RefusedField } from '../definition.ts';
import { quoted } from '../text.ts';
import type { Domain } from './domain.ts';
import { refusedField } from './fields.ts';

/**
 * What devices of QEMU's machines up to a version have where nobody says it. Newer ones have a
 * queue for each CPU, of 256 entries (hw/core/machine.c: hw_compat_5_1, hw_compat_4_2).
 */
export const oldMachines = [
  { upTo: [5, 1], field: 'num-queues', value: '1' },
  { upTo: [4, 2], field: 'queue-size', value: '128' },
] as const;

/** What a machine decides: QEMU's newest default, an older one, or nothing that is known. */
export interface MachineFacts {
  readonly value?: string;
  readonly why: string;
  readonly refused?: RefusedField;
}

/** What is in force of a field on a machine where the definition does not say it. */
export function machineFacts(
  field: (typeof oldMachines)[number]['field'],
  { value: machine, line }: Domain['machine'],
): MachineFacts {
  const version = /^[a-z0-9-]+-(\d{1,3})\.(\d{1,3})$/.exec(machine);
  const why = `QEMU's default for machine ${quoted(machine)}`;
  if (version === null) {
    // libvirt takes the newest machine of its QEMU for a name without a version. Those of RHEL 9
    // began with QEMU 6.2.
    const isNew =
      /^(?:|pc|q35|virt|pseries|s390-ccw-virtio|microvm|pc-[a-z0-9]+-rhel(?:9|1\d)\.\d+\.\d+)$/;
    if (isNew.test(machine)) return { why };
    const problem = `machine ${quoted(machine)} decides the queues, and nobody says of which QEMU it is`;
    return { why, refused: refusedField('machine', { value: machine, line }, problem, 'without') };
  }
  const [major, minor] = [Number(version[1]), Number(version[2])];
  const old = oldMachines.find(({ field: name }) => name === field);
  if (old === undefined) return { why };
  const [lastMajor, lastMinor] = old.upTo;
  const isOld = major < lastMajor || (major === lastMajor && minor <= lastMinor);
  return isOld ? { why, value: old.value } : { why };
}
