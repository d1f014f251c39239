import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { listDisks } from '../../src/source/read.ts';
import { definition, modeOf, read } from './cases.ts';

const storages = { thin: 'lvmthin', files: 'dir' };
const usual = {
  interface: 'scsi0',
  datastore_id: 'thin',
  file_format: 'raw',
  path_in_datastore: null,
  aio: 'io_uring',
  cache: 'none',
  discard: 'ignore',
  iothread: false,
  ssd: false,
  backup: true,
  replicate: true,
  size: 40,
  serial: '',
  file_id: '',
  import_from: '',
  queues: 0,
  speed: [],
};
const guest = {
  scsi_hardware: 'virtio-scsi-single',
  machine: 'q35',
  cpu: [{ cores: 2, sockets: 1 }],
};

interface Made {
  readonly type?: string;
  readonly address?: string;
  readonly name?: string;
  readonly index?: string | number;
  readonly mode?: string;
  readonly values?: Record<string, unknown>;
}

function resource(disk: Record<string, unknown>, made: Made = {}) {
  const type = made.type ?? 'proxmox_virtual_environment_vm';
  const values = { ...guest, disk: [{ ...usual, ...disk }], ...made.values };
  return { address: `${type}.db`, mode: 'managed', type, name: 'db', ...made, values };
}

function plan(resources: readonly unknown[], unknown: Record<string, unknown> = {}) {
  const address = 'proxmox_virtual_environment_vm.db';
  const resource_changes = [{ address, change: { after_unknown: unknown } }];
  const planned_values = { root_module: { resources } };
  return source({ format_version: '1.2', planned_values, resource_changes });
}

const source = (json: unknown) => ({ path: 'plan.json', text: JSON.stringify(json, null, 1) });
const aid = { as: 'proxmox-9', storages, standIn: 'file' };
const mode = (rest: string) => `format=raw,cache=none,aio=io_uring,bus=virtio-scsi,${rest}`;
const plain = mode('iothread=off,detect-zeroes=on');

describe('a plan of Terraform', () => {
  test('says a disk, with the line of each value', () => {
    const shared = { storages: definition('54-pve-storage.cfg'), standIn: 'file' };
    const file = definition('71-tf-bpg-plan.json');
    const reading = read(file, 'db/scsi0', shared);
    expect(modeOf(reading)).toBe(mode('iothread=on,discard=unmap,detect-zeroes=unmap'));
    expect(reading).toMatchObject({
      value: { origins: { aio: { line: 5 }, discard: { line: 5 } } },
    });
    expect(modeOf(read(file, 'db/virtio1', shared))).toEqual([
      expect.stringMatching(/:6 .*speed: iops_read=1000.*without: \[speed\]/),
    ]);
    expect(modeOf(read(file, 'db/virtio1', { ...shared, without: ['speed'] }))).toBe(
      'format=qcow2,cache=writeback,aio=threads,bus=virtio-blk,iothread=off,detect-zeroes=on',
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a disk', {}, plain],
    ['a volume that is there', { path_in_datastore: 'vm-1-disk-0' }, plain],
    ['a disk of the host', { datastore_id: '', path_in_datastore: '/dev/sdb' }, plain],
    ['queues', { queues: 2 }, mode('iothread=off,num-queues=2,detect-zeroes=on')],
    ['limits of nothing', { speed: [{ iops_read: 0, read: 0 }] }, plain],
    [
      'an image of its own',
      { file_id: 'files:iso/a.img', import_from: 'files:import/b.qcow2' },
      plain,
    ],
    ['what the provider sends by itself', { aio: null, cache: null }, plain],
    [
      'qcow2 to be made',
      { datastore_id: 'files', file_format: 'qcow2' },
      plain.replace('raw', 'qcow2'),
    ],
    [
      'virtio with ssd, which is not sent',
      { interface: 'virtio3', ssd: true },
      plain.replace('scsi', 'blk'),
    ],
  ])('%s', (_, disk, expected) => {
    const [key = ''] = [disk['interface'] ?? 'scsi0'] as string[];
    expect(modeOf(read(plan([resource(disk)]), `db/${key}`, aid))).toBe(expected);
    const state = source({
      format_version: '1.0',
      values: { root_module: { child_modules: [{ resources: [resource(disk)] }] } },
    });
    expect(modeOf(read(state, undefined, aid))).toBe(expected);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a field that nobody knows', { cach: 'none' }, /cach=none.*did you mean cache/],
    ['a cache that nobody has', { cache: 'off' }, /cache=off/],
    ['limits', { speed: [{ read: 5, iops_write_burstable: 6 }] }, /speed: read=5/],
    ['another bus', { interface: 'sata0' }, /sata/],
    ['no format', { datastore_id: 'files', file_format: '' }, /nobody says format/],
    ['a storage that nobody knows', { datastore_id: 'who' }, /storages: \{ who: lvmthin \}/],
  ])('%s is refused', (_, disk, fault) => {
    const found = modeOf(read(plan([resource(disk)]), undefined, aid));
    expect(found).toContainEqual(expect.stringMatching(fault));
    expect(found).toContainEqual(expect.stringMatching(/^plan.json:\d\d/));
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a cache', { disk: [{ cache: true }] }, /cache is known only after apply/],
    ['a limit', { disk: [{ speed: [{ read: true }] }] }, /speed is known only/],
    ['a controller', { scsi_hardware: true }, /scsi_hardware is known only/],
    ['all disks', { disk: true }, /disk is known only/],
    ['CPUs', { cpu: [{ cores: true }] }, /cpu\/0\/cores is known only/],
  ])('%s that is known only after apply', (_, unknown, fault) => {
    const found = modeOf(read(plan([resource({})], unknown), undefined, aid));
    expect(found).toContainEqual(expect.stringMatching(fault));
  });

  test('a path and a size that are known only after apply change nothing', () => {
    const unknown = { id: true, disk: [{ path_in_datastore: true, size: true }] };
    expect(modeOf(read(plan([resource({})], unknown), undefined, aid))).toBe(plain);
  });

  test('without any disk that is known says so', () => {
    const empty = resource({}, { values: { disk: [] } });
    const found = modeOf(read(plan([empty], { disk: true }), undefined, aid));
    expect(found).toEqual([expect.stringMatching(/disk db\/disk.*known only after apply/)]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['machine', { machine: 'pc-q35-5.1' }, mode('iothread=off,num-queues=1,detect-zeroes=on')],
    [
      'arguments',
      { kvm_arguments: '-set device.virtioscsi0.num_queues=3' },
      mode('iothread=off,num-queues=3,detect-zeroes=on'),
    ],
    ['controller', { scsi_hardware: 'virtio-scsi-pci' }, plain],
    ['Windows, which Proxmox pins as it is made', { operating_system: [{ type: 'win11' }] }, plain],
  ])('the %s of the guest counts', (_, values, expected) => {
    expect(modeOf(read(plan([resource({}, { values })]), undefined, aid))).toBe(expected);
  });

  it.each([
    [{ scsi_hardware: 'lsi' }, /lsi/],
    [{ template: true }, /template/],
    [{ kvm_arguments: '-snapshot' }, /-snapshot/],
  ])('%j is refused', (values, fault) => {
    const found = modeOf(read(plan([resource({}, { values })]), undefined, aid));
    expect(found).toContainEqual(expect.stringMatching(fault));
  });

  test('has disks by name, module and address', () => {
    const type = 'proxmox_virtual_environment_vm';
    const inside = (module: string, index?: number) => ({
      resources: [
        resource(
          {},
          {
            address: `module.${module}.${type}.db${index === undefined ? '' : `[${index}]`}`,
            ...(index === undefined ? {} : { index }),
          },
        ),
      ],
    });
    const data = resource({ cache: 'unsafe' }, { mode: 'data', address: `data.${type}.db` });
    const file = source({
      format_version: '1.2',
      planned_values: {
        root_module: { resources: [data], child_modules: [inside('a', 0), inside('b')] },
      },
    });
    for (const target of ['module.a.db[0]/scsi0', `module.b.${type}.db/scsi0`, 'module.b.db/scsi0'])
      expect(modeOf(read(file, target, aid))).toBe(plain);
    expect(modeOf(read(file, 'db/scsi0', aid))).toEqual([expect.stringMatching(/twice/)]);
  });

  test.each(['proxmox_vm_qemu', 'libvirt_domain', 'proxmox_virtual_environment_container'])(
    'tells that %s is not read',
    type => {
      const found = modeOf(read(plan([resource({}, { type })]), undefined, aid));
      expect(found).toEqual([
        expect.stringContaining(`${type}.db is of ${type}, which is not read`),
      ]);
    },
  );

  it.each([
    ['no JSON', '{"format_version":"1.2",}', /is no JSON/],
    ['no resources', '{"format_version":"1.2","values":{}}', /has no resources/],
    ['two values for one name', '{"format_version":"1.2","format_version":"1.2"}', /twice/],
  ])('%s', (_, text, fault) => {
    expect(modeOf(read({ path: 'p', text }))).toEqual([expect.stringMatching(fault)]);
  });
});

test('every field of a disk of the provider is known, and every limit', () => {
  const path = resolve(import.meta.dirname, '../../fixtures/source/schemas/terraform.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Record<'disk' | 'speed', string[]>;
  const plainFields = schema.disk.filter(name => name !== 'speed');
  const known = plainFields.filter(name => {
    const found = modeOf(read(plan([resource({ [name]: '7' })]), undefined, aid));
    return !(Array.isArray(found) && found.some(fault => fault.includes('is no option')));
  });
  expect(known).toEqual(plainFields);
  const limits = schema.speed.filter(name => {
    const found = modeOf(read(plan([resource({ speed: [{ [name]: 7 }] })]), undefined, aid));
    return Array.isArray(found) && found.some(fault => fault.includes('limits the disk'));
  });
  expect(limits).toEqual(schema.speed);
});

test('never crashes or hangs, whatever a plan becomes', () => {
  const { text } = definition('71-tf-bpg-plan.json');
  const piece = fc.constantFrom(...'{}[],:"\\ \n0'.split(''), 'null', 'true', '"disk":[', '[[');
  const edit = fc.tuple(fc.nat(), fc.nat({ max: 40 }), piece, fc.nat({ max: 3 }));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), edits => {
      const mutated = edits.reduce((now, [at, cut, put, times]) => {
        const from = at % (now.length + 1);
        return now.slice(0, from) + put.repeat(times) + now.slice(from + cut);
      }, text);
      const format = { value: 'terraform', where: 'here' };
      const begin = performance.now();
      const list = listDisks({ source: { path: 'f', text: mutated }, format, storages });
      expect(performance.now() - begin).toBeLessThan(1000);
      expect(typeof list.ok).toBe('boolean');
    }),
    { numRuns: 1000 },
  );
});

test('a plan of 1 MiB is read in a moment', () => {
  const other = { address: 'a.b', type: 'random_pet', values: { keepers: { a: 'b'.repeat(50) } } };
  const { text } = plan([resource({}), ...Array.from({ length: 3000 }, () => other)]);
  const file = { path: 'plan.json', text: JSON.stringify(JSON.parse(text)) };
  expect(file.text.length).toBeGreaterThan(300_000);
  const begin = performance.now();
  expect(modeOf(read(file, 'db/scsi0', aid))).toBe(plain);
  expect(performance.now() - begin).toBeLessThan(5000);
});
