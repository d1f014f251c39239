import { isNumber } from './classes.ts';
import type { Fact, Gathered } from './gathered.ts';
import { quoted } from './text.ts';

/** CPUs of the gate's guest where `cpus` does not say otherwise. */
const gatesCpus = 2;

/**
 * What devices of QEMU's machines up to a version have where nobody says it. Newer ones have a
 * queue for each CPU, of 256 entries (hw/core/machine.c: hw_compat_5_1, hw_compat_4_2).
 */
export const oldMachines = [
  { upTo: [5, 1], field: 'num-queues', value: '1' },
  { upTo: [4, 2], field: 'queue-size', value: '128' },
] as const;

/**
 * Names of machines that say no version, of which QEMU and libvirt take their newest, and those of
 * RHEL 9, which began with QEMU 6.2.
 */
const newMachines =
  /^(?:|pc|q35|virt|pseries|s390-ccw-virtio|microvm|pc-[a-z0-9]+-rhel(?:9|1\d)\.\d+\.\d+)$/;

/**
 * Queues and their size, of a disk's device or of its controller. Of what is not said, the machine
 * decides, and the CPUs, which the format calls `cpusName`.
 */
export function readQueues(
  { machine, cpus }: { readonly machine: Fact; readonly cpus: Fact },
  cpusName: string,
  valueOf: (name: 'num-queues' | 'queue-size') => Fact | undefined,
  found: Gathered,
): void {
  const tellCpus = (name: string, fact: Fact, what: string): void => {
    const says = `${what}; the gate's guest has ${gatesCpus} CPUs unless \`cpus\` says more`;
    found.tell(name, fact, says);
  };
  const why = `QEMU's default for machine ${quoted(machine.value)}`;
  // Proxmox adds a revision of its own, and how it boots from a network.
  const plain = machine.value.replace(/(?:\+pve\d+)?(?:\.pxe)?$/, '');
  const version = /^[a-z0-9-]+-(\d{1,3})\.(\d{1,3})$/.exec(plain)?.slice(1).map(Number);
  for (const { field, upTo, value: old } of oldMachines) {
    const given = valueOf(field);
    const isQueues = field === 'num-queues';
    if (given !== undefined) {
      found.say(field, given);
      if (isQueues && Number(given.value) > gatesCpus)
        tellCpus(field, given, `${given.value} queues`);
    } else if (version === undefined && !newMachines.test(plain)) {
      const problem = `machine ${quoted(machine.value)} decides the queues, and nobody says of which QEMU it is`;
      if (!found.refused.some(({ name }) => name === 'machine'))
        found.refuse('machine', machine, problem, 'without');
    } else if (version !== undefined && isUpTo(version, upTo)) {
      found.say(field, { ...machine, value: old }, { default: why });
    } else if (isQueues && Number(cpus.value) !== gatesCpus) {
      const value = isNumber(cpus.value) ? cpus.value : 'not known';
      tellCpus(cpusName, { ...cpus, value }, `a queue for each CPU of the guest (${value})`);
    }
  }
}

function isUpTo(
  [major = 0, minor = 0]: readonly number[],
  [last, lastMinor]: readonly [number, number],
) {
  return major < last || (major === last && minor <= lastMinor);
}
