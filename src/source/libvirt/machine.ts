import type { RefusedField, ToldField } from '../definition.ts';
import { quoted } from '../text.ts';
import type { Domain } from './domain.ts';
import { type Gathered, refusedField, type Value } from './fields.ts';

/**
 * What devices of QEMU's machines up to a version have where nobody says it. Newer ones have a
 * queue for each CPU, of 256 entries (hw/core/machine.c: hw_compat_5_1, hw_compat_4_2).
 */
export const oldMachines = [
  { upTo: [5, 1], field: 'num-queues', value: '1' },
  { upTo: [4, 2], field: 'queue-size', value: '128' },
] as const;

type OldField = (typeof oldMachines)[number]['field'];

/** CPUs of the gate's guest where `cpus` does not say otherwise. */
const gatesCpus = 2;

/**
 * Says queues and their size, of a device or of a controller, and what the machine decides of them
 * where a definition does not.
 */
export function sayQueues(
  given: Readonly<Record<OldField, Pick<Value, 'value' | 'line'> | undefined>>,
  { machine, cpus, cpusName }: Pick<Domain, 'machine' | 'cpus'> & { readonly cpusName: string },
  { said, told, refused }: Gathered,
): void {
  for (const [name, value] of Object.entries(given) as [OldField, Value | undefined][]) {
    const isCount = name === 'num-queues';
    const facts = machineFacts(name, machine);
    if (value !== undefined) {
      said.push({ name, value: value.value, origin: { line: value.line } });
      if (isCount && Number(value.value) > gatesCpus)
        told.push(tellCpus(name, value, `${value.value} queues`));
    } else if (facts.refused !== undefined) {
      if (!refused.some(({ name: known }) => known === 'machine')) refused.push(facts.refused);
    } else if (facts.value !== undefined)
      said.push({ name, value: facts.value, origin: { default: facts.why } });
    else if (isCount && Number(cpus.value) !== gatesCpus) {
      const count = /^[1-9]\d{0,8}$/.test(cpus.value) ? cpus.value : 'not known';
      const what = `a queue for each CPU of the guest (${count})`;
      told.push(tellCpus(cpusName, { ...cpus, value: count }, what));
    }
  }
}

function tellCpus(name: string, at: Pick<Value, 'value' | 'line'>, what: string): ToldField {
  const says = `${what}; the gate's guest has ${gatesCpus} CPUs unless \`cpus\` says more`;
  return { name, value: at.value, line: at.line, says };
}

/** What a machine decides: QEMU's newest default, an older one, or nothing that is known. */
interface MachineFacts {
  readonly value?: string;
  readonly why: string;
  readonly refused?: RefusedField;
}

/** What is in force of a field on a machine where the definition does not say it. */
function machineFacts(field: OldField, { value: machine, line }: Domain['machine']): MachineFacts {
  // Proxmox adds a revision of its own, and how it boots from a network.
  const plain = machine.replace(/(?:\+pve\d+)?(?:\.pxe)?$/, '');
  const version = /^[a-z0-9-]+-(\d{1,3})\.(\d{1,3})$/.exec(plain);
  const why = `QEMU's default for machine ${quoted(machine)}`;
  if (version === null) {
    // libvirt takes the newest machine of its QEMU for a name without a version. Those of RHEL 9
    // began with QEMU 6.2.
    const isNew =
      /^(?:|pc|q35|virt|pseries|s390-ccw-virtio|microvm|pc-[a-z0-9]+-rhel(?:9|1\d)\.\d+\.\d+)$/;
    if (isNew.test(plain)) return { why };
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
