import { describe, expect, it, test } from 'vitest';
import { listDisks } from '../../src/source/read.ts';
import { definition, domain, modeOf, read } from './cases.ts';

const disk = (driver: string, more = '', target = `<target dev='vda' bus='virtio'/>`): string =>
  `<disk type='file' device='disk'>\n<driver name='qemu' ${driver}/>\n<source file='/a.img'/>\n${target}\n${more}\n</disk>`;
const plain = 'format=raw,cache=writeback,aio=threads,bus=virtio-blk,iothread=off';

/** A disk whose queues are mapped to threads. */
const spread = (inside: string, bus = 'virtio'): string =>
  disk(`type='raw' queues='4'`, '', `<target dev='vda' bus='${bus}'/>`).replace(
    `'4'/>`,
    `'4'><iothreads>${inside}</iothreads></driver>`,
  );

describe('a libvirt domain', () => {
  it.each([
    [
      '01-libvirt-plain.xml',
      'vda',
      'format=qcow2,cache=none,aio=threads,bus=virtio-blk,iothread=off',
    ],
    [
      '04-libvirt-detect-zeroes.xml',
      'vda',
      'format=qcow2,cache=writeback,aio=threads,bus=virtio-blk,iothread=off,discard=unmap,detect-zeroes=unmap',
    ],
    [
      '04-libvirt-detect-zeroes.xml',
      'vdb',
      'format=qcow2,cache=writeback,aio=threads,bus=virtio-blk,iothread=off,detect-zeroes=on',
    ],
    ['05-libvirt-no-driver.xml', 'vda', plain],
    [
      '07-libvirt-percent.xml',
      'vda',
      'format=qcow2,cache=writethrough,aio=threads,bus=virtio-blk,iothread=off',
    ],
    [
      '11-libvirt-scsi-controller.xml',
      'sda',
      'format=raw,cache=none,aio=native,bus=virtio-scsi,iothread=on,num-queues=4,discard=unmap',
    ],
    [
      '17-libvirt-disk-alone.xml',
      'vda',
      'format=raw,cache=writeback,aio=io_uring,bus=virtio-blk,iothread=off,num-queues=2,logical_block_size=4096,physical_block_size=4096',
    ],
  ])('%s has the disk %s as %s', (path, target, mode) => {
    expect(modeOf(read(definition(path), target))).toBe(mode);
  });

  it.each([
    ['02-libvirt-five-caches.xml', 'hda', [/:9 .*bus ide/]],
    ['02-libvirt-five-caches.xml', 'sda', [/:13 .*LSI/]],
    ['02-libvirt-five-caches.xml', 'sdb', [/:21 .*bus usb/]],
    ['04-libvirt-detect-zeroes.xml', 'hdc', [/:19 .*CD-ROM/]],
    ['08-libvirt-jinja.xml', 'vda', [/:4: .*Jinja template.*\{%- if/]],
    [
      '09-libvirt-mako.xml',
      'hda',
      [/:6 .*%for/, /:7 .*type=/, /:7 .*device=/, /:8 .*type=/, /:8 .*cache=/, /:9 .*bus=/],
    ],
    ['11-libvirt-scsi-controller.xml', 'sdb', [/:8 .*LSI/]],
    ['12-libvirt-qemu-set.xml', 'vda', [/:15 .*queue-size=1024/]],
    ['14-libvirt-chain-vhost-nvme.xml', 'vda', [/:8 .*metadata_cache/, /:11 .*chain of 2/]],
    ['14-libvirt-chain-vhost-nvme.xml', 'vdb', [/:16 .*vhost-user/]],
    ['14-libvirt-chain-vhost-nvme.xml', 'vdc', [/:21 .*nvme/]],
    ['15-libvirt-doctype.xml', 'vda', [/:1: .*DOCTYPE/]],
  ])('%s refuses the disk %s, all faults at once', (path, target, faults) => {
    const found = modeOf(read(definition(path), target, { standIn: 'file' }));
    expect(found).toEqual(faults.map(fault => expect.stringMatching(fault)));
  });

  test('a block device is measured in a file where the config says so aloud', () => {
    const source = definition('02-libvirt-five-caches.xml');
    expect(modeOf(read(source, 'vda'))).toEqual([
      expect.stringMatching(/:16 disk vda: .*block device.*stand-in: file/),
    ]);
    const reading = read(source, 'vda', { standIn: 'file' });
    expect(modeOf(reading)).toBe(
      'format=qcow2,cache=writethrough,aio=threads,bus=virtio-blk,iothread=off',
    );
    expect(reading).toMatchObject({
      value: { unmeasured: [{ field: 'source', value: 'block', line: 16 }] },
    });
  });

  it.each([
    [
      'cache none where it is shareable',
      disk(`type='raw'`, '<shareable/>'),
      'format=raw,cache=none,aio=threads,bus=virtio-blk,iothread=off',
    ],
    [
      'what is said where it is shareable',
      disk(`type='raw' cache='writethrough'`, '<shareable/>'),
      plain.replace('writeback', 'writethrough'),
    ],
    ['the bus by the target', disk(`type='raw'`, '', `<target dev='vda'/>`), plain],
    [
      'an iothread of its own',
      disk(`type='raw' iothread='2'`),
      plain.replace('off', 'on'),
      '<iothreads>2</iothreads>',
    ],
    [
      'a queue of a machine of 5.1',
      disk(`type='raw'`),
      `${plain},num-queues=1`,
      `<os><type machine='pc-q35-5.1'>hvm</type></os>`,
    ],
    [
      'the queues of a machine of 5.2',
      disk(`type='raw'`),
      plain,
      `<os><type machine='pc-q35-5.2'>hvm</type></os>`,
    ],
    [
      'the queues that it says',
      disk(`type='raw' queues='8'`),
      `${plain},num-queues=8`,
      `<os><type machine='pc-q35-5.1'>hvm</type></os>`,
    ],
    [
      'neutral values of any kind',
      disk(`type='raw' error_policy='{{ p }}'`, '<serial>%S%</serial>'),
      plain,
    ],
    [
      'values that are the default',
      disk(`type='raw' packed='off' ioeventfd='on' copy_on_read='off'`),
      plain,
    ],
    [
      'no limit where it is 0',
      disk(`type='raw'`, '<iotune><total_iops_sec>0</total_iops_sec></iotune>'),
      plain,
    ],
    ['the size of its queues', disk(`type='raw' queue_size='1024'`), `${plain},queue-size=1024`],
    [
      'the size of queues of a machine of 4.2',
      disk(`type='raw' queues='2'`),
      `${plain},num-queues=2,queue-size=128`,
      `<os><type machine='pc-i440fx-4.2'>hvm</type></os>`,
    ],
    [
      'queues that are spread over threads',
      spread(`<iothread id='2'/><iothread id='1'/>`),
      `${plain},num-queues=4,iothread-vq-mapping=2`,
      '<iothreads>2</iothreads>',
    ],
    [
      'queues that are dealt to threads in turn',
      spread(
        `<iothread id='1'><queue id='0'/><queue id='2'/></iothread>` +
          `<iothread id='2'><queue id='1'/><queue id='3'/></iothread>`,
      ),
      `${plain},num-queues=4,iothread-vq-mapping=2`,
      '<iothreads>2</iothreads>',
    ],
    [
      'threads of the controller over which queues are spread',
      `<controller type='scsi' index='0' model='virtio-scsi'><driver queues='2'><iothreads>` +
        `<iothread id='2'/><iothread id='1'/></iothreads></driver></controller>` +
        disk(`type='raw'`, '', `<target dev='vda' bus='scsi'/>`).replace(
          '</disk>',
          `<address type='drive' controller='0'/></disk>`,
        ),
      `${plain.replace('blk', 'scsi')},num-queues=2,iothread-vq-mapping=2`,
      '<iothreads>2</iothreads>',
    ],
    ['the image alone where a chain ends', disk(`type='raw'`, '<backingStore/>'), plain],
  ])('has %s', (_, devices, mode, around = '') => {
    expect(modeOf(read(domain(devices, around), 'vda'))).toBe(mode);
  });

  it.each([
    ['queue_size of no number', disk(`type='raw' queue_size='many'`), /:5 .*queue_size="many"/],
    [
      'a cache of metadata, which is not that of the L2 tables alone',
      disk(`type='qcow2'`).replace(
        '/>',
        `><metadata_cache><max_size unit='MiB'>1</max_size></metadata_cache></driver>`,
      ),
      /metadata_cache.*cache-size/,
    ],
    ...(
      [
        ['queues in another order', `<iothread id='1'><queue id='1'/></iothread>`, /in turn/],
        ['nothing in a mapping', '', /in turn/],
        ['an unknown element in a mapping', `<iothread id='1'/><thread id='2'/>`, /in turn/],
        ['an unknown attribute in a mapping', `<iothread id='1' cpu='2'/>`, /in turn/],
        ['a text in a mapping', `<iothread id='1'/>{% x %}`, /in turn|placeholder/],
        ['a placeholder in a mapping', `<iothread id='%T%'/>`, /placeholder/],
        ['a thread of a mapping that is not there', `<iothread id='9'/>`, /no iothread 9/],
      ] as const
    ).map(([name, inside, fault]): [string, string, RegExp, string] => [
      name,
      spread(inside),
      fault,
      '<iothreads>2</iothreads>',
    ]),
    [
      'a mapping on bus scsi',
      spread(`<iothread id='1'/>`, 'scsi'),
      /iothreads.*libvirt refuses or ignores it on bus scsi/,
      '<iothreads>2</iothreads>',
    ],
    [
      'a machine of nobody knows which QEMU',
      disk(`type='raw'`),
      /pc-q35-focal/,
      `<os><type machine='pc-q35-focal'>hvm</type></os>`,
    ],
    [
      'a placeholder for a machine',
      disk(`type='raw'`),
      /\{\{ m \}\}/,
      `<os><type machine='{{ m }}'>hvm</type></os>`,
    ],
    [
      'an iothread that is not there',
      disk(`type='raw' iothread='3'`),
      /no iothread 3/,
      '<iothreads>2</iothreads>',
    ],
    ['a network', disk(`type='raw'`).replace(`'file'`, `'network'`), /network/],
    ['a misspelt attribute', disk(`type='raw' cach='none'`), /cach="none".*did you mean cache/],
    ['a misspelt element', disk(`type='raw'`, '<iotun/>'), /<iotun>.*did you mean iotune/],
    ['a misspelt word', disk(`type='raw' cache='nonne'`), /did you mean none/],
    ['an empty word', disk(`type='raw' cache=''`), /cache=""/],
    [
      'a limit',
      disk(`type='raw'`, '<iotune>\n<total_iops_sec>5000</total_iops_sec></iotune>'),
      /:9 .*<total_iops_sec> 5000.*without: \[iotune\]/,
    ],
    [
      'a limit that nobody knows',
      disk(`type='raw'`, '<iotune><total_iops>0</total_iops></iotune>'),
      /<total_iops> 0 is no limit/,
    ],
    [
      'an attribute of a limit',
      disk(`type='raw'`, `<iotune><total_iops_sec a='1'>0</total_iops_sec></iotune>`),
      /a=1 0 is no limit/,
    ],
    [
      'an attribute of what is shared',
      disk(`type='raw'`, `<shareable a='1'/>`),
      /<shareable a="1">/,
    ],
    ['qcow2 that is shared', disk(`type='qcow2'`, '<shareable/>'), /libvirt shares no qcow2/],
    [
      'native I/O where sharing decides the cache',
      disk(`type='raw' io='native'`, '<shareable/>'),
      /only with a cache that is said/,
    ],
    ['a transient disk', disk(`type='raw'`, '<transient/>'), /<transient>/],
    ['a disk that is only read', disk(`type='raw'`, '<readonly/>'), /<readonly>/],
    ['a text among elements', disk(`type='raw'`, '{{ more }}'), /\{\{ more \}\}/],
    ['two drivers', disk(`type='raw'`, `<driver name='qemu' cache='none'/>`), /a second <driver>/],
    ['another driver', disk(`type='raw'`).replace(`'qemu'`, `'tap'`), /name="tap"/],
    ['a lun', disk(`type='raw'`).replace(`device='disk'`, `device='lun'`), /device="lun"/],
    ['a format that the gate has not', disk(`type='vmdk'`), /type="vmdk"/],
    ['an attribute of every object', disk(`type='raw' constructor='1'`), /constructor/],
    [
      'a type of every object',
      disk(`type='raw'`).replace(`type='file'`, `type='constructor'`),
      /constructor/,
    ],
    [
      'queues on a disk of bus scsi',
      disk(`type='raw' queues='4'`, '', `<target dev='vda' bus='scsi'/>`),
      /the controller has it/,
    ],
    [
      '-snapshot for all of QEMU',
      disk(`type='raw'`),
      /-snapshot/,
      `<q:commandline xmlns:q='x'><q:arg value='-snapshot'/></q:commandline>`,
    ],
    [
      '-global of its driver',
      disk(`type='raw'`),
      /virtio-blk-pci/,
      `<q:commandline xmlns:q='x'><q:arg value='-global'/><q:arg value='virtio-blk-pci.queue-size=64'/></q:commandline>`,
    ],
    [
      "libvirt's own alias",
      disk(`type='raw'`),
      /virtio-disk0/,
      `<q:commandline xmlns:q='x'><q:arg value='-set'/><q:arg value='device.virtio-disk0.x=y'/></q:commandline>`,
    ],
    [
      'an override',
      disk(`type='raw'`, `<alias name='ua-d'/>`),
      /queue-size=9/,
      `<q:override xmlns:q='x'><q:device alias='ua-d'><q:frontend><q:property name='queue-size' value='9'/></q:frontend></q:device></q:override>`,
    ],
  ])('refuses %s', (_, devices, fault, around = '') => {
    const found = modeOf(read(domain(devices, around), 'vda'));
    expect(found).toContainEqual(expect.stringMatching(fault));
  });

  test('arguments of QEMU that concern another disk are nothing to this one', () => {
    const others = `<q:commandline xmlns:q='x'><q:arg value='-set'/><q:arg value='device.virtio-disk1.x=y'/></q:commandline>`;
    expect(modeOf(read(domain(disk(`type='raw'`), others), 'vda'))).toBe(plain);
  });

  test('what is named under without is measured without, and kept with its value', () => {
    const source = domain(
      disk(`type='raw' packed='on'`, '<iotune><read_iops_sec>9</read_iops_sec></iotune>'),
    );
    const reading = read(source, 'vda', { without: ['packed', 'iotune'] });
    expect(modeOf(reading)).toMatch(plain);
    expect(reading).toMatchObject({
      value: {
        unmeasured: expect.arrayContaining([
          { field: 'iotune', value: 'read_iops_sec=9', line: 8 },
        ]),
      },
    });
    expect(modeOf(read(source, 'vda', { without: ['iotune '] }))).toHaveLength(2);
  });

  test('without and stand-in accept what they are for, and nothing else', () => {
    const source = domain(disk(`type='raw'`, '<transient/>').replace(`'file'`, `'block'`));
    expect(modeOf(read(source, 'vda', { without: ['transient', 'source'] }))).toHaveLength(2);
    expect(modeOf(read(source, 'vda', { standIn: 'yes' }))).toHaveLength(2);
    expect(modeOf(read(source, 'vda', { standIn: 'file' }))).toHaveLength(1);
  });

  test('a block device is measured on one where the config names it', () => {
    const source = domain(disk(`type='raw'`).replace(`'file'`, `'block'`));
    const stood = read(source, 'vda', { standIn: 'file' });
    expect(stood.ok && stood.value.unmeasured).toMatchObject([{ field: 'source' }]);
    const measured = read(source, 'vda', { onDevice: true });
    expect(measured.ok && measured.value.unmeasured).toEqual([]);
  });

  test('a thread and a controller that disks share are told', () => {
    const scsi = (name: string): string =>
      disk(`type='raw'`, '', `<target dev='${name}' bus='scsi'/>`);
    const source = domain(
      `<controller type='scsi' model='virtio-scsi'><driver iothread='1'/></controller>${scsi('sda')}${scsi('sdb')}${disk(`type='raw' iothread='1'`)}`,
      '<iothreads>1</iothreads>',
    );
    const reading = read(source, 'sda');
    expect(modeOf(reading)).toBe(
      'format=raw,cache=writeback,aio=threads,bus=virtio-scsi,iothread=on',
    );
    expect(reading.ok && reading.value.told.map(({ says }) => says)).toEqual([
      expect.stringMatching(/^controller 0 also has sdb;/),
      expect.stringMatching(/^thread 1 is also used by vda, sdb;/),
    ]);
  });

  test('every disk is listed, the refused and the skipped ones too, with its durability', () => {
    const transient = disk(`type='raw'`, '<transient/>', `<target dev='vdb' bus='virtio'/>`);
    const network = disk(`type='raw' cache='none'`).replace(`'file'`, `'network'`);
    const listed = listDisks({ source: domain(`${disk(`type='raw'`)}${transient}${network}`) });
    expect(listed.ok && listed.value.disks.map(({ durability }) => durability)).toEqual([
      undefined,
      0,
      'unknown',
    ]);
    const others = listDisks({ source: definition('04-libvirt-detect-zeroes.xml') });
    expect(others.ok && others.value.disks.map(({ target, skipped }) => [target, skipped])).toEqual(
      [
        ['vda', undefined],
        ['vdb', undefined],
        ['hdc', 'a CD-ROM'],
      ],
    );
  });
});
