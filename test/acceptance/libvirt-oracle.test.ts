import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parseDiskMode } from '../../src/config/disk-mode.ts';
import { cacheFlags } from '../../src/disk/cache.ts';
import { withDefaults } from '../../src/disk/fields.ts';
import { readSource } from '../../src/source/read.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

// Asks a libvirt that runs here (`virtqemud` or `libvirtd`) for the arguments that it would start
// QEMU with: what we read of a domain must be what stands there, or both refuse it.

/** Numbers from 0 to 1, the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}
const draws = numbers(Number(process.env['SEED'] ?? 7));

function pick<T>(values: readonly T[]): T {
  return values[Math.floor(draws.next().value * values.length)] as T;
}

function attribute(name: string, values: readonly string[]): string {
  const value = pick(['', '', ...values]);
  return value === '' ? '' : ` ${name}='${value}'`;
}

function madeUpDomain(): string {
  const dev = pick(['vda', 'sda']);
  const bus = pick(['', dev === 'vda' ? ` bus='virtio'` : ` bus='scsi'`]);
  // On a SCSI disk libvirt takes no notice of it, and we refuse it.
  const size = dev === 'vda' ? attribute('queue_size', ['64']) : '';
  const driver =
    `<driver name='qemu'${attribute('type', ['raw', 'qcow2'])}` +
    attribute('cache', ['default', 'none', 'writeback', 'writethrough', 'directsync', 'unsafe']) +
    attribute('io', ['threads', 'native', 'io_uring']) +
    attribute('discard', ['unmap', 'ignore']) +
    attribute('detect_zeroes', ['off', 'on', 'unmap']) +
    `${attribute('iothread', ['1', '2'])}${attribute('queues', ['2'])}${size}/>`;
  const controller = pick([
    '',
    `<controller type='scsi'/>`,
    `<controller type='scsi' model='virtio-scsi'/>`,
    `<controller type='scsi' index='0' model='virtio-scsi'><driver queues='3' iothread='1'/></controller>`,
    `<controller type='scsi' index='0' model='lsilogic'/>`,
  ]);
  const block = pick(['', '', `<blockio logical_block_size='4096' physical_block_size='4096'/>`]);
  const machine = pick(['pc', 'q35', 'pc-q35-5.1', 'pc-i440fx-5.2', 'pc-i440fx-4.2']);
  return `<domain type='qemu'><name>x</name><memory unit='MiB'>64</memory><vcpu>2</vcpu>
<iothreads>1</iothreads><os><type arch='x86_64' machine='${machine}'>hvm</type></os>
<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>${dev === 'sda' ? controller : ''}
<disk type='file' device='disk'>${pick([driver, driver, driver, ''])}<source file='/srv/a.img'/>
<backingStore/><target dev='${dev}'${bus}/>${block}${pick(['', '', '<shareable/>'])}</disk>
</devices></domain>`;
}

/** What we read; undefined where it is refused. */
function ours(text: string): Record<string, unknown> | undefined {
  const reading = readSource({ source: { path: 'vm.xml', text }, where: 'here', fields: {} });
  if (!reading.ok) return undefined;
  const texts = reading.value.fields;
  const parsed = parseDiskMode({ path: 'disk', texts, defaultSize: 2 ** 30, isWhole: true });
  if (!parsed.ok) return undefined;
  const { cache, format, aio, bus, discard, detectZeroes, iothread, logicalBlockSize } =
    withDefaults(parsed.value);
  const { numQueues, queueSize } = parsed.value;
  return {
    ...cacheFlags(cache),
    format,
    aio,
    bus,
    discard,
    detectZeroes,
    iothread,
    logicalBlockSize,
    numQueues,
    queueSize,
  };
}

/** What libvirt would start; undefined where it refuses, or has no controller of the gate's. */
async function theirs(path: string, text: string): Promise<Record<string, unknown> | undefined> {
  const argv = ['-c', 'qemu:///system', 'domxml-to-native', 'qemu-argv', '--xml', path];
  const { stdout, exitCode } = await execa('virsh', argv, { reject: false });
  if (exitCode !== 0) return undefined;
  const parts = [...stdout.matchAll(/'(\{.*?\})'/g)].map(
    ([, json = '']) => JSON.parse(json) as Record<string, unknown>,
  );
  const node = (name: string) =>
    parts.find(part => part['node-name'] === `libvirt-1-${name}`) ?? {};
  const device = parts.find(part => part['drive'] === 'libvirt-1-format') ?? {};
  const isScsi = device['driver'] === 'scsi-hd';
  const controller = isScsi ? parts.find(part => part['driver'] === 'virtio-scsi-pci') : device;
  if (controller === undefined) return undefined;
  const format = node('format');
  const cache = (format['cache'] ?? {}) as Record<string, unknown>;
  const queues = controller['num-queues'] ?? controller['num_queues'];
  return {
    direct: cache['direct'] ?? false,
    noFlush: cache['no-flush'] ?? false,
    writeCache: device['write-cache'] !== 'off',
    format: format['driver'],
    aio: node('storage')['aio'] ?? 'threads',
    bus: isScsi ? 'virtio-scsi' : 'virtio-blk',
    discard: format['discard'] ?? 'ignore',
    detectZeroes: format['detect-zeroes'] ?? 'off',
    iothread: 'iothread' in controller,
    logicalBlockSize: device['logical_block_size'] ?? 512,
    // QEMU's own, which no argument says.
    numQueues: queues ?? (/pc-q35-5\.1|pc-i440fx-4\.2/.test(text) ? 1 : undefined),
    queueSize: controller['queue-size'] ?? (text.includes('pc-i440fx-4.2') ? 128 : undefined),
  };
}

test('what is read of a domain is what libvirt starts QEMU with', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'vm.xml');
  const counts = { equal: 0, refused: 0 };
  for (let count = 0; count < 300; count += 1) {
    const text = madeUpDomain();
    await writeFile(path, text);
    const expected = await theirs(path, text);
    expect(ours(text), text).toEqual(expected);
    counts[expected === undefined ? 'refused' : 'equal'] += 1;
  }
  console.log(counts);
  expect(counts.equal).toBeGreaterThan(50);
});
