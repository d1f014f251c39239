import type { Architecture } from '../process/architecture.ts';

/** A guest, and what runs it. Memory in bytes. */
export interface MachineParts {
  readonly accelerator: 'kvm' | 'tcg';
  readonly cpus: number;
  readonly memory: number;
  readonly kernel: string;
  readonly initrd: string;
  readonly kernelWords: string;
  /** PCI Express root ports, one for each disk to be plugged in: `port0`, `port1` … */
  readonly rootPorts: number;
}

/** A machine without disks under test: those are plugged in while it runs. */
export interface Machine extends MachineParts {
  readonly architecture: Architecture;
  /** File that takes what the guest writes to its serial console. */
  readonly console: string;
  /** Socket on which we listen for the monitor. */
  readonly monitorSocket: string;
  /** Socket on which QEMU listens for us, its other end the guest agent's port. */
  readonly agentSocket: string;
  /** The same, for the port through which slices are asked for. */
  readonly slicesSocket: string;
}

/**
 * Most ports that fit beside our own devices: eight functions in each of slots 8 to 30 of the root
 * bus.
 */
export const maxRootPorts = 8 * 23;

/**
 * QEMU's arguments. Whatever holds a path is JSON, or escaped: commas would end it in a key=value
 * option.
 */
export function qemuArguments(machine: Machine): readonly string[] {
  const { kernel, initrd, kernelWords, console } = machine;
  return [
    ...isolation,
    ...processor(machine),
    '-kernel',
    kernel,
    '-initrd',
    initrd,
    '-append',
    kernelWords,
    '-chardev',
    `file,id=console,path=${escaped(console)}`,
    '-serial',
    'chardev:console',
    ...monitorArguments(machine.monitorSocket),
    ...serialPorts(machine),
    ...rootPorts(machine),
  ];
}

/**
 * A machine that runs a firmware of ours alone, its first serial port on a socket on which we
 * listen.
 */
export function counterArguments(firmware: string, serial: string): readonly string[] {
  const machine = '-machine q35 -accel tcg -cpu max -m 16M -serial chardev:serial'.split(' ');
  const socket = `socket,id=serial,path=${escaped(serial)},server=off`;
  return [...isolation, ...machine, '-bios', firmware, '-chardev', socket];
}

/**
 * No device and no configuration that we did not name, no network, no window, a panic ends QEMU,
 * few system calls.
 */
export const isolation: readonly string[] =
  '-nodefaults -no-user-config -nic none -display none -no-reboot -sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'.split(
    ' ',
  );

/**
 * `host` is what KVM guests run on. Under emulation `max` boots as fast as the smallest model
 * (qemu64) and gives programs every instruction that they may be built for.
 */
function processor({ architecture, accelerator, cpus, memory }: Machine): string[] {
  const machine = architecture === 'x64' ? 'q35' : 'virt,gic-version=max';
  const model = accelerator === 'kvm' ? 'host' : 'max';
  const size = Math.floor(memory / 2 ** 20);
  return `-machine ${machine} -accel ${accelerator} -cpu ${model} -smp ${cpus} -m ${size}M`.split(
    ' ',
  );
}

/**
 * A monitor that connects to the socket on which we listen, so that no file has to be waited for.
 */
export function monitorArguments(path: string): readonly string[] {
  const socket = `socket,id=monitor,path=${escaped(path)},server=off`;
  return ['-chardev', socket, '-mon', 'chardev=monitor,mode=control'];
}

/** Id of the port that a measuring program holds open, and its name in the guest. */
export const programPort = { id: 'program', name: 'storage-gate.program' } as const;

/**
 * The ports' ids are needed: without one QEMU does not tell when the guest opens or closes a port.
 */
function serialPorts({ agentSocket, slicesSocket }: Machine): string[] {
  const port = { driver: 'virtserialport', bus: 'serial0.0' };
  const onSocket = (id: string, name: string, path: string): string[] => [
    '-chardev',
    `socket,id=${id},path=${escaped(path)},server=on,wait=off`,
    ...device({ ...port, id, chardev: id, name }),
  ];
  return [
    ...device({ driver: 'virtio-serial-pci', id: 'serial0', bus: 'pcie.0', addr: '2' }),
    ...onSocket('agent', 'org.qemu.guest_agent.0', agentSocket),
    ...device({ ...port, ...programPort }),
    ...onSocket('slices', 'storage-gate.slices', slicesSocket),
  ];
}

function rootPorts({ rootPorts: count }: Machine): string[] {
  if (count > maxRootPorts)
    throw new RangeError(`${count} root ports are more than the ${maxRootPorts} that fit`);
  return Array.from({ length: count }, (_, port) =>
    device({
      driver: 'pcie-root-port',
      id: `port${port}`,
      bus: 'pcie.0',
      addr: `${(8 + Math.floor(port / 8)).toString(16)}.${port % 8}`,
      multifunction: port % 8 === 0,
      chassis: port + 1,
      port,
    }),
  ).flat();
}

function device(properties: Readonly<Record<string, string | number | boolean>>): string[] {
  return ['-device', JSON.stringify(properties)];
}

/** A comma in a value of a key=value option is doubled (QemuOpts); -chardev knows no JSON. */
function escaped(value: string): string {
  return value.replaceAll(',', ',,');
}
