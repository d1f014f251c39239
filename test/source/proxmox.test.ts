import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { modeKeys } from '../../src/disk/fields.ts';
import { driveFields, fieldOf, reachOf } from '../../src/source/proxmox/facts.ts';
import { listDisks } from '../../src/source/read.ts';
import { definition, modeOf, read } from './cases.ts';

const storages = definition('54-pve-storage.cfg');
const kinds = {
  lvm: 'lvm',
  thin: 'lvmthin',
  zfs: 'zfspool',
  butter: 'btrfs',
  cow: 'btrfs-nocow',
  nfs: 'nfs',
  cifs: 'cifs',
  ceph: 'rbd',
  krbd: 'krbd',
  chain: 'dir snapshot-as-volume-chain',
  esxi: 'esxi',
  odd: 'lvmthn',
};

/** The mode of a drive of a conf with virtio-scsi-single and two CPUs. */
function modeOfDrive(text: string, { as = 'proxmox-9', around = '', key = 'scsi0' } = {}) {
  const conf = `cores: 2\nscsihw: virtio-scsi-single\n${around}\n${key}: ${text}\n`;
  const source = { path: '100.conf', text: conf };
  return modeOf(read(source, key, { as, storages: kinds, standIn: 'file' }));
}

const scsi = (rest: string) => `format=raw,cache=none,aio=io_uring,bus=virtio-scsi,${rest}`;

describe('a conf of Proxmox', () => {
  it.each<[string, string, string]>([
    ['40-pve-single.conf', 'scsi0', scsi('iothread=on,detect-zeroes=on')],
    [
      '41-pve-virtio-native.conf',
      'virtio0',
      'format=raw,cache=none,aio=native,bus=virtio-blk,iothread=off,discard=unmap,detect-zeroes=unmap',
    ],
    [
      '44-pve-no-scsihw.conf',
      'virtio0',
      'format=raw,cache=none,aio=io_uring,bus=virtio-blk,iothread=off,discard=unmap,detect-zeroes=unmap',
    ],
    ...[
      ['scsi0', 'none', 'native'],
      ['scsi1', 'writeback', 'threads'],
      ['scsi2', 'writethrough', 'threads'],
      ['scsi3', 'directsync', 'native'],
    ].map(([target = '', cache, aio]): [string, string, string] => [
      '46-pve-lvm-thick.conf',
      target,
      `format=raw,cache=${cache},aio=${aio},bus=virtio-scsi,iothread=off,discard=unmap,detect-zeroes=unmap`,
    ]),
    [
      '47-pve-btrfs.conf',
      'scsi0',
      'format=raw,cache=writeback,aio=io_uring,bus=virtio-scsi,iothread=off,discard=unmap,detect-zeroes=unmap',
    ],
    [
      '47-pve-btrfs.conf',
      'scsi1',
      'format=raw,cache=directsync,aio=io_uring,bus=virtio-scsi,iothread=off,discard=unmap,detect-zeroes=unmap',
    ],
    ['52-pve-passthrough.conf', 'scsi0', scsi('iothread=off,detect-zeroes=on')],
    ['52-pve-passthrough.conf', 'scsi1', scsi('iothread=off,detect-zeroes=on')],
  ])('%s has the disk %s', (path, target, mode) => {
    const aid = { as: 'proxmox-9', storages, standIn: 'file' };
    expect(modeOf(read(definition(path), target, aid))).toBe(mode);
  });

  it.each<[string, string | undefined, RegExp]>([
    ['40-pve-single.conf', 'scsi0', /:8 .*local-lvm.*block device/],
    ['43-pve-sata.conf', 'sata0', /:7 .*sata/],
    ['44-pve-no-scsihw.conf', 'scsi0', /:2 .*scsihw.*LSI/],
    ['49-pve-container.conf', undefined, /:7: .*container/],
    ['50-pve-no-disk.conf', undefined, /no disk to measure: .*ide2 is an ISO/],
    ['52-pve-passthrough.conf', 'scsi0', /:2 .*block device/],
  ])('%s refuses the disk %s', (path, target, fault) => {
    const found = modeOf(read(definition(path), target, { as: 'proxmox-9', storages }));
    expect(found).toContainEqual(expect.stringMatching(fault));
  });

  it.each<[string, string, string]>([
    ['proxmox-6', 'thin:vm-1-disk-0', 'cache=none,aio=native'],
    ['proxmox-6', 'thin:vm-1-disk-0,cache=writeback', 'cache=writeback,aio=threads'],
    ['proxmox-7', 'thin:vm-1-disk-0,cache=writeback', 'cache=writeback,aio=io_uring'],
    ['proxmox-8', 'zfs:vm-1-disk-0', 'cache=none,aio=io_uring'],
    ['proxmox-8', 'lvm:vm-1-disk-0', 'cache=none,aio=native'],
    ['proxmox-9', 'lvm:vm-1-disk-0,aio=io_uring', 'cache=none,aio=io_uring'],
    ['proxmox-9', 'krbd:vm-1-disk-0', 'cache=none,aio=io_uring'],
    ['proxmox-9', 'krbd:vm-1-disk-0,cache=unsafe', 'cache=unsafe,aio=threads'],
    ['proxmox-7.1', 'cifs:1/vm-1-disk-0.raw', 'cache=none,aio=io_uring'],
    ['proxmox-7', 'cifs:1/vm-1-disk-0.raw', 'cache=none,aio=native'],
    ['proxmox-9', 'butter:1/vm-1-disk-0.raw', 'cache=writeback,aio=io_uring'],
    ['proxmox-9', 'cow:1/vm-1-disk-0.raw', 'cache=none,aio=io_uring'],
    ['proxmox-9', 'local:1/vm-1-disk-0.raw', 'cache=none,aio=io_uring'],
    ['proxmox-12', 'nfs:1/vm-1-disk-0.raw', 'cache=none,aio=io_uring'],
  ])('%s takes %s as %s', (as, text, mode) => {
    const found = modeOfDrive(text, { as });
    expect(found).toBe(`format=raw,${mode},bus=virtio-scsi,iothread=off,detect-zeroes=on`);
  });

  it.each<[string, string, string]>([
    ['a switch by its word', 'thin:vm,iothread=yes,ssd=ON', scsi('iothread=on,detect-zeroes=on')],
    ['the volume by its name', 'file=thin:vm,iothread=0', scsi('iothread=off,detect-zeroes=on')],
    ['no zeroes', 'thin:vm,detect_zeroes=0,discard=on', scsi('iothread=off,discard=unmap')],
    ['discards that stay', 'thin:vm,discard=ignore', scsi('iothread=off,detect-zeroes=on')],
    ['queues', 'thin:vm,queues=2', scsi('iothread=off,num-queues=2,detect-zeroes=on')],
    [
      'what is as good as none',
      'thin:vm,mbps=0,iops_rd_max=0,snapshot=0,ro=off,scsiblock=0',
      scsi('iothread=off,detect-zeroes=on'),
    ],
    [
      'what can not change a figure',
      'thin:vm,backup=0,replicate=no,size=4G,serial=a,wwn=0x1,vendor=v,product=p,werror=stop,shared=1',
      scsi('iothread=off,detect-zeroes=on'),
    ],
    [
      'qcow2 by the ending',
      'local:1/vm-1-disk-0.qcow2',
      scsi('iothread=off,detect-zeroes=on').replace('raw', 'qcow2'),
    ],
    [
      'qcow2 on LVM',
      'lvm:vm-1-disk-0.qcow2,aio=io_uring',
      scsi('iothread=off,detect-zeroes=on').replace('raw', 'qcow2'),
    ],
    [
      'a path with a format',
      '/srv/a.img,format=qcow2',
      scsi('iothread=off,detect-zeroes=on').replace('raw', 'qcow2'),
    ],
    [
      'an image to be made',
      'local:32,format=qcow2,import-from=/a',
      scsi('iothread=off,detect-zeroes=on').replace('raw', 'qcow2'),
    ],
  ])('%s', (_, text, mode) => expect(modeOfDrive(text)).toBe(mode));

  it.each<[string, string, string]>([
    ['a comment', '#scsi0: thin:other,cache=unsafe', ''],
    ['what it was before a snapshot', '', '\n[before]\nscsi0: thin:vm,cache=unsafe'],
    ['what it will be', '', '\n[PENDING]\ncores: 8\nscsi0: thin:vm,cache=unsafe'],
    [
      'cloud-init',
      'scsi3: thin:vm-1-cloudinit,media=cdrom\nide2: local:1/vm-1-cloudinit.qcow2',
      '',
    ],
    ['-set of others', 'args: -set device.net0.x=1 -set device.hostpci0.y=2', ''],
    ['words of SMBIOS', `args: -smbios 'type=1,serial=scsi0,product=virtio-scsi-pci'`, ''],
    ['-global of others', 'args: -global ICH9-LPC.disable_s3=1', ''],
    ['-set of another disk', 'args: -set device.scsi1.rotation_rate=5\nscsi1: thin:vm', ''],
  ])('%s does not count', (_, before, after) => {
    const text = `cores: 2\nscsihw: virtio-scsi-single\n${before}\nscsi0: thin:vm${after}\n`;
    const source = { path: '100.conf', text };
    const found = read(source, 'scsi0', { as: 'proxmox-9', storages: kinds, standIn: 'file' });
    expect(modeOf(found)).toBe(scsi('iothread=off,detect-zeroes=on'));
    const crlf = { ...source, text: text.replaceAll('\n', '\r\n') };
    const again = read(crlf, 'scsi0', { as: 'proxmox-9', storages: kinds, standIn: 'file' });
    expect(modeOf(again)).toBe(modeOf(found));
  });

  it.each<[string, string, RegExp]>([
    ['a word that nobody knows', 'thin:vm,cach=none', /cach=none.*did you mean cache/],
    ['a cache that nobody has', 'thin:vm,cache=off', /cache=off.*none, writethrough/],
    ['a switch that is none', 'thin:vm,iothread=maybe', /iothread=maybe/],
    ['an option of another bus', 'thin:vm,model=x', /model=x is no option of scsi disks/],
    ['an option twice', 'thin:vm,cache=none,cache=unsafe', /twice/],
    ['no value', 'thin:vm,cache=', /cache= has no value/],
    ['a placeholder', 'thin:vm,cache={{ cache }}', /placeholder/],
    ['a limit', 'thin:vm,mbps_rd=5', /mbps_rd=5 limits.*without: \[mbps_rd\]/],
    ['a burst', 'thin:vm,iops_wr_max_length=5', /without: \[iops_wr_max_length\]/],
    ['an old name', 'thin:vm,bps_rd_length=5', /without: \[bps_rd_length\]/],
    ['a disk to be read alone', 'thin:vm,ro=1', /keeps the guest from writing/],
    ['an overlay', 'thin:vm,snapshot=1', /thrown away/],
    ['passthrough', '/dev/sda,scsiblock=1', /SCSI passthrough/],
    ['a network', 'ceph:vm', /on a network/],
    ['a storage without disks', 'esxi:vm', /no disks of guests/],
    ['a kind that nobody knows', 'odd:vm', /odd.*of no kind known/],
    ['a storage that nobody knows', 'who:vm', /storages: \{ who: lvmthin \}/],
    ['another format', 'local:1/vm.vmdk', /vmdk/],
    ['two formats', 'local:1/vm.raw,format=qcow2', /format=qcow2, but the volume is raw/],
    ['no format', 'local:32', /nobody says format.*still to be made/],
    ['a clone', 'local:1/base-1-disk-0.qcow2/2/vm-2-disk-0.qcow2', /without: \[backing\]/],
    ['snapshots as a chain', 'chain:1/vm-1-disk-0.qcow2', /without: \[backing\]/],
    ['native without O_DIRECT', 'thin:vm,cache=writeback,aio=native', /aio=native/],
  ])('%s is refused', (_, text, fault) => {
    expect(modeOfDrive(text)).toContainEqual(expect.stringMatching(fault));
  });

  test('a machine of 4.2 has small queues', () => {
    const around = 'machine: pc-q35-4.2+pve1.pxe';
    expect(modeOfDrive('thin:vm', { around })).toContain('queue-size=128');
  });

  it.each<[string, string, RegExp]>([
    ['-set of the disk', 'args: -set device.scsi0.discard_granularity=0', /discard_granularity/],
    ['-global of its kind', 'args: -global scsi-hd.dpofua=on', /dpofua/],
    ['-readconfig', 'args: -readconfig /a', /-readconfig/],
    ['-snapshot', 'args: -snapshot', /-snapshot/],
    ['a template', 'template: 1', /template is never started/],
    ['a placeholder for the machine', 'machine: {{ machine }}', /machine/],
  ])('%s is refused', (_, around, fault) => {
    expect(modeOfDrive('thin:vm', { around })).toContainEqual(expect.stringMatching(fault));
  });

  it.each([
    ['lsi', /lsi/],
    ['lsi53c810', /lsi53c810/],
    ['megasas', /megasas/],
    ['pvscsi', /pvscsi/],
  ])('the controller %s is refused', (hub, fault) => {
    const found = modeOfDrive('thin:vm', { around: `scsihw: ${hub}` });
    expect(found).toContainEqual(expect.stringMatching(fault));
  });

  it.each<[string, string]>([
    ['machine: pc-q35-5.1', ',num-queues=1'],
    ['machine: q35,viommu=intel', ''],
    ['machine: type=pc-i440fx-8.1', ''],
    ['ostype: win10', ',num-queues=1'],
    ['ostype: win11\nmeta: creation-qemu=9.2.0,ctime=1', ''],
    ['ostype: win11\nmachine: pc-q35-8.1', ''],
    ['args: -machine pc-q35-5.1', ',num-queues=1'],
    ['args: -set device.virtioscsi0.num_queues=3', ',num-queues=3'],
  ])('%j decides the queues', (around, queues) => {
    expect(modeOfDrive('thin:vm', { around })).toBe(scsi(`iothread=off${queues},detect-zeroes=on`));
  });

  it.each<[string, string, readonly RegExp[]]>([
    ['cores: 4', 'thin:vm,ssd=1', [/ssd=1/, /\(4\)/, /throttle/]],
    ['cores: 4\nsockets: 2\nvcpus: 3', 'thin:vm', [/\(3\)/, /throttle/]],
    ['cores: 4\nhotplug: disk,cpu', 'thin:vm', [/\(1\)/, /throttle/]],
    ['machine: pc-q35-9.2', 'nfs:1/vm.raw', [/nfs.*gate's directory/]],
    ['machine: pc-q35-10.0', '/srv/a', [/path/, /throttle/]],
    [
      'scsihw: virtio-scsi-pci\nscsi1: thin:vm',
      'thin:vm,iothread=1,queues=4',
      [/iothread=1 is ignored/, /queues=4 is ignored/, /also has scsi1/, /throttle/],
    ],
  ])('%j and %j are told', (around, text, says) => {
    const conf = `cores: 2\nscsihw: virtio-scsi-single\n${around}\nscsi0: ${text}\n`;
    const aid = { as: 'proxmox-9', storages: kinds, standIn: 'file' };
    const reading = read({ path: '100.conf', text: conf }, 'scsi0', aid);
    const told = reading.ok ? reading.value.told.map(field => field.says) : reading.rejections;
    expect(told).toHaveLength(says.length);
    expect(told).toEqual(expect.arrayContaining(says.map(each => expect.stringMatching(each))));
  });
});

describe('the version of Proxmox', () => {
  test('must be said where it decides', () => {
    const source = {
      path: '1.conf',
      text: 'cores: 2\nscsihw: virtio-scsi-single\nscsi0: thin:vm\n',
    };
    const found = modeOf(read(source, 'scsi0', { storages: kinds, standIn: 'file' }));
    expect(found).toEqual([
      expect.stringMatching(
        /1.conf:3 .*aio.*io_uring with Proxmox since 7.0, and native before.*as: proxmox-9/,
      ),
    ]);
    const said = { ...source, text: source.text.replace('vm', 'vm,aio=threads') };
    expect(modeOf(read(said, 'scsi0', { storages: kinds, standIn: 'file' }))).toBe(
      scsi('iothread=off,detect-zeroes=on').replace('io_uring', 'threads'),
    );
  });

  it.each(['proxmox-5', 'kubevirt-1.4', 'proxmox', 'Proxmox-9'])('%s is none that is known', as => {
    expect(modeOfDrive('thin:vm', { as })).toEqual([
      expect.stringMatching(/proxmox-6 to proxmox-9/),
    ]);
  });

  test('may be newer than what is known, which is told', () => {
    const source = { path: '1.conf', text: 'scsihw: virtio-scsi-pci\nscsi0: thin:vm\n' };
    const reading = read(source, 'scsi0', { as: 'proxmox-12', storages: kinds, standIn: 'file' });
    const told = reading.ok ? reading.value.told.map(({ name }) => name) : [];
    expect(told).toContain('as');
  });

  test('is the origin of what it decides', () => {
    const source = { path: '1.conf', text: 'scsihw: virtio-scsi-pci\nscsi0: thin:vm,cache=none\n' };
    const reading = read(source, 'scsi0', { as: 'proxmox-9', storages: kinds, standIn: 'file' });
    expect(reading).toMatchObject({
      value: { origins: { aio: { default: 'Proxmox since 7.0' }, cache: { line: 2 } } },
    });
  });
});

test.each<[string, unknown]>([
  ['thin:vm', 1],
  ['thin:vm,cache=directsync', 2],
  ['ceph:vm', 'unknown'],
  ['who:vm,cache=none', 'unknown'],
  ['ceph:vm,cache=unsafe', 0],
  ['thin:vm,snapshot=1', 0],
])('%s has the durability class %s', (text, durability) => {
  const source = { path: '1.conf', text: `scsihw: virtio-scsi-pci\nscsi0: ${text}\n` };
  const list = listDisks({ source, as: 'proxmox-9', storages: kinds });
  const [disk] = list.ok ? list.value.disks : [];
  const own = { none: 1, directsync: 2, unsafe: 0 }[disk?.fields['cache'] ?? ''];
  expect(disk?.durability ?? own).toBe(durability);
});

test('a storage.cfg says what storages are', () => {
  const text = [
    '# none',
    'rbd: a\n\tkrbd 1\n\tpool p\n',
    'rbd: b\n\tkrbd 0\n',
    'btrfs: c\n\tnocow\n',
    'DIR: d\r\n\tsnapshot-as-volume-chain 1\r\n',
    'btrfs: local\n\tpath /x\n',
  ].join('\n');
  const source = {
    path: '1.conf',
    text: 'scsi0: a:vm\nscsi1: b:vm\nscsi2: c:1/v.raw\nscsi3: d:1/v.qcow2\nscsi4: local:1/v.raw\n',
  };
  const list = listDisks({ source, as: 'proxmox-9', storages: { path: 's.cfg', text } });
  const shown = list.ok
    ? list.value.disks.map(({ refused, fields }) => [fields['cache'], refused[0]?.name])
    : list;
  expect(shown).toEqual([
    ['none', 'storage'],
    ['none', 'storage'],
    ['none', 'scsihw'],
    ['none', 'backing'],
    ['none', 'scsihw'],
  ]);
  const none = listDisks({ source, storages: { path: 's.cfg', text: 'nothing' } });
  expect(none).toMatchObject({ rejections: [{ path: 's.cfg', problem: 'names no storage' }] });
});

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/source/schemas/proxmox.json'), 'utf8'),
) as { drives: Record<string, string[]>; storages: string[] };

describe("Proxmox's schema", () => {
  it.each(
    Object.entries(schema.drives).flatMap(([bus, names]) =>
      names.map(name => [bus, name] as const),
    ),
  )('has a class for %s %s', (bus, name) => expect(fieldOf(name, bus)).toBeDefined());

  it.each(
    Object.keys(schema.drives).flatMap(bus =>
      [...driveFields.keys()].map(name => [bus, name] as const),
    ),
  )('of %s knows %s, or the gate does not', (bus, name) => {
    const isThere = name === 'limit' || schema.drives[bus]?.includes(name) === true;
    expect(fieldOf(name, bus) !== undefined).toBe(isThere);
  });

  it.each(schema.storages)('has a reach for the storage %s', kind => {
    expect(reachOf(kind)).toBeDefined();
  });

  test('finds what a later Proxmox brings undecided', () => {
    expect(fieldOf('throttle_group', 'scsi')).toBeUndefined();
    expect(reachOf('drbd')).toBeUndefined();
  });

  test('sets fields that a mode has', () => {
    const set = [...driveFields.values()].flatMap(({ to }) => to ?? []);
    expect(set.filter(name => !modeKeys.includes(name))).toEqual([]);
  });
});

const pairs = [
  ['cache', 'directsync'],
  ['aio', 'threads'],
  ['discard', 'on'],
  ['iothread', '1'],
  ['queues', '2'],
  ['detect_zeroes', '1'],
  ['format', 'raw'],
] as const;
const whole =
  'format=raw,cache=directsync,aio=threads,bus=virtio-scsi,iothread=on,num-queues=2,discard=unmap,detect-zeroes=unmap';

test('the order of keys and options, and comments, never change a reading', () => {
  const lines = [
    'cores: 2',
    'scsihw: virtio-scsi-single',
    '#scsi0: x',
    'name: a',
    'net0: virtio=a',
  ];
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...pairs], { minLength: pairs.length }),
      fc.shuffledSubarray([...lines, 'drive'], { minLength: lines.length + 1 }),
      (order, file) => {
        const drive = `scsi0: thin:vm,${order.map(pair => pair.join('=')).join(',')}`;
        const text = file.map(line => (line === 'drive' ? drive : line)).join('\n');
        const aid = { as: 'proxmox-9', storages: kinds, standIn: 'file' };
        expect(modeOf(read({ path: 'f', text }, 'scsi0', aid))).toBe(whole);
      },
    ),
  );
});

test('no character of a value can be taken out or changed without another mode or a refusal', () => {
  const faults = pairs.flatMap(([name, value], index) =>
    Array.from(value, (_, at) => at).flatMap(at =>
      ['', 'x', '0', ' '].flatMap(put => {
        const wrong = value.slice(0, at) + put + value.slice(at + 1);
        const order = pairs.map(([key, own], each) => `${key}=${each === index ? wrong : own}`);
        const isSame = wrong === value || Number(wrong) === Number(value);
        return !isSame && modeOfDrive(`thin:vm,${order.join(',')}`) === whole
          ? `${name}=${wrong}`
          : [];
      }),
    ),
  );
  expect(faults).toEqual([]);
});

test('never crashes or hangs, whatever a conf and its storages become', () => {
  const names = [
    '40-pve-single.conf',
    '43-pve-sata.conf',
    '46-pve-lvm-thick.conf',
    '50-pve-no-disk.conf',
  ];
  const texts = names.map(path => definition(path).text);
  const piece = fc.constantFrom(
    ...',=:\n[]{}# /.'.split(''),
    '{{',
    'scsi0:',
    'args: -set ',
    'machine: ',
  );
  const edit = fc.tuple(fc.nat(), fc.nat({ max: 40 }), piece, fc.nat({ max: 3 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      (text, edits) => {
        const mutated = edits.reduce((now, [at, cut, put, times]) => {
          const from = at % (now.length + 1);
          return now.slice(0, from) + put.repeat(times) + now.slice(from + cut);
        }, text);
        const format = { value: 'proxmox', where: 'here' };
        const begin = performance.now();
        const list = listDisks({
          source: { path: 'f', text: mutated },
          format,
          as: 'proxmox-9',
          storages,
        });
        expect(performance.now() - begin).toBeLessThan(1000);
        const messages = list.ok
          ? list.value.disks.flatMap(({ refused }) => refused)
          : list.rejections;
        expect(messages.filter(({ problem }) => problem.length > 500)).toEqual([]);
      },
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ['lines', `${'scsi0: thin:vm,cache=none\n'.repeat(100)}${'name: a\n'.repeat(100_000)}`],
  ['options', `scsi0: thin:vm${Array.from({ length: 90_000 }, (_, at) => `,x${at}=1`).join('')}`],
])('a conf of 1 MiB of %s is read in a moment', (_, long) => {
  const text = `scsihw: virtio-scsi-pci\n${long}`;
  const begin = performance.now();
  listDisks({ source: { path: 'f', text }, as: 'proxmox-9', storages: kinds });
  expect(performance.now() - begin).toBeLessThan(5000);
});
