import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { requireSettings } from '../../src/config/settings.ts';
import { describeError } from '../../src/errors.ts';
import { allowedProcessors, keepThreadOn } from '../../src/host/affinity.ts';
import {
  type Pin,
  pinThreads,
  requirePinned,
  requireProcessors,
} from '../../src/measure/pinning.ts';
import { startProgram } from '../../src/process/tool.ts';
import type { Vm } from '../../src/qemu/vm.ts';

const { signal } = new AbortController();

function settingsWith(raw: Readonly<Record<string, string>>, disk = 'none') {
  const asked = { suite: 'pairs', disks: [disk], ...raw };
  return requireSettings({ raw: asked, origin: 'cli', randomSeed: 1, workspace: '/' });
}

async function refusalOf(raw: Readonly<Record<string, string>>, disk?: string): Promise<string> {
  const { plan, site } = settingsWith(raw, disk);
  return requireProcessors(plan, site).then(() => 'allowed', describeError);
}

test('a thread for each processor and one for all others are needed, and else refused', async () => {
  const allowed = (await allowedProcessors()).length;
  const threads = `name=a,iothread-vq-mapping=${allowed},num-queues=${allowed}`;
  const refused = await refusalOf({ pin: 'all', cpus: '1' }, threads);
  expect(refused).toContain(`pin: all needs ${allowed + 2} processors`);
  expect(refused).toContain(`this process may use ${allowed}`);
  expect(await refusalOf({ pin: 'iothread' }, threads)).toContain(
    `needs ${allowed + 1} processors`,
  );
  expect(await refusalOf({})).toBe('allowed');
  expect(await refusalOf({ pin: 'vcpus', cpus: '1' })).toMatch(
    allowed > 1 ? /^allowed$/ : /needs 2 processors/,
  );
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ['no iothread', { pin: 'iothread' }, /no disk has an iothread/],
  ['a given QEMU', { pin: 'vcpus', qemu: '/opt/qemu' }, /beside a given QEMU, kernel or initrd/],
  ['a base kernel', { pin: 'vcpus', 'base-kernel': '/boot/k' }, /beside a given QEMU/],
])('%s leaves nothing that could be put anywhere', async (_, raw, says) => {
  expect(await refusalOf(raw)).toMatch(says);
});

test('a word that is none is refused with those that are', () => {
  expect(() => settingsWith({ pin: 'cpus' })).toThrow(/pin/);
});

/** A machine of processes: QEMU's own, and one for each of its threads. */
async function fakeVm(processes: readonly { readonly pid: number }[]): Promise<Vm> {
  const [main, ...threads] = processes;
  const answers: Record<string, readonly object[]> = {
    'query-cpus-fast': threads.slice(0, 1).map(({ pid }) => ({ 'thread-id': pid, more: 1 })),
    'query-iothreads': threads.slice(1).map(({ pid }) => ({ 'thread-id': pid })),
  };
  const qmp = { execute: async (command: string) => answers[command] };
  return { pid: main?.pid, qmp } as unknown as Vm;
}

test.skipIf(availableParallelism() < 2)(
  'threads have a processor each, and one that was moved is told',
  async () => {
    const start = () => startProgram({ argv: ['sleep', '60'], signal });
    await using main = await start();
    await using vcpu = await start();
    const vm = await fakeVm([main, vcpu]);
    const allowed = await allowedProcessors();
    await pinThreads(undefined, vm);
    expect(await allowedProcessors(vcpu.pid)).toEqual(allowed);
    const pin: Pin = 'all';
    await pinThreads(pin, vm);
    expect(await allowedProcessors(vcpu.pid)).toEqual(allowed.slice(-1));
    expect(await allowedProcessors(main.pid)).toEqual(allowed.slice(0, -1));
    await requirePinned(pin, vm);
    await keepThreadOn(allowed[0] ?? 0, vcpu.pid);
    await expect(requirePinned(pin, vm)).rejects.toMatchObject({ code: 'host-changed' });
    await requirePinned(undefined, vm);
  },
);
