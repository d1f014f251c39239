import { expect, test } from 'vitest';
import {
  counterArguments,
  isolation,
  type Machine,
  maxRootPorts,
  qemuArguments,
} from '../../src/qemu/arguments.ts';

const machine: Machine = {
  architecture: 'x64',
  accelerator: 'tcg',
  cpus: 2,
  memory: 2 ** 30,
  kernel: '/cache/a, b"c\'é/kernel',
  initrd: '/cache/initrd',
  kernelWords: 'quiet panic=-1',
  rootPorts: 0,
  console: '/scratch, 1/console.log',
  monitorSocket: '/run/x/qmp',
  agentSocket: '/run/x/agent',
  slicesSocket: '/run/x/slices',
};

/** The value that follows an option; all of them where it is given several times. */
function valuesOf(option: string, changes: Partial<Machine> = {}): string[] {
  const argv = qemuArguments({ ...machine, ...changes });
  return argv.filter((_, index) => argv[index - 1] === option);
}

function devices(changes: Partial<Machine> = {}): Record<string, unknown>[] {
  return valuesOf('-device', changes).map(text => JSON.parse(text) as Record<string, unknown>);
}

test('nothing stands in the machine that was not named, and its system calls are confined', () => {
  const argv = qemuArguments(machine);
  expect(argv).toEqual(expect.arrayContaining(['-nodefaults', '-no-user-config', '-no-reboot']));
  expect(valuesOf('-nic')).toEqual(['none']);
  expect(valuesOf('-sandbox')).toEqual([
    'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny',
  ]);
});

test('a machine that is asked for the rate of its counter is confined alike', () => {
  const argv = counterArguments('/scratch/firmware', '/run/x/serial');
  expect(argv.slice(0, isolation.length)).toEqual(isolation);
  expect(qemuArguments(machine).slice(0, isolation.length)).toEqual(isolation);
});

test('the processor follows accelerator and architecture', () => {
  const processor = (changes: Partial<Machine>) =>
    ['-machine', '-accel', '-cpu'].flatMap(option => valuesOf(option, changes));
  expect(processor({})).toEqual(['q35', 'tcg', 'max']);
  expect(processor({ accelerator: 'kvm' })).toEqual(['q35', 'kvm', 'host']);
  expect(processor({ architecture: 'arm64' })).toEqual(['virt,gic-version=max', 'tcg', 'max']);
});

test('memory is given in bytes and told in MiB', () => {
  expect(valuesOf('-m', { memory: 512 * 2 ** 20 })).toEqual(['512M']);
});

test('a comma in a path ends no option: it is doubled where QEMU looks for options', () => {
  expect(valuesOf('-chardev')[0]).toBe('file,id=console,path=/scratch,, 1/console.log');
  expect(valuesOf('-kernel')).toEqual([machine.kernel]);
});

test("the agent's port has the standard's name, and an id, without which QEMU tells no event", () => {
  expect(devices()).toContainEqual({
    driver: 'virtserialport',
    id: 'agent',
    bus: 'serial0.0',
    chardev: 'agent',
    name: 'org.qemu.guest_agent.0',
  });
});

test('programs have a port of their own, whose id lets QEMU tell when one ends', () => {
  expect(devices()).toContainEqual({
    driver: 'virtserialport',
    bus: 'serial0.0',
    id: 'program',
    name: 'storage-gate.program',
  });
});

test('every root port has an address, a chassis and a number of its own', () => {
  const ports = devices({ rootPorts: maxRootPorts }).filter(
    ({ driver }) => driver === 'pcie-root-port',
  );
  expect(ports).toHaveLength(184);
  for (const key of ['addr', 'chassis', 'port', 'id'])
    expect(new Set(ports.map(port => port[key])).size).toBe(184);
  expect(ports.slice(0, 9).map(({ addr }) => addr)).toEqual(
    '8.0 8.1 8.2 8.3 8.4 8.5 8.6 8.7 9.0'.split(' '),
  );
  expect(ports.filter(({ multifunction }) => multifunction)).toHaveLength(23);
  expect(ports.at(-1)?.['addr']).toBe('1e.7');
});

test('more root ports than fit are refused', () => {
  expect(() => qemuArguments({ ...machine, rootPorts: 185 })).toThrow(/185 root ports/);
});
